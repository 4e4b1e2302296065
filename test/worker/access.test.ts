// Who gets in, who sees what, and how a no looks: never a hint of what exists.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { helloReply } from '../../shared/protocol/hello.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { isKey, keyHash, newKey } from '../../worker/auth/key.ts'
import { issueKey } from '../../worker/service/provision.ts'
import {
  epoch,
  type Firm,
  foundFirm,
  longAgo,
  migrate,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  send,
  workbook,
} from './support.ts'

let firm: Firm
let other: Firm
const ids = { own: newId(), team: newId(), company: newId(), foreign: newId(), elsewhere: newId() }

beforeAll(async () => {
  await migrate()
  firm = await foundFirm()
  other = await foundFirm()
  const make = async (who: Person, id: string, name: string, visibility: string) => {
    const result = await pushRow(who, 'customer', {
      id,
      base: 0,
      cells: { name, visibility, 'contact.name': `${name}的人` },
    })
    expect(result.outcome).toBe('applied')
  }
  await make(firm.li, ids.own, '自己的', '')
  await make(firm.han, ids.team, '队里的', 'team')
  await make(firm.wang, ids.company, '公司的', 'company')
  await make(firm.wang, ids.foreign, '别队的', 'team')
  await make(other.li, ids.elsewhere, '别家的', 'company')
})

const refusal = async (response: Response) => refusalBody.parse(await response.json())
const helloBody = { workbook, client: { protocol: 1, build: 'test' } }

describe('a key', () => {
  test('opens the door of its user', async () => {
    const hello = helloReply.parse(await (await send('sync/hello', helloBody, firm.li.key)).json())
    expect(hello).toMatchObject({ me: { name: '李雷', role: 'rep' }, org: { id: firm.org }, epoch })
    expect(hello.users.map((u) => u.name).toSorted()).toEqual(
      ['李雷', '王芳', '陈总', '韩梅'].toSorted(),
    )
    expect(hello.writable.customer).toContain('contact.mobile')
    expect(hello.writable.customer).not.toContain('tier')
    expect(hello.writable.customer).not.toContain('owner')
  })

  test('is stored as its hash only', async () => {
    const rows = await env.DB.prepare('SELECT * FROM access_key').all<Record<string, unknown>>()
    const text = JSON.stringify(rows.results)
    expect(text).toContain(await keyHash(firm.li.key))
    expect(text).not.toContain(firm.li.key)
    expect(text).not.toContain('kehu_')
    expect(isKey(newKey())).toBe(true)
    expect(newKey()).not.toBe(newKey())
  })

  test('that is missing, wrong, expired, revoked or of a disabled user is refused alike', async () => {
    const expired = await issueKey(env.DB, { org: firm.org, user: firm.li.id }, longAgo, 1)
    const revoked = await issueKey(env.DB, { org: firm.org, user: firm.li.id }, Date.now())
    await env.DB.prepare('UPDATE access_key SET revoked_at = 1 WHERE hash = ?1')
      .bind(await keyHash(revoked))
      .run()
    const leaver = await foundFirm()
    await env.DB.prepare('UPDATE user SET disabled_at = 1 WHERE org = ?1').bind(leaver.org).run()
    for (const key of [null, 'kehu_1', newKey(), expired, revoked, leaver.li.key, "' OR 1=1 --"]) {
      const response = await send('sync/hello', helloBody, key)
      expect([response.status, (await refusal(response)).code]).toEqual([401, 'unauthenticated'])
    }
  })
})

describe('what a caller sees', () => {
  const seen = async (who: Person) => {
    const customers = (await pullRows(who, 'customer')).rows.map((row) => row.id)
    const contacts = (await pullRows(who, 'contact')).rows.map((row) =>
      String(row.values['customer_id']),
    )
    expect(contacts.toSorted()).toEqual(customers.toSorted())
    return customers.toSorted()
  }
  test.each([
    ['a rep', () => firm.li, ['own', 'team', 'company']],
    ['his teammate', () => firm.han, ['team', 'company']],
    ['a rep of another team', () => firm.wang, ['company', 'foreign']],
    ['the manager', () => firm.chen, ['own', 'team', 'company', 'foreign']],
    ['another firm', () => other.chen, ['elsewhere']],
  ] as const)('%s', async (_, who, names) => {
    expect(await seen(who())).toEqual(names.map((name) => ids[name]).toSorted())
  })

  test('only what is his own, when he holds his own', async () => {
    const { rows } = await pullRows(firm.han, 'customer', { holds: 'own' })
    expect(rows.map((row) => row.id)).toEqual([ids.team])
    const contacts = await pullRows(firm.han, 'contact', { holds: 'own' })
    expect(contacts.rows.map((row) => row.values['customer_id'])).toEqual([ids.team])
  })
})

