// Blocks of cells as they cross the wire: checked when they come in, read out as plain rows.
import { refuseArgument } from '../../model/failure.ts'
import type { CellValue } from '../../model/grid.ts'
import { cellCount, columnEnd, type Rect, rowEnd } from '../../model/rect.ts'
import type { Sheet } from '../../model/sheet.ts'
import type { Style } from '../../model/style.ts'
import type { RangeSpot } from '../range-spot.ts'
import type { Session } from '../session.ts'

/** A single value fills at most this many cells; a whole column is no block. */
const MAX_FILL = 2_000_000

/**
 * The rows of a value assigned to a range: a matrix of its size, or one value (or a 1 x 1 matrix)
 * for all its cells. @throws ExcelFailure InvalidArgument; a single null is invalid (D: blank-null)
 */
export function blockOf(value: unknown, rect: Rect): readonly (readonly unknown[])[] {
  if (!Array.isArray(value)) return fill(value, rect)
  const lines: readonly unknown[] = value
  const [first] = lines
  if (cellCount(rect) > 1 && lines.length === 1 && Array.isArray(first) && first.length === 1) {
    return fill(first[0], rect)
  }
  const isBlock =
    lines.length === rect.rows &&
    lines.every((line) => Array.isArray(line) && line.length === rect.columns)
  if (!isBlock) refuseArgument(`the array does not have ${rect.rows} x ${rect.columns} values`)
  return asLines(lines)
}

/** Every element was just seen to be an array. */
function asLines(lines: readonly unknown[]): readonly (readonly unknown[])[] {
  return lines as readonly (readonly unknown[])[]
}

function fill(value: unknown, rect: Rect): readonly (readonly unknown[])[] {
  if (value === null || value === undefined) refuseArgument('null is no value')
  if (cellCount(rect) > MAX_FILL) refuseArgument('the range is too large for one value')
  const line = Array.from({ length: rect.columns }, () => value)
  return Array.from({ length: rect.rows }, () => line)
}

/** Reads a block, or null beyond the limit of a read: Excel answers so without an error. */
export function readBlock<T>(
  spot: RangeSpot,
  session: Session,
  read: (rect: Rect) => readonly (readonly T[])[],
): readonly (readonly T[])[] | null {
  return cellCount(spot.rect) > session.quirks.readLimit ? null : read(spot.rect)
}

/** The one value of a property over a rectangle, or null when cells differ. */
export function uniformStyle<K extends keyof Style>(
  { sheet, rect }: RangeSpot,
  key: K,
): Style[K] | null {
  const first = sheet.grid.style(rect.row, rect.column)[key]
  // Rows below everything are all alike, so that one of them stands for the rest.
  const bottom = Math.min(rowEnd(rect), Math.max(sheet.grid.rowCount, rect.row) + 1)
  for (let row = rect.row; row < bottom; row += 1) {
    for (let column = rect.column; column < columnEnd(rect); column += 1) {
      if (sheet.grid.style(row, column)[key] !== first) return null
    }
  }
  return first
}

/** One value of many columns or rows, or null when they differ. */
export function uniform<T>(values: Iterable<T>): T | null {
  const all = new Set(values)
  const [first] = all
  return all.size === 1 && first !== undefined ? first : null
}

export function valueType(sheet: Sheet, row: number, column: number): string {
  const value: CellValue = sheet.grid.value(row, column)
  if (value === '') return 'Empty'
  if (typeof value === 'number') return 'Double'
  if (typeof value === 'boolean') return 'Boolean'
  return value.startsWith('#') && sheet.grid.formula(row, column) !== undefined ? 'Error' : 'String'
}
