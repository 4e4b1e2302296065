// What a run of the tier engine is asked and answers; a part of the port in store.ts.
import type { RunMoment } from '../../shared/tier/in-force.ts'
import type { TierPolicy } from '../../shared/tier/policy.ts'

export interface TierAsk {
  readonly moment: RunMoment
  readonly policy: TierPolicy
  /** Of the policy; 0 for the standard one. */
  readonly version: number
  /** A run with a token that has been is not run again. */
  readonly token: string | null
  readonly engine: number
  readonly now: number
  /** Today in the organisation's time zone; overrides end with it. */
  readonly today: string
}

/** Ranked customers, rows written, and (but for a sync) customers whose tier in force is another one now. */
export interface TierCounts {
  readonly ranked: number
  readonly changed: number
  readonly moved: number
}
