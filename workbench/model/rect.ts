// Rectangles of cells and their A1 addresses. Rows and columns count from 0; a rectangle is never
// empty. Everything here is arithmetic; nothing knows of sheets.
import { refuseArgument } from './failure.ts'

export const MAX_ROWS = 1_048_576
export const MAX_COLUMNS = 16_384

export interface Rect {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

/** A rectangle and the sheet that its address named, if it named one. */
export interface Address {
  readonly sheet: string | undefined
  readonly rect: Rect
}

/** @throws ExcelFailure InvalidArgument when the rectangle leaves the sheet or is empty */
export function rectOf(row: number, column: number, rows: number, columns: number): Rect {
  const whole = [row, column, rows, columns].every(Number.isInteger)
  const inside =
    row >= 0 && column >= 0 && row + rows <= MAX_ROWS && column + columns <= MAX_COLUMNS
  if (!whole || !inside || rows < 1 || columns < 1) {
    refuseArgument(`no such range (row ${row}, column ${column}, ${rows} x ${columns})`)
  }
  return { row, column, rows, columns }
}

export const rowEnd = (rect: Rect): number => rect.row + rect.rows
export const columnEnd = (rect: Rect): number => rect.column + rect.columns
export const cellCount = (rect: Rect): number => rect.rows * rect.columns
export const isWholeRows = (rect: Rect): boolean => rect.columns === MAX_COLUMNS
export const isWholeColumns = (rect: Rect): boolean => rect.rows === MAX_ROWS

export function intersect(a: Rect, b: Rect): Rect | undefined {
  const row = Math.max(a.row, b.row)
  const column = Math.max(a.column, b.column)
  const rows = Math.min(rowEnd(a), rowEnd(b)) - row
  const columns = Math.min(columnEnd(a), columnEnd(b)) - column
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : undefined
}

export function containsRect(outer: Rect, inner: Rect): boolean {
  return (
    inner.row >= outer.row &&
    inner.column >= outer.column &&
    rowEnd(inner) <= rowEnd(outer) &&
    columnEnd(inner) <= columnEnd(outer)
  )
}

export function boundingRect(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row)
  const column = Math.min(a.column, b.column)
  return {
    row,
    column,
    rows: Math.max(rowEnd(a), rowEnd(b)) - row,
    columns: Math.max(columnEnd(a), columnEnd(b)) - column,
  }
}

/** What is left of `rect` without `hole`: up to four rectangles. */
export function subtract(rect: Rect, hole: Rect): readonly Rect[] {
  const cut = intersect(rect, hole)
  if (cut === undefined) return [rect]
  const left: Rect[] = []
  const keep = (row: number, column: number, rows: number, columns: number): void => {
    if (rows > 0 && columns > 0) left.push({ row, column, rows, columns })
  }
  keep(rect.row, rect.column, cut.row - rect.row, rect.columns)
  keep(rowEnd(cut), rect.column, rowEnd(rect) - rowEnd(cut), rect.columns)
  keep(cut.row, rect.column, cut.rows, cut.column - rect.column)
  keep(cut.row, columnEnd(cut), cut.rows, columnEnd(rect) - columnEnd(cut))
  return left
}

export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

export function columnNumber(name: string): number {
  let number = 0
  for (const letter of name.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}

/** The address without a sheet, as Excel writes it: "A1", "A1:B2", "3:4", "C:D". */
export function rectToAddress(rect: Rect): string {
  const [top, bottom] = [rect.row + 1, rowEnd(rect)]
  const [left, right] = [columnName(rect.column), columnName(columnEnd(rect) - 1)]
  if (isWholeRows(rect)) return `${top}:${bottom}`
  if (isWholeColumns(rect)) return `${left}:${right}`
  return cellCount(rect) === 1 ? `${left}${top}` : `${left}${top}:${right}${bottom}`
}

const CELLS = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/i
const COLUMNS = /^([A-Z]{1,3}):([A-Z]{1,3})$/i
const ROWS = /^(\d{1,7}):(\d{1,7})$/

/** Reads "Sheet1!A1:B2", "$A$1", "A:C", "2:3"; @throws ExcelFailure InvalidArgument */
export function parseAddress(text: string): Address {
  const bang = text.lastIndexOf('!')
  const sheet = bang < 0 ? undefined : unquoteSheet(text.slice(0, bang))
  return { sheet, rect: parseRect(text.slice(bang + 1).replaceAll('$', '')) }
}

function parseRect(text: string): Rect {
  const cells = CELLS.exec(text)
  if (cells !== null) {
    const [, left = '', top = '', right = left, bottom = top] = cells
    return spanRect(Number(top) - 1, columnNumber(left), Number(bottom) - 1, columnNumber(right))
  }
  const columns = COLUMNS.exec(text)
  if (columns !== null) {
    const [, left = '', right = ''] = columns
    return spanRect(0, columnNumber(left), MAX_ROWS - 1, columnNumber(right))
  }
  const rows = ROWS.exec(text)
  if (rows !== null) {
    return spanRect(Number(rows[1]) - 1, 0, Number(rows[2]) - 1, MAX_COLUMNS - 1)
  }
  return refuseArgument(`"${text}" is no address`)
}

function spanRect(row1: number, column1: number, row2: number, column2: number): Rect {
  const [row, column] = [Math.min(row1, row2), Math.min(column1, column2)]
  return rectOf(row, column, Math.abs(row2 - row1) + 1, Math.abs(column2 - column1) + 1)
}

function unquoteSheet(name: string): string {
  return /^'.*'$/.test(name) ? name.slice(1, -1).replaceAll("''", "'") : name
}

/** A sheet's name as it stands in an address: quoted unless it is plain letters and digits. */
export function quoteSheet(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`
}
