// Whoever asks to be forgotten is: not a word of him is left in any table, and his workbooks are told that he is gone.
import { COUNTED } from '../support/counted.ts'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { digestReply } from '../../shared/protocol/digest.ts'
import {
  auditReply,
  erasePersonReply,
  exportPersonReply,
  findPersonReply,
  type PersonTable,
} from '../../shared/protocol/trace.ts'
import { calendarActor } from '../../worker/auth/calendar.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { openPeople } from '../../worker/db/person.ts'
import { openRetention } from '../../worker/db/retention.ts'
import { ERASED_MAX, type Erasure } from '../../worker/service/person.ts'
import { monthsBefore, runRetention } from '../../worker/service/retention.ts'
import { askUnmerge, change, makeChild, makeCustomer, merged, rowOf } from './merge-support.ts'
import {
  askFor,
  count,
  dump,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  send,
  workbook,
} from './support.ts'

beforeAll(migrate)

const CANARY = '金丝雀'
const now = Date.now()

const tablesWith = async (...words: readonly string[]) =>
  Object.entries(await dump())
    .filter(([, text]) => words.some((word) => text.includes(word)))
    .map(([name]) => name)

const erase = async (who: Person, table: PersonTable, id: string, confirm: string) =>
  await askFor(erasePersonReply, 'person/erase', { table, id, reason: 'asked', confirm }, who)
const find = async (who: Person, order: object) =>
  await askFor(findPersonReply, 'person/find', order, who)
const goneOf = async (who: Person, table: 'customer' | 'contact' | 'visit') =>
  (await pullRows(who, table)).gone

/** A firm's customer whose main contact has a canary in every word, with conflicts, a merge and a batch. */
const entangle = async (firm: Firm) => {
  const [customer, batch] = [newId(), newId()]
  const word = `${CANARY}${customer.slice(-4)}`
  const cells = {
    name: `染整${customer.slice(-4)}`,
    'contact.name': word,
    'contact.mobile': '13812345678',
    'contact.title': `厂长${word}`,
    'contact.email': 'canary@example.com',
  }
  const body = pushBody('customer', [{ id: customer, base: 0, cells }], undefined, batch)
  expect((await send('sync/push', body, firm.li.key)).status).toBe(200)
  const { rows } = await pullRows(firm.li, 'contact')
  const contact = rows.find(({ values }) => values['customer_id'] === customer)?.id ?? ''
  await change(firm.li, 'contact', contact, { note: `爱好${word}`, interests: `钓鱼${word}` })
  await change(firm.li, 'customer', customer, { 'contact.title': `副厂长${word}` })
  const notes = [{ id: contact, rev: 2, field: 'title', mine: `另一职务${word}` }]
  await send('sync/note', { table: 'contact', workbook, epoch, notes }, firm.li.key)
  const their = [{ id: customer, rev: 2, field: 'contact.title', mine: `又一职务${word}` }]
  await send('sync/note', { table: 'customer', workbook, epoch, notes: their }, firm.li.key)
  return { customer, contact, word, name: cells.name }
}

