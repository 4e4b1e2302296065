// The running of syncs: by the button, by itself after edits, by an answer, and again when the server is back.
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { isTyped } from './decide.ts'
import type { Account, Effect, Event, Order, State, Step, TimerName } from './model.ts'
import { standingAfter } from './step-blank.ts'
import { afterRun } from './step-questions.ts'

/** So long after the last edit it syncs by itself. */
export const AUTO_MS = 4_000
/** A cell was being edited: by itself it tries again after so long. */
const EDITING_MS = 5_000
/** Another pane has the sheet: by itself it tries again after so long. */
export const LEASE_MS = 60_000
const RETRY_MS_MIN = 5_000
const RETRY_MS_MAX = 60_000

export const retryMs = (tries: number): number =>
  Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(tries - 1, 8))

export const isAway = ({ code }: Stop): boolean => code === 'offline' || code === 'unavailable'

const stay = (state: State): Step => ({ state, effects: [] })

export const startRun = (state: State, order: Order): Step => {
  const [table] = order.tables
  if (table === undefined || state.run !== null) return stay(state)
  const { decisions, confirm } = order
  return {
    state: {
      ...state,
      stop: null,
      stopped: null,
      isEdited: false,
      run: { order, progress: null, isCancelling: false },
    },
    effects: [
      { do: 'unwait', name: 'auto' },
      { do: 'unwait', name: 'retry' },
      { do: 'sync', table, decisions, ...(confirm === undefined ? {} : { confirm }) },
    ],
  }
}

export const allTables = ({ sheets }: State): Order => ({
  tables: sheets.map(({ table }) => table),
  decisions: [],
})

/** After a run: edits that came meanwhile are sent by the next one. */
const againIfEdited = (state: State): readonly Effect[] =>
  state.isAuto && state.isEdited ? [{ do: 'wait', name: 'auto', ms: AUTO_MS }] : []

const endRun = (state: State): Step => {
  const ended = { ...state, run: null }
  const list: readonly Effect[] = state.screen === 'history' ? [{ do: 'list-batches' }] : []
  return { state: ended, effects: [{ do: 'place' }, ...list, ...againIfEdited(ended)] }
}

/**
 * Figures, next tiers and scores of customers come from transactions: once some were stored, their sheet is synced again
 * in the same press. Its own sync asks for nothing more, so that a press ends.
 */
const withCustomers = (
  { sheets, run }: State,
  table: TableKey,
  { saved, isCancelled }: Account,
): readonly TableKey[] => {
  const rest = run?.order.tables.slice(1) ?? []
  const isBound = sheets.some((sheet) => sheet.table === 'customer')
  const isMoved = saved > 0 || (run?.order.decisions.length ?? 0) > 0
  const isNeeded = table === 'transaction' && isMoved && !isCancelled
  return isNeeded && isBound && !rest.includes('customer') ? [...rest, 'customer'] : rest
}

/** What the first sync of a press stored, the second finds unchanged. */
const withEarlier = (account: Account, before: number): Account => ({
  ...account,
  saved: account.saved + before,
  unchanged: Math.max(0, account.unchanged - before),
})

const synced = (state: State, event: Event & { readonly type: 'synced' }): Step => {
  const { table } = event
  const stored = state.run?.stored ?? {}
  const account = withEarlier(event.account, stored[table] ?? 0)
  const now: State = {
    ...afterRun(state, table, account),
    away: null,
    at: 0,
    table: state.table ?? table,
    hinted: account.board.hinted ?? state.hinted,
  }
  const rest = withCustomers(state, table, event.account)
  const [next] = rest
  if (next === undefined || account.isCancelled || state.run === null) return endRun(now)
  const order = { tables: rest, decisions: [] }
  return {
    state: {
      ...now,
      run: { ...state.run, order, progress: null, stored: { ...stored, [table]: account.saved } },
    },
    effects: [{ do: 'sync', table: next, decisions: [] }],
  }
}

const stopped = (state: State, stop: Stop): Step => {
  const order = state.run?.order ?? null
  if (isAway(stop)) {
    const tries = (state.away?.tries ?? 0) + 1
    return {
      state: { ...state, run: null, stop: null, away: { tries, order } },
      effects: [{ do: 'wait', name: 'retry', ms: retryMs(tries) }],
    }
  }
  if (stop.code === 'cell_edit' && state.isAuto && order?.decisions.length === 0)
    return {
      state: { ...state, run: null, isEdited: true },
      effects: [{ do: 'wait', name: 'auto', ms: EDITING_MS }],
    }
  return {
    state: { ...state, run: null, away: null, stop, stopped: order },
    effects:
      stop.code === 'leased' && state.isAuto
        ? [{ do: 'wait', name: 'retry', ms: LEASE_MS }]
        : standingAfter(stop),
  }
}

/** The server is tried again with what was under way when it went. */
const retry = (state: State): Step => {
  if (state.away === null || state.run !== null) return stay(state)
  return startRun(state, state.away.order ?? allTables(state))
}

const byTimer = (state: State, name: TimerName): Step => {
  if (name === 'auto')
    return state.isAuto && state.away === null ? startRun(state, allTables(state)) : stay(state)
  if (state.away !== null) return retry(state)
  return state.isAuto && state.stopped !== null ? startRun(state, state.stopped) : stay(state)
}

/** Rows are put away with the words that the server named; other words do nothing. */
const confirm = (state: State, typed: string | null): Step => {
  const { confirming } = state
  if (confirming === null) return stay(state)
  const now = { ...state, confirming: null }
  if (typed === null) return stay(now)
  const { table, words, decisions } = confirming
  return isTyped(typed, words)
    ? startRun(now, { tables: [table], decisions, confirm: words })
    : stay(state)
}

const edited = (state: State): Step => {
  const now = { ...state, isEdited: true }
  const isHindered = state.run !== null || state.away !== null || state.blank !== null
  if (!state.isAuto || isHindered) return stay(now)
  return { state: now, effects: [{ do: 'wait', name: 'auto', ms: AUTO_MS }] }
}

export const answerRun = (state: State, table: TableKey, decisions: readonly Decision[]): Step =>
  decisions.length === 0 ? stay(state) : startRun(state, { tables: [table], decisions })

const switchAuto = (state: State, isOn: boolean): Step => {
  const now = { ...state, isAuto: isOn }
  const keep: Effect = { do: 'keep-auto', isOn }
  if (!isOn) return { state: now, effects: [keep, { do: 'unwait', name: 'auto' }] }
  const effects = state.run === null ? againIfEdited(now) : []
  return { state: now, effects: [keep, ...effects] }
}

const cancel = (state: State): Step =>
  state.run === null
    ? stay(state)
    : {
        state: { ...state, run: { ...state.run, isCancelling: true } },
        effects: [{ do: 'cancel' }],
      }

/** @returns null: not an event of this part */
export const stepRun = (state: State, event: Event): Step | null => {
  switch (event.type) {
    case 'sync-asked':
      return startRun(state, state.away?.order ?? allTables(state))
    case 'answered':
      return answerRun(state, event.table, event.decisions)
    case 'progressed':
      return stay(
        state.run === null ? state : { ...state, run: { ...state.run, progress: event.progress } },
      )
    case 'synced':
      return synced(state, event)
    case 'sync-stopped':
      return stopped(state, event.stop)
    case 'cancel-asked':
      return cancel(state)
    case 'edited':
      return edited(state)
    case 'timer':
      return byTimer(state, event.name)
    case 'words-typed':
      return confirm(state, event.typed)
    case 'online':
      return retry(state)
    case 'auto-switched':
      return switchAuto(state, event.isOn)
    default:
      return null
  }
}
