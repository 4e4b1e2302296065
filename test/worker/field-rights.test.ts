// Rights on fields: what is off is not collected, what is masked is told as a mask and changed by typing over it, and a
// changed right reaches sheets at the revision that they have.
import { beforeAll, describe, expect, test } from 'vitest'

import { fieldHistoryReply, fieldsReply, revealReply } from '../../shared/protocol/fields.ts'
import { auditReply } from '../../shared/protocol/trace.ts'
import { decide, follow, hello, PURPOSE, switchOn } from './field-support.ts'
import {
  askFor,
  type Cells,
  count,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushRow,
  send,
} from './support.ts'

beforeAll(migrate)

/** 李雷 has a customer with one contact. */
const scene = async (cells: Cells = {}) => {
  const firm = await foundFirm()
  const [customer, contact] = [newId(), newId()]
  await pushRow(firm.li, 'customer', { id: customer, base: 0, cells: { name: '安宁纺织' } })
  const own = { customer_id: '安宁纺织', name: '周宁', ...cells }
  const stored = await pushRow(firm.li, 'contact', { id: contact, base: 0, cells: own })
  return { firm, customer, contact, stored }
}

const seenAt = async (who: Person, id: string) => {
  const { rows } = await pullRows(who, 'contact', { only: [id] })
  const [row] = rows
  if (row === undefined) throw new Error('he does not see the row')
  return row
}

const storedAt = async (id: string, column: string, value: string): Promise<boolean> =>
  (await count(`SELECT count(*) AS n FROM contact WHERE id = ?1 AND ${column} IS ?2`, id, value)) >
  0

describe('a sensitive field that nobody switched on', () => {
  test('is not writable, and a column of it is passed over with a word about it', async () => {
    const { firm, contact, stored } = await scene({ ethnicity: '汉族', blood_type: '' })
    expect(stored).toMatchObject({
      outcome: 'applied',
      problems: [{ field: 'ethnicity', code: 'field.off', level: 'warning' }],
    })
    expect((await seenAt(firm.li, contact)).values).not.toHaveProperty('ethnicity')
    expect(await storedAt(contact, 'ethnicity', '汉族')).toBe(false)
    const { writable, off, masked } = await hello(firm.li)
    expect(writable.contact).not.toContain('ethnicity')
    expect(off?.contact).toEqual(['ethnicity', 'family_note', 'income_band', 'blood_type', 'id_no'])
    expect(masked).toEqual({})
  })

  test('is switched on by a manager only, with a purpose and a number of days', async () => {
    const { firm } = await scene()
    const order = { seen: 0, table: 'contact', key: 'id_no', isOn: true }
    expect((await send('fields/change', order, firm.li.key)).status).toBe(403)
    const said = await decide(firm.chen, { table: 'contact', key: 'id_no', isOn: true })
    expect(said).toMatchObject({ saved: false, faults: ['purpose.missing', 'days.missing'] })
    const short = { purpose: '登记', days: 0 }
    expect(
      await decide(firm.chen, { table: 'contact', key: 'id_no', isOn: true, ...short }),
    ).toMatchObject({ saved: false, faults: ['purpose.short', 'days.range'] })
    expect(await switchOn(firm.chen, 'id_no')).toMatchObject({ saved: true, version: 1 })
    const { fields } = await askFor(fieldsReply, 'fields/list', {}, firm.li)
    expect(fields.find(({ key }) => key === 'id_no')).toMatchObject({
      isOn: true,
      mine: 'masked',
      purpose: PURPOSE,
      days: 365,
      byRole: null,
    })
    expect(
      (await send('fields/change', { ...order, purpose: PURPOSE }, firm.chen.key)).status,
    ).toBe(409)
    const { entries } = await askFor(fieldHistoryReply, 'fields/history', {}, firm.chen)
    expect(entries).toMatchObject([
      { version: 1, byName: '陈总', changes: [{ table: 'contact', key: 'id_no', from: null }] },
    ])
  })

  test('is whole for nobody once it is on', async () => {
    const { firm } = await scene()
    await switchOn(firm.chen, 'id_no')
    const sight = { manager: 'full' } as const
    expect(await decide(firm.chen, { table: 'contact', key: 'id_no', sight })).toMatchObject({
      saved: false,
      faults: ['sight.bounds'],
    })
  })
})

const NUMBER = '11010519491231002X'

