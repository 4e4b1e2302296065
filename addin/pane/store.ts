// Holds the pane's state: events go in one by one, effects go out after the state has changed.
import type { Locale } from '../../shared/schema/kind.ts'
import type { Effect, Event, State } from './model.ts'
import { startState } from './model.ts'
import { step } from './step.ts'

export interface Store {
  readonly state: () => State
  readonly dispatch: (event: Event) => void
  /** @returns ends it */
  readonly subscribe: (listener: (state: State) => void) => () => void
}

/** @param locale until Office says which */
export const createStore = (
  perform: (effect: Effect, state: State) => void,
  locale: Locale,
): Store => {
  let state: State = { ...startState, locale }
  const listeners = new Set<(state: State) => void>()
  return {
    state: () => state,
    dispatch: (event) => {
      const next = step(state, event)
      const isChanged = next.state !== state
      state = next.state
      if (isChanged) for (const listener of listeners) listener(state)
      for (const effect of next.effects) perform(effect, state)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
