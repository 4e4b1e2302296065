// Histories of seeds, run for a test: those that break a promise, the first one shrunk and told at length.
import { readFileSync } from 'node:fs'

import * as z from 'zod'

import { replayLine } from './command.ts'
import type { SheetTable } from './fields.ts'
import { runHistory } from './history.ts'
import type { RunOptions } from './history.ts'
import { createPlan } from './plan.ts'
import type { Plan } from './plan.ts'
import { shrink, stepText } from './shrink.ts'

const DIGEST_OFF_EVERY = 4

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))

/** Seeds that once failed. */
export const keptSeeds = z.array(z.int()).parse(readJson('seeds.json'))

/** The same of the lane without the digest, to which their number does not assign them. */
export const keptWithoutDigest = z.array(z.int()).parse(readJson('seeds-no-digest.json'))

/** And of sheets of visits. */
export const keptOfVisits = z.array(z.int()).parse(readJson('seeds-visit.json'))

/** And of sheets of transactions. */
export const keptOfTransactions = z.array(z.int()).parse(readJson('seeds-transaction.json'))

/** Seeds that still fail: what the product does not keep yet. */
export const knownGaps = z
  .array(z.strictObject({ seed: z.int(), invariant: z.string(), cause: z.string() }))
  .parse(readJson('known-gaps.json'))

/** A quarter of the seeds is of the lane without the digest. */
export const laneOf = (seed: number): RunOptions => ({
  bug: null,
  noDigest: seed % DIGEST_OFF_EVERY === DIGEST_OFF_EVERY - 1,
})

export const withoutDigest: RunOptions = { bug: null, noDigest: true }

/** What was broken, in a few steps. */
const tellFailure = async (
  plan: Plan,
  length: number,
  invariant: string,
  options: RunOptions,
): Promise<string> => {
  const { seed, table } = plan
  const small = await shrink(plan, options, invariant, () => performance.now())
  const steps = small.plan.steps.map(stepText).join('; ')
  const replay = replayLine(seed, { ...options, table, steps: length, bug: null })
  return `seed ${seed} breaks ${invariant}: ${small.violation.what} after ${steps}. ${replay}`
}

/**
 * @param length of each history, in deeds
 * @param lane of each seed
 * @param table what the sheets hold; a known gap is of customers
 * @returns seeds that break a promise and are no known gap, and known gaps that are none any more
 */
export const surprises = async (
  seeds: readonly number[],
  length: number,
  lane: (seed: number) => RunOptions = laneOf,
  table: SheetTable = 'customer',
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const seed of seeds) {
    const plan = createPlan(seed, length, [], table)
    const { violation } = await runHistory(plan, lane(seed))
    const gap = table === 'customer' ? knownGaps.find((one) => one.seed === seed) : undefined
    if (violation === null && gap !== undefined)
      found.push(`seed ${seed} passes now: take it out of known-gaps.json`)
    if (violation === null || violation.invariant === gap?.invariant) continue
    found.push(
      found.length === 0
        ? await tellFailure(plan, length, violation.invariant, lane(seed))
        : `seed ${seed} breaks ${violation.invariant}: ${violation.what}`,
    )
  }
  return found
}
