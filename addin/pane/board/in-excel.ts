// Work of a tool on the workbook's reports: Excel's no comes back as a code, as the server's does.
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ReportPort } from '../../excel/report-port.ts'
import { errorToStop } from '../../sync/perform.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'

export const inExcel = async <T>(
  desk: Pick<ToolDesk, 'reports'>,
  work: (reports: ReportPort) => Promise<T>,
): Promise<Result<T, Stop>> => {
  try {
    const reports = await desk.reports()
    return reports === null ? err({ code: 'excel', detail: '' }) : ok(await work(reports))
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    return err(stop)
  }
}
