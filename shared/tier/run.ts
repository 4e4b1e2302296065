// One run of the engine on frozen inputs: everything that decides stands in FrozenRun, so that the same text comes out
// of it whenever it is computed again. Order of the customers is without meaning.
import { assert } from '../assert.ts'
import {
  isLower,
  type Override,
  type RunMoment,
  settleTier,
  type TierHeld,
  type TierReceipt,
} from './in-force.ts'
import { bandReceipt, likeReceipt, lookAlike, lookAlikeModel, type Traits } from './look-alike.ts'
import { type KeyAccount, type Metric, type Tier, TIER_ENGINE, type TierPolicy } from './policy.ts'
import { type Place, rankCustomers, type Standing, standingOf, type TierInput } from './rank.ts'

/** One customer as the run met him. */
export interface FrozenCustomer extends TierInput {
  readonly before: TierHeld
  readonly override: Override | null
  readonly strategic: KeyAccount | null
  /** What he is, for telling whom a customer without figures is like; left out: not asked. */
  readonly traits?: Traits
  /** 1 to 5, a rep's word; with his size it makes a newcomer's provisional band. */
  readonly potential?: number | null
}

export interface FrozenRun {
  readonly engine: number
  /** YYYY-MM-DD in the organisation's zone. */
  readonly today: string
  readonly moment: RunMoment
  readonly policy: TierPolicy
  readonly customers: readonly FrozenCustomer[]
}

export interface RunRow {
  readonly id: string
  readonly tier: Tier | null
  readonly tier_next: Tier | null
  readonly why: TierReceipt
  readonly downgrades: number
  readonly held: 'band' | 'run' | null
}

export interface RunResult {
  readonly engine: number
  readonly today: string
  readonly metric: Metric
  readonly ranked: number
  /** By id. */
  readonly rows: readonly RunRow[]
}

/** An override whose last day is over is none. */
export const liveOverride = (override: Override | null, today: string): Override | null =>
  override && (override.until === '' || override.until >= today) ? override : null

/** Key accounts may be kept from falling below a tier: then the policy speaks, not the figures. */
export const withKeyAccount = (
  standing: Standing,
  kind: KeyAccount | null,
  policy: TierPolicy,
): Pick<Standing, 'tier' | 'place'> & { readonly why: TierReceipt } => {
  const least = kind === null || kind === 'no' ? null : policy.keyAccounts[kind]
  if (kind === null || least === null || standing.tier === null) return standing
  if (!isLower(standing.tier, least)) return standing
  return { tier: least, place: null, why: { k: 'key', kind, least } }
}

/** What a run says of one customer who stands at `place`; likes are looked at apart. */
export const judgedOne = (
  customer: FrozenCustomer,
  place: Place | null,
  { metric, policy, today }: Pick<FrozenRun, 'policy' | 'today'> & { readonly metric: Metric },
): { readonly tier: Tier | null; readonly place: Place | null; readonly why: TierReceipt } => {
  const standing = standingOf(customer, place, metric, policy, today)
  const judged = withKeyAccount(standing, customer.strategic, policy)
  const override = liveOverride(customer.override, today)
  const { tier } = judged
  return override
    ? { tier, place, why: { k: 'override', reason: override.reason, until: override.until } }
    : { tier, place: standing.place, why: judged.why }
}

/**
 * Who is not ranked is told by what is expected of him; who has no figure, and of whom nobody expects anything in
 * particular, by what he is like, where today's best and worst customers tell it.
 */
const withLikes = (run: FrozenRun, rows: readonly RunRow[]): readonly RunRow[] => {
  const known = run.customers.flatMap(({ traits }, i) =>
    traits ? [{ traits, tier: rows[i]?.tier_next ?? null }] : [],
  )
  if (known.length === 0) return rows
  const model = lookAlikeModel(known)
  return rows.map((row, i) => {
    const { traits, potential = null } = run.customers[i] ?? {}
    if (!traits || (row.why.k !== 'none' && row.why.k !== 'new')) return row
    const band = bandReceipt({ potential, size: traits.size }, run.policy)
    const like = band ?? (row.why.k === 'none' ? likeReceipt(lookAlike(model, traits)) : null)
    return like ? { ...row, why: like } : row
  })
}

/** Tier in force, next tier and receipt of every customer; what changed is the caller's to find. */
export const runTiers = (run: FrozenRun): RunResult => {
  assert(run.engine === TIER_ENGINE, `a tier run of engine ${run.engine} needs that engine's code`)
  const { policy, today, moment } = run
  const ranking = rankCustomers(run.customers, policy, today)
  const rows = run.customers.map((customer, i): RunRow => {
    const standing = ranking.standings[i]
    assert(standing, 'a ranking has one standing for each customer')
    const { tier, place, why } = withKeyAccount(standing, customer.strategic, policy)
    const override = liveOverride(customer.override, today)
    const judged: Standing = { id: customer.id, tier, place, why: standing.why }
    const settled = settleTier(customer.before, judged, override, policy, moment)
    const said: TierReceipt = override
      ? { k: 'override', reason: override.reason, until: override.until }
      : why
    return {
      id: customer.id,
      tier: settled.tier,
      tier_next: tier,
      why: said,
      downgrades: settled.downgrades,
      held: settled.held,
    }
  })
  return {
    engine: run.engine,
    today,
    metric: ranking.metric,
    ranked: ranking.ranked,
    rows: withLikes(run, rows).toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  }
}

/** The result as text: equal, byte for byte, whenever the run is computed again. */
export const runText = (result: RunResult): string => JSON.stringify(result)
