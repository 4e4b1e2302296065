// Performs what fields and privacy ask of the server.
import type { Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { askOnce } from '../people/entrance.ts'
import { asEvent } from '../ui/as-event.ts'
import type { Effect, Event } from './model.ts'

/** A change is sent once: sent again it would meet its own version. */
const carryOut = async (desk: ToolDesk, effect: Effect): Promise<Result<Event, Stop>> => {
  const { fields } = desk.api
  switch (effect.do) {
    case 'load':
      return await asEvent(
        desk.ask(() => fields.list()),
        (reply) => ({ type: 'loaded', reply }),
      )
    case 'load-history':
      return await asEvent(
        desk.ask(() => fields.history()),
        (history) => ({ type: 'told-history', history }),
      )
    case 'change':
      return await asEvent(
        askOnce(() => fields.change(effect.order)),
        (reply) => ({ type: 'answered', reply }),
      )
  }
}

/** What came of it, as an event. */
export const performFields = async (desk: ToolDesk, effect: Effect): Promise<Event> => {
  const done = await carryOut(desk, effect)
  return done.ok ? done.value : { type: 'failed', stop: done.error }
}
