// The tier engine: figures of all customers in, what today's figures would give each of them out.
// Pure and whole; the Worker's one SQL pass promises the same, row by row (test/worker/tiers.test.ts).
import { daysBetween } from './days.ts'
import type { Metric, RankedTier, Tier, TierPolicy } from './policy.ts'

/** One customer's frozen input. Money in any one unit; what is not known is null or left out. */
export interface TierInput {
  readonly id: string
  readonly profit_12m: number | null
  readonly sales_12m: number | null
  readonly margin_12m?: number | null
  readonly orders_12m?: number | null
  /** YYYY-MM-DD of his first order ever, and how many he has given. */
  readonly first_order_on?: string | null
  readonly orders?: number | null
}

/** Why: kept short and without figures; the pane says it in the reader's language. */
export type TierWhy =
  | { readonly k: 'none' }
  /** Known to be new: ranked from his second order or `days` days on. */
  | { readonly k: 'new'; readonly on: string; readonly days: number }
  /** Tiers begin with `least` ranked customers. */
  | { readonly k: 'few'; readonly rank: number; readonly n: number; readonly least: number }
  /** p: percent of the ranked customers that stand no lower, rounded up. */
  | { readonly k: 'cut'; readonly m: Metric; readonly p: number }
  /** The metric is zero or less. */
  | { readonly k: 'loss'; readonly m: Metric }

/** Where a value stands in its ranking: the ranks `first` to `last` that its equals share, of `n`. */
export interface Place {
  readonly value: number
  readonly first: number
  readonly last: number
  readonly n: number
}

export interface Standing {
  readonly id: string
  readonly tier: Tier | null
  readonly why: TierWhy
  /** null: not ranked. */
  readonly place: Place | null
}

export interface Ranking {
  readonly metric: Metric
  readonly ranked: number
  readonly standings: readonly Standing[]
}

export const valueOf = (input: TierInput, metric: Metric): number | null => input[metric] ?? null

/** First order under so many days ago, fewer orders than that. Without an order date nobody is known to be new. */
export const isNewcomer = (input: TierInput, policy: TierPolicy, today: string): boolean => {
  const first = input.first_order_on ?? null
  if (first === null || today === '') return false
  const { days, orders } = policy.newcomers
  return daysBetween(first, today) < days && (input.orders ?? 1) < orders
}

/**
 * Steps down from a better metric, for all, while too many of those with any figure lack it. Metrics that nobody
 * has are passed over; the last one is taken whoever lacks it.
 */
export const chooseMetric = (inputs: readonly TierInput[], policy: TierPolicy): Metric => {
  const [best] = policy.metrics
  const had = new Map<Metric, number>()
  let withAny = 0
  for (const input of inputs) {
    let hasAny = false
    for (const m of policy.metrics) {
      if (valueOf(input, m) === null) continue
      hasAny = true
      had.set(m, (had.get(m) ?? 0) + 1)
    }
    if (hasAny) withAny += 1
  }
  const met = policy.metrics.filter((m) => had.has(m))
  const isLacking = (m: Metric) =>
    (withAny - (had.get(m) ?? 0)) * 100 > withAny * policy.missingPercent
  return met.find((m) => !isLacking(m)) ?? met.at(-1) ?? best ?? 'profit_12m'
}

/** The cuts, counted in ranks of `n`, doubled as midpoints are: A up to the first, C above the second. */
const cutsOf = (n: number, policy: Pick<TierPolicy, 'topPercent' | 'bottomPercent'>) => ({
  top: 2 * Math.floor((n * policy.topPercent) / 100),
  bottom: (2 * n * (100 - policy.bottomPercent)) / 100,
})

/**
 * The tier of a group of equal values that takes the ranks `first` to `last` of `n`: its midpoint decides.
 * A up to the first floor(n · top) ranks, C above n · (1 − bottom).
 */
export const tierOfGroup = (
  first: number,
  last: number,
  n: number,
  value: number,
  policy: Pick<TierPolicy, 'topPercent' | 'bottomPercent'>,
): RankedTier => {
  if (value <= 0) return 'C'
  const cuts = cutsOf(n, policy)
  if (first + last <= cuts.top) return 'A'
  return (first + last) * 100 > 2 * n * (100 - policy.bottomPercent) ? 'C' : 'B'
}

/** The last rank that is A and the last that is B, as a receipt shows them. */
export const cutRanks = (
  n: number,
  policy: TierPolicy,
): { readonly a: number; readonly b: number } => {
  const { top, bottom } = cutsOf(n, policy)
  return { a: top / 2, b: Math.floor(bottom / 2) }
}

interface Group {
  readonly first: number
  last: number
}

/** The ranks of each value, the highest first; equal values share theirs. */
const groupsOf = (values: readonly number[]): ReadonlyMap<number, Group> => {
  const groups = new Map<number, Group>()
  for (const [i, value] of Float64Array.from(values)
    .toSorted((a, b) => b - a)
    .entries()) {
    const group = groups.get(value)
    if (group) group.last = i + 1
    else groups.set(value, { first: i + 1, last: i + 1 })
  }
  return groups
}

const rankedStanding = (id: string, place: Place, metric: Metric, policy: TierPolicy): Standing => {
  const { first, last, n, value } = place
  const least = policy.ranksAtLeast
  if (n < least) return { id, tier: null, why: { k: 'few', rank: first, n, least }, place }
  const tier = tierOfGroup(first, last, n, value, policy)
  const why: TierWhy =
    value <= 0 ? { k: 'loss', m: metric } : { k: 'cut', m: metric, p: Math.ceil((last * 100) / n) }
  return { id, tier, why, place }
}

/** One customer's standing, from where he stands in the ranking; `place` is null for those who are not in it. */
export const standingOf = (
  input: TierInput,
  place: Place | null,
  metric: Metric,
  policy: TierPolicy,
  today: string,
): Standing => {
  const { id } = input
  if (isNewcomer(input, policy, today)) {
    const on = input.first_order_on ?? ''
    return { id, tier: 'N', why: { k: 'new', on, days: policy.newcomers.days }, place: null }
  }
  if (place === null) return { id, tier: 'N', why: { k: 'none' }, place: null }
  return rankedStanding(id, place, metric, policy)
}

/**
 * Ranks all customers that have a value of the metric, but those known to be new on `today` ('' for a day that
 * is not known: nobody is new then); whoever is not ranked is N.
 */
export const rankCustomers = (
  inputs: readonly TierInput[],
  policy: TierPolicy,
  today = '',
): Ranking => {
  const isNew = inputs.map((input) => isNewcomer(input, policy, today))
  const old = inputs.filter((_, i) => isNew[i] !== true)
  const metric = chooseMetric(old, policy)
  const values = old.map((input) => valueOf(input, metric)).filter((value) => value !== null)
  const groups = groupsOf(values)
  const n = values.length
  const placeOf = (input: TierInput): Place | null => {
    const value = valueOf(input, metric)
    const group = value === null ? undefined : groups.get(value)
    return value === null || !group ? null : { value, first: group.first, last: group.last, n }
  }
  const standings = inputs.map((input) => standingOf(input, placeOf(input), metric, policy, today))
  return { metric, ranked: n, standings }
}
