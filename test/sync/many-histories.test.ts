// Some thousand histories, shorter than those of simulate.test.ts: what breaks early breaks in one of them.
import { expect, test } from 'vitest'

import { laneOf, surprises } from './surprises.ts'

/** Behind the seeds of simulate.test.ts, and from where on histories have all deeds. */
const FIRSTS = [500, 1_830_000]
const SEEDS = 900
const CHILD_SEEDS = 100
const STEPS = 120

test('[I1, I2, I3, I4, I5, I6, I7, I8, I9, I10, I11, I12, I13, I14] in thousands of histories no promise is broken', async () => {
  const seeds = FIRSTS.flatMap((first) => Array.from({ length: SEEDS }, (_, at) => first + at))
  expect(await surprises(seeds, STEPS)).toEqual([])
}, 400_000)

test.each(['contact', 'visit', 'transaction'] as const)(
  '[I1, I2, I3, I4, I5, I6, I7, I8, I9, I10, I11, I12, I13, I14] nor in sheets of the kind "%s"',
  async (table) => {
    const seeds = Array.from({ length: CHILD_SEEDS }, (_, seed) => seed)
    expect(await surprises(seeds, STEPS, laneOf, table)).toEqual([])
  },
  100_000,
)
