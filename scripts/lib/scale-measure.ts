// What a rep's day costs the server, measured: the real add-in on our host against the local Worker, D1's own counts.
// Requests, rows and bytes do not vary; CPU is that of the local workerd process and only a hint.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { createApi } from '../../addin/api/api.ts'
import { createWorkbook } from '../../addin/excel/workbook.ts'
import { createEngine } from '../../addin/sync/engine.ts'
import { assert } from '../../shared/assert.ts'
import type { Result } from '../../shared/result.ts'
import { startExcel } from '../../workbench/host/node.ts'
import { startLocalWorker, type LocalWorker } from './local-worker.ts'
import { createMeteredFetch } from './metered-fetch.ts'
import { newId } from './store-list.ts'

export interface Cost {
  readonly requests: number
  readonly read: number
  readonly written: number
  /** Milliseconds of the local workerd, all threads, D1's included. */
  readonly cpu: number
}

export interface Measured {
  /** Bringing one customer in, of a pasted list; mean. */
  readonly customer: Cost
  /** A sync with nothing to send. */
  readonly idle: Cost
  /** A sync with this many edited rows, no figure among them. */
  readonly edit: Cost
  readonly editedRows: number
  /** A sync with one edited figure: the firm is ranked anew; per customer with a figure. */
  readonly rank: Cost
  /** Of the database, for one customer with history and keys. */
  readonly bytesPerCustomer: number
  readonly customers: number
}

const must = <T, E>(result: Result<T, E>): T => {
  assert(result.ok, `a step failed: ${JSON.stringify(result.ok ? '' : result.error)}`)
  return result.value
}

/** Jiffies are hundredths of a second on every Linux that Node runs on. */
const cpuOfWorkerd = (): number => {
  try {
    const pids = execFileSync('pgrep', ['-x', 'workerd'], { encoding: 'utf8' }).trim().split('\n')
    return pids.reduce((sum, pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return sum + (Number(fields[11]) + Number(fields[12])) * 10
    }, 0)
  } catch {
    return Number.NaN
  }
}

const sizeOf = async ({ db }: LocalWorker): Promise<number> =>
  (await db.prepare('SELECT 1').run()).meta.size_after

const minus = (a: Cost, b: Cost): Cost => ({
  requests: a.requests - b.requests,
  read: a.read - b.read,
  written: a.written - b.written,
  cpu: a.cpu - b.cpu,
})
const per = (cost: Cost, n: number): Cost => ({
  requests: cost.requests / n,
  read: cost.read / n,
  written: cost.written / n,
  cpu: cost.cpu / n,
})

/** A workbook with `rows` pasted, and a meter over what its syncs cost. */
const openDesk = (worker: LocalWorker, key: string, rows: readonly (readonly string[])[]) => {
  const excel = startExcel()
  excel.user.paste('A1', rows)
  const metered = createMeteredFetch()
  const api = createApi({ baseUrl: worker.url, key, fetch: metered.fetch, timeoutMs: 120_000 })
  const engine = createEngine({
    workbook: createWorkbook({ excel: excel.Excel, sleep }),
    api,
    ids: newId,
    now: () => performance.timeOrigin + performance.now(),
    sleep,
    locale: 'zh-Hans',
  })
  const now = (): Cost => ({
    requests: api.traffic().requests,
    ...metered.meter(),
    cpu: cpuOfWorkerd(),
  })
  const costOf = async (work: () => Promise<unknown>): Promise<Cost> => {
    const before = now()
    await work()
    return minus(now(), before)
  }
  return { excel, engine, costOf }
}

const header = ['公司', '手机', '城市', '备注', '年销售额'] as const
const cities = ['上海', '苏州', '深圳', '杭州', '成都', '佛山', '宁波', '青岛'] as const
const rowOf = (i: number): readonly string[] => [
  `${String.fromCodePoint(0x4e00 + ((i * 7_919) % 20_000))}${String.fromCodePoint(0x4e00 + ((i * 104_729) % 20_000))}${i}号商行`,
  `139${String(10_000_000 + i * 37)}`,
  cities[i % cities.length] ?? '',
  i % 3 === 0 ? '展会认识，下月再联系' : '',
  String(1_000 + i),
]

/** @param customers as many as a rep has */
export const measureScale = async (customers: number, editedRows: number): Promise<Measured> => {
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Rep', 'rep')
    const empty = await sizeOf(worker)
    const rows = Array.from({ length: customers }, (_, i) => rowOf(i))
    const { excel, engine, costOf } = openDesk(worker, key, [header, ...rows])
    must(await engine.bringInList({ locale: 'zh-Hans' }))
    const first = await costOf(async () => must(await engine.sync()))
    const idle = await costOf(async () => must(await engine.sync()))
    const edit = await costOf(async () => {
      for (let i = 0; i < editedRows; i++) excel.user.type(`D${i * 7 + 2}`, `电话已打 ${i}`)
      must(await engine.sync())
    })
    const rank = await costOf(async () => {
      excel.user.type('E3', '987654')
      must(await engine.sync())
    })
    return {
      customer: per(first, customers),
      idle,
      edit,
      editedRows,
      rank: per(minus(rank, idle), customers),
      bytesPerCustomer: ((await sizeOf(worker)) - empty) / customers,
      customers,
    }
  } finally {
    await worker.stop()
  }
}
