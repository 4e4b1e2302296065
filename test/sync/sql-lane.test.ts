// A share of the histories on the production store and a real D1: every call is carried out in memory too, and both
// must agree, answer by answer and state by state. What pushes cost D1 in rows is summed up over all of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { runHistory } from './history.ts'
import type { Outcome } from './history.ts'
import { createPlan } from './plan.ts'
import { differenceOf } from './sql/difference.ts'
import { figuresText, rowCosts } from './sql/figures.ts'
import { flaws } from './sql/flaws.ts'
import { startSqlLane } from './sql/lane.ts'
import type { SqlLane } from './sql/lane.ts'

/** Seeds of their own: those of the model lane run elsewhere. */
const FIRST = 10_000
const SEEDS = 12
const STEPS = 150
/** Of these at least one meets what a planted flaw concerns. */
const SEARCHED = 6
const ALONE = { bug: null, noDigest: false }

let lane: SqlLane
beforeAll(async () => {
  lane = await startSqlLane()
}, 120_000)
afterAll(async () => {
  await lane.stop()
})

describe('the store in memory and the store on D1', () => {
  test(`agree in ${SEEDS} histories`, async () => {
    const broken: string[] = []
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const { violation } = await lane.run(createPlan(seed, STEPS), ALONE)
      if (violation !== null)
        broken.push(
          `${violation.invariant}: ${violation.what}: npm run -s simulate -- --lane sql --replay ${seed} --steps ${STEPS}`,
        )
    }
    process.stderr.write(`${figuresText(lane.figures)}\n`)
    expect(broken).toEqual([])
    expect(lane.figures.commits).toBeGreaterThan(SEEDS * 10)
  }, 240_000)

  test('[I16] cost at most 20 rows read per pushed row, and 18 written per new customer', () => {
    const { readWithoutChunks, writtenWithoutChunks } = rowCosts(lane.figures)
    expect(lane.figures.pushed).toBeGreaterThan(100)
    expect(readWithoutChunks).toBeLessThanOrEqual(20)
    expect(lane.figures.created).toBeGreaterThan(50)
    expect(writtenWithoutChunks).toBeLessThanOrEqual(18)
  })

  test('tell the same story that the model lane tells', async () => {
    const tell = ({ steps, violation, tally }: Outcome) => [steps, violation, tally]
    for (const seed of [FIRST, FIRST + 1, FIRST + 2]) {
      const plan = createPlan(seed, STEPS)
      expect(tell(await lane.run(plan, ALONE))).toEqual(tell(await runHistory(plan, ALONE)))
    }
  }, 60_000)

  test.each(flaws)(
    'part where $name',
    async (flaw) => {
      const found: (string | undefined)[] = []
      for (let seed = 0; seed < SEARCHED && !found.includes('SQL'); seed++) {
        const { violation } = await lane.run(createPlan(seed, STEPS), ALONE, flaw)
        found.push(violation?.invariant)
      }
      expect(found).toContain('SQL')
    },
    60_000,
  )
})

describe('a difference', () => {
  test('names the place, with both sides', () => {
    const [memory, sql] = [new Map([['a', { rev: 1 }]]), new Map([['a', { rev: 2 }]])]
    expect(differenceOf('readPush', memory, sql)).toBe('readPush.a.rev in memory 1, in SQL 2')
    expect(differenceOf('readPush', { rows: [1] }, { rows: [1, 2] })).toBe(
      'readPush.rows.1 in memory nothing, in SQL 2',
    )
  })
  test('is none where only the order of a set differs, or of a list without one', () => {
    const lists = (...contacts: readonly string[]) => ({ contacts, rows: new Set(contacts) })
    expect(differenceOf('readLabels', lists('a', 'b'), lists('b', 'a'))).toBeNull()
    expect(differenceOf('readPull', lists('a', 'b'), lists('b', 'a'))).not.toBeNull()
  })
})
