// How the board's screen answers to what happens: pure. One piece of work at a time; a failure keeps what is shown.
import type { BoardReply, DecidedStep } from '../../../shared/protocol/tiers.ts'
import { presets } from '../../../shared/tier/policy.ts'
import type { BoardEffect, BoardEvent, BoardState, Section, Told } from './model.ts'
import { draftOf, draftToPolicy } from './model.ts'

interface Step {
  readonly state: BoardState
  readonly effects: readonly BoardEffect[]
}

const stay = (state: BoardState): Step => ({ state, effects: [] })

const start = (state: BoardState, effect: BoardEffect): Step =>
  state.isBusy
    ? stay(state)
    : { state: { ...state, isBusy: true, stop: null, told: null }, effects: [effect] }

const end = (state: BoardState, more: Partial<BoardState> = {}): BoardState => ({
  ...state,
  isBusy: false,
  ...more,
})

const told = (key: string, params: Told['params'] = {}): Told => ({ kind: 'success', key, params })

/** What a section shows is asked for when it is first looked at. */
const fetchFor = (state: BoardState, section: Section): Step => {
  if ((section === 'board' || section === 'lists') && state.board === null)
    return start(state, { do: 'board' })
  if (section === 'views' && state.views[state.view] === undefined)
    return start(state, { do: 'view', view: state.view })
  if (section === 'policy' && state.policy === null) return start(state, { do: 'policy' })
  return stay(state)
}

const withDecisions = (board: BoardReply, steps: readonly DecidedStep[]): BoardReply => {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const line = (one: BoardReply['best'][number]) => {
    const decided = byId.get(one.id)
    return decided !== undefined && decided.proposed === one.step?.step ? { ...one, decided } : one
  }
  return { ...board, best: board.best.map(line), worst: board.worst.map(line) }
}

const policyRead = (
  state: BoardState,
  { reply }: BoardEvent & { readonly type: 'policy-read' },
): Step => {
  const next = { policy: reply, draft: draftOf(reply.policy), tried: null }
  if (reply.saved === null) return stay(end(state, next))
  if (!reply.saved)
    return stay(end(state, { ...next, told: { ...told('board.notSaved'), kind: 'warning' } }))
  return {
    state: end(state, { ...next, told: told('board.saved', { version: reply.version }) }),
    effects: [{ do: 'sync' }],
  }
}

const onWish = (state: BoardState, event: BoardEvent): Step | null => {
  switch (event.type) {
    case 'try-asked': {
      const policy = state.policy && draftToPolicy(state.draft, state.policy.policy)
      return policy === null ? stay(state) : start(state, { do: 'try', policy })
    }
    case 'save-asked':
      return state.tried === null || state.policy === null
        ? stay(state)
        : start(state, {
            do: 'save',
            policy: state.tried.policy,
            seen: state.policy.version,
          })
    case 'apply-asked':
      return start(state, { do: 'apply' })
    case 'decided':
      return start(state, { do: 'decide', decision: event.decision })
    case 'charts-asked':
      return state.board === null ? stay(state) : start(state, { do: 'charts', board: state.board })
    case 'list-asked': {
      const reply = state.views[state.view]
      return reply === undefined
        ? stay(state)
        : start(state, { do: 'list', view: state.view, reply })
    }
    case 'receipt-asked':
      return start(state, { do: 'receipt', wish: event.wish })
    default:
      return null
  }
}

const onChoice = (state: BoardState, event: BoardEvent): Step | null => {
  switch (event.type) {
    case 'opened':
      return fetchFor(state, state.section)
    case 'section-chosen': {
      const { section } = event
      return fetchFor({ ...state, section, stop: null, told: null }, section)
    }
    case 'view-chosen':
      return fetchFor({ ...state, view: event.view }, 'views')
    case 'draft-changed':
      return stay({ ...state, draft: { ...state.draft, ...event.draft }, tried: null })
    case 'closed':
      return stay({ ...state, stop: null, told: null })
    case 'synced':
      // Figures of before the sync are old; what is not looked at is asked for when it is.
      return state.isBusy
        ? stay(state)
        : { state: { ...state, views: {}, isBusy: true }, effects: [{ do: 'board' }] }
    default:
      return null
  }
}

const onAnswer = (state: BoardState, event: BoardEvent): Step => {
  switch (event.type) {
    case 'board-read': {
      const { hello, board } = event
      const next = end(state, { hello, board })
      return state.section === 'views' ? fetchFor(next, 'views') : stay(next)
    }
    case 'view-read':
      return stay(end(state, { views: { ...state.views, [event.view]: event.reply } }))
    case 'policy-read':
      return policyRead(state, event)
    case 'tried':
      return stay(end(state, { tried: { policy: event.policy, reply: event.reply } }))
    case 'applied':
      return {
        state: end(state, { told: told('board.applied', { count: event.moved }) }),
        effects: [{ do: 'sync' }],
      }
    case 'steps-read': {
      const { board } = state
      const { steps, gone } = event.reply
      return stay(
        end(state, {
          board: board && withDecisions(board, steps),
          told:
            gone.length > 0 ? { ...told('board.gone'), kind: 'warning' } : told('board.stepStored'),
        }),
      )
    }
    case 'told':
      return stay(end(state, { told: event.told }))
    case 'stopped':
      return stay(end(state, { stop: event.stop }))
    default:
      return stay(state)
  }
}

export const stepBoard = (state: BoardState, event: BoardEvent): Step =>
  onChoice(state, event) ?? onWish(state, event) ?? onAnswer(state, event)

/** The preset that a draft's cuts are; null: cuts of one's own. */
export const presetOf = ({ top, bottom }: BoardState['draft']): keyof typeof presets | null => {
  for (const name of ['20/50/30', '20/60/20'] as const) {
    const { topPercent, bottomPercent } = presets[name]
    if (top.trim() === String(topPercent) && bottom.trim() === String(bottomPercent)) return name
  }
  return null
}
