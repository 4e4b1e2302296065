// Users, teams and stand-ins: who changes whom, what a change opens and closes at once, and that somebody can
// always let people in.
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'

import { helloReply } from '../../shared/protocol/hello.ts'
import { membersReply } from '../../shared/protocol/members.ts'
import { meReply } from '../../shared/protocol/sign-in.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { isInScope, scopeParameter, scopeSql } from '../../worker/auth/scope.ts'
import { issueKey } from '../../worker/service/provision.ts'
import {
  createPerson,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  noOf,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  send,
  useClock,
  workbook,
} from './support.ts'

const now = Date.UTC(2026, 10, 22, 4)
const DAY = 86_400_000
beforeAll(migrate)
useClock(now)

const done = async (path: string, body: unknown, who: Person) => {
  const response = await send(path, body, who.key)
  expect([response.status, await response.json()]).toEqual([200, { done: true }])
}
const found = async () => {
  const firm = await foundFirm()
  return { ...firm, admin: await createPerson(firm.org, '管理员', 'admin', null) }
}
type Staffed = Firm & { readonly admin: Person }
const hello = async (who: Person, cursors?: readonly string[]) =>
  helloReply.parse(
    await (
      await send(
        'sync/hello',
        { workbook, client: { protocol: 1, build: 'test' }, ...(cursors ? { cursors } : {}) },
        who.key,
      )
    ).json(),
  )

describe('the list', () => {
  test('tells managers and admins who is in, and whom they manage', async () => {
    const firm = await found()
    await hello(firm.li)
    const listed = membersReply.parse(await (await send('members/list', {}, firm.chen.key)).json())
    expect(listed.members.find(({ id }) => id === firm.li.id)).toEqual({
      id: firm.li.id,
      name: '李雷',
      role: 'rep',
      team: 'east',
      disabled: null,
      hasAccount: false,
      keys: 1,
      lastUsed: '2026-11-22',
      mine: true,
    })
    expect(listed.members.find(({ id }) => id === firm.admin.id)?.mine).toBe(false)
    expect(JSON.stringify(listed)).not.toMatch(/kehu_|hash/u)
  })

  test('is not for reps and finance: they see names, as ever', async () => {
    const firm = await found()
    const finance = await createPerson(firm.org, '财务', 'finance', null)
    for (const who of [firm.li, finance])
      expect(await noOf(await send('members/list', {}, who.key))).toEqual([403, 'forbidden'])
    expect((await hello(firm.li)).users.map(({ name }) => name)).toContain('王芳')
    expect(Object.keys((await hello(firm.li)).users[0] ?? {})).toEqual(['id', 'name'])
  })
})

