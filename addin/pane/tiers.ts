// The tiers of a sheet as a chart needs them: counts, shares, lengths of bars.
import type { Account } from './model.ts'

export interface TierBar {
  /** '' where a customer has none yet. */
  readonly tier: string
  readonly count: number
  /** Of all, 0 to 1. */
  readonly share: number
  /** Of the longest bar, 0 to 1. */
  readonly length: number
}

const order = ['A', 'B', 'C', 'N', 'X', '']

export const tierBars = ({ tiers }: Pick<Account, 'tiers'>): readonly TierBar[] => {
  const present = order
    .map((tier) => ({ tier, count: tiers[tier] ?? 0 }))
    .filter(({ tier, count }) => count > 0 || ['A', 'B', 'C'].includes(tier))
  const sum = present.reduce((total, { count }) => total + count, 0)
  const longest = Math.max(1, ...present.map(({ count }) => count))
  return sum === 0
    ? []
    : present.map(({ tier, count }) => ({
        tier,
        count,
        share: count / sum,
        length: count / longest,
      }))
}
