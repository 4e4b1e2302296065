// From what today's figures would give to the tier in force: set at once where there is none, kept otherwise.
// The monthly run with hysteresis, which changes a tier in force, will stand here too (design §8).
import type { Tier } from './policy.ts'
import type { TierWhy } from './rank.ts'

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
