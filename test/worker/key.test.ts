// Keys for scripts: what their scopes open and what stays closed, who sees and revokes them.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'

import { createKeyReply, keysReply, type Scope } from '../../shared/protocol/keys.ts'
import { routeRules } from '../../worker/auth/route-rules.ts'
import {
  createPerson,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  noOf,
  type Person,
  pushBody,
  send,
  useClock,
  workbook,
} from './support.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 10, 22, 4)
let firm: Firm
let admin: Person
beforeAll(async () => {
  await migrate()
  firm = await foundFirm()
  admin = await createPerson(firm.org, '管理员', 'admin', null)
})
useClock(now)

const make = async (who: Person, scopes: readonly Scope[], days = 90) =>
  createKeyReply.parse(
    await (await send('keys/create', { name: '月报', scopes, days }, who.key)).json(),
  )
const list = async (who: Person, whose: 'mine' | 'all' = 'mine') =>
  keysReply.parse(await (await send('keys/list', { whose }, who.key)).json()).keys
const hello = { workbook, client: { protocol: 1, build: 'script' } }

describe('a script’s key', () => {
  test('is shown once, kept as a hash, and listed by its last four', async () => {
    const { key, id, expires } = await make(firm.li, ['read:tiers'])
    expect(expires).toBe(now + 90 * DAY)
    const mine = await list(firm.li)
    expect(mine.find((each) => each.id === id)).toEqual({
      id,
      last4: key.slice(-4),
      user: firm.li.id,
      name: '月报',
      scopes: ['read:tiers'],
      created: now,
      expires,
      lastUsed: null,
      current: false,
    })
    expect(mine.filter((each) => each.current)).toMatchObject([{ name: null, scopes: null }])
    const stored = JSON.stringify((await env.DB.prepare('SELECT * FROM access_key').all()).results)
    expect(stored).not.toContain(key)
    expect((await send('session/me', {}, key)).status).toBe(200)
    expect((await list(firm.li)).find((each) => each.id === id)?.lastUsed).toBe('2026-11-22')
  })

  test('that reads tiers opens what names that scope, and nothing else', async () => {
    const { key } = await make(admin, ['read:tiers'])
    for (const [name, rule] of Object.entries(routeRules)) {
      const [method = '', path = ''] = name.split(' ')
      if (rule.roles === null || rule.scopes.includes('read:tiers') || method !== 'POST') continue
      expect([name, ...(await noOf(await send(path.replace('/v1/', ''), {}, key)))]).toEqual([
        name,
        403,
        'forbidden',
      ])
    }
  })

  test('that reads customers reads them and writes nothing', async () => {
    const { key } = await make(firm.li, ['read:customers'])
    expect((await send('sync/hello', hello, key)).status).toBe(200)
    const pull = {
      table: 'customer',
      workbook,
      epoch,
      cursor: '',
      limit: 9,
      own: [],
      holds: 'all',
      only: null,
    }
    expect((await send('sync/pull', pull, key)).status).toBe(200)
    const body = pushBody('customer', [{ id: workbook, base: 0, cells: { name: '不该有' } }])
    expect(await noOf(await send('sync/push', body, key))).toEqual([403, 'forbidden'])
  })

  test('makes no keys and lets nobody in, whoever made it', async () => {
    const { key } = await make(admin, ['sync', 'read:tiers', 'read:customers'])
    expect((await send('sync/hello', hello, key)).status).toBe(200)
    for (const [path, body] of [
      ['keys/create', { name: 'x', scopes: ['sync'], days: 1 }],
      ['session/rotate', {}],
      ['session/end', {}],
      ['members/list', {}],
      ['sign-in/policy', {}],
    ] as const)
      expect(await noOf(await send(path, body, key))).toEqual([403, 'forbidden'])
  })

  test('does what its user may, and dies with him', async () => {
    const leaver = await createPerson(firm.org, '离职的', 'rep', null)
    const { key } = await make(leaver, ['sync'])
    const reply: unknown = await (await send('sync/hello', hello, key)).json()
    expect(reply).toMatchObject({ me: { id: leaver.id, role: 'rep' } })
    await send('members/disable', { id: leaver.id }, admin.key)
    expect(await noOf(await send('sync/hello', hello, key))).toEqual([401, 'unauthenticated'])
    await send('members/enable', { id: leaver.id }, admin.key)
    expect(await noOf(await send('sync/hello', hello, key))).toEqual([401, 'unauthenticated'])
  })

  test('ends by itself', async () => {
    const { key } = await make(firm.li, ['sync'], 1)
    vi.setSystemTime(now + DAY - 1)
    expect((await send('sync/hello', hello, key)).status).toBe(200)
    vi.setSystemTime(now + DAY)
    expect((await send('sync/hello', hello, key)).status).toBe(401)
  })

  test.each([
    ['for more than 90 days', { days: 91 }],
    ['without a scope', { scopes: [] }],
    ['with a scope that is none', { scopes: ['admin'] }],
    ['without a name', { name: ' ' }],
  ])('is not made %s', async (_, order) => {
    const body = { name: 'x', scopes: ['sync'], days: 1, ...order }
    expect(await noOf(await send('keys/create', body, firm.li.key))).toEqual([400, 'malformed'])
  })

  test('is one of 20 a user', async () => {
    const greedy = await createPerson(firm.org, '脚本多', 'rep', null)
    for (let i = 0; i < 20; i++) await make(greedy, ['sync'])
    const body = { name: 'x', scopes: ['sync'], days: 1 }
    expect(await noOf(await send('keys/create', body, greedy.key))).toEqual([429, 'too_many'])
  })
})

describe('revoking', () => {
  const revoke = async (who: Person, id: string) => await send('keys/revoke', { id }, who.key)
  test('ends a key at once: one’s own, or of whom one manages', async () => {
    const [one, two] = [await make(firm.li, ['sync']), await make(firm.li, ['sync'])]
    expect((await revoke(firm.li, one.id)).status).toBe(200)
    expect((await revoke(firm.chen, two.id)).status).toBe(200)
    for (const { key } of [one, two])
      expect(await noOf(await send('sync/hello', hello, key))).toEqual([401, 'unauthenticated'])
  })

  test('a colleague’s, a manager’s, another organisation’s and a missing one are answered alike', async () => {
    const other = await foundFirm()
    const missing = await noOf(await revoke(firm.li, '0'.repeat(16)))
    expect(missing).toEqual([404, 'not_found'])
    const theirs = [
      [firm.li, (await make(firm.han, ['sync'])).id],
      [firm.chen, (await make(admin, ['sync'])).id],
      [firm.chen, (await make(other.li, ['sync'])).id],
      [admin, (await make(other.chen, ['sync'])).id],
    ] as const
    for (const [who, id] of theirs) expect(await noOf(await revoke(who, id))).toEqual(missing)
  })

  test('is for what one sees: a manager his reps’ keys, a rep his own', async () => {
    const usersOf = async (who: Person) => new Set((await list(who, 'all')).map((key) => key.user))
    expect(await usersOf(firm.li)).toEqual(new Set([firm.li.id]))
    const seen = await usersOf(firm.chen)
    expect(seen).toContain(firm.han.id)
    expect(seen).toContain(firm.chen.id)
    expect(seen).not.toContain(admin.id)
    expect(await usersOf(admin)).toContain(firm.chen.id)
  })
})
