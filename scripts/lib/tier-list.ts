// What `npm run tier` ranks, read from either kind of list: one subject a customer, with his figures in UNITs, and what
// could not be read, for people to correct.
import type { TierInput } from '../../shared/tier/rank.ts'
import type { CsvFile } from './csv.ts'
import { currencyCode, currencyOf, isMarked, readAmount, UNIT } from './tier-amount.ts'
import type { Column, Columns } from './tier-columns.ts'
import { dayReader } from './tier-days.ts'
import type { Role } from './tier-words.ts'

export interface Subject {
  readonly id: string
  readonly input: TierInput
  /** The cell that could not be read and so kept him out; null for none. */
  readonly fault: string | null
}

export interface TierList {
  readonly subjects: readonly Subject[]
  /** ISO 4217; '' where the list does not say. */
  readonly currency: string
  /** The day as of which newcomers are told; '' where none was given. */
  readonly today: string
  /** One sentence each, for people. */
  readonly notices: readonly string[]
}

export const cellAt = (row: readonly string[], column: Column | undefined): string =>
  (column === undefined ? '' : (row[column.index] ?? '')).trim()

const totalWords = new Set([
  '合计',
  '总计',
  '小计',
  '合計',
  '總計',
  '小計',
  'total',
  'grand total',
  'sum',
])

/** The rows that speak of somebody, with their line numbers: no blank rows, and no sum at the foot. */
export const spokenRows = (
  csv: CsvFile,
  columns: Columns,
): readonly { readonly row: readonly string[]; readonly line: number }[] => {
  const used = Object.values(columns)
  const rows = csv.rows
    .map((row, i) => ({ row, line: i + 2 }))
    .filter(({ row }) => used.some((column) => cellAt(row, column) !== ''))
  const last = rows.at(-1)
  const foot = last ? cellAt(last.row, columns.name) || cellAt(last.row, columns.id) : ''
  return totalWords.has(
    foot
      .normalize('NFKC')
      .replaceAll(/[\s:：]/gu, '')
      .toLowerCase(),
  ) || foot.toLowerCase() === 'grand total'
    ? rows.slice(0, -1)
    : rows
}

const amountRoles = ['profit_12m', 'margin_12m', 'sales_12m', 'cost'] as const

/** The currency of the list: what its column or most of its cells say, the policy's where they do not. */
export const listCurrency = (
  rows: readonly (readonly string[])[],
  columns: Columns,
  wished: string,
): string => {
  if (columns.currency) {
    const codes = rows.flatMap((row) => currencyCode(cellAt(row, columns.currency)) || [])
    if (codes.length === 0 || codes.includes(wished)) return wished
    const counts = new Map<string, number>()
    for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
    const most = [...counts].toSorted((a, b) => b[1] - a[1])[0]
    return most?.[0] ?? wished
  }
  const found = amountRoles.flatMap((role) => rows.map((row) => cellAt(row, columns[role])))
  const isIn = found.every((cell) => 'units' in readAmount(cell, wished))
  return isIn ? wished : currencyOf(found)
}

/** The currency as far as the list says one by a column, a sign or a Chinese unit; '' for bare numbers. */
export const saidCurrency = (
  rows: readonly (readonly string[])[],
  columns: Columns,
  currency: string,
): string => {
  const isSaid =
    rows.some((row) => cellAt(row, columns.currency) !== '') ||
    amountRoles.some((role) => rows.some((row) => isMarked(cellAt(row, columns[role]))))
  return isSaid ? currency : ''
}

const wholeCount = (text: string): number | null => {
  const read = readAmount(text, 'CNY')
  return 'units' in read && read.units !== null ? read.units / UNIT : null
}

/** Customers with figures: a row each. */
export const customersOf = (
  csv: CsvFile,
  columns: Columns,
  asOf: string,
  wished: string,
): TierList => {
  const rows = spokenRows(csv, columns)
  const cells = rows.map(({ row }) => row)
  const currency = listCurrency(cells, columns, wished)
  const readDay = dayReader(cells.map((row) => cellAt(row, columns.first_order_on)))
  const notices: string[] = []
  const subjects = rows.map(({ row, line }): Subject => {
    const own = currencyCode(cellAt(row, columns.currency)) || currency
    const rate = own === currency ? 1 : wholeCount(cellAt(row, columns.rate))
    let fault: string | null = null
    const figure = (role: Role): number | null => {
      const column = columns[role]
      const text = cellAt(row, column)
      if (text === '' || !column) return null
      const read = readAmount(text, own, column.factor)
      if ('units' in read && read.units === null) return null
      if ('fault' in read || rate === null) {
        fault ??= rate === null ? `${own} ${text}` : text
        notices.push(`line ${line}: "${text}" is no amount in ${currency}`)
        return null
      }
      return Math.round((read.units ?? 0) * rate)
    }
    const input: TierInput = {
      id: cellAt(row, columns.id) || cellAt(row, columns.name) || String(line),
      profit_12m: figure('profit_12m'),
      margin_12m: figure('margin_12m'),
      sales_12m: figure('sales_12m'),
      orders_12m: wholeCount(cellAt(row, columns.orders_12m)),
      orders: wholeCount(cellAt(row, columns.orders_12m)),
      first_order_on: readDay(cellAt(row, columns.first_order_on)),
    }
    return { id: input.id, input, fault }
  })
  return { subjects, currency: saidCurrency(cells, columns, currency), today: asOf, notices }
}