describe('erasing a contact', () => {
  test('leaves not a word of him in any table, and tells the workbooks', async () => {
    const firm = await foundFirm()
    const { customer, contact, word } = await entangle(firm)
    const other = await makeCustomer(firm.li, { name: '绍兴没关系的厂', 'contact.name': '别的人' })
    await merged(firm.li, customer, [other.id])
    const before = await tablesWith(word)
    expect(before).toEqual(expect.arrayContaining(['contact', 'history', 'conflict', 'merge_edge']))
    const { rev } = await rowOf(firm.li, 'customer', customer)
    expect(await erase(firm.chen, 'contact', contact, word)).toEqual({
      outcome: 'erased',
      rows: { contact: 1 },
    })
    expect(await tablesWith(word, '13812345678', 'canary@example.com')).toEqual([])

    expect(await goneOf(firm.li, 'contact')).toContainEqual({
      id: contact,
      reason: 'erased',
      into: null,
    })
    const sheet = { table: 'contact', workbook, epoch, holds: 'put', after: '', through: null }
    const order = { ...sheet, rows: [[contact, 1, 1]] }
    const { gone } = await askFor(digestReply, 'sync/digest', order, firm.li)
    expect(gone).toEqual([{ id: contact, reason: 'erased', into: null }])
    const standing = await rowOf(firm.li, 'customer', customer)
    expect(standing.rev).toBeGreaterThan(rev)
    expect(Object.keys(standing.values).filter((key) => key.startsWith('contact.'))).toEqual([])
    expect(standing.values['name']).toBeDefined()
  })

  test('is not undone by a sheet that still shows him', async () => {
    const firm = await foundFirm()
    const { customer, contact, word, name } = await entangle(firm)
    const stale = await rowOf(firm.li, 'customer', customer)
    await erase(firm.chen, 'contact', contact, word)
    const cells = { ...stale.values, name, city: '苏州' }
    const result = await pushRow(firm.li, 'customer', { id: customer, base: stale.rev, cells })
    expect(result.outcome).toMatch(/applied|merged/u)
    expect((await rowOf(firm.li, 'customer', customer)).values['city']).toBe('苏州')
    const his = { customer_id: name, name: word, note: `还在${word}` }
    const contactResult = await pushRow(firm.li, 'contact', { id: contact, base: 2, cells: his })
    expect(contactResult.outcome).toBe('gone')
    const order = { table: 'contact', workbook, epoch, rows: [[contact, 3]], restore: true }
    await send('sync/archive', order, firm.li.key)
    expect(await tablesWith(word)).toEqual([])
    const archived = 'SELECT count(*) AS n FROM contact WHERE id = ?1 AND archived_at IS NOT NULL'
    expect(await count(archived, contact)).toBe(1)
  })

  test('a colleague of his at the same customer stays as he is', async () => {
    const firm = await foundFirm()
    const { customer, word } = await entangle(firm)
    const cells = { name: `同事${word}`, mobile: '13912345678' }
    const other = await makeChild(firm.li, 'contact', customer, cells)
    await erase(firm.chen, 'contact', other, `同事${word}`)
    const standing = await rowOf(firm.li, 'customer', customer)
    expect(standing.values['contact.name']).toBe(word)
    expect(await tablesWith('同事', '13912345678')).toEqual([])
    expect(await erase(firm.chen, 'contact', other, 'whatever')).toEqual({
      outcome: 'erased',
      rows: {},
    })
  })
})

describe('erasing a customer who is a person', () => {
  test('takes all that belongs to him along, his merged doubles and their merge too', async () => {
    const firm = await foundFirm()
    const word = `${CANARY}张`
    const cells = { kind: 'person', 'contact.name': word, 'contact.mobile': '13712345678' }
    const [one, two] = [newId(), newId()]
    await pushRow(firm.li, 'customer', { id: one, base: 0, cells, answer: 'new' })
    const twin = { ...cells, 'contact.mobile': '13612345678', note: `双胞${word}` }
    await pushRow(firm.li, 'customer', { id: two, base: 0, cells: twin, answer: 'new' })
    const answers = [{ a: one, b: two, verdict: 'unsure' }]
    await send('matches/answer', { epoch, answers }, firm.li.key)
    await makeChild(firm.li, 'visit', one, { talked_about: `谈了${word}` })
    const { merge } = await merged(firm.li, one, [two], { evidence: { score: 9 } })
    const { name } = (await rowOf(firm.li, 'customer', one)).values
    expect(await tablesWith(word)).toEqual(
      expect.arrayContaining(['contact', 'visit', 'history', 'merge_edge']),
    )
    expect(await erase(firm.chen, 'customer', two, '别人')).toEqual({
      outcome: 'wrong_name',
      rows: {},
    })
    const reply = await erase(firm.chen, 'customer', two, String(name))
    expect(reply).toMatchObject({ outcome: 'erased', rows: { customer: 2, visit: 1 } })
    expect(await tablesWith(word, '13712345678', '13612345678')).toEqual([])
    const ofHim = await count(
      'SELECT count(*) AS n FROM strong_key WHERE row_id IN (?1, ?2)',
      one,
      two,
    )
    expect(ofHim).toBe(0)
    expect(await goneOf(firm.li, 'customer')).toEqual(
      expect.arrayContaining([
        { id: one, reason: 'erased', into: null },
        { id: two, reason: 'erased', into: null },
      ]),
    )
    expect((await askUnmerge(firm.li, merge)).outcome).toBe('refused')
    expect(await tablesWith(word)).toEqual([])
  })

  test('the audit keeps who did it, when and to which id; a firm is nobody to be erased', async () => {
    const firm = await foundFirm()
    const id = newId()
    const cells = { kind: 'person', 'contact.name': `${CANARY}李` }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    const firmly = await makeCustomer(firm.li, { name: '绍兴不是人的厂' })
    expect((await erase(firm.chen, 'customer', firmly.id, firmly.name)).outcome).toBe('forbidden')
    expect((await erase(firm.chen, 'customer', newId(), 'x')).outcome).toBe('forbidden')
    await erase(firm.chen, 'customer', id, `${CANARY}李`)
    const erasures = { before: 0, limit: 9, what: ['person.erase'] }
    const { entries } = await askFor(auditReply, 'audit/list', erasures, firm.chen)
    expect(entries).toMatchObject([
      { what: 'person.erase', by: firm.chen.id, ids: [id], detail: { reason: 'asked' } },
    ])
    expect(JSON.stringify(entries)).not.toContain(CANARY)
  })
})

