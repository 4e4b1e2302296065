// Filters of a table: which texts a column lets through, and the rows that are hidden for it. Rows
// are judged when a filter is set; what is edited later stays in sight until then.
import type { Origin } from './events.ts'
import { MAX_COLUMNS, type Rect, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { shownText } from './show.ts'
import type { Table } from './table.ts'
import type { Workbook } from './workbook.ts'

/** Lets through only rows whose text in the column is one of `shown`; case does not count. */
export function filterColumn(
  book: Workbook,
  table: Table,
  index: number,
  shown: readonly string[],
  origin: Origin,
): void {
  const sheet = book.sheetOf(table)
  sheet.touch()
  table.setShown(index, new Set(shown.map((text) => text.toLowerCase())))
  applyFilters(book, sheet, table, origin)
}

/** Takes the filter of one column, or of all, away. */
export function clearFilter(book: Workbook, table: Table, origin: Origin, index?: number): void {
  const sheet = book.sheetOf(table)
  sheet.touch()
  for (const at of table.columns.keys()) {
    if (index === undefined || index === at) table.setShown(at, undefined)
  }
  applyFilters(book, sheet, table, origin)
}

function applyFilters(book: Workbook, sheet: Sheet, table: Table, origin: Origin): void {
  const body = table.bodyRect
  const toggled: { readonly row: number; readonly hidden: boolean }[] = []
  for (let row = body.row; row < rowEnd(body); row += 1) {
    if (sheet.grid.hiding(row) === 1) continue
    const hidden = !passes(book, sheet, table, row)
    if ((sheet.grid.hiding(row) === 2) === hidden) continue
    sheet.grid.setHiding(row, hidden ? 2 : 0)
    toggled.push({ row, hidden })
  }
  let start = 0
  for (const [index, { row, hidden }] of toggled.entries()) {
    const next = toggled[index + 1]
    if (next?.row === row + 1 && next.hidden === hidden) continue
    const first = toggled[start]?.row ?? row
    const rect: Rect = { row: first, column: 0, rows: row - first + 1, columns: MAX_COLUMNS }
    book.emit({ kind: 'rowsHidden', sheet, rect, hidden, origin })
    start = index + 1
  }
}

function passes(book: Workbook, sheet: Sheet, table: Table, row: number): boolean {
  return table.columns.every(({ shown }, index) => {
    if (shown === undefined) return true
    const column = table.rect.column + index
    const style = sheet.grid.style(row, column)
    const text = shownText(sheet.grid.value(row, column), style.numberFormat, book.date1904)
    return shown.has(text.toLowerCase())
  })
}
