// A first look at a sheet, in one round trip: what is on it and how its first rows read.
import { addressToAreas } from './address.ts'
import { asCells } from './cells.ts'
import { LOOK_ROWS, STATE_SHEET } from './port.ts'
import type { SheetLook } from './port.ts'
import type { Runner } from './run.ts'

export const lookAtSheet = (runner: Runner, name: string | null): Promise<SheetLook> =>
  runner.run(async (context) => {
    const { worksheets, protection } = context.workbook
    protection.load('protected')
    const sheet = name === null ? worksheets.getActiveWorksheet() : worksheets.getItem(name)
    sheet.load('name')
    sheet.protection.load('protected')
    sheet.autoFilter.load('isDataFiltered')
    sheet.tables.load('items/id')
    const epoch = context.workbook.functions.date(1904, 1, 1)
    epoch.load('value')
    const state = worksheets.getItemOrNullObject(STATE_SHEET)
    state.load('name')
    const used = sheet.getUsedRange(true)
    used.load('rowIndex,columnIndex,rowCount,columnCount')
    const merged = used.getMergedAreasOrNullObject()
    merged.load('address')
    const head = used.getRow(0).getResizedRange(LOOK_ROWS - 1, 0)
    head.load('values,formulas,numberFormat')
    await context.sync()
    runner.tally.syncs++

    const values = asCells(head.values).slice(0, used.rowCount)
    runner.tally.cellsRead += LOOK_ROWS * used.columnCount
    const isEmpty = used.rowCount === 1 && used.columnCount === 1 && values[0]?.[0] === ''
    return {
      name: sheet.name,
      isProtected: sheet.protection.protected,
      isStructureLocked: protection.protected,
      isFiltered: sheet.autoFilter.isDataFiltered,
      hasState: !state.isNullObject,
      is1904: epoch.value === 0,
      tableIds: sheet.tables.items.map((table) => table.id),
      used: isEmpty
        ? null
        : {
            top: used.rowIndex,
            left: used.columnIndex,
            rows: used.rowCount,
            columns: used.columnCount,
          },
      head: isEmpty ? [] : values,
      formats: isEmpty ? [] : head.numberFormat.slice(0, used.rowCount),
      formulas: isEmpty ? [] : asCells(head.formulas).slice(0, used.rowCount),
      merged: merged.isNullObject ? [] : addressToAreas(merged.address),
    }
  })
