// Putting things into cells: values, formulas and looks, typed, pasted or written. After the cells
// stand, headers are put right, tables grow, and one event tells of the block.
import {
  type CoerceRules,
  coercePasted,
  coerceTyped,
  coerceWritten,
  type Entry,
  UNKNOWN_RESULT,
} from './coerce.ts'
import type { Origin } from './events.ts'
import { requireNoPivot } from './pivot.ts'
import { columnEnd, intersect, isWholeColumns, type Rect, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { restyle, type Style } from './style.ts'
import { calculateSums, enterSum } from './sum.ts'
import { growTables, tidyHeaders } from './tables.ts'
import { requireUnprotected, type Workbook } from './workbook.ts'
import { clearZone } from './zones.ts'

/** One line of a block; null (and undefined) leave a cell as it is. */
export type Line = readonly unknown[]

/** One cell, typed. */
export function typeText(
  book: Workbook,
  sheet: Sheet,
  row: number,
  column: number,
  text: string,
): void {
  const format = sheet.grid.style(row, column).numberFormat
  const rect = { row, column, rows: 1, columns: 1 }
  enter(book, sheet, rect, [[coerceTyped(text, format, book.coerceRules)]], 'user')
}

/** A block of plain text from the clipboard. */
export function pasteTexts(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  lines: readonly (readonly string[])[],
): void {
  const rules = book.coerceRules
  const entries = lines.map((line, down) =>
    line.map((text, right) => {
      const style = sheet.grid.style(rect.row + down, rect.column + right)
      return coercePasted(text, style.numberFormat, rules)
    }),
  )
  enter(book, sheet, rect, entries, 'user')
}

/**
 * A block through the API. Under a filter it is poured into the visible rows when the quirk is on.
 * @throws ExcelFailure InvalidArgument for values that no cell can hold; AccessDenied
 */
export function writeValues(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  lines: readonly Line[],
  origin: Origin = 'addin',
): void {
  const targets = targetRows(book, sheet, rect, origin)
  const rules = book.coerceRules
  const entries: (readonly (Entry | undefined)[])[] = []
  for (const [index, row] of targets.entries()) {
    entries.push(coerceLine(sheet, row, rect.column, lines[index] ?? [], rules))
  }
  const block = entries.length === rect.rows ? entries : spread(targets, entries, rect)
  enter(book, sheet, rect, block, origin)
}

function coerceLine(
  sheet: Sheet,
  row: number,
  column: number,
  line: Line,
  rules: CoerceRules,
): readonly (Entry | undefined)[] {
  return line.map((value, right) =>
    coerceWritten(value, sheet.grid.style(row, column + right).numberFormat, rules),
  )
}

function targetRows(book: Workbook, sheet: Sheet, rect: Rect, origin: Origin): readonly number[] {
  const rows = Array.from({ length: rect.rows }, (_, index) => rect.row + index)
  if (origin !== 'addin' || !book.quirks.filteredWrites || rect.rows === 1) return rows
  return rows.filter((row) => sheet.grid.hiding(row) !== 2)
}

function spread<T>(targets: readonly number[], entries: readonly T[], rect: Rect): readonly T[] {
  const lines: T[] = []
  for (const [index, row] of targets.entries()) {
    const entry = entries[index]
    if (entry !== undefined) lines[row - rect.row] = entry
  }
  return lines
}

/** Puts coerced entries into cells and does what follows from it. */
export function enter(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  entries: readonly (readonly (Entry | undefined)[])[],
  origin: Origin,
): void {
  requireUnprotected(sheet)
  requireNoPivot(sheet, rect)
  sheet.touch()
  const before = sheet.grid.value(rect.row, rect.column)
  entries.forEach((line, down) => {
    for (const [right, entry] of line.entries()) {
      if (entry !== undefined) enterCell(sheet, rect.row + down, rect.column + right, entry)
    }
  })
  if (origin === 'addin' && book.quirks.fillFormulas) fillFormulas(sheet, rect, entries)
  finishEdit(book, sheet, rect, origin, before)
}

function enterCell(sheet: Sheet, row: number, column: number, entry: Entry): void {
  const { grid } = sheet
  grid.setValue(row, column, entry.value, entry.formula)
  if (entry.formula !== undefined && entry.value === UNKNOWN_RESULT) enterSum(sheet, entry.formula)
  const style = grid.style(row, column)
  let wanted = restyle(style, 'quoted', entry.quoted ?? false)
  if (entry.numberFormat !== undefined && style.numberFormat === 'General') {
    wanted = restyle(wanted, 'numberFormat', entry.numberFormat)
  }
  if (wanted !== style) grid.setStyle(row, column, wanted)
}

/** A formula put into a column of a table whose other cells are empty fills the column. */
function fillFormulas(
  sheet: Sheet,
  rect: Rect,
  entries: readonly (readonly (Entry | undefined)[])[],
): void {
  const [entry] = entries[0] ?? []
  if (rect.columns !== 1 || entry?.formula === undefined) return
  const table = sheet.tables.find((table) => intersect(table.bodyRect, rect) !== undefined)
  if (table === undefined) return
  const body = { ...table.bodyRect, column: rect.column, columns: 1 }
  const isOurs = (row: number): boolean => row >= rect.row && row < rowEnd(rect)
  const rows = Array.from({ length: body.rows }, (_, index) => body.row + index)
  const others = rows.filter((row) => !isOurs(row))
  if (others.some((row) => sheet.grid.value(row, rect.column) !== '')) return
  for (const row of others) enterCell(sheet, row, rect.column, entry)
}

/** What follows every edit of cells, however it was made. */
export function finishEdit(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  origin: Origin,
  before?: unknown,
): void {
  for (const table of sheet.tables) {
    if (intersect(table.headerRect, rect) !== undefined) tidyHeaders(book, sheet, table)
  }
  growTables(book, sheet, rect, origin)
  calculateSums(sheet)
  const isSingle = rect.rows * rect.columns === 1
  const detail =
    isSingle && isCellValue(before)
      ? { before, after: sheet.grid.value(rect.row, rect.column) }
      : undefined
  book.emit({ kind: 'changed', sheet, rect, changeType: 'RangeEdited', origin, ...detail })
}

function isCellValue(value: unknown): value is string | number | boolean {
  return value !== undefined && value !== null && typeof value !== 'object'
}

/** Changes one property of the looks; whole columns keep it for rows to come. */
export function formatCells<K extends keyof Style>(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  key: K,
  valueAt: (down: number, right: number) => Style[K] | undefined,
  origin: Origin = 'addin',
): void {
  requireUnprotected(sheet)
  sheet.touch()
  const uniform = valueAt(0, 0)
  if (isWholeColumns(rect) && uniform !== undefined) {
    sheet.grid.restyle(rect, (style) => restyle(style, key, uniform))
  } else {
    formatEach(sheet, rect, key, valueAt)
  }
  if (book.quirks.formatsRaiseChange) {
    book.emit({ kind: 'changed', sheet, rect, changeType: 'RangeEdited', origin })
  }
}

function formatEach<K extends keyof Style>(
  sheet: Sheet,
  rect: Rect,
  key: K,
  valueAt: (down: number, right: number) => Style[K] | undefined,
): void {
  for (let row = rect.row; row < rowEnd(rect); row += 1) {
    for (let column = rect.column; column < columnEnd(rect); column += 1) {
      const value = valueAt(row - rect.row, column - rect.column)
      if (value === undefined) continue
      sheet.grid.setStyle(row, column, restyle(sheet.grid.style(row, column), key, value))
    }
  }
}

export type ClearWhat = 'All' | 'Contents' | 'Formats'

/** Empties cells, or takes their looks, or both; "All" takes validation and rules as well. */
export function clearCells(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  what: ClearWhat,
  origin: Origin,
): void {
  requireUnprotected(sheet)
  if (what !== 'Formats') requireNoPivot(sheet, rect)
  sheet.touch()
  const bottom = Math.min(rowEnd(rect), sheet.grid.rowCount)
  const before = sheet.grid.value(rect.row, rect.column)
  sheet.grid.clear({ ...rect, rows: Math.max(0, bottom - rect.row) }, what)
  if (what === 'All') {
    sheet.validations = clearZone(sheet.validations, rect)
    sheet.conditionals = sheet.conditionals.filter(
      (format) => intersect(format.rect, rect) === undefined,
    )
  }
  if (what !== 'Formats') finishEdit(book, sheet, rect, origin, before)
}
