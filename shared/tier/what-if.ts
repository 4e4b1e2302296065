// What another policy would do, before it is saved: the migration matrix old × new and whom it touches.
import type { KeyAccount, Metric, Tier, TierPolicy } from './policy.ts'
import { rankCustomers, type Ranking, type TierInput } from './rank.ts'
import { withKeyAccount } from './run.ts'

/** '' where too few are ranked for tiers. */
export type TierCell = Tier | ''
export const tierCells = ['A', 'B', 'C', 'N', 'X', ''] as const satisfies readonly TierCell[]

export interface Migration {
  readonly id: string
  readonly from: TierCell
  readonly to: TierCell
}

export interface WhatIf {
  readonly metric: { readonly from: Metric; readonly to: Metric }
  readonly ranked: { readonly from: number; readonly to: number }
  /** matrix[old][new]: how many customers. */
  readonly matrix: Readonly<Record<TierCell, Readonly<Record<TierCell, number>>>>
  /** Those whose tier changes, in the order of the list. */
  readonly touched: readonly Migration[]
}

const emptyRow = (): Record<TierCell, number> => ({ A: 0, B: 0, C: 0, N: 0, X: 0, '': 0 })

/** Counts the ways from old to new tiers. */
export const migrationMatrix = (ways: readonly Migration[]): WhatIf['matrix'] => {
  const matrix = {
    A: emptyRow(),
    B: emptyRow(),
    C: emptyRow(),
    N: emptyRow(),
    X: emptyRow(),
    '': emptyRow(),
  }
  for (const { from, to } of ways) matrix[from][to] += 1
  return matrix
}

export interface WhatIfInput extends TierInput {
  readonly strategic?: KeyAccount | null
}

const tiersOf = (
  inputs: readonly WhatIfInput[],
  { standings }: Ranking,
  policy: TierPolicy,
): readonly TierCell[] =>
  inputs.map(({ strategic = null }, i) => {
    const standing = standings[i]
    return (standing && withKeyAccount(standing, strategic, policy).tier) ?? ''
  })

/**
 * Two policies on one population, both without hysteresis, so that only what the policies say differs.
 * `fixed` holds the tiers that a manager set by hand: no policy touches them.
 */
export const whatIf = (
  inputs: readonly WhatIfInput[],
  from: TierPolicy,
  to: TierPolicy,
  today = '',
  fixed: ReadonlyMap<string, Tier> = new Map(),
): WhatIf => {
  const old = rankCustomers(inputs, from, today)
  const next = rankCustomers(inputs, to, today)
  const oldTiers = tiersOf(inputs, old, from)
  const newTiers = tiersOf(inputs, next, to)
  const ways = inputs.map(({ id }, i): Migration => {
    const byHand = fixed.get(id)
    return {
      id,
      from: byHand ?? oldTiers[i] ?? '',
      to: byHand ?? newTiers[i] ?? '',
    }
  })
  return {
    metric: { from: old.metric, to: next.metric },
    ranked: { from: old.ranked, to: next.ranked },
    matrix: migrationMatrix(ways),
    touched: ways.filter((way) => way.from !== way.to),
  }
}
