// What each part of trace and privacy is given.
import type { Deed, Event, Looker, Trace } from './model.ts'
import type { SayTrace } from './words.ts'

export interface PartProps {
  readonly state: Trace
  readonly looker: Looker
  /** UTC, milliseconds. */
  readonly now: number
  readonly t: SayTrace
  readonly dispatch: (event: Event) => void
  readonly ask: (deed: Deed) => void
}