describe('a person is found and told what is held on him', () => {
  test('by phone as it is typed, by e-mail, by a part of his name', async () => {
    const firm = await foundFirm()
    const { contact, word } = await entangle(firm)
    for (const order of [
      { phone: '138 1234 5678' },
      { email: 'Canary@Example.com' },
      { name: word },
    ]) {
      const { people } = await find(firm.chen, order)
      expect(people).toMatchObject([{ table: 'contact', id: contact, name: word }])
    }
    expect(await find(firm.chen, { phone: '13000000000' })).toEqual({ people: [], more: false })
    const searches = { before: 0, limit: 9, what: ['person.find'] }
    const { entries } = await askFor(auditReply, 'audit/list', searches, firm.chen)
    expect(entries.map(({ what, detail }) => [what, detail])).toEqual([
      ['person.find', { by: 'phone' }],
      ['person.find', { by: 'name' }],
      ['person.find', { by: 'email' }],
      ['person.find', { by: 'phone' }],
    ])
  })

  test('whole, from every table that knows him', async () => {
    const firm = await foundFirm()
    const { contact, word } = await entangle(firm)
    const order = { table: 'contact', id: contact }
    const reply = await askFor(exportPersonReply, 'person/export', order, firm.chen)
    expect(reply.isCut).toBe(false)
    expect(reply.parts['contact']).toMatchObject([{ id: contact, name: word }])
    expect(reply.parts['history']?.length).toBeGreaterThan(1)
    expect(JSON.stringify(reply.parts['conflict'])).toContain(`另一职务${word}`)
    const again = await askFor(exportPersonReply, 'person/export', order, firm.chen)
    expect(again.parts['audit']).toMatchObject([{ what: 'person.export' }])
  })
})

