// The simulator's command: seeds in, figures and the first failure out. scripts/simulate.ts is its way in.
import { bugs } from './bugs/list.ts'
import type { SheetTable } from './fields.ts'
import { blindSpots } from './goals.ts'
import { runHistory } from './history.ts'
import type { Outcome } from './history.ts'
import { createPlan } from './plan.ts'
import type { Plan } from './plan.ts'
import { shrink, stepText } from './shrink.ts'

export interface Order {
  readonly first: number
  readonly last: number
  readonly steps: number
  readonly noDigest: boolean
  readonly lane?: 'model' | 'sql'
  /** What the sheets hold; customers, unless it says something else. */
  readonly table?: SheetTable
  /** null: the product as it is. */
  readonly bug: string | null
}

export interface Failure {
  readonly seed: number
  readonly invariant: string
  readonly what: string
  readonly history: readonly string[]
  readonly replay: string
}

export interface Report {
  readonly seeds: readonly [number, number]
  readonly steps: number
  readonly operations: number
  readonly requests: number
  readonly faults: Readonly<Record<string, number>>
  readonly violations: Readonly<Record<string, number>>
  readonly blind: readonly string[]
  readonly stepsPerSecond: number
  readonly firstFailure: Failure | null
  /** The first thousand that broke a promise. */
  readonly failedSeeds: readonly number[]
}

const FAILED_MAX = 1_000

/** From so many seeds on a run that never met something is blind to it. */
const GOALS_FROM = 1_000

const count = (into: Map<string, number>, what: string, by = 1): void => {
  into.set(what, (into.get(what) ?? 0) + by)
}

type Way = Pick<Order, 'steps' | 'lane' | 'table' | 'noDigest' | 'bug'>

export const replayLine = (seed: number, { steps, lane, table, noDigest, bug }: Way): string =>
  [
    `npm run -s simulate -- --replay ${seed} --steps ${steps}`,
    ...(lane === 'sql' ? ['--lane sql'] : []),
    ...(table === undefined || table === 'customer' ? [] : [`--table ${table}`]),
    ...(noDigest ? ['--no-digest'] : []),
    ...(bug === null ? [] : [`--bug ${bug}`]),
  ].join(' ')

export const bugNamed = (name: string | null) =>
  name === null ? null : (bugs.find((bug) => bug.name === name) ?? null)

export interface Progress {
  /** Milliseconds, for figures only: a history knows no such clock. */
  readonly now: () => number
  /** Stops at the first failure; else all seeds are run, and the first one is told. */
  readonly isFirstEnough: boolean
  /** How a history is run: in the model lane, where nothing is said. */
  readonly run?: typeof runHistory
}

const tellFailure = async (
  plan: Plan,
  outcome: Outcome,
  order: Order,
  { now, run }: Progress,
): Promise<Failure | null> => {
  const { violation } = outcome
  if (violation === null) return null
  const bug = bugNamed(order.bug)
  const cut = { ...plan, steps: plan.steps.slice(0, outcome.steps) }
  const small = await shrink(cut, { bug, noDigest: order.noDigest }, violation.invariant, now, run)
  return {
    seed: plan.seed,
    ...violation,
    what: small.violation.what,
    history: small.plan.steps.map(stepText),
    replay: replayLine(plan.seed, order),
  }
}

export const simulate = async (order: Order, progress: Progress): Promise<Report> => {
  const { now, isFirstEnough, run = runHistory } = progress
  const started = now()
  const faults = new Map<string, number>()
  const violations = new Map<string, number>()
  const reached = new Map<string, number>()
  let [steps, operations, requests] = [0, 0, 0]
  const failedSeeds: number[] = []
  let failed: { readonly plan: Plan; readonly outcome: Outcome } | null = null
  const options = { bug: bugNamed(order.bug), noDigest: order.noDigest }
  let seed = order.first
  for (; seed <= order.last; seed++) {
    const plan = createPlan(seed, order.steps, options.bug?.likely, order.table)
    const outcome = await run(plan, options)
    const { tally, violation } = outcome
    steps += tally.steps
    operations += tally.operations
    requests += tally.requests
    for (const [name, times] of tally.faults) count(faults, name, times)
    for (const [name, times] of tally.reached) count(reached, name, times)
    if (violation === null) continue
    count(violations, violation.invariant)
    if (failedSeeds.length < FAILED_MAX) failedSeeds.push(seed)
    failed ??= { plan, outcome }
    if (isFirstEnough) break
  }
  const seconds = (now() - started) / 1_000
  const histories = order.last - order.first + 1
  const isWhole = histories >= GOALS_FROM && order.bug === null
  return {
    seeds: [order.first, order.last],
    steps,
    operations,
    requests,
    faults: Object.fromEntries(faults),
    violations: Object.fromEntries(violations),
    blind: isWhole ? blindSpots(reached, order, histories) : [],
    stepsPerSecond: Math.round(steps / seconds),
    failedSeeds,
    firstFailure:
      failed === null ? null : await tellFailure(failed.plan, failed.outcome, order, progress),
  }
}
