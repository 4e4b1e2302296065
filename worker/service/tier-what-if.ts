// what-if: what another policy would do to today's customers, before it is saved. Both policies without hysteresis, so
// that only what they say differs; nothing is stored. A port to the store stands here too.
import { TOUCHED_MAX, type WhatIfReply } from '../../shared/protocol/tiers.ts'
import type { Metric, TierPolicy } from '../../shared/tier/policy.ts'
import type { TierCell } from '../../shared/tier/what-if.ts'
import type { Actor } from '../auth/actor.ts'
import { dayIn } from './setting.ts'
import type { Named } from './tier-board.ts'
import { requireManager } from './tier-policy.ts'
import type { Sight } from './tier-sight.ts'

export interface WhatIfAsk {
  readonly from: TierPolicy
  readonly to: TierPolicy
  readonly today: string
  readonly limit: number
}

export interface WhatIfFacts {
  readonly metric: { readonly from: Metric; readonly to: Metric }
  readonly ranked: { readonly from: number; readonly to: number }
  readonly matrix: readonly (readonly [from: TierCell, to: TierCell, count: number])[]
  /** The greatest value by the new policy's metric first. */
  readonly touched: readonly (Named & {
    readonly from: TierCell
    readonly to: TierCell
    readonly value: number | null
  })[]
}

export interface TierWhatIfStore {
  readonly readWhatIf: (actor: Actor, ask: WhatIfAsk) => Promise<WhatIfFacts>
}

export const whatIf = async (
  store: TierWhatIfStore,
  actor: Actor,
  {
    from,
    to,
    sight,
  }: { readonly from: TierPolicy; readonly to: TierPolicy; readonly sight: Sight },
  now: number,
): Promise<WhatIfReply> => {
  requireManager(actor)
  const today = dayIn(actor.org.timeZone, now)
  const facts = await store.readWhatIf(actor, { from, to, today, limit: TOUCHED_MAX })
  const isSeen = sight(facts.metric.to)
  return {
    metric: facts.metric,
    ranked: facts.ranked,
    matrix: facts.matrix.map(([old, next, count]) => [old, next, count]),
    touched: facts.touched.map((line) => ({ ...line, value: isSeen ? line.value : null })),
    touchedCount: facts.matrix.reduce(
      (sum, [old, next, count]) => sum + (old === next ? 0 : count),
      0,
    ),
  }
}
