// Performs what the log of merges asks for. Whatever comes of it is an event.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Result } from '../../../shared/result.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { Asked, Effect, Event } from './model.ts'

const PAGE = 20

export interface Greeting {
  readonly workbook: string
  readonly hello: HelloReply
}

interface Outside {
  readonly desk: ToolDesk
  readonly dispatch: (event: Event) => void
  readonly onChanged: () => void
  readonly onGreeting: (greeting: Greeting) => void
}

type Pending<T> = Promise<Result<T, ApiFailure>>

const then = async <T>(pending: Pending<T>, toEvent: (reply: T) => Event) => {
  const result = await pending
  return result.ok ? { ...result, value: toEvent(result.value) } : result
}

const toCall = (effect: Asked, desk: ToolDesk, { workbook, hello }: Greeting) => {
  const { merges } = desk.api
  const { epoch } = hello
  switch (effect.do) {
    case 'page': {
      const { before } = effect
      const isFirst = before === ''
      return () =>
        then(merges.merges({ epoch, before, limit: PAGE }), (reply) => ({
          type: 'paged',
          reply,
          isFirst,
        }))
    }
    case 'details': {
      const { merge } = effect
      return () =>
        then(merges.merges({ epoch, before: '', limit: 1, merge }), (reply) => ({
          type: 'detailed',
          merge,
          reply,
        }))
    }
    case 'unmerge': {
      const { merge } = effect
      return () =>
        then(merges.unmerge({ epoch, workbook, merge }), (reply) => ({
          type: 'unmerged',
          merge,
          reply,
        }))
    }
  }
}

export const createPerformer = (out: Outside): ((effect: Effect) => Promise<void>) => {
  const { desk, dispatch } = out
  return async (effect) => {
    if (effect.do === 'sheets') return out.onChanged()
    const who = await desk.greet()
    if (!who.ok) return dispatch({ type: 'failed', stop: who.error })
    out.onGreeting(who.value)
    const done = await desk.ask(toCall(effect, desk, who.value))
    dispatch(done.ok ? done.value : { type: 'failed', stop: done.error })
  }
}
