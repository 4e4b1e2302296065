// The way to the main screen: Excel, the key, the three ways to begin, the list that is looked at before it is
// brought in.
import type { Stop } from '../../shared/sync/session/stop.ts'
import { startState } from './model.ts'
import type { Event, State, Step } from './model.ts'
import { standingAfter } from './step-blank.ts'
import { withNotice } from './step-questions.ts'
import { isAway, retryMs, startRun } from './step-run.ts'

const stay = (state: State): Step => ({ state, effects: [] })

const connect = (state: State, key: string, isKept: boolean, isAsked: boolean): Step => ({
  state,
  effects: [{ do: 'connect', key, isKept, isAsked }],
})

const opened = (state: State, event: Event & { readonly type: 'opened' }): Step => {
  const { key, isDemo, isAuto, locale } = event
  const now: State = { ...state, locale, isDemo, isAuto, isExcelHere: true, given: null }
  if (state.given !== null) return connect(now, state.given, true, true)
  return key === null
    ? { state: { ...now, screen: 'sign-in' }, effects: [{ do: 'ask-standing' }] }
    : connect({ ...now, screen: 'starting' }, key, !isDemo, false)
}

const signedIn = (state: State, event: Event & { readonly type: 'signed-in' }): Step => {
  const { me, sheets } = event
  const now: State = {
    ...state,
    me,
    sheets,
    isBusy: false,
    stop: null,
    away: null,
    isUninvited: false,
  }
  if (sheets.length === 0) return stay({ ...now, screen: 'first' })
  return enterMain({ ...now, screen: 'main' })
}

/** A sheet that was synced by itself is looked at as soon as the pane is open. */
const enterMain = (state: State): Step => {
  const begun = state.isAuto
    ? startRun(state, { tables: state.sheets.map(({ table }) => table), decisions: [] })
    : stay(state)
  return { state: begun.state, effects: [{ do: 'watch' }, ...begun.effects] }
}

const choose = (state: State, way: 'list' | 'empty' | 'demo' | 'back'): Step => {
  const clean: State = { ...state, stop: null, preview: null }
  switch (way) {
    case 'list':
      return {
        state: { ...clean, screen: 'list', isBusy: true },
        effects: [{ do: 'look', table: null }],
      }
    case 'empty':
      return stay({ ...clean, screen: 'empty' })
    case 'demo':
      return {
        state: { ...clean, screen: 'first', isBusy: true },
        effects: [{ do: 'start-empty', tables: ['customer'], holds: 'all' }],
      }
    case 'back':
      return stay({
        ...clean,
        screen: state.screen === 'first' && state.sheets.length > 0 ? 'main' : 'first',
      })
  }
}

const map = (state: State, at: number, key: string | null): Step => {
  const { preview } = state
  if (preview === null) return stay(state)
  const columns = preview.columns.map((column, index) =>
    index === at ? { ...column, key } : column,
  )
  return stay({ ...state, preview: { ...preview, columns } })
}

const agree = (state: State): Step => {
  const { preview } = state
  if (preview === null || state.isBusy) return stay(state)
  const columns = preview.columns.map(({ header, key }) => ({ header, key }))
  return {
    state: { ...state, isBusy: true, stop: null },
    effects: [{ do: 'bring-in', table: preview.table, columns }],
  }
}

const bound = (state: State, event: Event & { readonly type: 'bound' }): Step => {
  const { sheets, fill } = event
  const now: State = {
    ...state,
    sheets,
    isBusy: false,
    preview: null,
    screen: 'main',
    tab: 'sync',
    table: null,
    notices: withNotice(state, 'bound'),
  }
  const begun = fill === null ? stay(now) : startRun(now, fill)
  return { state: begun.state, effects: [{ do: 'watch' }, ...begun.effects] }
}

