// A small firm to test with: two teams, a manager, keys, and rows as a sheet would send them.
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import type * as z from 'zod'

import type { TableName } from '../../shared/protocol/cell.ts'
import type { PullReply, PullRequest } from '../../shared/protocol/pull.ts'
import { pullReply } from '../../shared/protocol/pull.ts'
import type { PushReply, RowResult } from '../../shared/protocol/push.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { app } from '../../worker/app.ts'
import type { Role } from '../../worker/auth/actor.ts'
import { createOrganisation, createUser, issueKey } from '../../worker/service/provision.ts'
import { COUNTED } from '../support/counted.ts'

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The n-th ULID of the tests. */
export const ulid = (n: number): string => {
  let text = ''
  for (let i = 0, left = n; i < 16; i++) {
    text = (digits[left % 32] ?? '0') + text
    left = Math.floor(left / 32)
  }
  return `01JXXXXXXX${text}`
}
let minted = 0
export const newId = (): string => ulid((minted += 1))

export const workbook = '01JXWRKBK00000000000000001'
export const epoch = 'e1'
export const longAgo = Date.UTC(2026, 0, 1)

/** Applies the migrations once a file. */
export const migrate = (): Promise<void> => applyD1Migrations(env.DB, env.MIGRATIONS)

export interface Person {
  readonly id: string
  readonly name: string
  readonly key: string
  readonly org: string
}

export const createPerson = async (
  org: string,
  name: string,
  role: Role,
  team: string | null,
): Promise<Person> => {
  const id = `u-${name}`
  await createUser(env.DB, { org, id, name, role, team })
  return { id, name, org, key: await issueKey(env.DB, { org, user: id }, Date.now()) }
}

let firms = 0
/** A new organisation: 李雷 and 韩梅 of the east team, 王芳 of the west, 陈总 their manager. */
export const foundFirm = async () => {
  const org = `org-${(firms += 1)}`
  await createOrganisation(env.DB, {
    id: org,
    name: '明远',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch,
    createdAt: COUNTED,
  })
  return {
    org,
    li: await createPerson(org, '李雷', 'rep', 'east'),
    han: await createPerson(org, '韩梅', 'rep', 'east'),
    wang: await createPerson(org, '王芳', 'rep', 'west'),
    chen: await createPerson(org, '陈总', 'manager', null),
  }
}
export type Firm = Awaited<ReturnType<typeof foundFirm>>

/**
 * A firm for the tests of a file, founded on a migrated database before the first of them runs. The cast: its people
 * are there when a test asks for them, and nobody asks before.
 */
export const useFirm = (): Firm => {
  const firm = {} as Firm
  beforeAll(async () => {
    await migrate()
    Object.assign(firm, await foundFirm())
  })
  return firm
}

/** In each test of a file the clock stands at a moment (UTC, milliseconds), until the test moves it. */
export const useClock = (at: number): void => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(at)
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