describe('a masked field', () => {
  test('comes back masked from whoever typed it, and a mask sent again changes nothing', async () => {
    const { firm, contact } = await scene()
    await switchOn(firm.chen, 'id_no')
    const typed = await pushRow(firm.li, 'contact', {
      id: contact,
      base: 1,
      cells: { name: '周宁', id_no: NUMBER },
    })
    expect(typed).toMatchObject({ outcome: 'applied', values: { id_no: '••••002X' } })
    const again = await pushRow(firm.li, 'contact', {
      id: contact,
      base: 2,
      cells: { name: '周宁宁', id_no: '••••002X' },
    })
    expect(again).toMatchObject({ outcome: 'applied', rev: 3 })
    expect(again.values).toBeUndefined()
    expect(await storedAt(contact, 'id_no', NUMBER)).toBe(true)
    const other = await pushRow(firm.li, 'contact', {
      id: contact,
      base: 3,
      cells: { name: '周宁', id_no: '••••9999' },
    })
    expect(other).toMatchObject({ outcome: 'applied', values: { id_no: '••••002X' } })
    const emptied = await pushRow(firm.li, 'contact', {
      id: contact,
      base: 4,
      cells: { name: '周宁', id_no: '' },
    })
    expect(emptied).toMatchObject({ outcome: 'applied', rev: 5 })
    expect(await storedAt(contact, 'id_no', NUMBER)).toBe(false)
  })

  test('of a row that is copied to a new one stays empty there', async () => {
    const { firm } = await scene()
    await switchOn(firm.chen, 'id_no')
    const id = newId()
    const cells = { customer_id: '安宁纺织', name: '周安', id_no: '••••002X' }
    const copied = await pushRow(firm.li, 'contact', { id, base: 0, cells })
    expect(copied).toMatchObject({ outcome: 'applied', values: { id_no: null } })
  })

  test('of a customer is his main contact’s, on both sheets', async () => {
    const firm = await foundFirm()
    const id = newId()
    const cells = { name: '安宁纺织', 'contact.name': '周宁', 'contact.mobile': '13900001234' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await decide(firm.chen, { table: 'contact', key: 'mobile', sight: { rep: 'masked' } })
    const [row] = (await pullRows(firm.li, 'customer')).rows
    expect(row?.values['contact.mobile']).toBe('••••1234')
    const reveal = { table: 'customer', id, field: 'contact.mobile', reason: '回访前核对号码' }
    const { value } = await askFor(revealReply, 'fields/reveal', reveal, firm.li)
    expect(value).toBe('+8613900001234')
    const [whole] = (await pullRows(firm.chen, 'customer')).rows
    expect(whole?.values['contact.mobile']).toBe('+8613900001234')
    const edited = await pushRow(firm.li, 'customer', {
      id,
      base: 1,
      cells: { ...cells, name: '安宁纺织厂', 'contact.mobile': '••••1234' },
    })
    expect(edited.outcome).toBe('applied')
    const [kept] = (await pullRows(firm.chen, 'customer')).rows
    expect(kept?.values).toMatchObject({ name: '安宁纺织厂', 'contact.mobile': '+8613900001234' })
  })
})

describe('a sensitive field that is switched off again', () => {
  test('is told no more, its column is blanked, and what was stored waits for its days', async () => {
    const { firm, contact } = await scene()
    await switchOn(firm.chen, 'id_no')
    const cells = { name: '周宁', id_no: NUMBER }
    await pushRow(firm.li, 'contact', { id: contact, base: 1, cells })
    const before = await seenAt(firm.li, contact)
    expect(before.values['id_no']).toBe('••••002X')
    await decide(firm.chen, { table: 'contact', key: 'id_no', isOn: false })
    const [after] = await follow(firm.li, 'contact', [before])
    expect(after?.values).not.toHaveProperty('id_no')
    expect(after?.computed).toMatchObject({ id_no: null })
    expect((await hello(firm.li)).off?.contact).toContain('id_no')
    expect(await storedAt(contact, 'id_no', NUMBER)).toBe(true)
  })
})

describe('a right that changes', () => {
  test('reaches rows at the revision that they have, both ways', async () => {
    const { firm, contact } = await scene({ birthday: '1980-08-15', mobile: '13900001234' })
    const before = await pullRows(firm.li, 'contact')
    await decide(firm.chen, { table: 'contact', key: 'birthday', sight: { rep: 'masked' } })
    const greeted = await hello(firm.li, before.cursor)
    expect(greeted.resets).toEqual(['scope_changed'])
    expect(greeted.masked).toEqual({ contact: ['birthday'] })
    expect((await hello(firm.chen)).masked).toEqual({})
    const [masked] = await follow(firm.li, 'contact', before.rows)
    expect(masked).toMatchObject({
      id: contact,
      rev: 1,
      values: { birthday: '••••-08-15', mobile: '+8613900001234' },
      computed: { birthday: '••••-08-15' },
    })
    expect(masked?.crev).toBeGreaterThan(before.rows[0]?.crev ?? 0)
    await decide(firm.chen, { table: 'contact', key: 'birthday', sight: { rep: 'none' } })
    const [gone] = await follow(firm.li, 'contact', masked ? [masked] : [])
    expect(gone?.values).not.toHaveProperty('birthday')
    expect(gone?.computed).toMatchObject({ birthday: null })
    expect((await hello(firm.li)).hidden).toEqual({ contact: ['birthday', 'next_birthday'] })
    await decide(firm.chen, { table: 'contact', key: 'birthday', sight: { rep: 'full' } })
    const [whole] = await follow(firm.li, 'contact', gone ? [gone] : [])
    expect(whole).toMatchObject({ computed: { birthday: '1980-08-15' } })
    expect(await follow(firm.li, 'contact', whole ? [whole] : [])).toEqual([])
  })

  test('of others moves nobody else’s cursor', async () => {
    const { firm } = await scene({ birthday: '1980-08-15' })
    const before = await pullRows(firm.li, 'contact')
    await decide(firm.chen, { table: 'contact', key: 'birthday', sight: { finance: 'masked' } })
    expect((await hello(firm.li, before.cursor)).resets).toEqual([null])
    expect(await follow(firm.li, 'contact', before.rows)).toEqual([])
  })

  test('with a role is a change, too, there and back', async () => {
    const { firm, contact } = await scene({ birthday: '1980-08-15' })
    await decide(firm.chen, { table: 'contact', key: 'birthday', sight: { finance: 'masked' } })
    const own = await seenAt(firm.li, contact)
    const admin = { ...firm.chen }
    await count(`UPDATE user SET role = 'admin' WHERE id = ?1 AND org = ?2`, admin.id, firm.org)
    const become = async (role: string) =>
      expect((await send('members/change', { id: firm.li.id, role }, admin.key)).status).toBe(200)
    await become('finance')
    const [masked] = await follow(firm.li, 'contact', [own])
    expect(masked?.computed).toMatchObject({ birthday: '••••-08-15' })
    await become('rep')
    const [whole] = await follow(firm.li, 'contact', masked ? [masked] : [])
    expect(whole?.computed).toMatchObject({ birthday: '1980-08-15' })
  })
})

describe('revealing', () => {
  const ask = { table: 'contact', field: 'id_no', reason: '为他办理机票' }

  test('tells one value, and the audit who, what and why, never the value', async () => {
    const { firm, contact } = await scene()
    await switchOn(firm.chen, 'id_no')
    const cells = { name: '周宁', id_no: NUMBER }
    await pushRow(firm.li, 'contact', { id: contact, base: 1, cells })
    const told = await askFor(revealReply, 'fields/reveal', { ...ask, id: contact }, firm.li)
    expect(told).toEqual({ value: NUMBER, left: 49 })
    const audit = await askFor(
      auditReply,
      'audit/list',
      { before: 0, limit: 9, what: ['value.reveal'] },
      firm.chen,
    )
    expect(audit.entries).toMatchObject([
      {
        by: firm.li.id,
        ids: [contact],
        detail: { table: 'contact', field: 'id_no', reason: '为他办理机票' },
      },
    ])
    expect(JSON.stringify(audit)).not.toContain(NUMBER)
  })

  test('is refused for a row out of sight as for one that is not, and where nothing is masked', async () => {
    const { firm, contact } = await scene()
    const refusal = async (who: Person, id: string, more: object = {}) => {
      const response = await send('fields/reveal', { ...ask, id, ...more }, who.key)
      const { request: _, ...body } = (await response.json()) as { request: string; code: string }
      return body
    }
    expect(await refusal(firm.li, contact)).toMatchObject({ code: 'forbidden' })
    await switchOn(firm.chen, 'id_no')
    expect(await refusal(firm.wang, contact)).toMatchObject({ code: 'not_found' })
    expect(await refusal(firm.wang, contact)).toEqual(await refusal(firm.wang, newId()))
    expect(await refusal(firm.li, contact, { field: 'mobile' })).toMatchObject({
      code: 'malformed',
    })
    expect(await refusal(firm.li, contact, { field: '__proto__' })).toMatchObject({
      code: 'malformed',
    })
    expect(await refusal(firm.li, contact, { reason: '  看  ' })).toMatchObject({
      code: 'malformed',
    })
    expect(
      await count(
        `SELECT count(*) AS n FROM audit WHERE what = 'value.reveal' AND org = ?1`,
        firm.org,
      ),
    ).toBe(0)
  })

  test('ends for the day at the limit that a manager set, however many ask at once', async () => {
    const { firm, contact } = await scene()
    await switchOn(firm.chen, 'id_no')
    await send('fields/change', { seen: 1, reveals: 3 }, firm.chen.key)
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const response = await send('fields/reveal', { ...ask, id: contact }, firm.li.key)
        return response.status
      }),
    )
    expect(answers.filter((status) => status === 200)).toHaveLength(3)
    expect(answers.filter((status) => status === 429)).toHaveLength(5)
    const { reveals } = await askFor(fieldsReply, 'fields/list', {}, firm.li)
    expect(reveals).toEqual({ limit: 3, used: 3 })
  })
})
