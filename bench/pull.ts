// A pull into an empty sheet, the host's own time included; and a second sync of that sheet.
import { setTimeout as sleep } from 'node:timers/promises'

import { createApi } from '../addin/api/api.ts'
import { createWorkbook } from '../addin/excel/workbook.ts'
import { createEngine } from '../addin/sync/engine.ts'
import { startLocalWorker } from '../scripts/lib/local-worker.ts'
import { createStorer, newId } from '../scripts/lib/store-list.ts'
import { assert } from '../shared/assert.ts'
import { startExcel } from '../workbench/host/node.ts'
import { figure, type Figure } from './figure.ts'
import { leadRow } from './lead-rows.ts'

const fields = ['name', 'contact.name', 'contact.mobile', 'phone', 'email', 'address', 'note']

const pullInto = async (url: string, key: string) => {
  const excel = startExcel()
  const engine = createEngine({
    workbook: createWorkbook({ excel: excel.Excel, sleep }),
    api: createApi({ baseUrl: url, key, fetch }),
    ids: newId,
    now: () => performance.timeOrigin + performance.now(),
    sleep,
    locale: 'zh-Hans',
  })
  const start = performance.now()
  const bound = await engine.startEmpty('customer', { holds: 'own' })
  assert(bound.ok, 'an empty sheet must bind')
  const first = await engine.sync()
  const ms = performance.now() - start
  assert(first.ok, 'the first sync must pass')
  const again = await engine.sync()
  assert(again.ok, 'the second sync must pass')
  return { ms, first: first.value, again: again.value }
}

const benchCount = async (count: number, budget: number): Promise<readonly Figure[]> => {
  // An organisation of its own: in one, persons of the same name are hinted at, and hints about others are limited.
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Rep', 'rep')
    const storer = await createStorer(worker.url, key)
    const rows = Array.from({ length: count }, (_, i) => leadRow(i + count))
    await storer.store({ table: 'customer', fields, rows }, true)
    const { ms, first, again } = await pullInto(worker.url, key)
    assert(first.rows === count, `${first.rows} of ${count} rows arrived`)
    return [
      figure(`pull.${count}.ms`, ms, 'ms', count === 10_000 ? { budget: 3_000 } : {}),
      figure(`pull.${count}.syncs`, first.syncs, 'count'),
      figure(`pull.${count}.bytes.down`, first.bytesDown / 1024, 'KB'),
      figure(`unchanged.${count}.ms`, again.ms.total, 'ms', { budget }),
      figure(`unchanged.${count}.syncs`, again.syncs, 'count', { budget: 4 + count / 5_000 }),
      figure(`unchanged.${count}.cells.written`, again.cellsWritten, 'count', { budget: 0 }),
    ]
  } finally {
    await worker.stop()
  }
}

export const benchPull = async (): Promise<readonly Figure[]> => [
  ...(await benchCount(10_000, 1_000)),
  ...(await benchCount(100_000, 5_000)),
]