export const send = async (
  path: string,
  body: unknown,
  key: string | null,
  bindings: { readonly DB: D1Database } = env,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  await app.request(
    `/v1/${path}`,
    {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { ...headers, ...(key === null ? {} : { Authorization: `Bearer ${key}` }) },
    },
    bindings,
  )

export type Cells = Readonly<Record<string, Cell>>
export interface SheetRow {
  readonly id: string
  readonly base: number
  readonly cells: Cells
  readonly answer?: 'new' | 'renamed'
}

/** A push as the add-in would send it: cells in the order of the first row's keys, hashed. */
export const pushBody = (
  table: TableName,
  rows: readonly SheetRow[],
  fields?: readonly string[],
  batch?: string,
) => {
  const keys = [...(fields ?? Object.keys(rows[0]?.cells ?? {}))]
  return {
    table,
    workbook,
    epoch,
    fields: keys,
    ...(batch === undefined ? {} : { batch }),
    rows: rows.map(({ id, base, cells, answer }) => {
      const values = keys.map((key) => cells[key] ?? '')
      const row = [id, base, rowHash(table, keys, values), values]
      return answer === undefined ? row : [...row, answer]
    }),
  }
}

export const pushRows = async (
  who: Person,
  table: TableName,
  rows: readonly SheetRow[],
  bindings: { readonly DB: D1Database } = env,
): Promise<PushReply> => {
  const response = await send('sync/push', pushBody(table, rows), who.key, bindings)
  const body: unknown = await response.json()
  if (response.status !== 200) throw new Error(`push answered ${JSON.stringify(body)}`)
  return pushReply.parse(body)
}

/** Pushes one row and gives its result. */
export const pushRow = async (
  who: Person,
  table: TableName,
  row: SheetRow,
  bindings: { readonly DB: D1Database } = env,
): Promise<RowResult> => {
  const [result] = (await pushRows(who, table, [row], bindings)).results
  if (!result) throw new Error('a push of one row has one result')
  return result
}

export const pullRows = async (
  who: Person,
  table: TableName,
  order: Partial<PullRequest> = {},
): Promise<PullReply> => {
  const request = {
    table,
    workbook,
    epoch,
    cursor: '',
    limit: 1_000,
    own: [],
    holds: 'all',
    only: null,
  }
  const response = await send('sync/pull', { ...request, ...order }, who.key)
  const body: unknown = await response.json()
  if (response.status !== 200) throw new Error(`pull answered ${JSON.stringify(body)}`)
  return pullReply.parse(body)
}

/** Sends a message and reads its reply. */
export const askFor = async <T>(
  schema: z.ZodType<T>,
  path: string,
  body: unknown,
  who: Person,
): Promise<T> => {
  const response = await send(path, body, who.key)
  const answer: unknown = await response.json()
  if (response.status !== 200) throw new Error(`${path} answered ${JSON.stringify(answer)}`)
  return schema.parse(answer)
}

/**
 * How a message about rows is asked again and again: of customers, unless said otherwise.
 * @param rest what most requests of its tests say beside the rows
 */
export const asking = <Request extends { readonly rows: unknown }, Reply>(
  schema: z.ZodType<Reply>,
  path: string,
  rest: Partial<Request>,
) => {
  type Rows = Request['rows']
  const order = (rows: Rows, more: Partial<Request> = {}) => ({
    table: 'customer',
    workbook,
    epoch,
    ...rest,
    rows,
    ...more,
  })
  const ask = async (who: Person, rows: Rows, more: Partial<Request> = {}): Promise<Reply> =>
    await askFor(schema, path, order(rows, more), who)
  return { order, ask }
}

/** What a message costs D1, in rows. */
export const meter = async (path: string, body: unknown, who: Person) => {
  const response = await send(path, body, who.key, env, { 'x-kehu-meter': '1' })
  if (response.status !== 200) throw new Error(`${path} answered ${await response.text()}`)
  const [, read, written] =
    /^read=(\d+);written=(\d+)$/u.exec(response.headers.get('x-kehu-d1') ?? '') ?? []
  return { read: Number(read), written: Number(written) }
}

/** One figure of the database, for what no answer tells. */
export const count = async (sql: string, ...values: readonly string[]): Promise<number> => {
  const row = await env.DB.prepare(sql)
    .bind(...values)
    .first<{ n: number }>()
  return row?.n ?? 0
}

/** A refusal by its status and code. */
export const noOf = async (response: Response) => [
  response.status,
  refusalBody.parse(await response.json()).code,
]

/** All that the database holds, by table, as text to be searched. */
export const dump = async (): Promise<Readonly<Record<string, string>>> => {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
  ).all<{ name: string }>()
  const tables = await env.DB.batch(
    results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`)),
  )
  return Object.fromEntries(
    results.map(({ name }, i) => [name, JSON.stringify(tables[i]?.results ?? [])]),
  )
}
