// Whom a lead without figures is like (F105): what he is, against what today's best and worst customers are. The lift
// of a trait is its share among the best over its share among all ranked ones; reasons are the traits themselves.
import type { TierReceipt } from './in-force.ts'
import type { KeyAccount, RankedTier, Tier, TierPolicy } from './policy.ts'

export const traitKeys = ['industry', 'size', 'region', 'source'] as const
export type TraitKey = (typeof traitKeys)[number]
/** As stored: codes where the field has codes, else the text; what is not known is null. */
export type Traits = Readonly<Record<TraitKey, string | null>>

export interface KnownCustomer {
  readonly traits: Traits
  readonly tier: Tier | null
}

interface Count {
  all: number
  A: number
  C: number
}

/** How often each trait value stands among the ranked customers, the best and the worst of them. */
export interface LookAlikeModel {
  readonly ranked: number
  readonly best: number
  readonly worst: number
  readonly counts: ReadonlyMap<string, Readonly<Count>>
}

export interface LookAlike {
  /** null: nothing about him tells. */
  readonly like: RankedTier | null
  /** His estimated chance to be A, 0 to 1. */
  readonly chance: number
  /** The traits that speak for it, the strongest first. */
  readonly traits: readonly {
    readonly key: TraitKey
    readonly value: string
    readonly lift: number
  }[]
}

/** Fewer best customers teach nothing. */
const BEST_MIN = 5
/** A lift counts as so many customers more of the average kind, so that rare traits say little. */
const PRIOR = 4
const CLEAR = 1.5

/** Only ASCII letters are folded: SQL's own way, which the Worker's pass has to share. */
const folded = (value: string): string =>
  value.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase())
const keyOf = (key: TraitKey, value: string): string => `${key}=${folded(value)}`

/** A band of headcount in words of all languages, for a size that is not filled in. */
export const headcountBand = (employees: number | null): string | null => {
  if (employees === null || employees < 0) return null
  if (employees >= 500) return '500+'
  return employees >= 100 ? '100–499' : employees >= 20 ? '20–99' : '1–19'
}

/** What a customer's stored fields say of him. */
export const traitsOf = (values: {
  readonly industry: string | null
  readonly size_band: string | null
  readonly employees: number | null
  readonly region_code: string | null
  readonly city: string | null
  readonly source: string | null
}): Traits => ({
  industry: values.industry,
  size: values.size_band ?? headcountBand(values.employees),
  region: values.region_code ?? values.city,
  source: values.source,
})

/** Learns from the customers with a tier of their own (A, B or C). */
export const lookAlikeModel = (customers: readonly KnownCustomer[]): LookAlikeModel => {
  const counts = new Map<string, Count>()
  const total: Count = { all: 0, A: 0, C: 0 }
  for (const { traits, tier } of customers) {
    if (tier !== 'A' && tier !== 'B' && tier !== 'C') continue
    const own = traitKeys.flatMap((key) => (traits[key] === null ? [] : keyOf(key, traits[key])))
    for (const key of own) if (!counts.has(key)) counts.set(key, { all: 0, A: 0, C: 0 })
    for (const count of [total, ...own.flatMap((key) => counts.get(key) ?? [])]) {
      count.all += 1
      if (tier !== 'B') count[tier] += 1
    }
  }
  return { ranked: total.all, best: total.A, worst: total.C, counts }
}

/** Share among a class over share among all, drawn towards 1 by PRIOR average customers. */
const liftOf = (inClass: number, all: number, base: number): number =>
  (inClass + PRIOR * base) / (all + PRIOR) / base

/** Whom a lead is like, with the reasons; needs at least five best customers. */
export const lookAlike = (model: LookAlikeModel, traits: Traits): LookAlike => {
  const nothing: LookAlike = { like: null, chance: 0, traits: [] }
  if (model.best < BEST_MIN || model.ranked === 0) return nothing
  const baseA = model.best / model.ranked
  const baseC = Math.max(model.worst / model.ranked, 1 / (model.ranked + 1))
  const lifts = traitKeys.flatMap((key) => {
    const value = traits[key]
    const count = value === null ? undefined : model.counts.get(keyOf(key, value))
    if (value === null || !count) return []
    const a = liftOf(count.A, count.all, baseA)
    return [{ key, value, lift: a, drag: liftOf(count.C, count.all, baseC) }]
  })
  if (lifts.length === 0) return nothing
  const up = lifts.reduce((product, t) => product * t.lift, 1)
  const down = lifts.reduce((product, t) => product * t.drag, 1)
  const like: RankedTier = up >= CLEAR && up >= down ? 'A' : down >= CLEAR ? 'C' : 'B'
  const strength = (t: (typeof lifts)[number]) => (like === 'C' ? t.drag : t.lift)
  const speaking = lifts
    .filter((t) => like === 'B' || strength(t) > 1)
    .toSorted((x, y) => strength(y) - strength(x))
  return {
    like,
    chance: Math.min(1, baseA * up),
    traits: speaking.map(({ key, value, lift, drag }) => ({
      key,
      value,
      lift: like === 'C' ? drag : lift,
    })),
  }
}

/** Characters of a trait that a receipt shows. */
const TRAIT_MAX = 40
const shown = (value: string): string => Array.from(value).slice(0, TRAIT_MAX).join('')

/** The receipt of a customer without figures: "N · like A: 制造业, 500+". null where nothing tells. */
export const likeReceipt = ({ like, traits }: LookAlike): TierReceipt | null => {
  const [a, b] = traits.map((t) => shown(t.value))
  return like === null || a === undefined ? null : { k: 'like', like, a, b: b ?? '' }
}

const sizePoints: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 3, large: 4 }

/** A newcomer's provisional band: his potential (1 to 5) times his size (1 to 4). null where one is not known. */
export const provisionalBand = (
  customer: { readonly potential: number | null; readonly size: string | null },
  policy: TierPolicy,
): RankedTier | null => {
  const size = customer.size === null ? undefined : sizePoints[customer.size]
  if (customer.potential === null || size === undefined) return null
  const points = customer.potential * size
  const { likeA, likeB } = policy.provisional
  return points >= likeA ? 'A' : points >= likeB ? 'B' : 'C'
}

/** The receipt of a provisional band; null where it is not known. */
export const bandReceipt = (
  customer: { readonly potential: number | null; readonly size: string | null },
  policy: TierPolicy,
): TierReceipt | null => {
  const { potential, size } = customer
  const like = provisionalBand(customer, policy)
  return like === null || potential === null || size === null
    ? null
    : { k: 'band', like, potential, size }
}

/** Key accounts that are not there yet: N or C by figures, but named for the future (F101). */
export const isComingKeyAccount = (strategic: KeyAccount | null, tier: Tier | null): boolean =>
  (strategic === 'future' || strategic === 'potential') && tier !== 'X' && tier !== 'A'
