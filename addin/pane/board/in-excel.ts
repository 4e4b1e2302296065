// Work of a tool on the workbook: Excel's no comes back as a code, as the server's does.
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ReportPort } from '../../excel/report-port.ts'
import { errorToStop } from '../../sync/perform.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'

/** Work on bound sheets. */
export const onSheet = async <T>(work: () => Promise<T>): Promise<Result<T, Stop>> => {
  try {
    return ok(await work())
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    return err(stop)
  }
}

/** Work on the workbook's reports. */
export const inExcel = async <T>(
  desk: Pick<ToolDesk, 'reports'>,
  work: (reports: ReportPort) => Promise<T>,
): Promise<Result<T, Stop>> => {
  const done = await onSheet(async () => {
    const reports = await desk.reports()
    return reports === null ? null : { value: await work(reports) }
  })
  if (!done.ok) return done
  return done.value === null ? err({ code: 'excel', detail: '' }) : ok(done.value.value)
}
