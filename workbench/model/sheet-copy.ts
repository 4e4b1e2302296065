// Copying a sheet within the workbook: everything in it is copied, tables under new names and ids.
import type { Sheet } from './sheet.ts'
import { Table } from './table.ts'
import type { Workbook } from './workbook.ts'

/** Makes a copy behind the source; like every change of the sheets it empties the undo stack. */
export function copySheet(book: Workbook, source: Sheet): Sheet {
  const name = book.freeName((number) => `${source.name.slice(0, 26)} (${number + 1})`)
  const copy = book.addSheet(name, 'user')
  copy.restore({ ...source.snapshot(), tables: [] })
  copy.tables = source.tables.map((table) => copyTable(book, table))
  copy.pivots = source.pivots.map((pivot) => ({ ...pivot, id: book.newId() }))
  copy.charts = source.charts.map((chart) => ({ ...chart, id: book.newId() }))
  copy.frozenRows = source.frozenRows
  copy.frozenColumns = source.frozenColumns
  const others = book.sheets.filter((sheet) => sheet !== copy)
  book.sheets = others.toSpliced(others.indexOf(source) + 1, 0, copy)
  book.undoStack.clear()
  return copy
}

/** Excel joins numbers to the name: 客户 becomes 客户2, then 客户3. */
function copyTable(book: Workbook, table: Table): Table {
  const name = book.freeName(
    (number) => `${table.name}${number + 1}`,
    (name) => book.findTable(name) !== undefined,
  )
  const copy = new Table(book.newId(), name, table.rect)
  copy.restore({ ...table.state(), name })
  return copy
}
