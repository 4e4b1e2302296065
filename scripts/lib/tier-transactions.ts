// A list of transactions as subjects of a ranking: lines matched to customers by code, else by name whatever its width,
// case, script or spaces, and added up as shared/tier/figures.ts says.
import { foldScript } from '../../shared/normalize/fold.ts'
import { type CustomerFigures, figuresOf } from '../../shared/tier/figures.ts'
import type { TierInput } from '../../shared/tier/rank.ts'
import type { Transaction } from '../../shared/tier/transaction.ts'
import type { CsvFile } from './csv.ts'
import { currencyCode, readAmount, UNIT } from './tier-amount.ts'
import type { Columns } from './tier-columns.ts'
import { dayReader } from './tier-days.ts'
import { kindOf } from './tier-kinds.ts'
import {
  cellAt,
  listCurrency,
  saidCurrency,
  spokenRows,
  type Subject,
  type TierList,
} from './tier-list.ts'
import type { Role } from './tier-words.ts'

const keyOf = (text: string): string => foldScript(text).replaceAll(/\s+/gu, '')

/** Without a day to count to: later than any in a list. */
const END = '9999-12-31'

interface Row {
  readonly row: readonly string[]
  readonly line: number
  readonly customer: string
}

/** Whose each row is, by code or name, under the first spelling; rows of nobody are left out. */
const matched = (
  rows: readonly Omit<Row, 'customer'>[],
  columns: Columns,
): { readonly rows: readonly Row[]; readonly nobody: number } => {
  const codeByName = new Map<string, Set<string>>()
  const shown = new Map<string, string>()
  for (const { row } of rows) {
    const [code, name] = [cellAt(row, columns.id), cellAt(row, columns.name)]
    if (code === '' || name === '') continue
    const codes = codeByName.get(keyOf(name)) ?? new Set()
    codeByName.set(keyOf(name), codes.add(keyOf(code)))
  }
  const idOf = (row: readonly string[]): string => {
    const [code, name] = [cellAt(row, columns.id), cellAt(row, columns.name)]
    const codes = codeByName.get(keyOf(name))
    const [only] = codes?.size === 1 ? codes : []
    const key = code === '' ? (only ?? keyOf(name)) : keyOf(code)
    if (key !== '' && !shown.has(key)) shown.set(key, code || name)
    return key
  }
  const owned = rows.map((row) => ({ ...row, customer: idOf(row.row) }))
  return {
    rows: owned
      .filter((row) => row.customer !== '')
      .map((row) => ({ ...row, customer: shown.get(row.customer) ?? row.customer })),
    nobody: owned.filter((row) => row.customer === '').length,
  }
}

/** Costs that are what was sold, not what it took to serve: margin is amount less cost, line for line. */
const isCostOfSales = (lines: readonly Transaction[]): boolean => {
  const full = lines.filter((l) => l.margin !== null && (l.cost ?? 0) !== 0 && l.amount !== 0)
  const equal = full.filter(
    (l) => Math.abs(l.amount - (l.cost ?? 0) - (l.margin ?? 0)) <= UNIT / 50,
  )
  return full.length > 0 && equal.length * 10 >= full.length * 9
}

/** What the lines' own columns mean: profit as given, margin and cost, or amount and cost. */
const levelled = (lines: readonly Transaction[], columns: Columns) => {
  const hasMargin = columns.profit_12m !== undefined || columns.margin_12m !== undefined
  const isServing = columns.profit_12m === undefined && !isCostOfSales(lines)
  const withCost = lines.map((line) => (isServing ? line : { ...line, cost: null }))
  const hasCost = withCost.some((l) => l.kind === 'cost' || (l.cost ?? 0) !== 0)
  const isNet = columns.profit_12m !== undefined || hasCost
  if (hasMargin || !hasCost)
    return { lines: withCost, isNet: isNet && (hasMargin || hasCost), hasMargin }
  // No margin, but costs: what the sales bring is their amount.
  return {
    lines: withCost.map((line) => (line.kind === 'cost' ? line : { ...line, margin: line.amount })),
    isNet,
    hasMargin: true,
  }
}

const inputOf = (
  id: string,
  his: CustomerFigures | undefined,
  has: { readonly isNet: boolean; readonly hasMargin: boolean; readonly hasAmount: boolean },
): TierInput => ({
  id,
  profit_12m: has.isNet ? (his?.profit_12m ?? null) : null,
  margin_12m: has.hasMargin ? (his?.margin_12m ?? null) : null,
  sales_12m: has.hasAmount ? (his?.sales_12m ?? null) : null,
  orders_12m: his === undefined || his.orders === 0 ? null : his.orders_12m,
  orders: his?.orders ?? null,
  first_order_on: his?.first_order_on ?? null,
})

