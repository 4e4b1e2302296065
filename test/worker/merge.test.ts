// Two to eight customers become one: the survivor's values, what belongs to them, who may, and what others are told.
import { describe, expect, test } from 'vitest'

import {
  askMerge,
  change,
  makeChild,
  makeCustomer,
  merged,
  mergeBody,
  rowOf,
} from './merge-support.ts'
import { count, newId, pullRows, pushRow, send, useFirm } from './support.ts'

const firm = useFirm()
const other = useFirm()

describe('customers that are merged', () => {
  test('leave one row: registered name, all numbers, notes below each other, the short name as alias', async () => {
    const a = await makeCustomer(firm.li, {
      name: '华达',
      phone: '0512-65230001',
      groups: '展会',
      city: '苏州',
      note: '先打电话',
    })
    const b = await makeCustomer(firm.li, {
      name: '苏州华达机械有限公司',
      phone: '0512-65230002',
      groups: '老客户; 展会',
      address: '人民路1号',
      note: '要发票',
    })
    const { rev, decisions } = await merged(firm.li, a.id, [b.id])
    const row = await rowOf(firm.li, 'customer', a.id)
    expect(row.rev).toBe(rev)
    expect(row.values).toMatchObject({
      name: '苏州华达机械有限公司',
      short_name: '华达',
      phone: '+86-512-65230002; +86-512-65230001'.replaceAll('-', ''),
      groups: '老客户; 展会',
      city: '苏州',
      address: '人民路1号',
      note: '要发票\n先打电话',
      owner: firm.li.id,
    })
    const rules = Object.fromEntries(decisions.map(({ field, rule }) => [field, rule]))
    expect(rules).toMatchObject({
      name: 'full_name',
      phone: 'union',
      city: 'only',
      owner: 'same',
    })
    const { gone } = await pullRows(firm.li, 'customer', { only: [b.id] })
    expect(gone).toEqual([{ id: b.id, reason: 'merged', into: a.id }])
  })

  test('bring contacts and visits along; the main contact stays, and is told once each', async () => {
    const a = await makeCustomer(firm.li, { name: '吴江一号公司', 'contact.name': '王伟' })
    const b = await makeCustomer(firm.li, { name: '吴江二号公司', 'contact.name': '王伟' })
    const visit = await makeChild(firm.li, 'visit', b.name, {
      talked_about: '报价',
      at: '2026-03-05',
    })
    const same = await makeChild(firm.li, 'visit', a.name, {
      talked_about: '报价',
      at: '2026-03-05',
    })
    const cursor = (await pullRows(firm.han, 'visit')).cursor
    const reply = await merged(firm.li, a.id, [b.id])
    expect(reply.moved).toEqual({ contact: 1, visit: 1 })
    expect(reply.visits).toEqual([[visit, same].toSorted()])
    expect(reply.contacts).toHaveLength(1)
    expect((await rowOf(firm.li, 'visit', visit)).values['customer_id']).toBe(a.id)
    expect((await rowOf(firm.li, 'customer', a.id)).values['contact.name']).toBe('王伟')
    const { rows } = await pullRows(firm.li, 'contact')
    expect(rows.filter((row) => row.values['customer_id'] === a.id)).toHaveLength(2)
    expect((await pullRows(firm.han, 'visit', { cursor })).rows).toEqual([])
  })

  test('twice by the same request are merged once', async () => {
    const a = await makeCustomer(firm.li, { name: '昆山一号公司' })
    const b = await makeCustomer(firm.li, { name: '昆山二号公司' })
    const body = await mergeBody(a.id, [b.id])
    const answers = []
    for (let i = 0; i < 2; i++) answers.push(await (await send('merge', body, firm.li.key)).text())
    expect(answers[1]).toBe(answers[0])
    expect(await count('SELECT count(*) AS n FROM merge_edge WHERE winner = ?1', a.id)).toBe(1)
    expect(await count('SELECT count(*) AS n FROM history WHERE row_id = ?1', a.id)).toBe(2)
  })

  test('a row that moved on is told whole, and nothing is stored', async () => {
    const a = await makeCustomer(firm.li, { name: '昆山三号公司' })
    const b = await makeCustomer(firm.li, { name: '昆山四号公司' })
    const body = await mergeBody(a.id, [b.id])
    await change(firm.li, 'customer', b.id, { city: '昆山' })
    const reply: unknown = await (await send('merge', body, firm.li.key)).json()
    expect(reply).toMatchObject({
      outcome: 'refused',
      rows: [{ id: b.id, outcome: 'changed', row: { rev: 2, values: { city: '昆山' } } }],
    })
    expect((await rowOf(firm.li, 'customer', a.id)).rev).toBe(1)
  })

  test('a cell chosen or typed stands against the rules; what is not taken stays on record', async () => {
    const a = await makeCustomer(firm.li, {
      name: '常熟一号有限公司',
      city: '常熟',
      source: '展会',
    })
    const b = await makeCustomer(firm.li, { name: '常熟二号', city: '苏州', address: '海虞路2号' })
    const fields = {
      name: { from: b.id },
      city: { value: ' 张家港 ' },
      address: { from: a.id },
    }
    const { decisions } = await merged(firm.li, a.id, [b.id], { fields })
    const { values } = await rowOf(firm.li, 'customer', a.id)
    expect(values).toMatchObject({
      name: '常熟二号',
      city: '张家港',
      short_name: '常熟一号有限公司',
    })
    expect(values['address']).toBeUndefined()
    const city = decisions.find(({ field }) => field === 'city')
    expect(city).toMatchObject({ rule: 'typed', from: [], value: '张家港' })
    expect(city?.rejected).toEqual([
      { id: a.id, value: '常熟' },
      { id: b.id, value: '苏州' },
    ])
  })

  test('a third one comes to the last that stands: old ids lead there', async () => {
    const ids: string[] = []
    for (const name of ['太仓一号', '太仓二号', '太仓三号'])
      ids.push((await makeCustomer(firm.li, { name })).id)
    const [a = '', b = '', c = ''] = ids
    await merged(firm.li, a, [b])
    await merged(firm.li, c, [a])
    const cells = { name: '太仓二号', city: '太仓' }
    expect(await pushRow(firm.li, 'customer', { id: b, base: 1, cells })).toMatchObject({
      outcome: 'gone',
      reason: 'merged',
      into: c,
    })
  })

  test('the numbers and names that were merged away still lead to the survivor', async () => {
    const a = await makeCustomer(firm.li, { name: '张家港金桥模具有限公司' })
    const b = await makeCustomer(firm.li, {
      name: '张家港金桥',
      fax: '0512-58230001',
      phone: '0512-58230009',
    })
    await merged(firm.li, a.id, [b.id], { fields: { phone: { from: a.id } } })
    const cells = { name: '张家港金桥', phone: '0512-58230009' }
    const lead = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells })
    expect(lead).toMatchObject({ outcome: 'known', known: { id: a.id } })
    const visit = { customer_id: '张家港金桥', talked_about: '旧名' }
    const id = newId()
    await pushRow(firm.li, 'visit', { id, base: 0, cells: visit })
    expect((await rowOf(firm.li, 'visit', id)).values['customer_id']).toBe(a.id)
  })

  test('who names a customer that was merged names the survivor; none names himself', async () => {
    const a = await makeCustomer(firm.li, { name: '江阴一号公司' })
    const b = await makeCustomer(firm.li, { name: '江阴二号公司' })
    const c = await makeCustomer(firm.li, { name: '江阴三号公司', referred_by: b.name })
    const friend = await makeCustomer(firm.li, { name: '江阴四号公司', referred_by: b.name })
    await change(firm.li, 'customer', a.id, { referred_by: b.name })
    await merged(firm.li, a.id, [b.id, c.id])
    expect((await rowOf(firm.li, 'customer', friend.id)).values['referred_by']).toBe(a.id)
    expect((await rowOf(firm.li, 'customer', a.id)).values['referred_by']).toBeUndefined()
    const merge = 'SELECT count(*) AS n FROM history WHERE row_id = ?1'
    expect([await count(merge, c.id), await count(merge, friend.id)]).toEqual([2, 2])
  })
})