describe('changing a user', () => {
  const change = async (who: Person, order: object) => await send('members/change', order, who.key)
  const changes: readonly (readonly [
    says: string,
    order: (firm: Staffed) => readonly [who: Person, order: object],
    status: number,
  ])[] = [
    [
      'a manager moves a rep to another team',
      (f: Staffed) => [f.chen, { id: f.li.id, team: 'west' }],
      200,
    ],
    [
      'a manager makes no manager of a rep',
      (f: Staffed) => [f.chen, { id: f.li.id, role: 'manager' }],
      403,
    ],
    [
      'a manager does not make himself admin',
      (f: Staffed) => [f.chen, { id: f.chen.id, role: 'admin' }],
      403,
    ],
    [
      'a manager does not touch an admin',
      (f: Staffed) => [f.chen, { id: f.admin.id, team: 'x' }],
      403,
    ],
    [
      'a rep changes nobody, not even himself',
      (f: Staffed) => [f.li, { id: f.li.id, team: 'west' }],
      403,
    ],
    ['an admin makes a manager', (f: Staffed) => [f.admin, { id: f.li.id, role: 'manager' }], 200],
    ['an admin unmakes a manager', (f: Staffed) => [f.admin, { id: f.chen.id, role: 'rep' }], 200],
    [
      'the last admin does not step down',
      (f: Staffed) => [f.admin, { id: f.admin.id, role: 'rep' }],
      409,
    ],
    [
      'nobody changes a user who is not there',
      (f: Staffed) => [f.admin, { id: 'u-无', team: 'x' }],
      404,
    ],
  ]
  test.each(changes)('%s', async (_, order, status) => {
    const [who, body] = order(await found())
    expect((await change(who, body)).status).toBe(status)
  })

  test('another organisation’s user and one who is not there are answered alike', async () => {
    const [one, two] = [await found(), await found()]
    const stranger = await createPerson(two.org, '只在那边', 'rep', null)
    for (const [path, extra] of [
      ['members/change', { team: 'x' }],
      ['members/disable', {}],
      ['members/enable', {}],
    ] as const) {
      const answer = async (id: string) =>
        await noOf(await send(path, { id, ...extra }, one.admin.key))
      expect(await answer(stranger.id)).toEqual(await answer('u-谁也不是'))
    }
    expect((await hello(stranger)).me.role).toBe('rep')
  })

  test('two last admins cannot both step down', async () => {
    const firm = await found()
    const second = await createPerson(firm.org, '副手', 'admin', null)
    const statuses = await Promise.all([
      change(firm.admin, { id: firm.admin.id, role: 'manager' }),
      change(second, { id: second.id, role: 'manager' }),
    ])
    expect(statuses.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409'])
  })

  test('to another team changes what he sees: the cursor holds no more, rows leave and arrive', async () => {
    const firm = await found()
    const ids = { east: newId(), west: newId() }
    const cells = { city: '', visibility: 'team' }
    await pushRow(firm.han, 'customer', {
      id: ids.east,
      base: 0,
      cells: { name: '东队的', ...cells },
    })
    await pushRow(firm.wang, 'customer', {
      id: ids.west,
      base: 0,
      cells: { name: '西队的', ...cells },
    })
    const seen = async () => (await pullRows(firm.li, 'customer')).rows.map(({ id }) => id)
    expect(await seen()).toEqual([ids.east])
    const { cursor } = await pullRows(firm.li, 'customer')
    await done('members/change', { id: firm.li.id, team: 'west' }, firm.chen)
    expect((await hello(firm.li, [cursor])).resets).toEqual(['scope_changed'])
    expect((await pullRows(firm.li, 'customer', { cursor })).reset).toBe('scope_changed')
    expect(await seen()).toEqual([ids.west])
  })
})

describe('disabling a user', () => {
  test('ends his keys at once; enabling him gives none back', async () => {
    const firm = await found()
    const second = await issueKey(env.DB, { org: firm.org, user: firm.li.id }, now)
    await done('members/disable', { id: firm.li.id }, firm.chen)
    const session = { workbook, client: { protocol: 1, build: 'test' }, session: newId() }
    for (const key of [firm.li.key, second])
      expect(await noOf(await send('sync/hello', session, key))).toEqual([401, 'unauthenticated'])
    await done('members/enable', { id: firm.li.id }, firm.chen)
    expect((await send('sync/hello', session, firm.li.key)).status).toBe(401)
    const order = { user: firm.li.id, days: 1 }
    expect((await send('members/invite', order, firm.chen.key)).status).toBe(200)
  })

  test('leaves his customers to his team', async () => {
    const firm = await found()
    const id = newId()
    const cells = { name: '留下的', city: '', visibility: 'team' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await done('members/disable', { id: firm.li.id }, firm.chen)
    expect((await pullRows(firm.han, 'customer')).rows.map((row) => row.id)).toEqual([id])
  })

  test('is not for whom one does not manage, and never for the last admin', async () => {
    const firm = await found()
    const disable = async (who: Person, id: string) =>
      await noOf(await send('members/disable', { id }, who.key))
    expect(await disable(firm.chen, firm.admin.id)).toEqual([403, 'forbidden'])
    expect(await disable(firm.li, firm.han.id)).toEqual([403, 'forbidden'])
    expect(await disable(firm.admin, firm.admin.id)).toEqual([409, 'last_admin'])
    const second = await createPerson(firm.org, '副手', 'admin', null)
    await done('members/disable', { id: firm.admin.id }, second)
    expect(await disable(second, second.id)).toEqual([409, 'last_admin'])
  })
})

describe('a stand-in', () => {
  const until = '2026-11-24'
  const scene = async () => {
    const firm = await found()
    const id = newId()
    const cells = { name: '只给王芳的', city: '', visibility: '', note: '', 'contact.name': '彭飞' }
    await pushRow(firm.wang, 'customer', { id, base: 0, cells })
    const visit = { customer_id: '只给王芳的', talked_about: '寒暄' }
    await pushRow(firm.wang, 'visit', { id: newId(), base: 0, cells: visit })
    const begin = async (change: object = {}) =>
      await send(
        'members/stand-in',
        { user: firm.li.id, for: firm.wang.id, until, ...change },
        firm.chen.key,
      )
    const seen = async (table: 'customer' | 'contact' | 'visit' = 'customer') =>
      (await pullRows(firm.li, table)).rows.length
    return { firm, id, cells, begin, seen }
  }

  test('sees and edits the other’s customers with their contacts and visits until that day is over', async () => {
    const { firm, id, cells, begin, seen } = await scene()
    expect([await seen(), await seen('contact'), await seen('visit')]).toEqual([0, 0, 0])
    expect((await begin()).status).toBe(200)
    expect([await seen(), await seen('contact'), await seen('visit')]).toEqual([1, 1, 1])
    const edit = (note: string, base: number) =>
      pushRow(firm.li, 'customer', { id, base, cells: { ...cells, note } })
    expect((await edit('代班', 1)).outcome).toBe('applied')
    expect((await pullRows(firm.wang, 'customer')).rows[0]?.values['note']).toBe('代班')
    // The 24th in Shanghai is over at 16:00 UTC.
    vi.setSystemTime(Date.UTC(2026, 10, 24, 15, 59))
    expect(await seen()).toBe(1)
    vi.setSystemTime(Date.UTC(2026, 10, 24, 16))
    expect(await seen()).toBe(0)
    expect((await edit('过期', 2)).outcome).toBe('forbidden')
  })

  test('is told about it, and by the cursor too: rows arrive, and leave when it ends', async () => {
    const { firm, begin } = await scene()
    const { cursor } = await pullRows(firm.li, 'customer')
    const before = (await hello(firm.li)).scope
    await begin()
    const me = meReply.parse(await (await send('session/me', {}, firm.li.key)).json())
    expect(me.standsInFor).toEqual([{ name: '王芳', until }])
    const during = await hello(firm.li, [cursor])
    expect(during.scope).not.toBe(before)
    expect(during.resets).toEqual(['scope_changed'])
    const held = await pullRows(firm.li, 'customer')
    expect(held.rows).toHaveLength(1)
    expect((await begin({ until: null })).status).toBe(200)
    const after = await hello(firm.li, [held.cursor, cursor])
    expect([after.scope, ...(after.resets ?? [])]).toEqual([before, 'scope_changed', null])
    const order = {
      table: 'customer',
      workbook,
      epoch,
      rows: held.rows.map((r) => [r.id, r.rev, r.crev]),
    }
    const digest = await send(
      'sync/digest',
      { ...order, after: '', through: null, holds: 'all' },
      firm.li.key,
    )
    expect(await digest.text()).toContain('"reason":"scope"')
  })

  test('is told that a customer left when he is handed to somebody else', async () => {
    const { firm, id, cells, begin } = await scene()
    await begin()
    const { cursor } = await pullRows(firm.li, 'customer')
    const given = { ...cells, owner: '韩梅' }
    expect((await pushRow(firm.chen, 'customer', { id, base: 1, cells: given })).outcome).toBe(
      'applied',
    )
    const { gone } = await pullRows(firm.li, 'customer', { cursor })
    expect(gone).toEqual([{ id, reason: 'scope', into: null }])
  })

  test('neither archives nor hands over, nor changes who sees', async () => {
    const { firm, id, cells, begin } = await scene()
    await begin()
    const push = async (more: object) =>
      (await pushRow(firm.li, 'customer', { id, base: 1, cells: { ...cells, ...more } }))
        .problems?.[0]?.code
    expect(await push({ owner: '李雷' })).toBe('field.readonly')
    expect(await push({ visibility: 'company' })).toBe('field.readonly')
  })

  test('adds only his own customers, not what the other sees of others', async () => {
    const { firm, begin, seen } = await scene()
    const zhao = await createPerson(firm.org, '赵六', 'rep', 'west')
    const cells = { name: '西队赵六的', city: '', visibility: 'team' }
    await pushRow(zhao, 'customer', { id: newId(), base: 0, cells })
    await begin()
    expect((await pullRows(firm.wang, 'customer')).rows).toHaveLength(2)
    expect(await seen()).toBe(1)
  })

  test.each([
    ['for himself', (f: Staffed) => ({ for: f.li.id }), [400, 'malformed']],
    ['from yesterday', () => ({ until: '2026-11-21' }), [400, 'malformed']],
    ['for half a year', () => ({ until: '2027-05-22' }), [400, 'malformed']],
    ['until a day that is none', () => ({ until: '2026-02-30' }), [400, 'malformed']],
    ['for an admin', (f: Staffed) => ({ for: f.admin.id }), [403, 'forbidden']],
    ['for nobody', () => ({ for: 'u-无' }), [404, 'not_found']],
  ] as const)('is not made %s', async (_, change, no) => {
    const { firm, begin } = await scene()
    expect(await noOf(await begin(change(firm)))).toEqual(no)
  })

  test('is not made by a rep, nor for somebody of another organisation', async () => {
    const { firm } = await scene()
    const other = await found()
    const order = { user: firm.li.id, for: firm.wang.id, until }
    expect(await noOf(await send('members/stand-in', order, firm.li.key))).toEqual([
      403,
      'forbidden',
    ])
    const theirs = await createPerson(other.org, '那边的', 'rep', null)
    const across = { ...order, for: theirs.id }
    expect(await noOf(await send('members/stand-in', across, firm.chen.key))).toEqual([
      404,
      'not_found',
    ])
  })

  test('ends for a rep who is disabled, and stays for one who stands in for a leaver', async () => {
    const { firm, begin, seen } = await scene()
    await begin()
    await done('members/disable', { id: firm.wang.id }, firm.chen)
    expect(await seen()).toBe(1)
    await done('members/disable', { id: firm.li.id }, firm.chen)
    const listed = membersReply.parse(await (await send('members/list', {}, firm.chen.key)).json())
    expect(listed.standIns).toEqual([])
  })
})

test('a stand-in of 92 days is the longest', async () => {
  const firm = await found()
  const order = (days: number) => ({
    user: firm.li.id,
    for: firm.wang.id,
    until: new Date(now + days * DAY).toISOString().slice(0, 10),
  })
  await done('members/stand-in', order(92), firm.chen)
  expect((await send('members/stand-in', order(93), firm.chen.key)).status).toBe(400)
})

test('a push of a stand-in is his own in the history', async () => {
  const firm = await found()
  const id = newId()
  const cells = { name: '留名', city: '', visibility: '' }
  await pushRow(firm.wang, 'customer', { id, base: 0, cells })
  const order = { user: firm.li.id, for: firm.wang.id, until: '2026-11-30' }
  await done('members/stand-in', order, firm.chen)
  const body = pushBody('customer', [{ id, base: 1, cells: { ...cells, city: '苏州' } }])
  expect((await send('sync/push', body, firm.li.key)).status).toBe(200)
  const row = await env.DB.prepare(
    'SELECT by_user, (SELECT owner FROM customer c WHERE c.org = h.org AND c.id = h.row_id) AS owner FROM history h WHERE h.org = ?1 AND h.row_id = ?2 AND h.rev = 2',
  )
    .bind(firm.org, id)
    .first()
  expect(row).toEqual({ by_user: firm.li.id, owner: firm.wang.id })
})

test('the rule in SQL and the rule on values are one, for every role, team and stand-in', async () => {
  const people = ['a', 'b', 'c', 'd', null]
  const sights = ['owner', 'team', 'company', '', null]
  const rows = people.flatMap((owner) => sights.map((visibility) => ({ owner, visibility })))
  const org = {
    id: 'scope',
    name: '约',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch,
    createdAt: 0,
  } as const
  const some = fc.subarray(['a', 'b', 'c', 'd'])
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('rep', 'rep', 'manager', 'finance', 'admin'),
      some,
      some,
      async (role, teammates, standsInFor) => {
        const actor: Actor = { id: 'a', name: '甲', role, org, teammates, standsInFor, users: [] }
        const found = await env.DB.prepare(
          `SELECT ${scopeSql(actor, '?1', "(j.value ->> 'owner')", "(j.value ->> 'visibility')")} AS seen
          FROM json_each(?2) j ORDER BY j.key`,
        )
          .bind(scopeParameter(actor), JSON.stringify(rows))
          .all<{ seen: number }>()
        expect(found.results.map(({ seen }) => seen === 1)).toEqual(
          rows.map((row) => isInScope(actor, row)),
        )
      },
    ),
    { numRuns: 60 },
  )
})
