// Work of a tool on the workbook: Excel's no comes back as a code, as the server's does.
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ReportPort } from '../../excel/report-port.ts'
import { attempt } from '../../sync/perform.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'

/** Work on the workbook's reports. */
export const inExcel = async <T>(
  desk: Pick<ToolDesk, 'reports'>,
  work: (reports: ReportPort) => Promise<T>,
): Promise<Result<T, Stop>> => {
  const done = await attempt(async () => {
    const reports = await desk.reports()
    return reports === null ? null : { value: await work(reports) }
  })
  if (!done.ok) return done
  return done.value === null ? err({ code: 'excel', detail: '' }) : ok(done.value.value)
}
