// New rows at the end of a table: what stands beneath moves down first, then the table is resized to the exact
// size, then formats, then values, then the count is checked.
import { must } from '../../shared/assert.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { rowsPerWrite, toColumnRuns } from './blocks.ts'
import type { ColumnRun } from './blocks.ts'
import { SheetRefusal } from './port.ts'
import type { NewRows, TableShape } from '../../shared/sync/sheet.ts'
import type { Runner } from './run.ts'

/** Is there anything in the sheet's rows just beneath, as wide as the table? */
const isBeneathFilled = (runner: Runner, shape: TableShape, rows: number): Promise<boolean> =>
  runner.run(async (context) => {
    const beneath = context.workbook.worksheets
      .getItem(shape.sheet)
      .getRangeByIndexes(
        shape.headerRow + 1 + shape.rowCount,
        shape.firstColumn,
        rows,
        shape.columns.length,
      )
      .getUsedRangeOrNullObject(true)
    beneath.load('rowCount')
    await context.sync()
    runner.tally.syncs++
    return !beneath.isNullObject
  })

const resize = (runner: Runner, shape: TableShape, rows: number, insert: boolean): Promise<void> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(shape.id)
    const sheet = context.workbook.worksheets.getItem(shape.sheet)
    const end = shape.headerRow + 1 + shape.rowCount
    if (shape.hasTotals) table.showTotals = false
    if (insert) {
      const beneath = sheet.getRangeByIndexes(end, shape.firstColumn, rows, 1)
      beneath.getEntireRow().insert('Down')
    }
    table.resize(
      sheet.getRangeByIndexes(
        shape.headerRow,
        shape.firstColumn,
        1 + shape.rowCount + rows,
        shape.columns.length,
      ),
    )
    if (shape.hasTotals) table.showTotals = true
    const body = table.getDataBodyRange()
    body.load('rowCount')
    await context.sync()
    runner.tally.syncs++
    if (body.rowCount !== shape.rowCount + rows)
      throw new SheetRefusal('excel', `The table has ${body.rowCount} rows after it was resized.`)
  })

interface Fill {
  readonly first: number
  readonly lines: readonly (readonly Cell[])[]
}

const fill = (
  runner: Runner,
  rows: NewRows,
  runs: readonly ColumnRun[],
  part: Fill,
): Promise<void> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(rows.shape.id).getDataBodyRange()
    const place = new Map(rows.columns.map((column, at) => [column, at]))
    for (const run of runs) {
      const from = must(place.get(run.first), 'a run of new cells starts at none of its columns')
      const area = body.getCell(part.first, run.first)
      const range = area.getResizedRange(part.lines.length - 1, run.count - 1)
      range.numberFormat = part.lines.map(() => rows.formats.slice(from, from + run.count))
      range.values = part.lines.map((line) => line.slice(from, from + run.count))
    }
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsWritten += part.lines.length * rows.columns.length
  })

export const addRows = async (runner: Runner, rows: NewRows): Promise<void> => {
  const { shape, first } = rows
  const added = first + rows.rows.length - shape.rowCount
  if (added > 0) {
    const filled = shape.hasTotals || (await isBeneathFilled(runner, shape, added))
    await resize(runner, shape, added, filled)
  }
  const runs = toColumnRuns(rows.columns)
  const size = shape.isFiltered ? 1 : rowsPerWrite(rows.columns.length)
  for (let from = 0; from < rows.rows.length; from += size)
    await fill(runner, rows, runs, {
      first: first + from,
      lines: rows.rows.slice(from, from + size),
    })
}
