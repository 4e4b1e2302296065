// Where the add-in meets the Excel that it runs in: waits until Office is ready and opens the workbook.
import { excelHere } from './here.ts'
import { noDrawer } from './memory.ts'
import type { Drawer } from './memory.ts'
import type { WorkbookPort } from './port.ts'
import { createWorkbook } from './workbook.ts'

/** null: this page is not inside Excel. */
export const openWorkbook = async (
  sleep: (milliseconds: number) => Promise<void>,
  drawer: Drawer = noDrawer,
): Promise<WorkbookPort | null> =>
  (await excelHere()) === null ? null : createWorkbook({ excel: Excel, sleep, drawer })
