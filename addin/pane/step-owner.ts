// What was done together and can be taken back; and whose the sheets of this file are: taken over from another
// account, or synced no longer.
import type { Event, State, Step } from './model.ts'
import { startState } from './model.ts'
import { allTables, startRun } from './step-run.ts'

const stay = (state: State): Step => ({ state, effects: [] })

const openHistory = (state: State): Step => ({
  state: { ...state, screen: 'history', stop: null, history: startState.history },
  effects: [{ do: 'list-batches' }],
})

const undo = (state: State, { batch }: Event & { readonly type: 'undo-asked' }): Step => {
  if (state.isBusy || state.run !== null) return stay(state)
  const { id, by } = batch
  return {
    state: { ...state, isBusy: true, stop: null, history: { ...state.history, undone: null } },
    effects: [{ do: 'undo', batch: { id, by } }],
  }
}

/** What was taken back on the server comes into the sheets with a sync by itself. */
const undone = (state: State, event: Event & { readonly type: 'undone' }): Step => {
  const now = { ...state, isBusy: false, history: { ...state.history, undone: event.undone } }
  const begun = startRun(now, allTables(now))
  return { state: begun.state, effects: [{ do: 'list-batches' }, ...begun.effects] }
}

/** The sheets that the sync had still before it when it met another's. */
const takeOver = (state: State): Step => {
  if (state.stop?.code !== 'other_owner' || state.stopped === null || state.isBusy)
    return stay(state)
  return {
    state: { ...state, isBusy: true },
    effects: [{ do: 'take-over', tables: state.stopped.tables }],
  }
}

const detach = (state: State): Step =>
  state.isBusy || state.run !== null
    ? stay(state)
    : { state: { ...state, isBusy: true, stop: null }, effects: [{ do: 'detach' }] }

/** As if no sheet had ever been bound; who is signed in stays. */
const detached = ({ locale, isDemo, me, isAuto }: State): Step => ({
  state: { ...startState, isExcelHere: true, screen: 'first', locale, isDemo, me, isAuto },
  effects: [{ do: 'unwait', name: 'auto' }, { do: 'unwait', name: 'retry' }, { do: 'watch' }],
})

/** @returns null: not an event of this part */
export const stepOwner = (state: State, event: Event): Step | null => {
  switch (event.type) {
    case 'history-asked':
      return openHistory(state)
    case 'history-left':
      return stay({ ...state, screen: 'main', stop: null })
    case 'listed':
      return stay({ ...state, history: { ...state.history, batches: event.batches } })
    case 'undo-asked':
      return undo(state, event)
    case 'undone':
      return undone(state, event)
    case 'take-over-asked':
      return takeOver(state)
    case 'taken-over': {
      const now = { ...state, isBusy: false }
      return startRun(now, state.stopped ?? allTables(now))
    }
    case 'detach-asked':
      return detach(state)
    case 'detached':
      return detached(state)
    default:
      return null
  }
}
