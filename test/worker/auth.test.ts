// The first run, one's own key, and how often a stranger may try.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'

import { refusalBody } from '../../shared/protocol/refusal.ts'
import { meReply, newKey, setupReply, signInReply } from '../../shared/protocol/sign-in.ts'
import { app } from '../../worker/app.ts'
import { takeTurn } from '../../worker/db/throttle.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { issueKey } from '../../worker/service/provision.ts'
import { count, createPerson, foundFirm, migrate, noOf, send, useClock } from './support.ts'

const secret = 'a-secret-of-whoever-deployed-this'
const open = { ...env, SETUP_SECRET: secret }
const order = {
  secret,
  org: { name: '明远贸易', country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  admin: '陈总',
}
let senders = 0
const from = (address = `198.51.100.${(senders += 1)}`) => ({ 'CF-Connecting-IP': address })
const ask = async (path: string, body: unknown, key: string | null, bindings: typeof env = env) =>
  await send(path, body, key, bindings, from())
const told = async (response: Response) => refusalBody.parse(await response.json())
const waysOf = async (bindings: object) =>
  signInReply.parse(await (await app.request('/v1/sign-in', {}, bindings)).json())

const now = Date.UTC(2026, 10, 22, 4)
beforeAll(migrate)
useClock(now)

describe('the first run', () => {
  test.each([
    ['without a secret on the server', env, order],
    [
      'with a secret too short to be one',
      { ...env, SETUP_SECRET: 'short' },
      { ...order, secret: 'short' },
    ],
    ['with another secret', open, { ...order, secret: `${secret}!` }],
  ])('is closed %s', async (_, bindings, body) => {
    expect(await noOf(await ask('setup', body, null, bindings))).toEqual([403, 'forbidden'])
    expect(await count('SELECT count(*) AS n FROM org')).toBe(0)
  })

  test.each([
    ['a time zone that is none', { ...order, org: { ...order.org, timeZone: 'Asia/Nowhere' } }],
    ['a country that is none of ours', { ...order, org: { ...order.org, country: 'US' } }],
    ['a name that is only space', { ...order, admin: ' ' }],
    ['a name with a line break', { ...order, admin: '陈\n总' }],
    ['an unknown key', { ...order, role: 'admin' }],
  ])('refuses %s', async (_, body) => {
    expect(await noOf(await ask('setup', body, null, open))).toEqual([400, 'malformed'])
    expect(await count('SELECT count(*) AS n FROM org')).toBe(0)
  })

  test('makes one organisation and its admin, shows his key once, and never happens again', async () => {
    expect(await waysOf(open)).toEqual({ account: null, setup: true })
    expect(await waysOf(env)).toEqual({ account: null, setup: false })
    const both = await Promise.all([
      ask('setup', order, null, open),
      ask('setup', { ...order, admin: '另一人' }, null, open),
    ])
    const won = both.filter((response) => response.status === 200)
    const lost = both.filter((response) => response.status !== 200)
    expect(won).toHaveLength(1)
    const { key, me, org, expires } = setupReply.parse(await won[0]?.json())
    expect(me.role).toBe('admin')
    expect(expires).toBe(now + 90 * 86_400_000)
    for (const response of [...lost, await ask('setup', order, null, open)])
      expect(await noOf(response)).toEqual([409, 'set_up_already'])
    expect(await count('SELECT count(*) AS n FROM user')).toBe(1)
    expect(await count('SELECT count(*) AS n FROM access_key')).toBe(1)
    expect(await waysOf(open)).toEqual({ account: null, setup: false })
    const mine = meReply.parse(await (await ask('session/me', {}, key)).json())
    expect(mine).toMatchObject({ me: { name: me.name, role: 'admin' }, org: { id: org.id } })
  })

  test('tells the pane how Microsoft accounts sign in', async () => {
    const account = {
      ENTRA_CLIENT_ID: 'ABC',
      ENTRA_AUTHORITY: 'https://login.partner.microsoftonline.cn/',
    }
    expect((await waysOf({ ...env, ...account })).account).toEqual({
      authority: 'https://login.partner.microsoftonline.cn',
      clientId: 'abc',
      scope: 'api://abc/access_as_user',
    })
  })
})

describe('one’s own key', () => {
  test('is turned in for another before its end; the old one works for a day more', async () => {
    const { li } = await foundFirm()
    const response = await ask('session/rotate', {}, li.key)
    const { key, expires } = newKey.parse(await response.json())
    expect(expires).toBe(now + 90 * 86_400_000)
    for (const each of [key, li.key]) expect((await ask('session/me', {}, each)).status).toBe(200)
    expect(await noOf(await ask('session/rotate', {}, li.key))).toEqual([409, 'changed'])
    vi.setSystemTime(now + 86_400_000 + 1)
    expect(await noOf(await ask('session/me', {}, li.key))).toEqual([401, 'unauthenticated'])
    expect((await ask('session/me', {}, key)).status).toBe(200)
  })

  test('that would end sooner is not made to last longer by that', async () => {
    const { org, li } = await foundFirm()
    const short = await issueKey(env.DB, { org, user: li.id }, now - 86_400_000 + 60_000, 1)
    expect((await ask('session/rotate', {}, short)).status).toBe(200)
    vi.setSystemTime(now + 60_001)
    expect((await ask('session/me', {}, short)).status).toBe(401)
  })

  test('is ended by its user', async () => {
    const { li, han } = await foundFirm()
    expect((await ask('session/end', {}, li.key)).status).toBe(200)
    expect((await ask('session/me', {}, li.key)).status).toBe(401)
    expect((await ask('session/me', {}, han.key)).status).toBe(200)
  })

  test('remembers the day of its last use, and writes it once a day', async () => {
    const { org, li } = await foundFirm()
    const day = async () =>
      await env.DB.prepare('SELECT last_used FROM access_key WHERE org = ?1 AND user = ?2')
        .bind(org, li.id)
        .first('last_used')
    expect(await day()).toBeNull()
    const written = async () =>
      (await send('session/me', {}, li.key, env, { 'x-kehu-meter': '1' })).headers.get('x-kehu-d1')
    expect(await written()).toMatch(/written=[1-9]/u)
    expect(await written()).toContain('written=0')
    expect(await day()).toBe('2026-11-22')
    vi.setSystemTime(now + 86_400_000)
    expect(await written()).toMatch(/written=[1-9]/u)
    expect(await day()).toBe('2026-11-23')
  })
})

describe('a user whose pane runs wild', () => {
  /** Five of a key, as wrangler.toml would say it of more. */
  const limited = () => {
    const counts = new Map<string, number>()
    const RATE = {
      limit: async ({ key }: { readonly key: string }) => {
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return await Promise.resolve({ success: (counts.get(key) ?? 0) <= 5 })
      },
    }
    return { bindings: { ...env, RATE }, counts }
  }

  test('is told to wait, he alone and on that route alone', async () => {
    const { org, li, han } = await foundFirm()
    const { bindings, counts } = limited()
    const ask = async (path: string, key: string) => await send(path, {}, key, bindings)
    const statuses = []
    for (let i = 0; i < 7; i++) statuses.push((await ask('session/me', li.key)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
    const refused = await ask('session/me', li.key)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(await told(refused)).toMatchObject({ code: 'too_many', wait: 60, limit: 'rate' })
    expect((await ask('session/me', han.key)).status).toBe(200)
    expect((await ask('keys/list', li.key)).status).not.toBe(429)
    expect([...counts.keys()]).toContain(`${org}/${li.id}/POST /v1/session/me`)
  })

  test('is held up by the binding that wrangler.toml names', async () => {
    const { li } = await foundFirm()
    const key = `${li.id}/a route`
    let passed = 0
    // A new minute may begin on the way.
    while (passed <= 1_200 && (await env.RATE.limit({ key })).success) passed += 1
    expect(passed).toBeGreaterThanOrEqual(600)
    expect(passed).toBeLessThanOrEqual(1_200)
    expect((await env.RATE.limit({ key: `${key} more` })).success).toBe(true)
  })
})

describe('a stranger who tries often', () => {
  const tries = async (path: string, body: unknown, times: number, address: string) => {
    const codes = []
    for (let i = 0; i < times; i++)
      codes.push((await told(await send(path, body, null, open, from(address)))).code)
    return codes
  }
  test('is told when to come again, and others are not kept from coming', async () => {
    const body = { code: 'AAAAA-AAAAA-AAAAA-AAAAA' }
    const codes = await tries('join', body, 22, '203.0.113.7')
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'code_invalid'))
    expect(codes.slice(20)).toEqual(['too_many', 'too_many'])
    const response = await send('join', body, null, open, from('203.0.113.7'))
    expect(response.status).toBe(429)
    // From 04:00 to midnight, UTC.
    expect(response.headers.get('Retry-After')).toBe(String(20 * 3_600))
    expect(await told(response)).toMatchObject({
      code: 'too_many',
      wait: 20 * 3_600,
      limit: 'attempts',
    })
    expect(await tries('join', body, 1, '203.0.113.8')).toEqual(['code_invalid'])
    vi.setSystemTime(now + 20 * 3_600_000)
    expect(await tries('join', body, 1, '203.0.113.7')).toEqual(['code_invalid'])
  })

  test('is one network where his address is one of many', async () => {
    const body = { ...order, secret: 'guessed' }
    await tries('setup', body, 10, '2001:db8:1:2:3:4:5:6')
    expect(await tries('setup', body, 1, '2001:db8:1:2:9:9:9:9')).toEqual(['too_many'])
    expect(await tries('setup', body, 1, '2001:db8:1:3:9:9:9:9')).toEqual(['forbidden'])
  })

  test('with refused keys only: who has a good one is not hindered', async () => {
    const { li } = await foundFirm()
    const address = '203.0.113.99'
    const codes = await tries('session/me', {}, 301, address)
    expect(codes.slice(0, 300).every((code) => code === 'unauthenticated')).toBe(true)
    expect(codes[300]).toBe('too_many')
    expect((await send('session/me', {}, li.key, env, from(address))).status).toBe(200)
  })

  test('leaves no address behind, and what is over is deleted', async () => {
    await tries('join', { code: 'x' }, 1, '203.0.113.77')
    const rows = await env.DB.prepare('SELECT * FROM throttle').all()
    expect(JSON.stringify(rows.results)).not.toContain('203.0')
    expect(rows.results.length).toBeGreaterThan(1)
    vi.setSystemTime(now + 10 * 86_400_000)
    await tries('join', { code: 'x' }, 1, '203.0.113.78')
    expect(await count('SELECT count(*) AS n FROM throttle')).toBe(2)
  })

  test('fills no table: past the count of all, nobody adds a row', async () => {
    const { org } = await foundFirm()
    const database = openDatabase(env.DB)
    const turn = (who: string) =>
      takeTurn(database, { org, what: 'x', who, mine: 3, all: 5, windowMs: 1_000 }, now)
    const waits = []
    for (let i = 0; i < 8; i++) waits.push(await turn(`sender-${i}`))
    expect(waits).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
    expect(await count('SELECT count(*) AS n FROM throttle WHERE org = ?1', org)).toBe(6)
  })

  test('counts exactly, however many come at once', async () => {
    const { org } = await foundFirm()
    const database = openDatabase(env.DB)
    const turn = { org, what: 'y', who: 'me', mine: 5, all: 100, windowMs: 1_000 }
    const waits = await Promise.all(Array.from({ length: 20 }, () => takeTurn(database, turn, now)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  })
})

test('a user of one organisation is unknown in every other', async () => {
  const [one, two] = [await foundFirm(), await foundFirm()]
  const boss = await createPerson(one.org, '一号', 'admin', null)
  const list = async (key: string) => await (await ask('members/list', {}, key)).text()
  expect(await list(boss.key)).toContain('李雷')
  expect(await list(two.chen.key)).not.toContain('一号')
})
