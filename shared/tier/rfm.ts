// Recency, frequency, money: what they are for one customer, and their scores from 1 to 5 by quintiles of all.
// The published cuts are those of the R package rfm; our own differ only in that they hold for any unit of money.
import { daysBetween } from './days.ts'
import type { CustomerFigures } from './figures.ts'

export interface RfmInput {
  readonly id: string
  /** Days since the last order. */
  readonly recency: number
  /** Orders. */
  readonly frequency: number
  readonly money: number
}

export interface RfmScore {
  readonly id: string
  readonly r: number
  readonly f: number
  readonly m: number
  /** 111 to 555. */
  readonly rfm: string
}

const quintiles = [0.2, 0.4, 0.6, 0.8] as const

/** Quantile of type 7 (Hyndman and Fan; the default of R) of sorted values. */
const quantile = (sorted: readonly number[], p: number): number => {
  const h = (sorted.length - 1) * p
  const i = Math.floor(h)
  const low = sorted[i] ?? 0
  return low + (h - i) * ((sorted[i + 1] ?? low) - low)
}

/** The four quintile cuts of a figure. */
export const quintileCuts = (values: readonly number[]): readonly number[] => {
  const sorted = values.toSorted((a, b) => a - b)
  return quintiles.map((p) => quantile(sorted, p))
}

/** 1 to 5: one more for each cut that the value is above. */
const ownScore = (value: number, cuts: readonly number[]): number =>
  1 + cuts.filter((cut) => value > cut).length

/** The R package takes quantile + 1 as the cut, which a value reaches: meant for whole numbers. */
const publishedScore = (value: number, cuts: readonly number[]): number =>
  1 + cuts.filter((cut) => value >= cut + 1).length

/** Scores of all; recency counts backwards, for the latest are the best. */
export const rfmScores = (
  inputs: readonly RfmInput[],
  rule: 'own' | 'published' = 'own',
): readonly RfmScore[] => {
  const score = rule === 'own' ? ownScore : publishedScore
  const recency = quintileCuts(inputs.map((c) => c.recency))
  const frequency = quintileCuts(inputs.map((c) => c.frequency))
  const money = quintileCuts(inputs.map((c) => c.money))
  return inputs.map((c) => {
    const r = 6 - score(c.recency, recency)
    const f = score(c.frequency, frequency)
    const m = score(c.money, money)
    return { id: c.id, r, f, m, rfm: `${r}${f}${m}` }
  })
}

type Bought = Pick<CustomerFigures, 'last_order_on' | 'orders' | 'sales'>

/** Scores of all customers with an order by their whole trade up to `today`; whoever has none has no score. */
export const rfmOfFigures = (
  customers: ReadonlyMap<string, Bought>,
  today: string,
): readonly RfmScore[] =>
  rfmScores(
    [...customers].flatMap(([id, { last_order_on: last, orders, sales }]) =>
      last === null
        ? []
        : [{ id, recency: daysBetween(last, today), frequency: orders, money: sales ?? 0 }],
    ),
  )

export interface RepeatPurchases {
  /** Days with a purchase after the first one. */
  readonly frequency: number
  /** Days from the first to the last purchase. */
  readonly recency: number
  /** Days from the first purchase to `until`. */
  readonly age: number
}

/**
 * Recency, frequency and age as Fader and Hardie count them: purchases of one day are one, days after `until` are
 * not yet. null where he has bought nothing by then.
 */
export const repeatPurchases = (days: readonly string[], until: string): RepeatPurchases | null => {
  const seen = [...new Set(days.filter((day) => day <= until))].toSorted()
  const first = seen[0]
  const last = seen.at(-1)
  if (first === undefined || last === undefined) return null
  return {
    frequency: seen.length - 1,
    recency: daysBetween(first, last),
    age: daysBetween(first, until),
  }
}