describe('retention', () => {
  const stores = () => {
    const database = openDatabase(env.DB)
    return { people: openPeople(database), retention: openRetention(database) }
  }
  const calendarOf = (org: string) => {
    const organisation = { id: org, name: '', country: 'CN', currency: 'CNY' } as const
    return calendarActor({ ...organisation, timeZone: 'Asia/Shanghai', epoch, createdAt: COUNTED })
  }
  const keep = async ({ org }: Firm) => await runRetention(stores(), calendarOf(org), now)
  const decide = async (firm: Firm, value: object) => {
    const order = { name: 'retention', seen: 0, value }
    expect((await send('trace/policy', order, firm.chen.key)).status).toBe(200)
  }
  const age = async (table: string, id: string) =>
    await env.DB.prepare(`UPDATE ${table} SET updated_at = 1 WHERE id = ?1`).bind(id).run()

  test('is off until somebody decides', async () => {
    const firm = await foundFirm()
    const { contact } = await entangle(firm)
    await age('contact', contact)
    expect(await keep(firm)).toEqual({
      erased: { customer: 0, contact: 0, visit: 0 },
      more: false,
    })
  })

  test('erases what nobody changed for so long, and nothing younger', async () => {
    const firm = await foundFirm()
    const { customer, contact, word } = await entangle(firm)
    const young = await makeChild(firm.li, 'contact', customer, { name: '新来的' })
    const visit = await makeChild(firm.li, 'visit', customer, { talked_about: '旧话' })
    await age('contact', contact)
    await age('visit', visit)
    await decide(firm, { customer: null, contact: 36, visit: 12 })
    expect((await keep(firm)).erased).toEqual({ customer: 0, contact: 1, visit: 1 })
    expect((await keep(firm)).erased).toEqual({ customer: 0, contact: 0, visit: 0 })
    expect(await tablesWith(word, '旧话')).toEqual([])
    expect((await rowOf(firm.li, 'contact', young)).values['name']).toBe('新来的')
    const { entries } = await askFor(auditReply, 'audit/list', { before: 0, limit: 9 }, firm.chen)
    expect(entries.map(({ what, by }) => [what, by]).slice(0, 2)).toEqual([
      ['retention.erase', 'calendar'],
      ['retention.erase', 'calendar'],
    ])
  })

  test('keeps a person of whom something is younger', async () => {
    const firm = await foundFirm()
    const id = newId()
    const cells = { kind: 'person', 'contact.name': '老王' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    const visit = await makeChild(firm.li, 'visit', id, { talked_about: '昨天' })
    await age('customer', id)
    await decide(firm, { customer: 1, contact: 1, visit: null })
    await env.DB.prepare('UPDATE contact SET updated_at = 1 WHERE customer_id = ?1').bind(id).run()
    expect((await keep(firm)).erased).toEqual({ customer: 0, contact: 0, visit: 0 })
    await age('visit', visit)
    expect((await keep(firm)).erased).toEqual({ customer: 1, contact: 0, visit: 0 })
    expect(await tablesWith('老王', '昨天')).toEqual([])
  })

  test('erases no more rows in one batch than it takes, whoever has how many', async () => {
    const many: Readonly<Record<string, number>> = { a: 300, b: 250, c: ERASED_MAX + 1, d: 10 }
    const batches: (readonly [rows: number, whole: readonly string[] | null])[] = []
    const marks: string[] = []
    const rowsOf = (id: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({ table: 'visit' as const, id: `${id}${i}` }))
    const people = {
      ...stores().people,
      readFamily: async (_: unknown, { id }: { readonly id: string }, limit: number) => ({
        rows: rowsOf(id, Math.min(many[id] ?? 0, limit)),
        more: (many[id] ?? 0) > limit,
      }),
      erase: async (_: unknown, { rows, done }: Erasure) => {
        batches.push([rows.length, done?.ids ?? null])
      },
    }
    const retention = {
      readPolicyOf: async () => ({ customer: 1, contact: null, visit: null }),
      readAged: async () => ({ ids: Object.keys(many), next: '' }),
      writeMark: async (_: string, __: string, after: string) => {
        marks.push(after)
      },
    }
    const kept = await runRetention({ people, retention }, calendarOf('anybody'), now)
    // The third has more than a batch takes: he goes on in the next call, and nobody behind him is begun.
    expect(batches).toEqual([
      [300, ['a']],
      [250, ['b']],
      [ERASED_MAX, null],
    ])
    expect(kept).toMatchObject({ erased: { customer: 2 }, more: true })
    expect(marks).toEqual([])
  })

  test('months are those of the calendar', () => {
    const at = Date.UTC(2026, 2, 31, 12)
    expect(new Date(monthsBefore('Asia/Shanghai', at, 1)).toISOString()).toMatch(/^2026-02-28/u)
    expect(new Date(monthsBefore('Asia/Shanghai', at, 13)).toISOString()).toMatch(/^2025-02-28/u)
  })
})
