// The report port on the real Excel: one module a verb, put together here. Errors leave as SheetRefusal.
import { drawCharts } from './chart.ts'
import { listPivots, makePivot, refreshPivots } from './pivot.ts'
import type { ReportPort, Unsupported } from './report-port.ts'
import { writeReport } from './report-sheet.ts'
import { createRunner, toRefusal } from './run.ts'
import type { ExcelApi } from './run.ts'
import { spill } from './spill.ts'

export interface ReportBookOptions {
  /** The client's namespace: `Excel` in the pane. */
  readonly excel: ExcelApi
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Is this version of the requirement set ExcelApi there? */
  readonly hasApi: (version: string) => boolean
}

const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw toRefusal(error)
  }
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
    writeReport: (plan, pages) => named(writeReport(runner, plan, pages)),
  }
}

/** null: this page is not inside Excel. */
export const openReportBook = async (
  sleep: ReportBookOptions['sleep'],
): Promise<ReportPort | null> => {
  const { host } = await Office.onReady()
  if (host !== Office.HostType.Excel) return null
  const { requirements } = Office.context
  const hasApi = (version: string) => requirements.isSetSupported('ExcelApi', version)
  return createReportBook({ excel: Excel, sleep, hasApi })
}
