// Performs what fields and privacy ask of the server.
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { askOnce } from '../people/entrance.ts'
import type { Effect, Event } from './model.ts'

/** What came of it, as an event. A change is sent once: sent again it would meet its own version. */
export const performFields = async (desk: ToolDesk, effect: Effect): Promise<Event> => {
  const { fields } = desk.api
  switch (effect.do) {
    case 'load': {
      const reply = await desk.ask(() => fields.list())
      return reply.ok
        ? { type: 'loaded', reply: reply.value }
        : { type: 'failed', stop: reply.error }
    }
    case 'load-history': {
      const reply = await desk.ask(() => fields.history())
      return reply.ok
        ? { type: 'told-history', history: reply.value }
        : { type: 'failed', stop: reply.error }
    }
    case 'change': {
      const reply = await askOnce(() => fields.change(effect.order))
      return reply.ok
        ? { type: 'answered', reply: reply.value }
        : { type: 'failed', stop: reply.error }
    }
  }
}
