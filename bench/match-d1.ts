// Matching in the Worker with D1: 100,000 customers, 10,000 leads looked up (check) and pasted (push), with what both
// cost D1 and how good the answers are. The base is pushed as a sheet would, each row insisted on.
import type * as z from 'zod'

import { leadRates } from '../scripts/lib/match-truth.ts'
import { startLocalWorker, type LocalWorker } from '../scripts/lib/local-worker.ts'
import { checkReply, pushReply, type RowResult } from '../shared/protocol/push.ts'
import { rowHash } from '../shared/sync/row-hash.ts'
import { figure, type Figure } from './figure.ts'
import { readScale, type LabelledSet } from './match-data.ts'

const fieldOf: Readonly<Record<string, string>> = {
  company: 'name',
  contact: 'contact.name',
  mobile: 'contact.mobile',
  tel: 'phone',
  email: 'email',
  website: 'website',
  address: 'address',
  credit_code: 'credit_code',
}
const PUSHED = 1_000
const CHECKED = 500

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Row n of a list as a ULID; `list` tells lists apart. */
const idOf = (list: string, n: number): string => {
  let text = ''
  for (let i = 0, left = n; i < 15; i++, left = Math.floor(left / 32))
    text = (digits[left % 32] ?? '0') + text
  return `01JXXXXXXX${list}${text}`
}

interface Sheet {
  readonly fields: readonly string[]
  readonly rows: readonly unknown[][]
}

const toSheet = (set: LabelledSet, list: string, answer: readonly 'new'[]): Sheet => {
  const columns = set.header.flatMap((header, i) => {
    const field = fieldOf[header]
    return field === undefined ? [] : [{ field, i }]
  })
  const fields = columns.map(({ field }) => field)
  return {
    fields,
    rows: set.cells.map((line, n) => {
      const cells = columns.map(({ i }) => line[i] ?? '')
      return [idOf(list, n), 0, rowHash('customer', fields, cells), cells, ...answer]
    }),
  }
}

interface Called {
  readonly body: unknown
  readonly ms: number
  readonly read: number
  readonly written: number
}

const call = async (
  worker: LocalWorker,
  key: string,
  path: string,
  body: unknown,
): Promise<Called> => {
  const start = performance.now()
  const response = await fetch(`${worker.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-kehu-meter': '1' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  const ms = performance.now() - start
  if (!response.ok) throw new Error(`${path} answered ${JSON.stringify(answer)}`)
  const [, read, written] =
    /^read=(\d+);written=(\d+)$/u.exec(response.headers.get('x-kehu-d1') ?? '') ?? []
  return { body: answer, ms, read: Number(read), written: Number(written) }
}

interface Run {
  readonly results: readonly RowResult[]
  readonly ms: number
  readonly first: number
  readonly slowest: number
  readonly read: number
  readonly written: number
}

/** All rows in chunks, one after the other. */
const runAll = async (
  size: number,
  sheet: Sheet,
  ask: (rows: readonly unknown[]) => Promise<Called>,
  schema: z.ZodType<{ readonly results: readonly RowResult[] }>,
): Promise<Run> => {
  const calls: Called[] = []
  for (let at = 0; at < sheet.rows.length; at += size)
    calls.push(await ask(sheet.rows.slice(at, at + size)))
  const sumOf = (what: (called: Called) => number) =>
    calls.reduce((sum, called) => sum + what(called), 0)
  return {
    results: calls.flatMap(({ body }) => [...schema.parse(body).results]),
    ms: sumOf(({ ms }) => ms),
    first: calls[0]?.ms ?? Number.NaN,
    slowest: Math.max(...calls.map(({ ms }) => ms)),
    read: sumOf(({ read }) => read),
    written: sumOf(({ written }) => written),
  }
}

const workbook = '01JXWRKBK00000000000000001'

const share = (name: string, value: number, budget: number, isMost: boolean): Figure => ({
  ...figure(name, value, 'ratio', { budget }),
  value,
  within: isMost ? value <= budget : value >= budget,
})

const toFigures = (base: LabelledSet, leads: LabelledSet, checked: Run, pushed: Run, load: Run) => {
  const rowOf = new Map(base.cells.map((_, n) => [idOf('B', n), n]))
  const suggested = checked.results.map(({ known, outcome }) =>
    outcome === 'known' ? [rowOf.get(known?.id ?? '') ?? []].flat() : [],
  )
  const { top1Recall, falseSuggestions } = leadRates(leads.truth, base.truth, suggested)
  const count = leads.cells.length
  const stored = pushed.results.filter(({ outcome }) => outcome === 'applied').length
  const name = (what: string) => `match-d1.${what}`
  return [
    share(name('top1'), top1Recall, 0.88, false),
    share(name('false'), falseSuggestions, 0.01, true),
    figure(name('check10000.ms'), checked.ms, 'ms', { budget: 3_000 }),
    figure(name('check.first500.ms'), checked.first, 'ms', { budget: 300 }),
    figure(name('check.slowest500.ms'), checked.slowest, 'ms', { budget: 300 }),
    figure(name('check.read.per.row'), checked.read / count, 'rows', { budget: 70 }),
    figure(name('push10000.ms'), pushed.ms, 'ms', { budget: 6_000 }),
    figure(name('push.read.per.row'), pushed.read / count, 'rows', { budget: 70 }),
    figure(name('push.stored'), stored, 'rows'),
    figure(name('push.written.per.customer'), pushed.written / Math.max(1, stored), 'rows', {
      budget: 16,
    }),
    figure(name('load.ms'), load.ms, 'ms'),
    figure(name('load.written.per.customer'), load.written / base.cells.length, 'rows', {
      budget: 16,
    }),
  ]
}

export const benchMatchD1 = async (): Promise<readonly Figure[]> => {
  const { base, leads } = readScale()
  if (base === null || leads === null) return []
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Rep', 'rep')
    const push = (fields: readonly string[]) => async (rows: readonly unknown[]) =>
      await call(worker, key, 'sync/push', {
        table: 'customer',
        workbook,
        epoch: '1',
        fields,
        rows,
      })
    const known = toSheet(base, 'B', ['new'])
    const load = await runAll(PUSHED, known, push(known.fields), pushReply)
    const sheet = toSheet(leads, 'C', [])
    const check = async (rows: readonly unknown[]) =>
      await call(worker, key, 'matches/check', { epoch: '1', fields: sheet.fields, rows })
    // Once before the clock runs: the Worker has just been started.
    await check(sheet.rows.slice(0, CHECKED))
    const checked = await runAll(CHECKED, sheet, check, checkReply)
    const pushed = await runAll(PUSHED, sheet, push(sheet.fields), pushReply)
    return toFigures(base, leads, checked, pushed, load)
  } finally {
    await worker.stop()
  }
}
