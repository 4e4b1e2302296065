// Performs what the list of answers asks for. Clearing all goes page by page; what was cleared before a failure stays
// cleared and is told.
import type { AnswersReply, GivenAnswer } from '../../../shared/protocol/matches.ts'
import { ANSWERS_PAGE_MAX, CLEAR_MAX } from '../../../shared/protocol/matches.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { asEvent } from '../ui/as-event.ts'
import type { Performer } from '../ui/motor.ts'
import { nameOf, type Ask, type Effect, type Event } from './model.ts'

const PAGE = 20
/** So many pages are cleared at once; for more it is asked again. */
const CLEARED_PAGES_MAX = 25

interface Outside {
  readonly desk: ToolDesk
  readonly greet: ToolDesk['greet']
}

type Answer<T> = Promise<Result<T, Stop>>

/** The server behind the desk, in one epoch. */
const openServer = ({ api, ask }: ToolDesk, epoch: string) => {
  const { matches } = api
  return {
    page: (which: Ask, after: string, limit: number): Answer<AnswersReply> =>
      ask(() => matches.answers({ epoch, limit, ...which, ...(after === '' ? {} : { after }) })),
    clear: (answers: readonly GivenAnswer[]) =>
      ask(() => matches.clear({ epoch, pairs: answers.map(({ a, b }) => ({ a, b })) })),
    give: (answers: readonly GivenAnswer[]) =>
      ask(() =>
        matches.answer({
          epoch,
          answers: answers.flatMap(({ a, b, verdict, kind }) =>
            verdict === 'merged' ? [] : [{ a, b, verdict, ...(kind === null ? {} : { kind }) }],
          ),
        }),
      ),
    weights: (deed: 'show' | 'learn' | 'reset') => ask(() => matches.weights({ epoch, do: deed })),
  }
}
type Server = ReturnType<typeof openServer>

const clearAll = async (server: Server, which: Ask): Answer<Event> => {
  const gone = new Map<string, GivenAnswer>()
  const told = (isMore: boolean) =>
    ok<Event>({ type: 'all-cleared', cleared: { answers: [...gone.values()], isMore } })
  for (let pages = 0; pages < CLEARED_PAGES_MAX; pages++) {
    const page = await server.page(which, '', ANSWERS_PAGE_MAX)
    if (!page.ok) return gone.size > 0 ? told(true) : err(page.error)
    const { answers, cursor } = page.value
    if (answers.length === 0) return told(false)
    const done = await server.clear(answers)
    if (!done.ok) return gone.size > 0 ? told(true) : err(done.error)
    for (const answer of answers) gone.set(nameOf(answer), answer)
    if (cursor === '') return told(false)
  }
  return told(true)
}

const giveAgain = async (server: Server, answers: readonly GivenAnswer[]): Answer<Event> => {
  const again: GivenAnswer[] = []
  for (let from = 0; from < answers.length; from += CLEAR_MAX) {
    const part = answers.slice(from, from + CLEAR_MAX)
    const done = await server.give(part)
    if (!done.ok) return err(done.error)
    const { results } = done.value
    again.push(...part.filter((_, at) => results[at]?.outcome !== 'forbidden'))
  }
  return ok<Event>({ type: 'restored', answers: again })
}

const carryOut = async (server: Server, effect: Effect): Answer<Event> => {
  switch (effect.do) {
    case 'page': {
      const isFirst = effect.after === ''
      const pending = server.page(effect.ask, effect.after, PAGE)
      return await asEvent(pending, (reply) => ({ type: 'paged', reply, isFirst }))
    }
    case 'clear': {
      const { answers } = effect
      return await asEvent(server.clear(answers), () => ({ type: 'cleared', answers }))
    }
    case 'clear-all':
      return await clearAll(server, effect.ask)
    case 'restore':
      return await giveAgain(server, effect.answers)
    case 'weights': {
      const { deed } = effect
      return await asEvent(server.weights(deed), (reply) => ({ type: 'weighed', deed, reply }))
    }
  }
}

export const performAnswers =
  ({ desk, greet }: Outside): Performer<Event, Effect> =>
  async (effect, dispatch) => {
    const who = await greet()
    if (!who.ok) return dispatch({ type: 'failed', stop: who.error })
    const done = await carryOut(openServer(desk, who.value.hello.epoch), effect)
    dispatch(done.ok ? done.value : { type: 'failed', stop: done.error })
  }
