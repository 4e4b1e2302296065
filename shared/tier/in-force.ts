// From what today's figures would give to the tier in force: set at once where there is none, moved on the 1st of the
// month or at a manager's word, and then only when the rank is clearly past the cut (design §8).
import { addMonths } from './days.ts'
import type { Tier, TierPolicy } from './policy.ts'
import { type Standing, tierOfGroup, type TierWhy } from './rank.ts'

export interface Override {
  readonly tier: Tier
  readonly reason: string
  /** Its last day, YYYY-MM-DD, or '' for none. */
  readonly until: string
}

/** The receipt of a tier: why the figures say so, or who said otherwise. */
export type TierReceipt =
  | TierWhy
  | { readonly k: 'override'; readonly reason: string; readonly until: string }
  /** A customer without figures, by what he is: his two strongest traits, the second may be ''. */
  | { readonly k: 'like'; readonly like: Tier; readonly a: string; readonly b: string }
  /** A newcomer or a customer without figures, by what is expected of him. */
  | {
      readonly k: 'band'
      readonly like: Tier
      readonly potential: number
      readonly size: string
    }
  /** A key account that the policy keeps from falling below a tier. */
  | { readonly k: 'key'; readonly kind: string; readonly least: Tier }

export interface TierBefore {
  readonly tier: Tier | null
  readonly why: string | null
}

/** Was the tier in force a manager's word that has ended? */
const wasOverridden = (before: TierBefore): boolean =>
  before.why?.startsWith('{"k":"override"') ?? false

/**
 * N means "no figure yet", so a first figure replaces it. Without enough ranked customers nobody has a tier.
 * X is nobody's but a manager's.
 */
export const tierInForce = (
  before: TierBefore,
  next: Tier | null,
  override: Override | null,
): Tier | null => {
  if (override) return override.tier
  if (next === null || before.tier === null || before.tier === 'N') return next
  return before.tier === 'X' || wasOverridden(before) ? next : before.tier
}

/** What makes a run: the end of a sync session, the 1st of the month, a manager's *Apply now*. */
export type RunMoment = 'sync' | 'month' | 'apply'

interface Held {
  /** Runs in a row, this one included, that asked for a lower tier than the one in force. */
  readonly downgrades: number
}
export type TierHeld = TierBefore & Held

export interface Settled extends Held {
  readonly tier: Tier | null
  /** Why the tier in force is not today's: too near the cut, or the first run that asks for less. */
  readonly held: 'band' | 'run' | null
}

const order: Readonly<Record<Tier, number>> = { A: 0, B: 1, C: 2, N: 3, X: 4 }
export const isLower = (tier: Tier, than: Tier): boolean => order[tier] > order[than]

/** The cuts moved away from the tier in force, so that a rank has to be clearly past one. */
const bandedTier = (standing: Standing, now: Tier, policy: TierPolicy): Tier | null => {
  const { place, tier } = standing
  if (!place || tier === null || tier === 'N') return tier
  const { points } = policy.hysteresis
  const topPercent = Math.max(0, policy.topPercent + (now === 'A' ? points : -points))
  const bottomPercent = Math.max(0, policy.bottomPercent + (now === 'C' ? points : -points))
  return tierOfGroup(place.first, place.last, place.n, place.value, { topPercent, bottomPercent })
}

const moved = (tier: Tier | null): Settled => ({ tier, downgrades: 0, held: null })

/**
 * The tier in force after a run. Only a change of a tier in force waits: up for the band, down for the band and
 * `downgradeRuns` runs in a row; a first tier, a first figure and the end of a manager's word are at once.
 */
export const settleTier = (
  before: TierHeld,
  standing: Standing,
  override: Override | null,
  policy: TierPolicy,
  moment: RunMoment,
): Settled => {
  const next = standing.tier
  const atOnce = tierInForce(before, next, override)
  const now = before.tier
  if (override || now === null || atOnce === null || atOnce !== now) return moved(atOnce)
  if (moment === 'sync') return { tier: now, downgrades: before.downgrades, held: null }
  const isFree = moment === 'apply' && !policy.hysteresis.holdsApplyNow
  if (isFree || next === null || next === 'N' || now === 'N') return moved(next)
  const candidate = bandedTier(standing, now, policy) ?? next
  if (candidate === now) return { tier: now, downgrades: 0, held: next === now ? null : 'band' }
  if (!isLower(candidate, now)) return moved(candidate)
  const downgrades = before.downgrades + 1
  if (downgrades < policy.hysteresis.downgradeRuns) return { tier: now, downgrades, held: 'run' }
  return moved(candidate)
}

/** The day of the newest monthly run that should have been by `today`. */
export const monthlyRunDay = (today: string, policy: TierPolicy): string => {
  const thisMonth = `${today.slice(0, 8)}${String(policy.effectiveDay).padStart(2, '0')}`
  return thisMonth <= today ? thisMonth : addMonths(thisMonth, -1)
}

/** The day after `today` on which tiers come into force by themselves. */
export const nextRunDay = (today: string, policy: TierPolicy): string =>
  addMonths(monthlyRunDay(today, policy), 1)

/** Is a monthly run due? `last` is the day of the last one, null for none yet. */
export const isMonthlyRunDue = (last: string | null, today: string, policy: TierPolicy): boolean =>
  last === null || last < monthlyRunDay(today, policy)

/** What is wrong with an override before it is saved; [] for nothing. */
export const overrideFaults = (
  { reason, until }: Override,
  today: string,
  policy: TierPolicy,
): readonly ('reason.short' | 'until.missing' | 'until.past' | 'until.far')[] => {
  const { reasonAtLeast, monthsAtMost } = policy.override
  const ends = (): 'until.missing' | 'until.past' | 'until.far' | null => {
    if (until === '') return 'until.missing'
    if (until < today) return 'until.past'
    return until > addMonths(today, monthsAtMost) ? 'until.far' : null
  }
  const end = ends()
  return [
    ...(reason.trim().length < reasonAtLeast ? (['reason.short'] as const) : []),
    ...(end === null ? [] : [end]),
  ]
}
