// The whole self-test: all cases on the workbook that is open, each on a sheet of its own that is removed again.
import type { SelftestProgress, SelftestResult, Where } from '../../selftest/answer.ts'
import { runCases } from '../../selftest/run-cases.ts'
import type { ExcelApi } from '../run.ts'
import { coercionCases } from './coercion.ts'
import type { Desk, ExcelCase } from './desk.ts'
import { eventCases } from './events.ts'
import { filterAndSortCases } from './filters.ts'
import { limitCases } from './limits.ts'
import { manualCases } from './manual.ts'
import { pivotAndChartCases } from './pivots.ts'
import { sheetCases } from './sheets.ts'
import { tableCases } from './tables.ts'

/** Events of Excel on the web may take a second. */
const PAUSE_MS = 1_500

export const selftestCases: readonly ExcelCase[] = [
  ...coercionCases,
  ...tableCases,
  ...filterAndSortCases,
  ...eventCases,
  ...limitCases,
  ...sheetCases,
  ...pivotAndChartCases,
  ...manualCases,
]

export interface SelftestOptions extends Partial<Omit<Desk, 'excel'>> {
  readonly where?: Where
}

const NOWHERE: Where = { host: '', platform: '', version: '', locale: '' }

const waitForEvents = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS)
  })

/** Manual cases run only where `options.hands` is given. Takes a minute or two in a real Excel. */
export const runSelftest = async (
  excel: ExcelApi,
  report: (progress: SelftestProgress) => void,
  options: SelftestOptions = {},
): Promise<SelftestResult> => {
  const desk: Desk = {
    excel,
    pause: options.pause ?? waitForEvents,
    hands: options.hands ?? null,
  }
  const cases = selftestCases.filter(({ isManual }) => isManual !== true || desk.hands !== null)
  return {
    kind: 'kehu-selftest',
    ...(options.where ?? NOWHERE),
    cases: await runCases(cases, desk, report),
  }
}
