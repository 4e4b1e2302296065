// Makes a failing history small: steps are dropped, in halves and then one by one, as long as the same promise is
// still broken (delta debugging, Zeller 2002). A step means something by itself, so the rest stays what it was.
import { deeds } from './deeds.ts'
import { runHistory } from './history.ts'
import type { RunOptions } from './history.ts'
import type { Violation } from './oracle.ts'
import type { Plan, Step } from './plan.ts'

const SHRINK_MS = 60_000

export interface Small {
  readonly plan: Plan
  readonly violation: Violation
}

export const stepText = ([at, ...numbers]: Step): string =>
  `${deeds[at]?.name ?? '?'} (${numbers.join(' ')})`

const without = (steps: readonly Step[], from: number, count: number): readonly Step[] =>
  steps.toSpliced(from, count)

/**
 * @param now milliseconds: it ends in time, with what it has by then
 * @param run of the lane that the failure is of
 */
export const shrink = async (
  plan: Plan,
  options: RunOptions,
  invariant: string,
  now: () => number,
  run: typeof runHistory = runHistory,
): Promise<Small> => {
  const end = now() + SHRINK_MS
  const tryOut = async (steps: readonly Step[]): Promise<Small | null> => {
    const { violation, steps: until } = await run({ ...plan, steps }, options)
    if (violation?.invariant !== invariant) return null
    return { plan: { ...plan, steps: steps.slice(0, until) }, violation }
  }
  let small: Small = { plan, violation: { invariant, what: '' } }
  for (let size = plan.steps.length; size >= 1; size = Math.floor(size / 2)) {
    let isSmaller = true
    while (isSmaller && now() < end) {
      isSmaller = false
      for (let from = 0; from < small.plan.steps.length && now() < end;) {
        const smaller = await tryOut(without(small.plan.steps, from, size))
        if (smaller === null) from += size
        else {
          small = smaller
          isSmaller = size === 1
        }
      }
    }
  }
  return small.violation.what === '' ? ((await tryOut(plan.steps)) ?? small) : small
}