const stopped = (state: State, stop: Stop): Step => {
  const isSigningIn = state.screen === 'starting' || state.screen === 'sign-in'
  if (!isSigningIn) return stay({ ...state, isBusy: false, stop })
  // A code that is wrong is typed once more.
  const isUninvited = stop.code === 'not_invited' || state.isUninvited
  const now: State = { ...state, screen: 'sign-in', isBusy: false, stop, isUninvited }
  if (!isAway(stop))
    return {
      state: { ...now, away: null },
      effects: [{ do: 'forget-key' }, ...standingAfter(stop)],
    }
  const tries = (state.away?.tries ?? 0) + 1
  return {
    state: { ...now, away: { tries, order: null } },
    effects: [{ do: 'wait', name: 'retry', ms: retryMs(tries) }],
  }
}

/** The key that could not be asked about is asked about again. */
const connectAgain = (state: State): Step =>
  state.away === null || state.isBusy
    ? stay(state)
    : {
        state: { ...state, isBusy: true, stop: null },
        effects: [{ do: 'connect', key: null, isKept: false, isAsked: false }],
      }

/** Typed before Excel answered, it waits for Excel. */
const keyGiven = (state: State, { key }: Event & { readonly type: 'key-given' }): Step => {
  const now: State = { ...state, isBusy: true, stop: null, away: null }
  if (!state.isExcelHere) return stay({ ...now, given: key })
  const { state: next, effects } = connect({ ...now, isUninvited: false }, key, true, true)
  return { state: next, effects: [{ do: 'unwait', name: 'retry' }, ...effects] }
}

const signIn = (state: State, event: Event): Step | null => {
  switch (event.type) {
    case 'key-given':
      return keyGiven(state, event)
    case 'code-given':
      return {
        state: { ...state, isBusy: true, stop: null },
        effects: [{ do: 'link', code: event.code }],
      }
    case 'timer':
    case 'online':
      return connectAgain(state)
    default:
      return null
  }
}

const signedOut = (state: State): Step => ({
  state: {
    ...state,
    screen: 'sign-in',
    me: null,
    isUninvited: false,
    sheets: [],
    accounts: {},
    stop: null,
    stopped: null,
    away: null,
    here: null,
    notices: [],
    left: [],
    confirming: null,
    refused: [],
    history: startState.history,
  },
  effects: [{ do: 'forget-key' }, { do: 'unwait', name: 'auto' }, { do: 'unwait', name: 'retry' }],
})

/** @returns null: not an event of this part */
export const stepStart = (state: State, event: Event): Step | null => {
  switch (event.type) {
    case 'outside':
      return stay({ ...state, screen: 'outside' })
    case 'broken':
      return stay({ ...state, screen: 'broken', isBusy: false, run: null })
    case 'keyless':
      return stay({ ...state, screen: 'sign-in' })
    case 'opened':
      return opened(state, event)
    case 'signed-in':
      return signedIn(state, event)
    case 'sign-in-left':
      return {
        state: { ...state, screen: 'sign-in', isBusy: false, stop: null },
        effects: [{ do: 'forget-key' }, { do: 'ask-standing' }],
      }
    case 'key-turned':
      return { state, effects: [{ do: 'turn-key', key: event.key }] }
    case 'signed-out':
      return state.run === null ? signedOut(state) : stay(state)
    case 'chosen':
      return state.isBusy || state.run !== null ? stay(state) : choose(state, event.way)
    case 'looked':
      return stay({ ...state, isBusy: false, preview: event.preview, stop: null })
    case 'look-again':
      return {
        state: { ...state, isBusy: true, stop: null },
        effects: [{ do: 'look', table: event.table }],
      }
    case 'mapped':
      return map(state, event.at, event.key)
    case 'agreed':
      return agree(state)
    case 'empty-asked':
      return {
        state: { ...state, isBusy: true, stop: null },
        effects: [{ do: 'start-empty', tables: event.tables, holds: event.holds }],
      }
    case 'bound':
      return bound(state, event)
    case 'stopped':
      return stopped(state, event.stop)
    default:
      return state.screen === 'sign-in' ? signIn(state, event) : null
  }
}
