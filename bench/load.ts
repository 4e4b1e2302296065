// Fifty reps at once: autocannon sends push, pull and hello to the local Worker for some seconds; once on a sound D1,
// once on one that fails now and then. A push that was not answered is sent again; at the end each row must be there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { D1Database } from '@cloudflare/workers-types'
import autocannon from 'autocannon'
import { createTestHarness } from 'wrangler'
import * as z from 'zod'

import { projectFile } from '../scripts/lib/project.ts'
import { newId } from '../scripts/lib/store-list.ts'
import { pushReply } from '../shared/protocol/push.ts'
import { rowHash } from '../shared/sync/row-hash.ts'
import { createOrganisation, createUser, issueKey } from '../worker/service/provision.ts'
import { figure, type Figure } from './figure.ts'

const REPS = 50
const ROWS = 20
const FAULT_EACH = 25
const HEALED_BY = 5
const SECONDS = Number(process.env['KEHU_LOAD_SECONDS'] ?? 10)
const epoch = '1'
const workbook = '01JXWRKBK00000000000000001'
const fields = ['name', 'city', 'note'] as const
const told = z.object({ batches: z.int(), lost: z.int() })

interface Stage {
  readonly url: string
  readonly db: D1Database
  readonly keys: readonly string[]
  readonly stop: () => Promise<void>
}

const configOf = (folder: string, faults: number): string => {
  const file = join(folder, 'wrangler.json')
  const database_id = '00000000-0000-0000-0000-000000000003'
  const migrations_dir = projectFile('worker', 'db', 'migrations')
  writeFileSync(
    file,
    JSON.stringify({
      name: 'kehu-load',
      main: projectFile('bench', 'load-worker.ts'),
      compatibility_date: '2026-10-01',
      compatibility_flags: ['nodejs_compat'],
      vars: { FAULTS: String(faults) },
      d1_databases: [{ binding: 'DB', database_name: 'load', database_id, migrations_dir }],
    }),
  )
  return file
}

const open = async (faults: number): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-load-'))
  const harness = createTestHarness({ workers: [{ configPath: configOf(folder, faults) }] })
  const { url } = await harness.listen()
  const worker = harness.getWorker<{ readonly DB: D1Database }>()
  await worker.applyD1Migrations('DB')
  const { DB: db } = await worker.getEnv()
  const org = { id: 'org', name: 'Kehu', country: 'CN', currency: 'CNY', epoch } as const
  await createOrganisation(db, { ...org, timeZone: 'Asia/Shanghai', createdAt: Date.now() })
  const keys: string[] = []
  for (let i = 0; i < REPS; i++) {
    await createUser(db, { org: 'org', id: `u${i}`, name: `Rep ${i}`, role: 'rep', team: 'team' })
    keys.push(await issueKey(db, { org: 'org', user: `u${i}` }, Date.now()))
  }
  const stop = async () => {
    await harness.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: url.origin, db, keys, stop }
}

let named = 0
const pushBody = () => {
  const rows = Array.from({ length: ROWS }, () => {
    const cells = [`负载第${(named += 1)}号机械有限公司`, '苏州', '']
    return [newId(), 0, rowHash('customer', fields, cells), cells] as const
  })
  return { ids: rows.map(([id]) => id), body: { table: 'customer', workbook, epoch, fields, rows } }
}

interface Sent {
  readonly ids: readonly string[]
  readonly body: string
  readonly key: string
  isAnswered: boolean
}

const headersOf = (key: string) => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
})

/** Each connection is a rep: two pushes, a pull, a hello, over and over. */
const fire = async ({ url, keys }: Stage, pushes: Sent[]) => {
  let seated = 0
  const instance = autocannon({
    url,
    connections: REPS,
    duration: SECONDS,
    timeout: 30,
    setupClient: (client) => {
      const key = keys[seated++ % REPS] ?? ''
      const headers = headersOf(key)
      const hello = { workbook, client: { protocol: 1, build: 'load' } }
      const pull = {
        table: 'customer',
        workbook,
        epoch,
        cursor: '',
        limit: 50,
        own: [],
        holds: 'all',
        only: null,
      }
      const push = () => {
        // A connection waits for its answer before it sends the next.
        let current: Sent | null = null
        return {
          method: 'POST' as const,
          path: '/v1/sync/push',
          headers,
          setupRequest: (request: autocannon.Request) => {
            const { ids, body } = pushBody()
            current = { ids, body: JSON.stringify(body), key, isAnswered: false }
            pushes.push(current)
            return { ...request, body: current.body }
          },
          onResponse: (status: number) => {
            if (current !== null) current.isAnswered = status === 200
          },
        }
      }
      const post = (path: string, body: object) => ({
        method: 'POST' as const,
        path,
        headers,
        body: JSON.stringify(body),
      })
      client.setRequests([
        push(),
        post('/v1/sync/pull', pull),
        push(),
        post('/v1/sync/hello', hello),
      ])
    },
  })
  return await instance
}

/** Sends again what was not answered, as a pane does. @returns pushes that no retry healed */
const heal = async ({ url }: Stage, pushes: readonly Sent[]): Promise<number> => {
  let sick = 0
  for (const { body, key } of pushes.filter(({ isAnswered }) => !isAnswered)) {
    let isDone = false
    for (let i = 0; i < HEALED_BY && !isDone; i++) {
      const response = await fetch(`${url}/v1/sync/push`, {
        method: 'POST',
        headers: headersOf(key),
        body,
      })
      const reply = response.status === 200 ? pushReply.parse(await response.json()) : null
      isDone =
        reply?.results.every(({ outcome }) => outcome === 'applied' || outcome === 'done') ?? false
    }
    sick += isDone ? 0 : 1
  }
  return sick
}

const missing = async ({ db }: Stage, pushes: readonly Sent[]): Promise<number> => {
  const ids = pushes.flatMap((push) => push.ids)
  const { results } = await db
    .prepare("SELECT id FROM customer WHERE org = 'org'")
    .all<{ id: string }>()
  const held = new Set(results.map(({ id }) => id))
  return ids.filter((id) => !held.has(id)).length + (results.length - held.size)
}

const run = async (name: string, faults: number): Promise<readonly Figure[]> => {
  const stage = await open(faults)
  try {
    const pushes: Sent[] = []
    const result = await fire(stage, pushes)
    const unhealed = await heal(stage, pushes)
    const rows = pushes.filter(({ isAnswered }) => isAnswered).length * ROWS
    const { lost } = told.parse(await (await fetch(`${stage.url}/faults`)).json())
    const of = (what: string) => `load.${name}.${what}`
    return [
      figure(of('requests'), result.requests.total, 'count'),
      figure(of('not200'), result.non2xx, 'count', faults === 0 ? { budget: 0 } : {}),
      figure(of('errors'), result.errors + result.timeouts, 'count', { budget: 0 }),
      figure(of('p99.ms'), result.latency.p99, 'ms'),
      figure(of('speed'), rows / SECONDS, 'rows/s'),
      figure(of('faults'), lost, 'count'),
      figure(of('unhealed'), unhealed, 'count', { budget: 0 }),
      figure(of('rows.lost'), await missing(stage, pushes), 'count', { budget: 0 }),
    ]
  } finally {
    await stage.stop()
  }
}

/** $KEHU_LOAD_SECONDS each; 10 where it is not set. */
export const benchLoad = async (): Promise<readonly Figure[]> => [
  ...(await run('sound', 0)),
  ...(await run('faulty', FAULT_EACH)),
]
