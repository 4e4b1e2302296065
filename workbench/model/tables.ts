// Tables as wholes: making, resizing, growing, ending, and the rules of their header row.
// What lies on the table's columns (validation, conditional formats) follows when it grows.
import type { Origin } from './events.ts'
import { ExcelFailure, refuseArgument } from './failure.ts'
import { columnEnd, containsRect, intersect, type Rect, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { insertCells } from './shift.ts'
import { Table } from './table.ts'
import { requireUnprotected, type Workbook } from './workbook.ts'

/**
 * Makes a table of a range. Without headers the cells below move down one row to make room (#196);
 * a header alone gets one blank row.
 */
export function createTable(
  book: Workbook,
  sheet: Sheet,
  range: Rect,
  hasHeaders: boolean,
  origin: Origin,
): Table {
  requireUnprotected(sheet)
  refuseOverlap(sheet, range)
  if (sheet.merges.some((merge) => intersect(merge, range) !== undefined)) {
    throw new ExcelFailure('MergedRangeConflict', 'A table cannot hold merged cells.')
  }
  sheet.touch()
  if (!hasHeaders) insertCells(book, sheet, { ...range, rows: 1 }, 'down', origin)
  const rect = { ...range, rows: Math.max(2, range.rows + (hasHeaders ? 0 : 1)) }
  const name = book.freeName(
    (number) => (book.quirks.locale === 'zh-CN' ? `表${number}` : `Table${number}`),
    (name) => book.findTable(name) !== undefined,
  )
  const table = new Table(book.newId(), name, rect)
  sheet.tables = [...sheet.tables, table]
  tidyHeaders(book, sheet, table)
  book.emit({ kind: 'tableAdded', sheet, table, origin })
  return table
}

function refuseOverlap(sheet: Sheet, rect: Rect, self?: Table): void {
  const other = sheet.tables.find(
    (table) => table !== self && intersect(table.rect, rect) !== undefined,
  )
  if (other !== undefined) {
    throw new ExcelFailure(
      'InvalidOperation',
      `A table can't overlap another table (${other.name}).`,
    )
  }
}

/** Headers are texts, none empty, no two alike without regard to case: Excel sees to it. */
export function tidyHeaders(book: Workbook, sheet: Sheet, table: Table): void {
  const taken = new Set<string>()
  for (let index = 0; index < table.rect.columns; index += 1) {
    const column = table.rect.column + index
    const value = sheet.grid.value(table.rect.row, column)
    const fallback = book.quirks.locale === 'zh-CN' ? `列${index + 1}` : `Column${index + 1}`
    const name = freeHeader(value === '' ? fallback : String(value), taken)
    taken.add(name.toLowerCase())
    if (name !== value) sheet.grid.setValue(table.rect.row, column, name)
  }
}

function freeHeader(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}${number}`
  return name
}

export function headerName(sheet: Sheet, table: Table, index: number): string {
  return String(sheet.grid.value(table.rect.row, table.rect.column + index))
}

export function headerNames(sheet: Sheet, table: Table): readonly string[] {
  return table.columns.map((_, index) => headerName(sheet, table, index))
}

/** The index of a column by header (case ignored) or id; -1 when the table lacks it. */
export function columnIndex(sheet: Sheet, table: Table, key: string | number): number {
  if (typeof key === 'number') return table.columns.findIndex((column) => column.id === key)
  const wanted = key.toLowerCase()
  return headerNames(sheet, table).findIndex((name) => name.toLowerCase() === wanted)
}

/**
 * Gives the table another range on the same header row. Cells do not move: rows and columns that
 * it takes in keep their content. D: Table.resize
 */
export function resizeTable(book: Workbook, sheet: Sheet, table: Table, rect: Rect): void {
  requireUnprotected(sheet)
  if (rect.row !== table.rect.row || intersect(rect, table.rect) === undefined || rect.rows < 2) {
    refuseArgument('a table keeps its header row and overlaps its former range')
  }
  refuseOverlap(sheet, rect, table)
  sheet.touch()
  const former = table.bodyRect
  const kept = (column: number) => table.columns[column - table.rect.column]
  const columns = Array.from(
    { length: rect.columns },
    (_, index) => kept(rect.column + index) ?? table.newColumn(),
  )
  table.columns = columns
  table.rect = rect
  tidyHeaders(book, sheet, table)
  followTable(book, sheet, table, former)
}

/**
 * Takes data into the tables that it was put directly beneath, or, when a person did it, directly
 * to the right of. Rows at the end of the block that hold nothing stay outside (#3013).
 */
export function growTables(book: Workbook, sheet: Sheet, block: Rect, origin: Origin): void {
  if (origin === 'addin' && !book.quirks.growUnderAddin) return
  for (const table of sheet.tables) {
    if (growDown(book, sheet, table, block) || origin === 'addin') continue
    growRight(book, sheet, table, block)
  }
}

function growDown(book: Workbook, sheet: Sheet, table: Table, block: Rect): boolean {
  const bottom = rowEnd(table.rect)
  const isUnder =
    block.column >= table.rect.column &&
    columnEnd(block) <= columnEnd(table.rect) &&
    block.row > table.rect.row &&
    block.row <= bottom &&
    rowEnd(block) > bottom
  if (!isUnder || table.showTotals) return false
  const beyond = { ...block, row: bottom, rows: rowEnd(block) - bottom }
  const used = lastFilled(sheet.grid.values(beyond))
  const grown = { ...table.rect, rows: table.rect.rows + used }
  if (used === 0 || overlapsOther(sheet, table, grown)) return false
  const former = table.bodyRect
  table.rect = grown
  followTable(book, sheet, table, former)
  return true
}

function growRight(book: Workbook, sheet: Sheet, table: Table, block: Rect): void {
  const right = columnEnd(table.rect)
  const isBeside =
    block.column === right && block.row >= table.rect.row && rowEnd(block) <= rowEnd(table.rect)
  if (!isBeside) return
  const columns = sheet.grid.values(block)
  const used = lastFilled(
    Array.from({ length: block.columns }, (_, index) => columns.map((line) => line[index] ?? '')),
  )
  const grown = { ...table.rect, columns: table.rect.columns + used }
  if (used === 0 || overlapsOther(sheet, table, grown)) return
  table.columns = [...table.columns, ...Array.from({ length: used }, () => table.newColumn())]
  table.rect = grown
  tidyHeaders(book, sheet, table)
}

function overlapsOther(sheet: Sheet, table: Table, rect: Rect): boolean {
  return sheet.tables.some((other) => other !== table && intersect(other.rect, rect) !== undefined)
}

/** One past the last line that holds anything. */
function lastFilled(lines: readonly (readonly unknown[])[]): number {
  return lines.findLastIndex((line) => line.some((value) => value !== '')) + 1
}

/** Formats of the last row, validation and conditional formats go on to the rows that joined. */
export function followTable(book: Workbook, sheet: Sheet, table: Table, former: Rect): void {
  const body = table.bodyRect
  const reach = (rect: Rect): Rect =>
    rowEnd(rect) === rowEnd(former) && rect.row >= former.row && containsColumns(body, rect)
      ? { ...rect, rows: rowEnd(body) - rect.row }
      : rect
  if (rowEnd(body) <= rowEnd(former)) return
  sheet.validations = sheet.validations.map((zone) => ({ ...zone, rect: reach(zone.rect) }))
  sheet.conditionals = sheet.conditionals.map((format) => ({ ...format, rect: reach(format.rect) }))
  if (!book.quirks.formatsFollow || former.rows < 1) return
  for (let column = former.column; column < columnEnd(former); column += 1) {
    const style = sheet.grid.style(rowEnd(former) - 1, column)
    for (let row = rowEnd(former); row < rowEnd(body); row += 1) {
      if (sheet.grid.style(row, column).numberFormat === 'General') {
        sheet.grid.setStyle(row, column, style)
      }
    }
  }
}

function containsColumns(outer: Rect, inner: Rect): boolean {
  return containsRect({ ...outer, row: inner.row, rows: inner.rows }, inner)
}

/** The table ends, the cells stay, rows that its filters hid come back. */
export function convertToRange(book: Workbook, table: Table, origin: Origin): Sheet {
  const sheet = book.sheetOf(table)
  requireUnprotected(sheet)
  sheet.touch()
  for (let row = table.rect.row; row < rowEnd(table.rect); row += 1) {
    if (sheet.grid.hiding(row) === 2) sheet.grid.setHiding(row, 0)
  }
  sheet.tables = sheet.tables.filter((other) => other !== table)
  book.emit({ kind: 'tableDeleted', sheet, table, origin })
  return sheet
}

/** @throws ExcelFailure InvalidArgument for a name that Excel would not take */
export function renameTable(book: Workbook, table: Table, name: string): void {
  const other = book.findTable(name)
  const isName = /^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) && name.length <= 255
  const isCell = /^[A-Z]{1,3}\d+$/i.test(name) || /^[RC]$/i.test(name)
  if (!isName || isCell || (other !== undefined && other !== table)) {
    refuseArgument(`"${name}" is no free name for a table`)
  }
  book.sheetOf(table).touch()
  table.name = name
}
