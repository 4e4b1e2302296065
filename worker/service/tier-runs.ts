// Old runs: their list, and the proof that an old one comes out the same again. The engine of shared/tier computes it
// anew from what was frozen; a port to the store stands here too.
import type { RunsReply } from '../../shared/protocol/tier-lists.ts'
import { RUNS_MAX } from '../../shared/protocol/tier-lists.ts'
import type { TierRun } from '../../shared/protocol/tiers.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import type { RunMoment } from '../../shared/tier/in-force.ts'
import { type Metric, type Tier, TIER_ENGINE, type TierPolicy } from '../../shared/tier/policy.ts'
import { type FrozenCustomer, type RunResult, runText, runTiers } from '../../shared/tier/run.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { requireManager } from './tier-policy.ts'

export interface RunFacts {
  readonly run: number
  readonly at: number
  readonly today: string
  readonly moment: RunMoment
  readonly by: string
  readonly metric: Metric
  readonly ranked: number
  readonly version: number
  readonly engine: number
  readonly policy: TierPolicy
  /** null: not counted then. */
  readonly moved: number | null
}

/** After a run. */
export interface TierState {
  readonly tier: Tier | null
  readonly next: Tier | null
  readonly downgrades: number
  readonly isWord: boolean
}

export interface FrozenPage {
  readonly customers: readonly {
    readonly customer: FrozenCustomer
    readonly after: TierState | null
  }[]
  /** The last id that was looked at. */
  readonly last: string
  readonly isLast: boolean
}

/** A run in which a customer's figures or tier changed. */
export interface TierHistory {
  readonly run: number
  readonly on: string
  readonly metric: Metric
  readonly state: TierState | null
  /** null: he was no customer. */
  readonly frozen: FrozenCustomer | null
  readonly value: number | null
  readonly rank: number | null
  readonly held: 'band' | 'run' | null
}

export interface TierRunStore {
  /** Newest first. */
  readonly readRuns: (actor: Actor, limit: number) => Promise<readonly RunFacts[]>
  /** The newest for null; null: there is none. */
  readonly readRun: (actor: Actor, run: number | null) => Promise<RunFacts | null>
  /** What a run met, by id, page by page. */
  readonly readFrozen: (
    actor: Actor,
    ask: { readonly run: number; readonly after: string; readonly limit: number },
  ) => Promise<FrozenPage>
  /** One customer's, newest first, up to a run. */
  readonly readHistory: (
    actor: Actor,
    ask: { readonly id: string; readonly run: number; readonly limit: number },
  ) => Promise<readonly TierHistory[]>
}

const PAGE = 5_000
/** More do not fit into the memory of one request. */
const CUSTOMERS_MAX = 60_000

export const toRunReply = (actor: Actor, run: RunFacts): TierRun => ({
  run: run.run,
  at: run.at,
  today: run.today,
  moment: run.moment,
  by: run.by,
  byName: actor.users.find((user) => user.id === run.by)?.name ?? '',
  metric: run.metric,
  ranked: run.ranked,
  version: run.version,
  moved: run.moved,
})

const readAll = async (
  runs: TierRunStore,
  actor: Actor,
  run: number,
): Promise<FrozenPage['customers']> => {
  const all: FrozenPage['customers'][number][] = []
  let after = ''
  for (let page = 0; page * PAGE < CUSTOMERS_MAX; page++) {
    const { customers, last, isLast } = await runs.readFrozen(actor, { run, after, limit: PAGE })
    all.push(...customers)
    if (isLast) return all
    after = last
  }
  throw new Refusal('too_large', `A run of more than ${CUSTOMERS_MAX} customers is not checked.`)
}

export interface Recomputed {
  readonly result: RunResult
  /** Ids whose tier did not come out as it did then. */
  readonly differ: readonly string[]
}

/** Computes an old run again from its frozen inputs. A run of another engine is refused as not found. */
export const recomputeRun = async (
  runs: TierRunStore,
  actor: Actor,
  run: number,
): Promise<Recomputed> => {
  const facts = await runs.readRun(actor, run)
  if (facts?.engine !== TIER_ENGINE)
    throw new Refusal('not_found', 'There is no such run of this engine.')
  const frozen = await readAll(runs, actor, run)
  const { engine, today, moment, policy } = facts
  const customers = frozen.map(({ customer }) => customer)
  const result = runTiers({ engine, today, moment, policy, customers })
  const then = new Map(frozen.map(({ customer, after }) => [customer.id, after]))
  const differ = result.rows
    .filter(({ id, tier, tier_next, downgrades }) => {
      const state = then.get(id)
      return state?.tier !== tier || state.next !== tier_next || state.downgrades !== downgrades
    })
    .map(({ id }) => id)
  return { result, differ }
}

/** Managers only: the list of runs; `check` is computed again. */
export const tierRuns = async (
  runs: TierRunStore,
  actor: Actor,
  check: number | null,
): Promise<RunsReply> => {
  requireManager(actor)
  const list = await runs.readRuns(actor, RUNS_MAX)
  const done = check === null ? null : await recomputeRun(runs, actor, check)
  return {
    runs: list.map((run) => toRunReply(actor, run)),
    check:
      check === null || done === null
        ? null
        : {
            run: check,
            customers: done.result.rows.length,
            differ: done.differ.length,
            hash: hash64(runText(done.result)),
          },
  }
}
