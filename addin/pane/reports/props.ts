// What the parts of the reports' screen are given.
import type { ReportsEvent, ReportsState } from './model.ts'
import type { SayReports } from './words.ts'

export interface PartProps {
  readonly state: ReportsState
  readonly dispatch: (event: ReportsEvent) => void
  readonly t: SayReports
  /** Something is under way, here or in a sync: what writes into sheets waits. */
  readonly isBusy: boolean
}
