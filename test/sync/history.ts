// Runs one history, step by step, then lets the world settle and judges it. The same plan gives the same run.
import type { Bug } from './bug.ts'
import { deeds } from './deeds.ts'
import { fastFormatters } from './fast-intl.ts'
import { fileCustomers } from './handover.ts'
import { judgeEnd } from './judge-end.ts'
import { settleDown } from './liveness.ts'
import type { Twin } from './model-server.ts'
import type { Oracle, Violation } from './oracle.ts'
import type { Plan, Step } from './plan.ts'
import { createWorld, passTime } from './world.ts'
import type { Tally, World } from './world.ts'

export interface RunOptions {
  readonly bug: Bug | null
  /** Leaves the digest out: it hides what a cursor does wrong. */
  readonly noDigest: boolean
  /** Holds the store in memory to another. */
  readonly openTwin?: (violate: Oracle['violate']) => Twin
  /** Hears the story, line by line. */
  readonly listen?: (line: string) => void
}

export interface Outcome {
  /** null: every promise was kept. */
  readonly violation: Violation | null
  /** After how many steps it was broken. */
  readonly steps: number
  readonly tally: Tally
}

const doStep = async (world: World, [at, who, a, b, c]: Step): Promise<void> => {
  const deed = deeds[at]
  if (deed === undefined) return
  passTime(world)
  world.tally.steps++
  world.tell(() => `— ${deed.name} (${who} ${a} ${b} ${c})`)
  if (!(await deed.act(world, { who, a, b, c }))) return
  world.reached(`deed ${deed.name}`)
  if (deed.family === 'user') world.tally.operations++
  if (deed.family === 'fault')
    world.tally.faults.set(deed.name, (world.tally.faults.get(deed.name) ?? 0) + 1)
}

export const runHistory = async (plan: Plan, options: RunOptions): Promise<Outcome> => {
  fastFormatters()
  const world = createWorld(plan, options)
  const { violations } = world.oracle
  if (plan.table !== 'customer') await fileCustomers(world)
  const over = (steps: number): Outcome => ({
    violation: violations[0] ?? null,
    steps,
    tally: world.tally,
  })
  for (const [at, step] of plan.steps.entries()) {
    await doStep(world, step)
    if (violations.length > 0) return over(at + 1)
  }
  await settleDown(world)
  if (violations.length === 0) judgeEnd(world)
  if (violations.length === 0) await world.twin?.atEnd(world)
  return over(plan.steps.length)
}
