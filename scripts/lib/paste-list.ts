// The main job without a browser: a list is pasted into an empty sheet of our Excel host, brought in through the
// real Office.js client, and synced with the Worker. What `npm run paste`, the benches and the tests run.
import { setTimeout as sleep } from 'node:timers/promises'

import { createApi } from '../../addin/api/api.ts'
import { createWorkbook } from '../../addin/excel/workbook.ts'
import type { Bound } from '../../addin/sync/bind.ts'
import { createEngine } from '../../addin/sync/engine.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { SyncSummary } from '../../addin/sync/summary.ts'
import type { Result } from '../../shared/result.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { startExcel } from '../../workbench/host/node.ts'
import type { RunningExcel } from '../../workbench/host/node.ts'
import { UsageError } from './command.ts'
import type { LocalWorker } from './local-worker.ts'
import { createMeteredFetch } from './metered-fetch.ts'
import type { D1Meter } from './metered-fetch.ts'
import { newId } from './store-list.ts'

export interface PasteOptions {
  readonly worker: LocalWorker
  readonly key: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly locale: Locale
  readonly map: Readonly<Record<string, string>>
  readonly again: boolean
  readonly onProgress?: (text: string) => void
}

export interface Pasted {
  readonly excel: RunningExcel
  readonly bound: Bound
  readonly first: SyncSummary
  readonly again: SyncSummary | null
  readonly d1: D1Meter
}

const orStop = <T>(result: Result<T, Stop>): T => {
  if (result.ok) return result.value
  throw new UsageError(
    `The list could not be brought in: ${result.error.code}: ${result.error.detail}`,
  )
}

/** Pastes, binds, syncs; with `again` syncs a second time with nothing changed. */
export const pasteList = async (options: PasteOptions): Promise<Pasted> => {
  const { worker, key, header, rows, locale, map, again, onProgress } = options
  const excel = startExcel()
  excel.user.paste('A1', [header, ...rows])
  const metered = createMeteredFetch()
  const engine = createEngine({
    workbook: createWorkbook({ excel: excel.Excel, sleep }),
    api: createApi({ baseUrl: worker.url, key, fetch: metered.fetch }),
    ids: newId,
    now: () => performance.timeOrigin + performance.now(),
    sleep,
    locale,
  })
  const bound = orStop(await engine.bringInList({ map, locale }))
  const first = orStop(
    await engine.sync({
      onProgress: ({ phase, done, of }) => onProgress?.(`${phase} ${done}/${of}`),
    }),
  )
  const d1 = metered.meter()
  const second = again ? orStop(await engine.sync()) : null
  return { excel, bound, first, again: second, d1 }
}
