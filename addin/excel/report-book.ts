// The report port on the real Excel: one module a verb, put together here. Errors leave as SheetRefusal.
import { drawCharts } from './chart.ts'
import { excelHere } from './here.ts'
import type { HasApi } from './here.ts'
import { listPivots, makePivot, refreshPivots } from './pivot.ts'
import type { ReportPort, Unsupported } from './report-port.ts'
import { readChoice } from './report-find.ts'
import { writeReport } from './report-sheet.ts'
import { createRunner, named } from './run.ts'
import type { ExcelApi } from './run.ts'
import { spill } from './spill.ts'

export interface ReportBookOptions {
  /** The client's namespace: `Excel` in the pane. */
  readonly excel: ExcelApi
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly hasApi: HasApi
}

const lacking = (version: string): Unsupported => ({
  kind: 'unsupported',
  detail: `ExcelApi ${version}`,
})

export const createReportBook = ({ excel, sleep, hasApi }: ReportBookOptions): ReportPort => {
  const runner = createRunner(excel, sleep)
  return {
    counters: runner.counters,
    makePivot: async (plan) => (hasApi('1.8') ? named(makePivot(runner, plan)) : lacking('1.8')),
    refreshPivots: (names) => named(refreshPivots(runner, names)),
    listPivots: (tableId) => named(listPivots(runner, tableId, hasApi('1.15'))),
    spill: (plan) => named(spill(runner, plan)),
    drawCharts: async (sheet, specs) =>
      hasApi('1.8') ? named(drawCharts(runner, sheet, specs)) : lacking('1.8'),
    readChoice: (key) => named(readChoice(runner, key)),
    writeReport: (plan, pages) => named(writeReport(runner, plan, pages)),
  }
}

/** null: this page is not inside Excel. */
export const openReportBook = async (
  sleep: ReportBookOptions['sleep'],
): Promise<ReportPort | null> => {
  const hasApi = await excelHere()
  return hasApi === null ? null : createReportBook({ excel: Excel, sleep, hasApi })
}
