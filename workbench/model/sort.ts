// Sorting a block of rows as Excel does: numbers, then texts, then booleans, then errors, blanks
// last in either direction; equal keys keep their order; rows hidden by a filter stay where they are.
import type { Origin } from './events.ts'
import { type Cell, type CellValue, EMPTY_CELL } from './grid.ts'
import { type Rect, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { requireUnprotected, type Workbook } from './workbook.ts'

export interface SortKey {
  /** Counted from the left edge of the sorted rectangle. */
  readonly column: number
  readonly ascending: boolean
}

/** Chinese texts go by pinyin, as under Excel's default for zh-CN; case does not count. */
const collator = new Intl.Collator('zh-Hans-CN', { sensitivity: 'accent', numeric: false })

/** Sorts rows by keys and tells it: a sort raises rowsSorted and no change event (D: worksheets). */
export function sortRows(
  book: Workbook,
  sheet: Sheet,
  rect: Rect,
  keys: readonly SortKey[],
  origin: Origin,
): void {
  requireUnprotected(sheet)
  sheet.touch()
  const rows = Array.from({ length: rect.rows }, (_, index) => rect.row + index).filter(
    (row) => row < rowEnd(rect) && sheet.grid.hiding(row) !== 2,
  )
  const lines = rows.map((row) => sheet.grid.cells({ ...rect, row, rows: 1 })[0] ?? [])
  const sorted = lines.toSorted((a, b) => compareLines(a, b, keys))
  for (const [index, line] of sorted.entries()) {
    const row = rows[index]
    if (row !== undefined && line !== lines[index]) sheet.grid.putCells(row, rect.column, [line])
  }
  book.emit({ kind: 'rowsSorted', sheet, rect, origin })
}

function compareLines(a: readonly Cell[], b: readonly Cell[], keys: readonly SortKey[]): number {
  for (const { column, ascending } of keys) {
    const order = compareCells(a[column], b[column], ascending ? 1 : -1)
    if (order !== 0) return order
  }
  return 0
}

const BLANK = 4

function rank(cell: Cell | undefined): number {
  if (cell === undefined || cell.value === '') return BLANK
  if (typeof cell.value === 'number') return 0
  if (typeof cell.value === 'boolean') return 2
  return cell.formula !== undefined && cell.value.startsWith('#') ? 3 : 1
}

/** Values without formulas in Excel's order, blanks last. */
export function compareValues(a: CellValue, b: CellValue): number {
  const cell = (value: CellValue): Cell => ({ ...EMPTY_CELL, value })
  return compareCells(cell(a), cell(b), 1)
}

function compareCells(a: Cell | undefined, b: Cell | undefined, sign: 1 | -1): number {
  const [rankA, rankB] = [rank(a), rank(b)]
  if (rankA === BLANK || rankB === BLANK) return rankA - rankB
  if (rankA !== rankB) return sign * (rankA - rankB)
  const [left, right] = [a?.value ?? '', b?.value ?? '']
  if (typeof left === 'string') return sign * collator.compare(left, String(right))
  return sign * (Number(left) - Number(right))
}
