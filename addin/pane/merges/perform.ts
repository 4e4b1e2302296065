// Performs what the log of merges asks for. Whatever comes of it is an event.
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Result } from '../../../shared/result.ts'
import type { Greeting, ToolDesk } from '../../sync/tool-desk.ts'
import { asEvent } from '../ui/as-event.ts'
import type { Performer } from '../ui/motor.ts'
import type { Asked, Effect, Event } from './model.ts'

const PAGE = 20

interface Outside {
  readonly desk: ToolDesk
  readonly greet: ToolDesk['greet']
  readonly onChanged: () => void
}

const toCall = (
  effect: Asked,
  desk: ToolDesk,
  { workbook, hello }: Greeting,
): (() => Promise<Result<Event, ApiFailure>>) => {
  const { merges } = desk.api
  const { epoch } = hello
  switch (effect.do) {
    case 'page': {
      const { before } = effect
      const isFirst = before === ''
      return () =>
        asEvent(merges.merges({ epoch, before, limit: PAGE }), (reply) => ({
          type: 'paged',
          reply,
          isFirst,
        }))
    }
    case 'details': {
      const { merge } = effect
      return () =>
        asEvent(merges.merges({ epoch, before: '', limit: 1, merge }), (reply) => ({
          type: 'detailed',
          merge,
          reply,
        }))
    }
    case 'unmerge': {
      const { merge } = effect
      return () =>
        asEvent(merges.unmerge({ epoch, workbook, merge }), (reply) => ({
          type: 'unmerged',
          merge,
          reply,
        }))
    }
  }
}

export const performMerges =
  ({ desk, greet, onChanged }: Outside): Performer<Event, Effect> =>
  async (effect, dispatch) => {
    if (effect.do === 'sheets') return onChanged()
    const who = await greet()
    if (!who.ok) return dispatch({ type: 'failed', stop: who.error })
    const done = await desk.ask(toCall(effect, desk, who.value))
    dispatch(done.ok ? done.value : { type: 'failed', stop: done.error })
  }
