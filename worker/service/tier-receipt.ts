// receipt: everything that made one customer's tier, of the newest run or of an old one, so that shared/tier can say it
// in a sentence or lay it out as cells. Figures that the caller may not see are left out and named.
import {
  RECEIPT_HISTORY_MAX,
  RECEIPT_LINES_MAX,
  type ReceiptReply,
} from '../../shared/protocol/tiers.ts'
import { summedByKind } from '../../shared/tier/arithmetic.ts'
import type { Metric } from '../../shared/tier/policy.ts'
import type { Place } from '../../shared/tier/rank.ts'
import { judgedOne, liveOverride, type FrozenCustomer } from '../../shared/tier/run.ts'
import type { Transaction } from '../../shared/tier/transaction.ts'
import { type ValueLine, valueLines } from '../../shared/tier/value-lines.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { Named } from './tier-board.ts'
import { type RunFacts, type TierHistory, type TierRunStore, toRunReply } from './tier-runs.ts'
import { toDecided, type TierStepStore } from './tier-steps.ts'
import { hiddenFrom, LINES, type Sight } from './tier-sight.ts'

export interface ReceiptCustomer extends Named {
  /** The stored receipt, JSON. */
  readonly why: string | null
  readonly cost: number | null
  /** Do transactions say his figures? */
  readonly isFigured: boolean
}

export interface TierReceiptStore {
  /** null: none that the caller sees. */
  readonly readCustomer: (actor: Actor, id: string) => Promise<ReceiptCustomer | null>
  /** Where a value stands in the ranking of a run; its metric, policy and day say who is in it. */
  readonly readPlace: (actor: Actor, run: RunFacts, value: number) => Promise<Place>
  /** One customer's, at most `limit`. */
  readonly readTransactions: (
    actor: Actor,
    id: string,
    limit: number,
  ) => Promise<readonly Transaction[]>
}

/** A customer has more lines seldom; then the amount stands without them. */
const TRANSACTIONS_MAX = 20_000

const nobody = (id: string): FrozenCustomer => ({
  id,
  profit_12m: null,
  sales_12m: null,
  before: { tier: null, why: null, downgrades: 0 },
  override: null,
  strategic: null,
})

const linesOf = async (
  store: TierReceiptStore,
  actor: Actor,
  id: string,
  { metric, today }: RunFacts,
): Promise<readonly ValueLine[]> => {
  const lines = await store.readTransactions(actor, id, TRANSACTIONS_MAX + 1)
  if (lines.length > TRANSACTIONS_MAX) return []
  const own = valueLines(lines, metric, { today, currency: actor.org.currency })
  return own.length > RECEIPT_LINES_MAX ? summedByKind(own) : own
}

const inputsOf = (
  frozen: FrozenCustomer,
  cost: number | null,
  sight: Sight,
): ReceiptReply['inputs'] => {
  const shown = (field: Metric): number | null => (sight(field) ? (frozen[field] ?? null) : null)
  return {
    profit_12m: shown('profit_12m'),
    margin_12m: shown('margin_12m'),
    sales_12m: shown('sales_12m'),
    orders_12m: shown('orders_12m'),
    cost_12m: sight('cost_12m') ? cost : null,
    orders: sight('orders_12m') ? (frozen.orders ?? null) : null,
    first_order_on: frozen.first_order_on ?? null,
  }
}

const historyOf = (history: readonly TierHistory[], sight: Sight): ReceiptReply['history'] =>
  history.map(({ run, on, metric, state, value, rank }) => ({
    run,
    on,
    tier: state?.tier ?? null,
    metric,
    value: sight(metric) ? value : null,
    rank,
  }))

interface Standing {
  readonly frozen: FrozenCustomer
  readonly own: TierHistory | undefined
  readonly before: TierHistory['state']
}

/** As the run met him. The state before it is that of the row before, or his only one where this run found him unchanged. */
const standingAt = (id: string, history: readonly TierHistory[], { run }: RunFacts): Standing => {
  const [own, earlier] = history
  const before = own?.run === run ? earlier?.state : own?.state
  return { frozen: own?.frozen ?? nobody(id), own, before: before ?? null }
}

export interface ReceiptStores {
  readonly receipts: TierReceiptStore
  readonly runs: TierRunStore
  readonly steps: TierStepStore
}

/** @throws Refusal not_found: no such customer or run for this caller */
export const receipt = async (
  { receipts, runs, steps }: ReceiptStores,
  actor: Actor,
  { id, run: asked }: { readonly id: string; readonly run: number | null },
  sight: Sight,
): Promise<ReceiptReply> => {
  const customer = await receipts.readCustomer(actor, id)
  const [newest, run] = [await runs.readRun(actor, null), await runs.readRun(actor, asked)]
  if (!customer || !run || !newest)
    throw new Refusal('not_found', 'There is no such customer or run.')
  const limit = RECEIPT_HISTORY_MAX + 1
  const history = await runs.readHistory(actor, { id, run: run.run, limit })
  const { frozen, own, before } = standingAt(id, history, run)
  const value = frozen[run.metric] ?? null
  const ranked = value === null ? null : await receipts.readPlace(actor, run, value)
  const judged = judgedOne(frozen, ranked, run)
  const isNewest = run.run === newest.run
  const isSeen = sight(run.metric)
  const { place } = judged
  const [decided] = await steps.readDecisions(actor, { ids: [id], limit: 1 })
  const { name, city, owner } = customer
  const why = isNewest && customer.why !== null ? customer.why : JSON.stringify(judged.why)
  return {
    id,
    name,
    city,
    owner,
    run: toRunReply(actor, run),
    policy: run.policy,
    place: place && { ...place, value: isSeen ? place.value : null },
    inputs: inputsOf(frozen, isNewest ? customer.cost : null, sight),
    next: own?.state ? own.state.next : 'N',
    force: own?.state ? own.state.tier : 'N',
    before: before?.tier ?? null,
    held: own?.run === run.run ? own.held : null,
    decided: decided ? toDecided(actor, decided) : null,
    override: liveOverride(frozen.override, run.today),
    why: sight('tier_why') ? why : '{"k":"none"}',
    lines:
      isNewest && isSeen && sight(LINES) && place !== null && customer.isFigured
        ? [...(await linesOf(receipts, actor, id, run))]
        : [],
    history: historyOf(history.slice(0, RECEIPT_HISTORY_MAX), sight),
    hidden: hiddenFrom(sight),
  }
}
