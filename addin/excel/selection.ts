// Where the user is in a table, and leading him to a cell of it.
import { overlap } from './address.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { BodyPlace } from './port.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

/** Several areas at once are no place. */
const isNoPlace = (error: unknown): boolean =>
  isCode(error, 'InvalidSelection') || isCode(error, 'InvalidReference')

export const readSelection = async (
  runner: Runner,
  shape: TableShape,
): Promise<BodyPlace | null> => {
  try {
    return await runner.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet()
      sheet.load('name')
      const selected = context.workbook.getSelectedRange()
      selected.load('rowIndex,columnIndex,rowCount,columnCount')
      await context.sync()
      runner.tally.syncs++
      const row = selected.rowIndex - shape.headerRow - 1
      const body = {
        top: shape.headerRow + 1,
        left: shape.firstColumn,
        rows: shape.rowCount,
        columns: shape.columns.length,
      }
      const first = { top: selected.rowIndex, left: selected.columnIndex, rows: 1, columns: 1 }
      const isInside = sheet.name === shape.sheet && overlap(first, body)
      return isInside ? { row, column: selected.columnIndex - shape.firstColumn } : null
    })
  } catch (error) {
    if (isNoPlace(error)) return null
    throw error
  }
}

export const selectCell = (runner: Runner, tableId: string, place: BodyPlace): Promise<void> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(tableId)
    table.worksheet.activate()
    table.getDataBodyRange().getCell(place.row, place.column).select()
    await context.sync()
    runner.tally.syncs++
  })
