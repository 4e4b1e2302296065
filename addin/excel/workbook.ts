// The workbook port on the real Excel: one module a verb, put together here. Errors leave as SheetRefusal.
import { addSheet } from './add-sheet.ts'
import { lookAtSheet } from './look.ts'
import type { Drawer } from './memory.ts'
import type { WorkbookPort } from './port.ts'
import { restoreTyped } from './restore.ts'
import { createRunner, named } from './run.ts'
import type { ExcelApi } from './run.ts'
import { readSelection, selectCell } from './selection.ts'
import { readState, writeState } from './state.ts'
import { buildTable, readShape } from './table.ts'
import { readSettled } from './undone.ts'
import { watchSelection, watchTable } from './watch.ts'
import { addRows, afterDebts, writeRows } from './write.ts'

export interface WorkbookOptions {
  /** The client's namespace: `Excel` in the pane. */
  readonly excel: ExcelApi
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Left out: what is remembered goes with the page. */
  readonly drawer?: Drawer
}

export const createWorkbook = ({ excel, sleep, drawer }: WorkbookOptions): WorkbookPort => {
  const runner = createRunner(excel, sleep, drawer)
  const clean = <T>(work: () => Promise<T>): Promise<T> => named(afterDebts(runner, work))
  return {
    counters: runner.counters,
    look: (sheet) => named(lookAtSheet(runner, sheet)),
    makeTable: (plan) => named(buildTable(runner, plan)),
    shape: (tableId) => clean(() => readShape(runner, tableId)),
    readRows: (shape, columns, first, count) =>
      clean(() => readSettled(runner, shape, columns, first, count)),
    restoreTyped: (shape, columns) => named(restoreTyped(runner, shape, columns)),
    writeRows: (write) => named(writeRows(runner, write)),
    addRows: (rows) => named(addRows(runner, rows)),
    readState: () => clean(() => readState(runner)),
    writeState: (cells, check) => named(writeState(runner, cells, check)),
    watch: (tableId, hint) => named(watchTable(runner, tableId, hint)),
    watchSelection: (tableId, hint) => named(watchSelection(runner, tableId, hint)),
    selection: (shape) => named(readSelection(runner, shape)),
    select: (tableId, place) => named(selectCell(runner, tableId, place)),
    addSheet: (name) => named(addSheet(runner, name)),
  }
}
