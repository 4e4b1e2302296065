// "Show the arithmetic": inputs, rank, cuts and history of one customer's tier as ordinary cells for a sheet, so that
// he who doubts it can check it with SUM. No formulas; amounts in whole units of the currency.
import type { Params } from '../problem.ts'
import type { Cell } from '../schema/kind.ts'
import type { Metric, Tier, TierPolicy } from './policy.ts'
import { cutRanks, type Place } from './rank.ts'
import type { TransactionKind } from './transaction.ts'
import type { ValueLine } from './value-lines.ts'

export interface PastTier {
  readonly on: string
  readonly tier: Tier | null
  readonly metric: Metric
  readonly value: number | null
  readonly rank: number | null
}

export interface ArithmeticFacts {
  readonly name: string
  readonly metric: Metric
  /** null: not ranked. */
  readonly place: Place | null
  readonly policy: TierPolicy
  readonly next: Tier | null
  readonly force: Tier | null
  /** What adds up to the value; [] where the value was typed. */
  readonly lines: readonly ValueLine[]
  /** Newest first. */
  readonly history: readonly PastTier[]
}

export interface ArithmeticReader {
  readonly say: (key: string, params?: Params) => string
  readonly maySee: (field: string) => boolean
  /** So many units of the values make one of the currency. */
  readonly unit: number
}

/** Rows and columns count from 0: SUM over the cells `from` to `to` of `column` is the cell `total`. */
export interface SumCheck {
  readonly column: number
  readonly from: number
  readonly to: number
  readonly total: number
}

export interface Arithmetic {
  /** Four columns each. */
  readonly rows: readonly (readonly Cell[])[]
  readonly sums: readonly SumCheck[]
  /** Rows that head what follows. */
  readonly headings: readonly number[]
}

const AMOUNT_COLUMN = 2
/** What it comes to stands above what it is made of: that may be hundreds of lines. */
const TOTAL_ROW = 2
/** More lines are summed up by kind: a receipt is to be read. */
export const LINES_MAX = 500

const padded = (cells: readonly Cell[]): readonly Cell[] =>
  Array.from({ length: 4 }, (_, i) => cells[i] ?? '')

const byDate = (a: ValueLine, b: ValueLine): number =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : 0

/** Many lines as one each kind; a sum of the same amount. */
export const summedByKind = (lines: readonly ValueLine[]): readonly ValueLine[] => {
  const sums = new Map<TransactionKind, number>()
  for (const { kind, amount } of lines) sums.set(kind, (sums.get(kind) ?? 0) + amount)
  return [...sums].map(([kind, amount]) => ({ date: '', kind, amount }))
}

type Cells = readonly (readonly Cell[])[]

/** Where he stands and where the cuts fall; nothing for one who is not ranked. */
const rankRows = ({ place, policy }: ArithmeticFacts, say: ArithmeticReader['say']): Cells => {
  if (place === null) return []
  const cuts = cutRanks(place.n, policy)
  return [
    [say('arith.rank'), '', place.first],
    [say('arith.equals'), '', place.last - place.first + 1],
    [say('arith.middle'), '', (place.first + place.last) / 2],
    [say('arith.n'), '', place.n],
    [say('arith.a'), `${policy.topPercent}%`, cuts.a],
    [say('arith.b'), `${100 - policy.bottomPercent}%`, cuts.b],
  ]
}

/** The whole receipt. Amounts of a metric that the reader may not see are left out, and then there is no sum. */
export const arithmeticOf = (facts: ArithmeticFacts, reader: ArithmeticReader): Arithmetic => {
  const { say, maySee } = reader
  const { metric, place, next, force, name } = facts
  const inUnits = (m: Metric, value: number) => (m === 'orders_12m' ? value : value / reader.unit)
  const isSeen = maySee(metric)
  const shownValue = place === null ? '' : inUnits(metric, place.value)
  const value: Cell = isSeen ? shownValue : say('arith.hidden')
  const shown = facts.lines.length > LINES_MAX ? summedByKind(facts.lines) : facts.lines
  const lines = isSeen && place !== null ? shown.toSorted(byDate) : []
  const rows: (readonly Cell[])[] = [
    [say('arith.title', { name })],
    ['', '', say('arith.value')],
    [lines.length > 0 ? say('arith.sum') : '', say(`metric.${metric}`), value],
    ...rankRows(facts, say),
    [say('arith.next'), '', next ?? ''],
    [say('arith.force'), '', force ?? ''],
  ]
  const headings = [0, 1, TOTAL_ROW]
  if (facts.history.length > 0) {
    headings.push(rows.length)
    rows.push([say('arith.history'), say('arith.tier'), say('arith.value'), say('arith.rankThen')])
    for (const past of facts.history) {
      const was = past.value !== null && maySee(past.metric) ? inUnits(past.metric, past.value) : ''
      const by = past.metric === metric ? '' : ` · ${say(`metric.${past.metric}`)}`
      rows.push([`${past.on}${by}`, past.tier ?? '', was, past.rank ?? ''])
    }
  }
  if (lines.length === 0) return { rows: rows.map(padded), sums: [], headings }
  headings.push(rows.length)
  rows.push([say('arith.inputs'), say('arith.day'), say(`metric.${metric}`)])
  const from = rows.length
  rows.push(
    ...lines.map(({ kind, date, amount }): readonly Cell[] => [
      say(`arith.line.${kind}`),
      date,
      inUnits(metric, amount),
    ]),
  )
  const sums = [{ column: AMOUNT_COLUMN, from, to: rows.length - 1, total: TOTAL_ROW }]
  return { rows: rows.map(padded), sums, headings }
}
