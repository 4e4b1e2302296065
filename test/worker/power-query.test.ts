// What docs/power-query.md tells Excel to ask, asked by a plain HTTP client: its paths, its columns, its paging.
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import document from '../../docs/power-query.md?raw'
import { helloReply } from '../../shared/protocol/hello.ts'
import { createKeyReply, type Scope } from '../../shared/protocol/keys.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import { type ReportReply, reportReply } from '../../shared/protocol/tier-lists.ts'
import { tables } from '../../shared/schema/tables.ts'
import { app } from '../../worker/app.ts'
import { newId, type Person, pushRows, send, useFirm } from './support.ts'

const firm = useFirm()

const query = /```m\n(?<query>[^`]*)```/u.exec(document)?.groups?.['query'] ?? ''
const columns = [
  ...(/Columns = \{(?<list>[^}]*)\}/u.exec(query)?.groups?.['list'] ?? '').matchAll(/"(\w+)"/gu),
].map(([, name = '']) => name)
const paths = [...query.matchAll(/Ask\("(?<path>[^"]+)"/gu)].map((found) => found[1] ?? '')
const workbook = /workbook = "(?<id>\w+)"/u.exec(query)?.groups?.['id'] ?? ''

const keyOf = async (who: Person, scopes: readonly Scope[]): Promise<string> => {
  const response = await send('keys/create', { name: 'Excel', scopes, days: 9 }, who.key)
  return createKeyReply.parse(await response.json()).key
}
const ask = async (path: string, body: object, key: string): Promise<Response> =>
  await app.fetch(
    new Request(`https://crm.example.cn/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
    env,
  )

const [helloPath = '', reportPath = ''] = paths
const greeting = { workbook, client: { protocol: 1, build: 'power-query' } }

/** All pages, as List.Generate asks them. */
const readAll = async (key: string, limit: number): Promise<readonly ReportReply[]> => {
  const hello = helloReply.parse(await (await ask(helloPath, greeting, key)).json())
  const pages: ReportReply[] = []
  for (let cursor = '', isOver = false; !isOver && pages.length < 50;) {
    const body = { epoch: hello.epoch, columns, cursor, limit }
    const page = reportReply.parse(await (await ask(reportPath, body, key)).json())
    pages.push(page)
    cursor = page.cursor
    isOver = !page.more
  }
  return pages
}

test('the query names columns that customers have', () => {
  expect(columns.length).toBeGreaterThan(3)
  expect(
    columns.filter((key) => key !== 'id' && !Object.hasOwn(tables.customer.fields, key)),
  ).toEqual([])
  expect(paths).toEqual(['sync/hello', 'tiers/report'])
})

test('page by page it brings each customer of the key’s owner once, and nobody else’s', async () => {
  const made = Array.from({ length: 25 }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: { name: `报表${i}号机械厂`, city: '苏州' },
  }))
  await pushRows(firm.li, 'customer', made)
  await pushRows(firm.wang, 'customer', [
    { id: newId(), base: 0, cells: { name: '王芳的客户', city: '杭州' } },
  ])
  const pages = await readAll(await keyOf(firm.li, ['read:customers']), 10)
  expect(pages.map((page) => page.rows.length)).toEqual([10, 10, 5])
  const at = (column: string) => columns.indexOf(column)
  const rows = pages.flatMap((page) => page.rows)
  expect(rows.map((row) => row[at('id')])).toEqual(made.map(({ id }) => id).toSorted())
  expect(new Set(rows.map((row) => row[at('owner')]))).toEqual(new Set([firm.li.id]))
  expect(new Set(rows.map((row) => row[at('city')]))).toEqual(new Set(['苏州']))
})

test('a key with another scope is told so, and one that syncs nothing stays out', async () => {
  const key = await keyOf(firm.li, ['read:tiers'])
  const response = await ask(reportPath, { epoch: 'e1', columns, cursor: '', limit: 1 }, key)
  expect([response.status, refusalBody.parse(await response.json()).code]).toEqual([
    403,
    'forbidden',
  ])
  const reader = await keyOf(firm.li, ['read:customers'])
  expect((await ask('sync/push', {}, reader)).status).toBe(403)
})

test('a key that was ended reads nothing more', async () => {
  const made = await send(
    'keys/create',
    { name: 'Excel', scopes: ['read:customers'], days: 9 },
    firm.li.key,
  )
  const { id, key } = createKeyReply.parse(await made.json())
  expect((await ask(helloPath, greeting, key)).status).toBe(200)
  await send('keys/revoke', { id }, firm.li.key)
  expect((await ask(helloPath, greeting, key)).status).toBe(401)
})
