// The pairs of hidden methods by which the client subscribes to an event and leaves it again.
import type { WireMethod } from '../wire.ts'

/** `events` maps the name within the method to the event's number; target says whose event it is. */
export function eventMethods<T>(
  events: Readonly<Record<string, number>>,
  target: (self: T) => string,
): Readonly<Record<string, WireMethod<T>>> {
  const methods: Record<string, WireMethod<T>> = {}
  for (const [name, type] of Object.entries(events)) {
    methods[`_Register${name}Event`] = (self, _args, session) =>
      session.subscribe(type, target(self), 1)
    methods[`_Unregister${name}Event`] = (self, _args, session) =>
      session.subscribe(type, target(self), -1)
  }
  return methods
}
