// The 80/20/30 board as data: the whale curve, what each tier is and makes, the best and the worst with their signs, and
// a next step each. The pane and the charts on a sheet show the same numbers.
import { type NextStep, proposeStep, type StepProposal } from './next-step.ts'
import type { Metric, Tier } from './policy.ts'
import { type Sign, type SignFigures, signsOf } from './signs.ts'
import { type TierCell, tierCells } from './what-if.ts'
import { sharesOf, type Shares, type WhalePoint, whalePoints } from './whale.ts'

export interface BoardCustomer extends SignFigures {
  readonly id: string
  readonly tier: Tier | null
  /** The value that he was ranked by; null: not ranked. */
  readonly value: number | null
  readonly overdue_days: number
  readonly credit_grade: string | null
}

export interface TierLine {
  readonly tier: TierCell
  readonly count: number
  /** Of all customers on the board. */
  readonly countShare: number
  readonly value: number
  /** Of the total value; null where that is not above zero. */
  readonly valueShare: number | null
}

export interface BoardLine {
  readonly id: string
  readonly tier: Tier | null
  readonly value: number
  readonly signs: readonly Sign[]
  readonly step: StepProposal | null
}

export interface Board {
  readonly metric: Metric
  readonly shares: Shares
  readonly curve: readonly WhalePoint[]
  /** A, B, C, N, X and those without a tier; only lines with customers. */
  readonly distribution: readonly TierLine[]
  readonly best: readonly BoardLine[]
  readonly worst: readonly BoardLine[]
  /** How many customers each next step is proposed for. */
  readonly steps: Readonly<Record<NextStep, number>>
}

export interface BoardOptions {
  /** Lines of best and of worst; default 10. */
  readonly lines?: number
  /** Points of the curve; default 101. */
  readonly points?: number
}

/** One customer on the board: his signs and the step that they ask for. */
export const lineOf = (c: BoardCustomer): BoardLine => {
  const signs = signsOf(c)
  return {
    id: c.id,
    tier: c.tier,
    value: c.value ?? 0,
    signs,
    step: proposeStep({ ...c, signs }),
  }
}

const distributionOf = (customers: readonly BoardCustomer[], total: number): readonly TierLine[] =>
  tierCells.flatMap((tier): TierLine[] => {
    const own = customers.filter((c) => (c.tier ?? '') === tier)
    if (own.length === 0) return []
    const value = own.reduce((sum, c) => sum + (c.value ?? 0), 0)
    return [
      {
        tier,
        count: own.length,
        countShare: own.length / customers.length,
        value,
        valueShare: total > 0 ? value / total : null,
      },
    ]
  })

export const emptySteps = (): Record<NextStep, number> => ({
  prepay: 0,
  fewer_visits: 0,
  price: 0,
  hand_over: 0,
  let_go: 0,
})

/** Best first; equal values by id, so that a board is the same whatever the order of its list. */
const byValue = (a: BoardLine, b: BoardLine): number => b.value - a.value || (a.id < b.id ? -1 : 1)

/** The board of a population; `metric` names what `value` is. */
export const boardOf = (
  customers: readonly BoardCustomer[],
  metric: Metric,
  { lines = 10, points = 101 }: BoardOptions = {},
): Board => {
  const ranked = customers.filter((c) => c.value !== null)
  const values = ranked.map((c) => c.value ?? 0)
  const shares = sharesOf(values)
  const all = ranked.map(lineOf).toSorted(byValue)
  const steps = emptySteps()
  for (const { step } of all) if (step) steps[step.step] += 1
  return {
    metric,
    shares,
    curve: whalePoints(values, points),
    distribution: distributionOf(customers, shares.total),
    best: all.filter((line) => line.value > 0).slice(0, lines),
    worst: all
      .toReversed()
      .filter((line) => line.tier !== 'A')
      .slice(0, lines),
    steps,
  }
}
