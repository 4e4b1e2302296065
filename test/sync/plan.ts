// What a seed stands for: who has which workbook, how often each deed is done (some never), and the deeds themselves,
// each a tuple of small numbers. A tuple means something by itself, so that dropping others leaves it meaningful.
import type { Holds } from '../../shared/sync/binding.ts'
import type { Deed } from './deed.ts'
import { deeds } from './deeds.ts'
import { createDice } from './dice.ts'
import type { SheetTable } from './fields.ts'

/** Which deed, who does it, and three numbers that the deed reads as it likes. */
export type Step = readonly [deed: number, who: number, a: number, b: number, c: number]

export interface PlannedBook {
  readonly user: number
  readonly holds: Holds
  readonly rows: number
}

export interface Plan {
  readonly seed: number
  readonly table: SheetTable
  readonly areOneTeam: boolean
  readonly books: readonly PlannedBook[]
  readonly steps: readonly Step[]
}

const NUMBER_MAX = 4_096
/** In so many seeds of a hundred a deed that may be left out is never done. */
const NEVER = 0.35
const holdings: readonly Holds[] = ['put', 'own', 'all', 'all']
/** Who has a workbook, by the number of his in the team: often the same few, for rows meet where they are shared. */
const users = [0, 0, 1, 2, 2]

/** How much likelier a deed becomes that a history is to be about. */
const LIKELIER = 5
const LIKELY_MIN = 3

/** Half of the histories have the later deeds. */
const LATER_EVERY = 2
const LATER_SALT = 2 ** 40
/** In a history that is to be about one of them. */
const LATER_LIKELY = 0.05

/** Is it done where the sheets hold this? */
export const isDoneIn = (table: SheetTable, { tables }: Deed): boolean =>
  tables === undefined || tables.includes(table)

const withLater = (
  seed: number,
  steps: readonly Step[],
  likely: readonly string[],
  table: SheetTable,
): readonly Step[] => {
  const later = deeds.flatMap((deed, at) => {
    const { name, later: rate = 0, since = 0 } = deed
    const isLikely = rate > 0 && likely.includes(name)
    const isThere = rate > 0 && isDoneIn(table, deed) && (isLikely || seed >= since)
    return !isThere ? [] : [{ at, isLikely, rate: isLikely ? LATER_LIKELY : rate }]
  })
  if (seed % LATER_EVERY === 0 && !later.some(({ isLikely }) => isLikely)) return steps
  const dice = createDice(LATER_SALT + seed)
  const number = () => dice.int(NUMBER_MAX)
  return steps.flatMap((step): readonly Step[] => [
    step,
    ...later.flatMap(({ at, rate }): readonly Step[] =>
      dice.chance(rate) ? [[at, number(), number(), number(), number()]] : [],
    ),
  ])
}

/**
 * @param likely names of deeds that the history is to be about
 * @param table what the sheets hold
 */
export const createPlan = (
  seed: number,
  length: number,
  likely: readonly string[] = [],
  table: SheetTable = 'customer',
): Plan => {
  const dice = createDice(seed)
  const areOneTeam = dice.chance(0.4)
  const books = Array.from({ length: 2 + dice.int(3) }, (_, at) => ({
    user: at === 0 ? 0 : dice.pick(users),
    holds: dice.pick(holdings),
    rows: dice.int(4),
  }))
  const weights = deeds.map(({ name, weight, isNeeded }) => {
    const share = weight === 0 ? 0 : weight * (0.25 + dice.int(8) / 4)
    const isDone = weight === 0 || isNeeded === true || !dice.chance(NEVER)
    if (likely.includes(name)) return Math.max(share, LIKELY_MIN) * LIKELIER
    return isDone ? share : 0
  })
  const total = weights.reduce((sum, one) => sum + one, 0)
  const draw = (): number => {
    let rest = (dice.int(1_000_000) / 1_000_000) * total
    const found = weights.findIndex((weight) => (rest -= weight) < 0)
    return Math.max(found, 0)
  }
  const number = () => dice.int(NUMBER_MAX)
  const steps = Array.from({ length }, (): Step => [draw(), number(), number(), number(), number()])
  return { seed, table, areOneTeam, books, steps: withLater(seed, steps, likely, table) }
}
