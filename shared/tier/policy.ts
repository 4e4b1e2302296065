// The policy of tiers as data: which shares make A and C, and from how many customers on there are tiers.

export interface TierPolicy {
  /** Share of the ranked customers, from the top, that are A; percent. */
  readonly topPercent: number
  /** Share, from the bottom, that are C; percent. */
  readonly bottomPercent: number
  /** Fewer ranked customers get a rank and no tier. */
  readonly ranksAtLeast: number
  /** The better metric is stepped down from when more than this share lacks it; percent. */
  readonly missingPercent: number
}

/** 20/50/30: facts of W. Sherden's 80/20/30 rule, design §8. */
export const standardPolicy: TierPolicy = {
  topPercent: 20,
  bottomPercent: 30,
  ranksAtLeast: 20,
  missingPercent: 20,
}

/** The metric ladder, best first. Metrics are never mixed in one ranking. */
export const metrics = ['profit_12m', 'sales_12m'] as const
export type Metric = (typeof metrics)[number]

export type Tier = 'A' | 'B' | 'C' | 'N' | 'X'

/** Names the rules that made a tier, in each frozen run. */
export const TIER_ENGINE = 1
