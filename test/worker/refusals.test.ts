// How a no looks, and that what is typed is only data.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { refusalBody } from '../../shared/protocol/refusal.ts'
import { helloReply } from '../../shared/protocol/hello.ts'
import { app } from '../../worker/app.ts'
import {
  count,
  epoch,
  newId,
  pullRows,
  pushBody,
  pushRows,
  send,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()

const refusal = async (response: Response) => refusalBody.parse(await response.json())
const helloBody = { workbook, client: { protocol: 1, build: 'test' } }

describe('a no', () => {
  test.each([
    ['no JSON', 'sync/push', '{', 400, 'malformed'],
    ['a wrong envelope', 'sync/push', { table: 'secret' }, 400, 'malformed'],
    ['an unknown key', 'sync/hello', { ...helloBody, extra: 1 }, 400, 'malformed'],
    [
      'another protocol',
      'sync/hello',
      { workbook, client: { protocol: 99, build: 'x' } },
      409,
      'stale_protocol',
    ],
    [
      'a protocol of long ago',
      'sync/hello',
      { workbook, client: { protocol: 0, build: 'x' } },
      409,
      'client_too_old',
    ],
    ['another epoch', 'sync/settle', { workbook, epoch: 'e0' }, 409, 'epoch_changed'],
    ['no such place', 'sync/nowhere', {}, 404, 'not_found'],
    ['a body of 2 MB', 'sync/push', ' '.repeat(2_000_000), 413, 'too_large'],
    [
      '1,001 rows',
      'sync/push',
      {
        table: 'customer',
        workbook,
        epoch,
        fields: [],
        rows: Array.from({ length: 1001 }, () => 0),
      },
      413,
      'too_large',
    ],
    [
      'a forged cursor',
      'sync/pull',
      {
        table: 'customer',
        workbook,
        epoch,
        cursor: 'x',
        limit: 9,
        own: [],
        holds: 'all',
        only: null,
      },
      400,
      'malformed',
    ],
  ])('to %s names its code and status', async (_, path, body, status, code) => {
    const response = await send(path, body, firm.li.key)
    const told = await refusal(response)
    expect([response.status, told.code]).toEqual([status, code])
    expect(told.request).toBe(response.headers.get('X-Request-Id'))
  })

  test('never quotes what went wrong inside', async () => {
    const session = {
      prepare: () => {
        throw new Error('secret table customer')
      },
    }
    const broken = { DB: { withSession: () => session } }
    // The binding is broken on purpose: it is no D1Database at all.
    const response = await send('sync/hello', helloBody, firm.li.key, broken as never)
    expect(response.status).toBe(500)
    expect(await response.clone().text()).not.toContain('secret')
    expect((await refusal(response)).code).toBe('internal')
  })

  test('a deployment announces smaller pushes where its plan asks for them, never larger ones', async () => {
    const limitOf = async (PUSH_ROWS: string | undefined) => {
      const bindings = { ...env, ...(PUSH_ROWS === undefined ? {} : { PUSH_ROWS }) }
      const reply = await send('sync/hello', helloBody, firm.li.key, bindings)
      return helloReply.parse(await reply.json()).limits.rows
    }
    expect(await limitOf(undefined)).toBe(1_000)
    expect(await limitOf('40')).toBe(40)
    expect(await limitOf('5000')).toBe(1_000)
    expect(await limitOf('many')).toBe(1_000)
  })

  test('every answer is private and of today', async () => {
    const responses = [
      await app.request('/v1/health', {}, env),
      await send('sync/hello', helloBody, firm.li.key),
      await send('sync/hello', helloBody, null),
    ]
    for (const response of responses) {
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
  })
})

describe('what is typed is only data', () => {
  test.each([
    "x'; DROP TABLE customer; --",
    '=HYPERLINK("http://x")',
    '__proto__',
    '\u202e倒过来',
    '%00',
  ])('%s', async (name) => {
    const id = newId()
    const cells = { name: `${name} 公司`, city: '', note: name }
    const { results } = await pushRows(firm.li, 'customer', [{ id, base: 0, cells }])
    expect(results[0]?.outcome).toBe('applied')
    const { rows } = await pullRows(firm.li, 'customer', { only: [id] })
    expect(rows[0]?.values['note']).toBe(name)
  })
  test('and a field called __proto__ is no field', async () => {
    const body = pushBody('customer', [{ id: newId(), base: 0, cells: { name: '甲乙丙' } }])
    const fields = ['name', '__proto__']
    const rows = [[newId(), 0, 'x', ['甲乙丙', 'y']]]
    const response = await send('sync/push', { ...body, fields, rows }, firm.li.key)
    expect(response.status).toBe(200)
    expect(await count('SELECT count(*) AS n FROM customer WHERE name = ?1', '甲乙丙')).toBe(0)
  })
})
