// What goes between Node and workerd: a history to be run, and what became of it.
import type { Outcome } from '../history.ts'
import type { Plan } from '../plan.ts'
import type { Tally } from '../world.ts'
import type { Figures } from './figures.ts'

export interface Order {
  readonly plan: Plan
  /** Its name. */
  readonly bug: string | null
  readonly noDigest: boolean
  /** The name of what is wrong with the SQL, where a test planted it. */
  readonly flaw: string | null
}

type Counts = readonly (readonly [name: string, times: number])[]

export interface Answer {
  readonly outcome: Omit<Outcome, 'tally'> & {
    readonly tally: Omit<Tally, 'faults' | 'reached'> & {
      readonly faults: Counts
      readonly reached: Counts
    }
  }
  readonly figures: Figures
}
