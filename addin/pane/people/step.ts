// The reducer of people and keys: an event in, the next state and what is to be done out. One deed at a time.
import type { Event, People, Role, Step } from './model.ts'

const stay = (state: People): Step => ({ state, effects: [] })
const load = (state: People): Step => ({
  state: { ...state, isBusy: true },
  effects: [{ do: 'load' }],
})

export const stepPeople = (state: People, event: Event): Step => {
  switch (event.type) {
    case 'opened':
      return load(state)
    case 'loaded': {
      const { looker, list, keys } = event
      return stay({ ...state, looker, list, keys, isBusy: false })
    }
    case 'tab-chosen':
      return stay({ ...state, tab: event.tab, changing: null, stop: null, told: null })
    case 'change-asked':
      return stay({ ...state, changing: event.id, stop: null, told: null })
    case 'asked':
      return state.isBusy
        ? stay(state)
        : {
            state: { ...state, isBusy: true, stop: null, told: null, shown: null },
            effects: [event.deed],
          }
    case 'done':
      return load({ ...state, told: event.told, shown: event.shown, changing: null })
    case 'failed':
      // What is on the screen may be out of date: somebody else may have been quicker.
      return event.stop.code === 'changed' || event.stop.code === 'not_found'
        ? load({ ...state, stop: event.stop, changing: null })
        : stay({ ...state, isBusy: false, stop: event.stop })
    case 'shown-closed':
      return stay({ ...state, shown: null, told: null })
    case 'stop-closed':
      return stay({ ...state, stop: null })
  }
}

const everyRole: readonly Role[] = ['rep', 'manager', 'finance', 'admin']

/** The roles that the server lets somebody of `role` give; it decides, this only offers. */
export const rolesToGive = (role: Role): readonly Role[] => {
  if (role === 'admin') return everyRole
  return role === 'manager' ? ['rep'] : []
}
