// board: who makes the profit and who eats it, over all customers that the caller may see; the best and the worst with
// their signs and the step that they ask for. A port to the store stands here too.
import {
  type BoardLine,
  type BoardReply,
  CURVE_POINTS_MAX,
  type DecidedStep,
} from '../../shared/protocol/tiers.ts'
import { type BoardCustomer, emptySteps, lineOf } from '../../shared/tier/board.ts'
import { nextRunDay } from '../../shared/tier/in-force.ts'
import { isAnswered } from '../../shared/tier/next-step.ts'
import type { Metric, Tier, TierPolicy } from '../../shared/tier/policy.ts'
import { whalePlaces } from '../../shared/tier/whale.ts'
import { tierCells, type TierCell } from '../../shared/tier/what-if.ts'
import { type Actor, seesAll } from '../auth/actor.ts'
import { dayIn } from './setting.ts'
import type { TierPolicyInForce } from './tier-policy.ts'
import type { RunFacts, TierRunStore } from './tier-runs.ts'
import { toRunReply } from './tier-runs.ts'
import { hiddenFrom, type Sight } from './tier-sight.ts'
import type { TierStepStore } from './tier-steps.ts'
import { toDecided } from './tier-steps.ts'

/** A customer as the lines of a list name him. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly city: string | null
  readonly owner: string
}

export interface BoardRow extends Named {
  readonly next: Tier | null
  readonly customer: BoardCustomer
}

export interface BoardAsk {
  readonly metric: Metric
  readonly policy: TierPolicy
  readonly today: string
  readonly best: number
  /** So many of the least value are looked at for steps. */
  readonly worst: number
  readonly points: number
}

export interface BoardFacts {
  readonly customers: number
  readonly moving: number
  /** Whose tier by hand ends within the days that the policy says. */
  readonly ending: number
  /** What the first `at` make together: at least at the places of a curve, at both cuts and at the end. */
  readonly curve: readonly { readonly at: number; readonly sum: number }[]
  readonly n: number
  readonly total: number
  readonly peak: number
  readonly lossMakers: number
  readonly tiers: readonly {
    readonly tier: TierCell
    readonly count: number
    readonly value: number
  }[]
  /** The greatest value first, all above zero. */
  readonly best: readonly BoardRow[]
  /** The least value first. */
  readonly worst: readonly BoardRow[]
}

export interface TierBoardStore {
  readonly readBoard: (actor: Actor, ask: BoardAsk) => Promise<BoardFacts>
}

const WORST_MAX = 5_000

/** Figures that the caller may not see are as unknown to his board as they are to him. */
const seen = (customer: BoardCustomer, sight: Sight): BoardCustomer => {
  const shown = (field: string, value: number | null) => (sight(field) ? value : null)
  return {
    ...customer,
    sales_12m: shown('sales_12m', customer.sales_12m),
    margin_12m: shown('margin_12m', customer.margin_12m),
    profit_12m: shown('profit_12m', customer.profit_12m),
    cost_12m: shown('cost_12m', customer.cost_12m),
    overdue: shown('overdue', customer.overdue),
    overdue_days: sight('overdue') ? customer.overdue_days : 0,
    credit_grade: sight('credit_grade') ? customer.credit_grade : null,
    satisfaction: shown('satisfaction', customer.satisfaction),
    fit: sight('fit') ? customer.fit : null,
  }
}

const toLine = (
  row: BoardRow,
  { metric, sight }: { readonly metric: Metric; readonly sight: Sight },
  decided: ReadonlyMap<string, DecidedStep>,
): BoardLine => {
  const { id, name, city, owner, next, customer } = row
  const line = lineOf(seen(customer, sight))
  const decision = decided.get(id)
  return {
    id,
    name,
    city,
    owner,
    tier: customer.tier,
    tier_next: next,
    value: sight(metric) ? customer.value : null,
    signs: [...line.signs],
    step: line.step,
    decided: decision && isAnswered(line, decision) ? decision : null,
  }
}

type Curve = Pick<BoardReply, 'curve' | 'shares'>

const curveOf = ({ curve, n, total, peak, lossMakers }: BoardFacts, isSeen: boolean): Curve => {
  const sums = new Map(curve.map(({ at, sum }) => [at, sum]))
  const share = (at: number): number => (sums.get(at) ?? 0) / total
  if (total <= 0 || !isSeen) {
    const shares = { n, total: isSeen ? total : null, top20: null, bottom30: null, peak: null }
    return { curve: [], shares: { ...shares, lossMakers: isSeen ? lossMakers : 0 } }
  }
  const shares = {
    n,
    total,
    top20: share(Math.ceil((n * 20) / 100)),
    bottom30: 1 - share(Math.floor((n * 70) / 100)),
    peak: { at: peak, share: share(peak) },
    lossMakers,
  }
  const places = whalePlaces(n, peak, CURVE_POINTS_MAX)
  return { shares, curve: places.map((at) => ({ at, share: share(at) })) }
}

const distributionOf = (
  { tiers, customers, total }: BoardFacts,
  isSeen: boolean,
): BoardReply['distribution'] =>
  tierCells.flatMap((cell) => {
    const own = tiers.find(({ tier }) => tier === cell)
    if (!own || own.count === 0) return []
    const value = isSeen ? own.value : null
    return [
      {
        tier: cell,
        count: own.count,
        countShare: own.count / customers,
        value,
        valueShare: value !== null && total > 0 ? value / total : null,
      },
    ]
  })

export interface BoardStores {
  readonly boards: TierBoardStore
  readonly runs: TierRunStore
  readonly steps: TierStepStore
}

const metricOf = (run: RunFacts | null, policy: TierPolicy): Metric =>
  run?.metric ?? policy.metrics[0] ?? 'profit_12m'

interface BoardOrder {
  readonly lines: number
  readonly inForce: TierPolicyInForce
  readonly sight: Sight
}

export const board = async (
  { boards, runs, steps }: BoardStores,
  actor: Actor,
  { lines, inForce, sight }: BoardOrder,
  now: number,
): Promise<BoardReply> => {
  const { policy, version } = inForce
  const today = dayIn(actor.org.timeZone, now)
  const run = await runs.readRun(actor, null)
  const metric = metricOf(run, policy)
  const facts = await boards.readBoard(actor, {
    metric,
    policy,
    today,
    best: lines,
    worst: WORST_MAX,
    points: CURVE_POINTS_MAX,
  })
  const worst = facts.worst.filter(({ customer }) => customer.tier !== 'A').slice(0, lines)
  const ids = [...facts.best, ...worst].map(({ id }) => id)
  const decided = new Map(
    (await steps.readDecisions(actor, { ids, limit: ids.length })).map((d) => [
      d.id,
      toDecided(actor, d),
    ]),
  )
  const isSeen = sight(metric)
  const counts = emptySteps()
  for (const { customer } of facts.worst) {
    const { step } = lineOf(seen(customer, sight))
    if (step) counts[step.step] += 1
  }
  const view = { metric, sight }
  return {
    scope: seesAll(actor) ? 'firm' : 'mine',
    run: run && toRunReply(actor, run),
    version,
    effectiveOn: nextRunDay(today, policy),
    metric,
    customers: facts.customers,
    moving: facts.moving,
    ending: { count: facts.ending, days: policy.override.warnDays },
    ...curveOf(facts, isSeen),
    distribution: distributionOf(facts, isSeen),
    best: facts.best.map((row) => toLine(row, view, decided)),
    worst: worst.map((row) => toLine(row, view, decided)),
    steps: counts,
    stepsOf: facts.worst.length,
    hidden: hiddenFrom(sight),
  }
}
