// The self-test in the Excel that this page runs in, and what that Excel calls itself.
import type { SelftestProgress, SelftestResult, Where } from '../../selftest/answer.ts'
import { runSelftest, type SelftestOptions } from './run-selftest.ts'

const whereAreWe = (): Where => ({
  host: String(Office.context.diagnostics.host),
  platform: String(Office.context.diagnostics.platform),
  version: Office.context.diagnostics.version,
  locale: Office.context.contentLanguage,
})

/** null: this page is not inside Excel. */
export const selftestInOffice = async (
  report: (progress: SelftestProgress) => void,
  options: Omit<SelftestOptions, 'where'> = {},
): Promise<SelftestResult | null> => {
  const { host } = await Office.onReady()
  if (host !== Office.HostType.Excel) return null
  return runSelftest(Excel, report, { ...options, where: whereAreWe() })
}