describe('a row that is not his and a row that does not exist are answered alike', () => {
  const missing = newId()
  const unused = newId()
  const strip = (text: string, id: string) => text.replaceAll(id, 'ID')
  test.each(['foreign', 'elsewhere'] as const)('%s', async (name) => {
    for (const base of [1, 7]) {
      const answer = async (id: string) => {
        const body = pushBody('customer', [{ id, base, cells: { name: '改', city: '' } }])
        return strip(await (await send('sync/push', body, firm.li.key)).text(), id)
      }
      expect(await answer(ids[name])).toBe(await answer(missing))
    }
    const pulled = async (id: string) => {
      const body = {
        table: 'customer',
        workbook,
        epoch,
        cursor: '',
        limit: 9,
        own: [],
        holds: 'put',
        only: [id],
      }
      return strip(await (await send('sync/pull', body, firm.li.key)).text(), id)
    }
    expect(await pulled(ids[name])).toBe(await pulled(missing))
    const contact = async (id: string) => {
      const cells = { customer_id: id, name: '某人' }
      const row = { id: unused, base: 0, cells }
      return strip(
        await (await send('sync/push', pushBody('contact', [row]), firm.li.key)).text(),
        id,
      )
    }
    expect(await contact(ids[name])).toBe(await contact(missing))
  })

  test('and a row of one’s own under the id of a colleague’s shows nothing of his', async () => {
    const cells = { customer_id: '自己的', talked_about: '偷看' }
    const first = await pushRow(firm.li, 'visit', { id: ids.foreign, base: 0, cells })
    expect(first).toMatchObject({ outcome: 'applied', rev: 1 })
    const { rows } = await pullRows(firm.li, 'visit', { only: [ids.foreign] })
    expect(rows[0]?.values).toEqual({ customer_id: ids.own, rep: firm.li.id, talked_about: '偷看' })
    const next = { id: ids.foreign, base: 1, cells: { ...cells, talked_about: '再看' } }
    expect((await pushRow(firm.li, 'visit', next)).outcome).toBe('applied')
    const theirs = await pullRows(firm.wang, 'customer', { only: [ids.foreign] })
    expect(theirs.rows[0]?.values).toMatchObject({ name: '别队的' })
  })

  test('and nothing of another firm ever changes', async () => {
    const row = { id: ids.elsewhere, base: 0, cells: { name: '抢注', city: '' } }
    await pushRow(firm.chen, 'customer', row)
    const theirs = await pullRows(other.li, 'customer')
    expect(theirs.rows.find((r) => r.id === ids.elsewhere)?.values['name']).toBe('别家的')
  })
})

describe('handing over', () => {
  const cells = { name: '要交接的公司', owner: '李雷', note: '' }
  test('is the manager’s: a rep’s other owner is refused', async () => {
    const result = await pushRow(firm.li, 'customer', {
      id: newId(),
      base: 0,
      cells: { ...cells, owner: '王芳' },
    })
    expect(result).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'owner', code: 'field.readonly' }],
    })
  })

  test('a colleague who may edit may not change who sees', async () => {
    const result = await pushRow(firm.li, 'customer', {
      id: ids.company,
      base: 1,
      cells: { name: '公司的', visibility: 'owner' },
    })
    expect(result.problems?.[0]).toMatchObject({ field: 'visibility', code: 'field.readonly' })
  })

  test('tells the old owner that customer and children are gone, and brings them to the new one', async () => {
    const id = newId()
    const person = { 'contact.name': '交接人' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { ...cells, ...person } })
    const visit = { customer_id: '要交接的公司', talked_about: '寒暄' }
    await pushRow(firm.li, 'visit', { id: newId(), base: 0, cells: visit })
    const sold = { customer_id: '要交接的公司', date: '2026-11-01', amount: 5 }
    await pushRow(firm.li, 'transaction', { id: newId(), base: 0, cells: sold })
    const tables = tableKeys
    const cursors = async (who: Person) =>
      await Promise.all(tables.map(async (table) => (await pullRows(who, table)).cursor))
    const [li, wang] = [await cursors(firm.li), await cursors(firm.wang)]
    const moved = { id, base: 1, cells: { ...cells, ...person, owner: '王芳' } }
    expect((await pushRow(firm.chen, 'customer', moved)).outcome).toBe('applied')
    for (const [i, table] of tables.entries()) {
      const lost = await pullRows(firm.li, table, { cursor: li[i] ?? '' })
      expect(lost.rows).toEqual([])
      expect(lost.gone).toEqual([{ id: expect.any(String), reason: 'scope', into: null }])
      const lostOwn = await pullRows(firm.li, table, { cursor: li[i] ?? '', holds: 'own' })
      expect(lostOwn.gone).toEqual(lost.gone)
      const won = await pullRows(firm.wang, table, { cursor: wang[i] ?? '' })
      expect(won.rows.length).toBe(1)
      expect(won.gone).toEqual([])
    }
    const after = await pushRow(firm.li, 'customer', {
      id,
      base: 2,
      cells: { ...cells, note: '还想改' },
    })
    expect(after).toEqual({ id, outcome: 'forbidden' })
  })
})
