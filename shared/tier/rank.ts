// The tier engine: figures of all customers in, what today's figures would give each of them out.
// Pure and whole; the Worker's one SQL pass promises the same, row by row (test/worker/tiers.test.ts).
import { metrics, type Metric, type Tier, type TierPolicy } from './policy.ts'

/** One customer's frozen input. */
export interface TierInput {
  readonly id: string
  readonly profit_12m: number | null
  readonly sales_12m: number | null
}

/** Why: kept short and without figures; the pane says it in the reader's language. */
export type TierWhy =
  | { readonly k: 'none' }
  | { readonly k: 'few'; readonly rank: number; readonly n: number }
  /** p: percent of the ranked customers that stand no lower, rounded up. */
  | { readonly k: 'cut'; readonly m: Metric; readonly p: number }
  /** The metric is zero or less. */
  | { readonly k: 'loss'; readonly m: Metric }

export interface Standing {
  readonly id: string
  readonly tier: Tier | null
  readonly why: TierWhy
}

export interface Ranking {
  readonly metric: Metric
  readonly ranked: number
  readonly standings: readonly Standing[]
}

/** Steps down from the better metric, for all, when too many of those with any figure lack it. */
export const chooseMetric = (inputs: readonly TierInput[], policy: TierPolicy): Metric => {
  const withAny = inputs.filter((c) => metrics.some((m) => c[m] !== null))
  const [best, fallback] = metrics
  const lacking = withAny.filter((c) => c[best] === null).length
  return lacking * 100 > withAny.length * policy.missingPercent ? fallback : best
}

/**
 * The tier of a group of equal values that takes the ranks `first` to `last` of `n`: its midpoint decides.
 * A up to the first floor(n · top) ranks, C above n · (1 − bottom).
 */
export const tierOfGroup = (
  first: number,
  last: number,
  n: number,
  value: number,
  policy: TierPolicy,
): Tier => {
  if (value <= 0) return 'C'
  if (first + last <= 2 * Math.floor((n * policy.topPercent) / 100)) return 'A'
  return (first + last) * 100 > 2 * n * (100 - policy.bottomPercent) ? 'C' : 'B'
}

/** Ranks all customers that have a value of the metric; those without any are N. */
export const rankCustomers = (inputs: readonly TierInput[], policy: TierPolicy): Ranking => {
  const metric = chooseMetric(inputs, policy)
  const values = inputs.flatMap((c) => c[metric] ?? []).toSorted((a, b) => b - a)
  const n = values.length
  const firsts = new Map<number, number>()
  const lasts = new Map<number, number>()
  for (const [i, value] of values.entries()) {
    if (!firsts.has(value)) firsts.set(value, i + 1)
    lasts.set(value, i + 1)
  }
  const standingOf = (c: TierInput): Standing => {
    const value = c[metric]
    if (value === null) return { id: c.id, tier: 'N', why: { k: 'none' } }
    const first = firsts.get(value) ?? 0
    const last = lasts.get(value) ?? 0
    if (n < policy.ranksAtLeast) return { id: c.id, tier: null, why: { k: 'few', rank: first, n } }
    const tier = tierOfGroup(first, last, n, value, policy)
    const why: TierWhy =
      value <= 0
        ? { k: 'loss', m: metric }
        : { k: 'cut', m: metric, p: Math.ceil((last * 100) / n) }
    return { id: c.id, tier, why }
  }
  return { metric, ranked: n, standings: inputs.map(standingOf) }
}
