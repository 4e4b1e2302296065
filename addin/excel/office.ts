// Where the add-in meets the Excel that it runs in: waits until Office is ready and opens the workbook.
import type { WorkbookPort } from './port.ts'
import { createWorkbook } from './workbook.ts'

/** null: this page is not inside Excel. */
export const openWorkbook = async (
  sleep: (milliseconds: number) => Promise<void>,
): Promise<WorkbookPort | null> => {
  const { host } = await Office.onReady()
  return host === Office.HostType.Excel ? createWorkbook({ excel: Excel, sleep }) : null
}
