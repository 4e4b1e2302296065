// The table of a report: made once, and given other columns or another length without becoming another table. What
// stands beneath or beside it moves by whole rows and columns, so that nothing of the user's is cut or written over.
import { forAllCells } from './cells.ts'
import { beneath } from './grow.ts'
import type { ReportColumn } from './report-port.ts'
import type { Runner } from './run.ts'

export interface ReportTable {
  readonly id: string
  readonly sheet: string
  /** Of the body; Excel keeps one where there is nothing to show. */
  readonly rows: number
  readonly isFiltered: boolean
}

/** Formats come before values, so that a text is never taken for something else. */
const setFormats = (
  body: Excel.Range,
  columns: readonly ReportColumn[],
  rows: { readonly from: number; readonly count: number },
): void => {
  columns.forEach(({ format }, at) => {
    const cells = body.getCell(rows.from, at).getResizedRange(rows.count - 1, 0)
    cells.numberFormat = forAllCells(format)
  })
}

const setHeaders = (range: Excel.Range, columns: readonly ReportColumn[]): void => {
  range.numberFormat = forAllCells('@')
  range.values = [columns.map(({ header }) => header)]
}

export const beginTable = (
  runner: Runner,
  sheetName: string,
  name: string,
  columns: readonly ReportColumn[],
): Promise<ReportTable> =>
  runner.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetName)
    setHeaders(sheet.getRangeByIndexes(0, 0, 1, columns.length), columns)
    const table = sheet.tables.add(sheet.getRangeByIndexes(0, 0, 2, columns.length), true)
    table.name = name
    setFormats(table.getDataBodyRange(), columns, { from: 0, count: 1 })
    sheet.freezePanes.freezeRows(1)
    table.load('id')
    await context.sync()
    runner.tally.syncs++
    return { id: table.id, sheet: sheetName, rows: 1, isFiltered: false }
  })

/** In points: room for the filter's button in a header, and what no text makes a column wider than. */
const BUTTON_POINTS = 15
const POINTS_MAX = 220

/** As wide as header and first rows need, within reason. Once: from then on the widths are the user's. */
export const fitWidths = (
  runner: Runner,
  { id }: ReportTable,
  columns: number,
  rows: number,
): Promise<void> =>
  runner.run(async (context) => {
    const header = context.workbook.tables.getItem(id).getHeaderRowRange().getCell(0, 0)
    const range = header.getResizedRange(rows, columns - 1)
    range.format.autofitColumns()
    const fitted = Array.from({ length: columns }, (_, at) => range.getColumn(at))
    for (const column of fitted) column.load('format/columnWidth')
    await context.sync()
    for (const column of fitted) {
      const points = column.format.columnWidth + BUTTON_POINTS
      column.format.columnWidth = Math.min(POINTS_MAX, points)
    }
    await context.sync()
    runner.tally.syncs += 2
  })

/** Gives the body `to` rows; what stands beneath moves down. @throws Excel's InsertDeleteConflict where a PivotTable stands beside */
export const reachRows = (
  runner: Runner,
  { id }: ReportTable,
  from: number,
  to: number,
  columns: readonly ReportColumn[],
): Promise<void> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(id)
    table.load('showTotals')
    const used = beneath(table, to - from).getUsedRangeOrNullObject(true)
    used.load('rowCount')
    await context.sync()
    const { showTotals } = table
    if (showTotals) table.showTotals = false
    // The row of the totals becomes free, and is wanted again below.
    if (!used.isNullObject || showTotals) {
      beneath(table, to - from)
        .getEntireRow()
        .insert('Down')
    }
    table.resize(table.getRange().getResizedRange(to - from, 0))
    if (showTotals) table.showTotals = true
    setFormats(table.getDataBodyRange(), columns, { from, count: to - from })
    await context.sync()
    runner.tally.syncs += 2
  })

/** The body ends after `rows`, of `room`: what it held beyond is emptied and leaves the table. */
export const clearRest = (
  runner: Runner,
  { id }: ReportTable,
  rows: number,
  room: number,
): Promise<void> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(id)
    table.load('showTotals')
    await context.sync()
    const { showTotals } = table
    if (showTotals) table.showTotals = false
    const rest = table
      .getDataBodyRange()
      .getRow(rows)
      .getResizedRange(room - rows - 1, 0)
    rest.clear('Contents')
    const left = Math.max(1, rows)
    if (left < room) table.resize(table.getRange().getResizedRange(left - room, 0))
    if (showTotals) table.showTotals = true
    await context.sync()
    runner.tally.syncs += 2
  })

/** Room for so many more columns at the right: whole columns move there if anything stands beside. */
const widen = async (
  context: Excel.RequestContext,
  table: Excel.Table,
  more: number,
): Promise<void> => {
  const beside = () => table.getRange().getColumnsAfter(more)
  const used = beside().getUsedRangeOrNullObject(true)
  used.load('rowCount')
  await context.sync()
  if (!used.isNullObject) beside().getEntireColumn().insert('Right')
  table.resize(table.getRange().getResizedRange(0, more))
}

const narrow = (table: Excel.Table, fewer: number): void => {
  const range = table.getRange()
  const leaving = range
    .getLastColumn()
    .getOffsetRange(0, 1 - fewer)
    .getResizedRange(0, fewer - 1)
  table.resize(range.getResizedRange(0, -fewer))
  leaving.clear('All')
}

/** Other columns were chosen: the same table gets their headers and formats; its cells are written later. */
export const fitColumns = (
  runner: Runner,
  { id, rows }: ReportTable,
  former: number,
  columns: readonly ReportColumn[],
): Promise<void> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(id)
    const more = columns.length - former
    if (more > 0) await widen(context, table, more)
    if (more < 0) narrow(table, -more)
    const headers = table.getHeaderRowRange().getCell(0, 0)
    setHeaders(headers.getResizedRange(0, columns.length - 1), columns)
    setFormats(table.getDataBodyRange(), columns, { from: 0, count: rows })
    await context.sync()
    runner.tally.syncs += more > 0 ? 2 : 1
  })
