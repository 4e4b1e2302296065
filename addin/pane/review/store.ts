// Holds the review's state: events go in one by one, effects go out after the state has changed.
import { startReview } from './model.ts'
import type { Event, Review } from './model.ts'
import type { Perform } from './perform.ts'
import { step } from './step.ts'

export interface ReviewStore {
  readonly state: () => Review
  readonly dispatch: (event: Event) => void
  /** @returns ends it */
  readonly subscribe: (listener: (state: Review) => void) => () => void
}

/** @param of the batch that is reviewed; null: all */
export const createReviewStore = (
  of: string | null,
  performer: (dispatch: ReviewStore['dispatch']) => Perform,
): ReviewStore => {
  let state = startReview(of)
  const listeners = new Set<(state: Review) => void>()
  const dispatch = (event: Event): void => {
    const next = step(state, event)
    state = next.state
    for (const listener of listeners) listener(state)
    for (const effect of next.effects)
      // A mistake of ours: it must be seen, not swallowed.
      perform(effect).catch((error: unknown) => reportError(error))
  }
  const perform = performer(dispatch)
  return {
    state: () => state,
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
