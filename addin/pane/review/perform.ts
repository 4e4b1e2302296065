// Performs what the review asks for: calls to the server as they come. Whatever comes of it is an event.
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Result } from '../../../shared/result.ts'
import type { Greeting, ToolDesk } from '../../sync/tool-desk.ts'
import { asEvent } from '../ui/as-event.ts'
import type { Performer } from '../ui/motor.ts'
import type { Asked, Effect, Event } from './model.ts'

/** Questions on a page. */
const PAGE = 10

interface Outside {
  readonly desk: ToolDesk
  readonly greet: ToolDesk['greet']
  readonly onChanged: () => void
  /** Nothing is open any more. */
  readonly onFinished: () => void
}

type Call = () => Promise<Result<Event, ApiFailure>>
/** The call that an effect asks for, and what its answer is to the review. */
const toCall = (effect: Asked, desk: ToolDesk, { workbook, hello }: Greeting): Call => {
  const { matches, merges } = desk.api
  const { epoch } = hello
  switch (effect.do) {
    case 'page': {
      const { after, of } = effect
      const from = after === null || after === '' ? {} : { after }
      const order = { epoch, limit: PAGE, ...from, ...(of === null ? {} : { of }) }
      return () => asEvent(matches.review(order), (reply) => ({ type: 'paged', reply }))
    }
    case 'preview': {
      const { name, rows } = effect
      const order = { epoch, rows: [...rows], isOpen: true }
      return () => asEvent(merges.preview(order), (reply) => ({ type: 'previewed', name, reply }))
    }
    case 'merge': {
      const order = { ...effect.order, epoch, workbook }
      return () => asEvent(merges.merge(order), (reply) => ({ type: 'merged', reply }))
    }
    case 'answer': {
      const { answers, isUndo } = effect
      const order = { epoch, answers: [...answers] }
      return () =>
        asEvent(matches.answer(order), (reply) =>
          isUndo ? { type: 'unanswered' } : { type: 'answered', answers, reply },
        )
    }
    case 'unmerge': {
      const order = { epoch, workbook, merge: effect.merge }
      return () => asEvent(merges.unmerge(order), (reply) => ({ type: 'unmerged', reply }))
    }
  }
}

export const performReview =
  ({ desk, greet, onChanged, onFinished }: Outside): Performer<Event, Effect> =>
  async (effect, dispatch) => {
    if (effect.do === 'sheets') return onChanged()
    if (effect.do === 'finished') return onFinished()
    const what = effect.do
    const who = await greet()
    if (!who.ok) return dispatch({ type: 'failed', what, stop: who.error })
    const done = await desk.ask(toCall(effect, desk, who.value))
    dispatch(done.ok ? done.value : { type: 'failed', what, stop: done.error })
  }