interface Reader {
  readonly columns: Columns
  readonly currency: string
  /** '' for none. */
  readonly asOf: string
  readonly day: (cell: string) => string | null
  readonly hasKinds: boolean
}

interface ReadLine {
  /** null: something in it cannot be read, or it says nothing. */
  readonly line: Transaction | null
  readonly wrong: readonly string[]
}

/** One line. Whatever is wrong in it keeps all of it out: half a sale is no figure. */
const readLine = ({ row, customer }: Row, reader: Reader): ReadLine => {
  const { columns, currency, asOf } = reader
  const wrong: string[] = []
  const own = currencyCode(cellAt(row, columns.currency)) || currency
  const amountOf = (role: Role): number | null => {
    const column = columns[role]
    const found = readAmount(cellAt(row, column), own, column?.factor ?? 1)
    if ('units' in found) return found.units
    wrong.push(found.fault)
    return null
  }
  const kindText = reader.hasKinds ? cellAt(row, columns.kind) : ''
  const kind = kindText === '' ? 'order' : kindOf(kindText)
  const dayText = cellAt(row, columns.date)
  const date = reader.day(dayText) ?? (asOf === '' ? END : null)
  const margin = amountOf(columns.profit_12m ? 'profit_12m' : 'margin_12m')
  const amount = amountOf('sales_12m')
  const cost = amountOf('cost')
  if (kind === null) wrong.push(kindText)
  if (date === null) wrong.push(dayText === '' ? 'no date' : dayText)
  const rateText = cellAt(row, columns.rate)
  const rate = rateText === '' ? null : Number(rateText)
  if (own !== currency && !(rate !== null && rate > 0)) wrong.push(`${own} without a rate`)
  const isEmpty = columns.sales_12m && amount === null && margin === null && cost === null
  if (wrong.length > 0 || kind === null || date === null || isEmpty) return { line: null, wrong }
  const ref_no = cellAt(row, columns.ref_no) || null
  const money = { amount: amount ?? 0, margin, cost, currency: own, rate }
  return { line: { customer, date, kind, ref_no, ...money }, wrong }
}

const readerOf = (
  cells: readonly (readonly string[])[],
  columns: Columns,
  asOf: string,
  wished: string,
): Reader => {
  const kinds = cells.map((row) => cellAt(row, columns.kind)).filter((text) => text !== '')
  return {
    columns,
    asOf,
    currency: listCurrency(cells, columns, wished),
    day: dayReader(cells.map((row) => cellAt(row, columns.date))),
    hasKinds: kinds.filter((text) => kindOf(text) !== null).length * 2 >= kinds.length,
  }
}

/**
 * Transactions: a subject for each customer, in the order in which they first stand. With a day the twelve months up
 * to it count; without one the whole list does, and nobody is known to be new.
 */
export const transactionsOf = (
  csv: CsvFile,
  columns: Columns,
  asOf: string,
  wished: string,
): TierList => {
  const { rows, nobody } = matched(spokenRows(csv, columns), columns)
  const cells = rows.map(({ row }) => row)
  const reader = readerOf(cells, columns, asOf, wished)
  const notices = nobody === 0 ? [] : [`${nobody} rows name no customer: left out`]
  const faults = new Map<string, string>()
  const read: Transaction[] = []
  for (const row of rows) {
    const { line, wrong } = readLine(row, reader)
    for (const text of wrong)
      notices.push(`line ${row.line}: cannot read "${text}"; the line is left out`)
    if (wrong[0] !== undefined) faults.set(row.customer, wrong[0])
    if (line) read.push(line)
  }
  const { lines, isNet, hasMargin } = levelled(read, columns)
  const { currency } = reader
  const today = asOf === '' ? END : asOf
  const figures = figuresOf(lines, { today, currency, isWhole: asOf === '' })
  const has = { isNet, hasMargin, hasAmount: columns.sales_12m !== undefined }
  const ids = [...new Set(rows.map((row) => row.customer))]
  const subjects = ids.map((id): Subject => {
    const input = inputOf(id, figures.customers.get(id), has)
    return { id, input, fault: faults.get(id) ?? null }
  })
  return { subjects, currency: saidCurrency(cells, columns, currency), today: asOf, notices }
}
