// Why this tier, in one sentence of the reader's language: at most 160 characters, parts dropped whole from the end, and
// no figure whose field the reader may not see. The short receipt that is stored (rank.ts) names no figure at all.
import type { Params } from '../problem.ts'
import type { Override, Settled } from './in-force.ts'
import type { Metric, Tier, TierPolicy } from './policy.ts'
import { cutRanks, type Place } from './rank.ts'

export const WHY_MAX = 160

export interface WhyFacts {
  /** The tier by today's figures; null where too few are ranked. */
  readonly next: Tier | null
  readonly metric: Metric
  readonly place: Place
  readonly policy: TierPolicy
  readonly override?: Override | null
  /** The tier in force, and why it is not today's. */
  readonly settled?: Settled
  /** The tier in force before this run. */
  readonly before?: Tier | null
  /** What the profit is made of, in the unit of the value. */
  readonly margin?: number | null
  readonly cost?: number | null
}

export interface WhyReader {
  /** The text of a key in his language (addin/text). */
  readonly say: (key: string, params?: Params) => string
  /** May he see this field of a customer? */
  readonly maySee: (field: string) => boolean
  /** So many units of the values make one of the currency: 100 for hundredths. */
  readonly unit: number
}

interface Part {
  readonly key: string
  readonly params: Params
  /** Fields whose figures stand in the part. */
  readonly shows: readonly string[]
}

const signs: Readonly<Record<string, string>> = {
  CNY: '¥',
  TWD: 'NT$',
  HKD: 'HK$',
  MOP: 'MOP$',
  USD: 'US$',
  EUR: '€',
}

/** −¥8,150.50: the way of writing of all three languages; '' for a currency that is not known shows none. */
export const moneyText = (value: number, currency: string, unit: number): string => {
  const fixed = (Math.abs(value) / unit).toFixed(2).replace(/\.00$/u, '')
  const [whole = '0', fraction] = fixed.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ',')
  const sign = signs[currency] ?? (currency === '' ? '' : `${currency} `)
  return `${value < 0 ? '−' : ''}${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Whole numbers of percent, one decimal below ten: 2.3, 18. */
const percentText = (share: number): string =>
  share < 10 ? String(Math.ceil(share * 10) / 10) : String(Math.ceil(share))

const rankPart = ({ next, metric, place, policy }: WhyFacts): Part => {
  const { first: rank, last, n, value } = place
  const shared = { m: metric, rank, n }
  if (next === null)
    return { key: 'why.few', params: { ...shared, least: policy.ranksAtLeast }, shows: [] }
  if (value <= 0) return { key: 'why.loss', params: { ...shared, tier: next }, shows: [] }
  const p = percentText((last * 100) / n)
  return { key: 'why.rank', params: { ...shared, tier: next, p }, shows: [] }
}

const figureParts = (facts: WhyFacts, unit: number): readonly Part[] => {
  const { metric, place, policy, margin = null, cost = null } = facts
  const text = (value: number) => moneyText(value, policy.currency, unit)
  const value = metric === 'orders_12m' ? String(place.value) : text(place.value)
  const parts: Part[] = [{ key: 'why.value', params: { value }, shows: [metric] }]
  if (metric === 'profit_12m' && margin !== null && cost !== null && cost !== 0)
    parts.push({
      key: 'why.parts',
      params: { margin: text(margin), cost: text(cost) },
      shows: ['profit_12m', 'margin_12m', 'cost_12m'],
    })
  return parts
}

const settledParts = ({ settled, before, policy }: WhyFacts): readonly Part[] => {
  const parts: Part[] = []
  if (settled?.held === 'band')
    parts.push({
      key: 'why.band',
      params: { now: settled.tier ?? '', points: policy.hysteresis.points },
      shows: [],
    })
  if (settled?.held === 'run')
    parts.push({
      key: 'why.run',
      params: { now: settled.tier ?? '', runs: policy.hysteresis.downgradeRuns },
      shows: [],
    })
  if (before && before !== settled?.tier)
    parts.push({ key: 'why.before', params: { before }, shows: [] })
  return parts
}

const partsOf = (facts: WhyFacts, unit: number): readonly Part[] => {
  const { a, b } = cutRanks(facts.place.n, facts.policy)
  const byFigures = [
    rankPart(facts),
    ...figureParts(facts, unit),
    ...(facts.next === null ? [] : [{ key: 'why.cuts', params: { a, b }, shows: [] }]),
  ]
  const { override } = facts
  if (!override) return [...byFigures, ...settledParts(facts)]
  const { tier, reason, until } = override
  return [
    { key: 'why.override', params: { tier, reason }, shows: [] },
    ...(until === '' ? [] : [{ key: 'why.until', params: { until }, shows: [] }]),
    ...(facts.next === null ? [] : [{ key: 'why.today', params: { tier: facts.next }, shows: [] }]),
  ]
}

/** The text cut to `max` with an ellipsis, never within a pair of surrogates. */
const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`

/** Joins whole parts up to 160 characters; only a first part that is too long by itself is cut. */
export const joinedParts = (texts: readonly string[]): string => {
  let joined = shortened(texts[0] ?? '', WHY_MAX)
  for (const text of texts.slice(1)) {
    if (joined.length + 3 + text.length > WHY_MAX) return joined
    joined += ` · ${text}`
  }
  return joined
}

/** The sentence for one reader. Fields he may not see leave rank and cuts, but no amount. */
export const tierSentence = (facts: WhyFacts, { say, maySee, unit }: WhyReader): string =>
  joinedParts(
    partsOf(facts, unit)
      .filter((part) => part.shows.every(maySee))
      .map((part) => say(part.key, part.params)),
  )