describe('the right to merge', () => {
  test('is with whoever may change all rows; a foreign one and none are answered alike', async () => {
    const mine = await makeCustomer(firm.li, { name: '宜兴一号公司' })
    const foreign = await makeCustomer(firm.wang, { name: '宜兴二号公司' })
    const told = async (id: string) => {
      const { rows } = { rows: [], ...(await askMerge(firm.li, mine.id, [id])) }
      return JSON.stringify(rows).replaceAll(id, 'ID')
    }
    expect(await told(foreign.id)).toBe(JSON.stringify([{ id: 'ID', outcome: 'forbidden' }]))
    expect(await told(newId())).toBe(await told(foreign.id))
    const elsewhere = await askMerge(other.chen, mine.id, [foreign.id])
    expect(elsewhere).toMatchObject({ rows: [{ outcome: 'forbidden' }, { outcome: 'forbidden' }] })
  })

  test('over customers of two owners is a manager’s, and the loser’s rep is told what left him', async () => {
    const a = await makeCustomer(firm.li, { name: '无锡一号公司' })
    const shown = { name: '无锡二号公司', visibility: '全公司', 'contact.name': '李红' }
    const b = await makeCustomer(firm.wang, shown)
    expect(await askMerge(firm.li, a.id, [b.id])).toMatchObject({
      outcome: 'refused',
      rows: [{ id: b.id, outcome: 'forbidden' }],
    })
    const cursors = {
      customer: (await pullRows(firm.wang, 'customer')).cursor,
      contact: (await pullRows(firm.wang, 'contact')).cursor,
    }
    await merged(firm.chen, a.id, [b.id])
    const customers = await pullRows(firm.wang, 'customer', { cursor: cursors.customer })
    expect(customers.gone).toContainEqual({ id: b.id, reason: 'merged', into: a.id })
    const contacts = await pullRows(firm.wang, 'contact', { cursor: cursors.contact })
    expect(contacts.rows).toEqual([])
    expect(contacts.gone).toHaveLength(1)
    expect((await rowOf(firm.chen, 'customer', a.id)).values['owner']).toBe(firm.li.id)
  })

  test('ends at eight rows, at fields that are none, at too much evidence', async () => {
    const a = await makeCustomer(firm.li, { name: '镇江一号公司' })
    const b = await makeCustomer(firm.li, { name: '镇江二号公司' })
    const status = async (
      losers: readonly string[],
      more: Readonly<Record<string, unknown>> = {},
    ) => (await send('merge', await mergeBody(a.id, losers, more), firm.li.key)).status
    expect(await status(Array.from({ length: 8 }, newId))).toBe(400)
    expect(await status([a.id])).toBe(400)
    expect(await status([b.id], { fields: { tier: { from: b.id } } })).toBe(400)
    expect(await status([b.id], { fields: { city: { from: newId() } } })).toBe(400)
    expect(await status([b.id], { evidence: '阿'.repeat(2_000) })).toBe(413)
    const invalid = await askMerge(firm.li, a.id, [b.id], { fields: { name: { value: ' ' } } })
    expect(invalid).toMatchObject({
      rows: [],
      problems: [{ field: 'name', code: 'required.empty' }],
    })
  })
})
