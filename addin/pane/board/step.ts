// How the board's screen answers to what happens: pure. One piece of work at a time; a failure keeps what is shown.
import type { BoardReply, DecidedStep } from '../../../shared/protocol/tiers.ts'
import { isAnswered } from '../../../shared/tier/next-step.ts'
import { sections } from './model.ts'
import type { BoardEffect, BoardEvent, BoardState, Section, Told } from './model.ts'
import { draftOf, draftToPolicy } from './draft.ts'

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

/** What was said of work just done stays while the figures behind it are read. */
const fetch = (state: BoardState, effect: BoardEffect): Step =>
  state.isBusy ? stay(state) : { state: { ...state, isBusy: true }, effects: [effect] }

/** What a section shows is asked for when it is first looked at, and again after a sync. */
const fetchFor = (state: BoardState): Step => {
  const { section, old } = state
  const isOld = (part: Section) => old.includes(part)
  const isOfBoard = section === 'board' || section === 'lists'
  if (isOfBoard && (isOld('board') || state.board === null)) return fetch(state, { do: 'board' })
  if (section === 'lists' && (isOld('lists') || state.steps === null))
    return fetch(state, { do: 'steps' })
  if (section === 'runs' && (isOld('runs') || state.runs === null))
    return fetch(state, { do: 'runs', check: null })
  if (section === 'views' && (isOld('views') || state.views[state.view] === undefined))
    return fetch(state, { do: 'view', view: state.view })
  // Never read anew: a rule half typed would be gone.
  if (section === 'policy' && state.policy === null) return fetch(state, { do: 'policy' })
  return stay(state)
}

/** Work is done; another section may have been chosen meanwhile, or a sync have ended. */
const settle = (state: BoardState, more: Partial<BoardState>): Step => fetchFor(end(state, more))

const read = (state: BoardState, section: Section, more: Partial<BoardState>): Step =>
  settle(state, { ...more, old: state.old.filter((one) => one !== section) })

const withDecisions = (board: BoardReply, steps: readonly DecidedStep[]): BoardReply => {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const line = (one: BoardReply['best'][number]) => {
    const decided = byId.get(one.id)
    return { ...one, decided: decided && isAnswered(one, decided) ? decided : null }
  }
  return { ...board, best: board.best.map(line), worst: board.worst.map(line) }
}

const toldOf = (fault: string | null, isGone: boolean): Told => {
  if (fault !== null) return { ...told('board.fault', { text: fault }), kind: 'warning' }
  return isGone ? { ...told('board.gone'), kind: 'warning' } : told('board.stepStored')
}

/** Whom it lets go, or no more, changes in the sheets too. */
const decisionStored = (
  state: BoardState,
  { decision, reply, fault }: BoardEvent & { readonly type: 'decision-stored' },
): Step => {
  const { board } = state
  const { steps, gone } = reply
  const untilIn = (list: BoardState['steps']) =>
    list?.find(({ id }) => id === decision.id)?.until ?? null
  const isMoved = untilIn(state.steps) !== untilIn(steps)
  return {
    state: end(state, {
      steps,
      board: board && withDecisions(board, steps),
      told: toldOf(fault, gone.length > 0),
    }),
    effects: isMoved ? [{ do: 'sync' }] : [],
  }
}

const policyRead = (
  state: BoardState,
  { reply }: BoardEvent & { readonly type: 'policy-read' },
): Step => {
  const next = { policy: reply, draft: draftOf(reply.policy), tried: null }
  if (reply.saved === null) return settle(state, next)
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
    case 'steps-listed':
      return state.steps === null
        ? stay(state)
        : start(state, { do: 'steps-list', steps: state.steps })
    case 'check-asked':
      return start(state, { do: 'runs', check: event.run })
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

/** The one looked at stays until it is read anew. */
const viewShown = ({ view, views }: BoardState): BoardState['views'] => {
  const reply = views[view]
  return reply === undefined ? {} : { [view]: reply }
}

const onChoice = (state: BoardState, event: BoardEvent): Step | null => {
  switch (event.type) {
    case 'opened':
      return fetchFor(state)
    case 'section-chosen': {
      const { section } = event
      return fetchFor({ ...state, section, stop: null, told: null })
    }
    case 'view-chosen':
      return fetchFor({ ...state, view: event.view })
    case 'draft-changed':
      return stay({ ...state, draft: { ...state.draft, ...event.draft }, tried: null })
    case 'closed':
      return stay({ ...state, stop: null, told: null })
    case 'synced':
      return fetchFor({ ...state, views: viewShown(state), old: sections })
    default:
      return null
  }
}

const onAnswer = (state: BoardState, event: BoardEvent): Step => {
  switch (event.type) {
    case 'board-read': {
      const { hello, board } = event
      return read(state, 'board', { hello, board })
    }
    case 'view-read':
      return read(state, 'views', { views: { ...state.views, [event.view]: event.reply } })
    case 'policy-read':
      return policyRead(state, event)
    case 'tried':
      return settle(state, { tried: { policy: event.policy, reply: event.reply } })
    case 'applied':
      return {
        state: end(state, { told: told('board.applied', { count: event.moved }) }),
        effects: [{ do: 'sync' }],
      }
    case 'steps-read':
      return read(state, 'lists', { steps: event.reply.steps })
    case 'decision-stored':
      return decisionStored(state, event)
    case 'runs-read':
      // What was computed again stays said while the list is read anew: its inputs are frozen.
      return read(state, 'runs', {
        runs: { ...event.reply, check: event.reply.check ?? state.runs?.check ?? null },
      })
    case 'told':
      return settle(state, { told: event.told })
    case 'stopped':
      return stay(end(state, { stop: event.stop }))
    default:
      return stay(state)
  }
}

export const stepBoard = (state: BoardState, event: BoardEvent): Step =>
  onChoice(state, event) ?? onWish(state, event) ?? onAnswer(state, event)
