// The end of somebody's rights: asked about when nobody is signed in or somebody was refused, never guessed from the
// refusal itself. Said by the server, the workbook is emptied, and what is left of it is listed.
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { BlankEffect, BlankOrder, Blanking } from './blank/model.ts'
import type { Event, State, Step } from './model.ts'
import { startState } from './model.ts'

const stay = (state: State): Step => ({ state, effects: [] })

/** Refusals that may mean that an account is out, among much else. */
const doubtful: ReadonlySet<Stop['code']> = new Set(['unauthenticated', 'not_invited', 'forbidden'])

export const standingAfter = ({ code }: Stop): readonly BlankEffect[] =>
  doubtful.has(code) ? [{ do: 'ask-standing' }] : []

const begin = (state: State, order: BlankOrder): Step => {
  const blank: Blanking = { order, report: state.blank?.report ?? null, isRunning: true }
  return {
    state: { ...state, isBusy: true, stop: null, blank },
    effects: [
      { do: 'unwait', name: 'auto' },
      { do: 'unwait', name: 'retry' },
      { do: 'blank', order },
    ],
  }
}

/** As if nobody had ever signed in. Whoever is just signing in is let through: if he is refused, it is asked again. */
const ended = (state: State, owners: readonly string[]): Step => {
  if (state.isBusy || state.run !== null) return stay(state)
  const { locale, isDemo, isAuto } = state
  const out: State = { ...startState, isExcelHere: true, screen: 'sign-in', locale, isDemo, isAuto }
  const begun = begin(out, { why: 'out', owners, isAll: false })
  return { ...begun, effects: [{ do: 'forget-key' }, ...begun.effects] }
}

const asked = (state: State, isAll: boolean): Step => {
  if (state.isBusy || state.run !== null) return stay(state)
  const { why, owners } = state.blank?.order ?? { why: 'asked', owners: null }
  return begin(state, { why, owners, isAll })
}

const blanked = (state: State, { report }: Event & { readonly type: 'blanked' }): Step => {
  const { blank } = state
  return stay({
    ...state,
    isBusy: false,
    accounts: {},
    stopped: null,
    blank: blank === null || report === null ? null : { ...blank, report, isRunning: false },
  })
}

/** @returns null: not an event of this part */
export const stepBlank = (state: State, event: Event): Step | null => {
  switch (event.type) {
    case 'rights-ended':
      return ended(state, event.owners)
    case 'blank-asked':
      return asked(state, event.isAll)
    case 'blanked':
      return blanked(state, event)
    case 'blank-closed':
      return stay({ ...state, blank: null })
    case 'kept-asked': {
      const { tableId, place } = event
      return { state, effects: [{ do: 'go-kept', tableId, place }] }
    }
    default:
      return null
  }
}
