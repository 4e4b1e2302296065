// The reducer of trace and privacy: an event in, the next state and what is to be done out. One deed at a time; a filter
// may be changed while its page is still on its way, whose answer then counts for nothing.
import type { Deed, Effect, Event, Seals, Settings, Step, Trace, TraceTab } from './model.ts'

/** A press looks at so many seals at most, some of each call; the next press goes on. */
const SEALS_A_PRESS = 2_000

const stay = (state: Trace): Step => ({ state, effects: [] })
/** What is only read hinders nobody. */
const read = (state: Trace, effect: Effect): Step => ({
  state: { ...state, stop: null },
  effects: [effect],
})
const ask = (state: Trace, effect: Effect): Step => read({ ...state, isBusy: true }, effect)

const firstPage = (state: Trace): Step =>
  read({ ...state, entries: null }, { do: 'audit', filter: state.filter, before: 0 })

/** Reads what a tab shows. */
const load = (state: Trace, tab: TraceTab): Step => {
  switch (tab) {
    case 'audit':
      return firstPage(state)
    case 'delivery':
      return read(state, { do: 'deliveries' })
    case 'settings':
      return read(state, { do: 'settings', isAdmin: state.looker?.role === 'admin' })
    case 'person':
      return stay(state)
  }
}

const noSeals: Seals = { through: 0, entries: 0, broken: [], unsealed: 0, isDone: false }

const verified = (
  state: Trace,
  { seals: now, more }: Event & { readonly type: 'verified' },
): Step => {
  const before = state.seals ?? noSeals
  const seals: Seals = {
    ...now,
    entries: before.entries + now.entries,
    broken: [...before.broken, ...now.broken],
    isDone: !more,
  }
  const from = Math.floor(before.through / SEALS_A_PRESS)
  const isEnough = Math.floor(now.through / SEALS_A_PRESS) > from
  return more && !isEnough && now.through > before.through
    ? ask({ ...state, seals }, { do: 'verify', after: now.through })
    : stay({ ...state, seals, isBusy: false })
}

type Saving = Deed & { readonly do: `save-${string}` }

const seenBy = ({ delivery, retention, signIn }: Settings, deed: Saving): number => {
  if (deed.do === 'save-delivery') return delivery.version
  return deed.do === 'save-retention' ? retention.version : (signIn?.version ?? 0)
}

const toEffect = (state: Trace, deed: Deed): Effect | null => {
  const { filter, entries, seals, shown, settings } = state
  switch (deed.do) {
    case 'more':
      return { do: 'audit', filter, before: entries?.at(-1)?.seq ?? 0 }
    case 'verify':
      return { do: 'verify', after: seals?.isDone === false ? seals.through : 0 }
    case 'sheet':
      return shown && { do: 'sheet', kept: shown.kept, name: shown.person.name }
    case 'erase': {
      const { reason, confirm } = deed
      if (shown === null) return null
      const { table, id } = shown.person
      return { do: 'erase', person: shown.person, order: { table, id, reason, confirm } }
    }
    case 'save-delivery':
    case 'save-retention':
    case 'save-sign-in':
      return settings && { ...deed, seen: seenBy(settings, deed) }
    default:
      return deed
  }
}

const asked = (state: Trace, deed: Deed): Step => {
  const effect = state.isBusy ? null : toEffect(state, deed)
  if (effect === null) return stay(state)
  const isAnew = deed.do === 'verify' && state.seals?.isDone !== false
  return ask({ ...state, told: null, ...(isAnew ? { seals: null } : {}) }, effect)
}

const audited = (state: Trace, event: Event & { readonly type: 'audited' }): Step => {
  const { filter, isFirst, entries, more } = event
  const now = isFirst ? state : { ...state, isBusy: false }
  if (filter !== state.filter) return stay(now)
  const before = isFirst ? [] : (state.entries ?? [])
  return stay({ ...now, entries: [...before, ...entries], isMore: more })
}

const erased = (state: Trace, { name, reply }: Event & { readonly type: 'erased' }): Step => {
  if (reply.outcome === 'wrong_name') return stay({ ...state, isBusy: false, isWrongName: true })
  const idle = { ...state, isBusy: false, isWrongName: false, shown: null, found: null }
  if (reply.outcome === 'forbidden')
    return stay({ ...idle, stop: { code: 'not_found', detail: '' } })
  const count = Object.values(reply.rows).reduce((sum, rows) => sum + rows, 0)
  const told = { kind: 'success', key: 'person.erased', params: { name, count } } as const
  return { state: { ...idle, told }, effects: [{ do: 'sheets' }] }
}

/** After something was done, the tab is read anew; a sheet that was written changes nothing of it. */
const done = (state: Trace, { told }: Event & { readonly type: 'done' }): Step => {
  const idle = { ...state, isBusy: false, told }
  return told.key.startsWith('person.') ? stay(idle) : load(idle, state.tab)
}

/** What comes back of the work. */
const onAnswer = (state: Trace, event: Event): Step | null => {
  const idle = { ...state, isBusy: false }
  switch (event.type) {
    case 'greeted':
      return load({ ...state, looker: event.looker }, state.tab)
    case 'audited':
      return audited(state, event)
    case 'verified':
      return verified(state, event)
    case 'delivered':
      return stay({ ...state, deliveries: event.deliveries })
    case 'found':
      return stay({ ...idle, found: event.found, shown: null })
    case 'shown':
      return stay({
        ...idle,
        shown: { person: event.person, kept: event.kept },
        isWrongName: false,
      })
    case 'erased':
      return erased(state, event)
    case 'settled':
      return stay({ ...state, settings: event.settings })
    case 'done':
      return done(state, event)
    case 'failed': {
      const { stop } = event
      // Somebody else was quicker: what stands there is read again, and why is said.
      if (stop.code !== 'changed') return stay({ ...idle, stop })
      const again = load(idle, state.tab)
      return { ...again, state: { ...again.state, stop } }
    }
    default:
      return null
  }
}

export const stepTrace = (state: Trace, event: Event): Step => {
  const answered = onAnswer(state, event)
  if (answered !== null) return answered
  switch (event.type) {
    case 'opened':
      return read(state, { do: 'greet' })
    case 'tab-chosen': {
      const moved = { ...state, tab: event.tab, stop: null, told: null }
      return state.looker === null ? stay(moved) : load(moved, event.tab)
    }
    case 'again':
      return load({ ...state, told: null }, state.tab)
    case 'filter-changed':
      return firstPage({ ...state, filter: event.filter })
    case 'asked':
      return asked(state, event.deed)
    case 'shown-closed':
      return stay({ ...state, shown: null, isWrongName: false, told: null })
    case 'stop-closed':
      return state.looker === null ? read(state, { do: 'greet' }) : stay({ ...state, stop: null })
    default:
      return stay(state)
  }
}
