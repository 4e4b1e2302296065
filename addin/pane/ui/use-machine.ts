// The motor of a tool's screen: events change its plain state one by one, and then what they ask for is performed.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** Asks for an effect's work; whatever comes of it is an event. */
export type Performer<Event, Effect> = (
  effect: Effect,
  dispatch: (event: Event) => void,
) => Promise<void>

interface Machine<State, Event, Effect> {
  readonly start: State
  readonly step: (
    state: State,
    event: Event,
  ) => { readonly state: State; readonly effects: readonly Effect[] }
  readonly perform: Performer<Event, Effect>
}

/** @param first happens once, when the screen opens */
export const useMachine = <State, Event, Effect>(
  machine: Machine<State, Event, Effect>,
  first: Event,
): readonly [State, (event: Event) => void] => {
  const [state, setState] = useState(machine.start)
  const now = useRef(state)
  const latest = useRef(machine)
  latest.current = machine
  const isOpen = useRef(true)
  const dispatch = useCallback((event: Event): void => {
    if (!isOpen.current) return
    const next = latest.current.step(now.current, event)
    now.current = next.state
    setState(next.state)
    for (const effect of next.effects)
      // A mistake of ours: it must be seen, not swallowed.
      latest.current.perform(effect, dispatch).catch(reportError)
  }, [])
  useEffect(() => {
    isOpen.current = true
    dispatch(first)
    return () => {
      isOpen.current = false
    }
  }, [])
  return [state, dispatch]
}
