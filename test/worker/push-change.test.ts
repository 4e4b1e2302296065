// What becomes of changed rows, of contacts and visits, on the real D1, through HTTP.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { pushReply } from '../../shared/protocol/push.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { type Cells, count, newId, pullRows, pushBody, pushRow, send, useFirm } from './support.ts'

const firm = useFirm()

const lead = (name: string, more: Cells = {}): Cells => ({ name, city: '苏州', ...more })
const readBack = async (id: string) =>
  (await pullRows(firm.chen, 'customer', { only: [id] })).rows[0]

describe('a changed row', () => {
  const cells = lead('宜兴七彩陶瓷有限公司', { phone: '0510-87651234', industry: '陶瓷', note: '' })
  const create = async (name: string, phone: string) => {
    const id = newId()
    const row = { ...cells, name, phone }
    await pushRow(firm.li, 'customer', { id, base: 0, cells: row })
    return { id, row }
  }

  test('is applied on the revision that it was made on', async () => {
    const { id, row } = await create('宜兴八达', '0510-87650001')
    const result = await pushRow(firm.li, 'customer', {
      id,
      base: 1,
      cells: { ...row, note: '已拜访' },
    })
    expect(result).toMatchObject({ outcome: 'applied', rev: 2 })
    expect((await readBack(id))?.values['note']).toBe('已拜访')
  })

  test('is merged with what a colleague changed in other fields, and gets his values', async () => {
    const { id, row } = await create('宜兴九州', '0510-87650002')
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...row, industry: '包装' } })
    const result = await pushRow(firm.li, 'customer', {
      id,
      base: 1,
      cells: { ...row, note: '要样品' },
    })
    expect(result).toMatchObject({ outcome: 'merged', rev: 3, values: { industry: '包装' } })
    expect((await readBack(id))?.values).toMatchObject({ industry: '包装', note: '要样品' })
  })

  test('[R29] that empties a column which an equal push of a copy of its file did not have is an edit of its own', async () => {
    const { id, row } = await create('宜兴四方', '0510-87650004')
    const { industry: _, ...narrow }: Cells = { ...row, note: '已拜访' }
    await pushRow(firm.li, 'customer', { id, base: 1, cells: narrow })
    const emptied = { id, base: 1, cells: { ...narrow, industry: '' } }
    const result = await pushRow(firm.li, 'customer', emptied)
    expect(result).toMatchObject({ outcome: 'merged', rev: 3 })
    expect((await readBack(id))?.values).not.toHaveProperty('industry')
    // Once more, after its answer was lost; and the other one's, too.
    expect(await pushRow(firm.li, 'customer', emptied)).not.toHaveProperty('values')
    const again = await pushRow(firm.li, 'customer', { id, base: 1, cells: narrow })
    expect(again).toMatchObject({ outcome: 'done', rev: 3 })
  })

  test('that clashes keeps both values, shows the server’s, and merges the rest', async () => {
    const { id, row } = await create('宜兴十全', '0510-87650003')
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...row, industry: '包装' } })
    const mine = { id, base: 1, cells: { ...row, industry: '印刷', note: '要样品' } }
    const result = await pushRow(firm.li, 'customer', mine)
    expect(result).toMatchObject({
      outcome: 'conflict',
      rev: 3,
      values: { industry: '包装' },
      conflicts: [{ field: 'industry', mine: '印刷', theirs: '包装', by: firm.chen.name }],
    })
    expect((await readBack(id))?.values).toMatchObject({ industry: '包装', note: '要样品' })
    const stored = await env.DB.prepare('SELECT mine, theirs FROM conflict WHERE row_id = ?1')
      .bind(id)
      .all()
    expect(stored.results).toEqual([{ mine: '"印刷"', theirs: '"包装"' }])
    const again = await pushRow(firm.li, 'customer', mine)
    expect(again).toMatchObject({ outcome: 'done', conflicts: result.conflicts })
  })

  test('whose older content was merged unheard goes on from that, and from nothing that its sheet has not shown', async () => {
    const { id, row } = await create('宜兴半山', '0510-87650014')
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...row, industry: '包装' } })
    const unheard = { ...row, note: '要样品' }
    await pushRow(firm.li, 'customer', { id, base: 1, cells: unheard })
    const fields = Object.keys(row)
    const valuesOf = (cells: Cells) => fields.map((key) => cells[key] ?? '')
    const next = { ...row, industry: '印刷', note: '要报价' }
    const { rows, ...body } = pushBody('customer', [{ id, base: 1, cells: next }])
    const after = rowHash('customer', fields, valuesOf(unheard))
    const sent = rows.map((one) => [...one, null, null, after])
    const response = await send('sync/push', { ...body, rows: sent }, firm.li.key)
    const [result] = pushReply.parse(await response.json()).results
    expect(result).toMatchObject({
      outcome: 'conflict',
      rev: 4,
      conflicts: [{ field: 'industry', mine: '印刷', theirs: '包装' }],
    })
    expect((await readBack(id))?.values).toMatchObject({ industry: '包装', note: '要报价' })
  })

  test('that says what is there already raises no revision', async () => {
    const { id, row } = await create('宜兴百合', '0510-87650004')
    const result = await pushRow(firm.li, 'customer', {
      id,
      base: 1,
      cells: { ...row, phone: '051087650004' },
    })
    expect(result).toMatchObject({ outcome: 'applied', rev: 1 })
  })

  test('leaves a field alone whose column is missing', async () => {
    const { id } = await create('宜兴千禧', '0510-87650005')
    const cells = { name: '宜兴千禧', note: '只有两列' }
    await pushRow(firm.li, 'customer', { id, base: 1, cells })
    expect((await readBack(id))?.values).toMatchObject({
      industry: '陶瓷',
      phone: '+8651087650005',
    })
  })

  test('moves its look-up keys along', async () => {
    const { id, row } = await create('宜兴万象陶艺有限公司', '13912340006')
    await pushRow(firm.li, 'customer', { id, base: 1, cells: { ...row, phone: '13912340007' } })
    const other = { name: '', 'contact.name': '陆师傅', city: '', phone: '13912340006' }
    const second = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: other })
    const third = await pushRow(firm.li, 'customer', {
      id: newId(),
      base: 0,
      cells: { ...other, phone: '13912340007' },
    })
    expect([second.outcome, third.outcome]).toEqual(['applied', 'known'])
  })

  test('that became another customer is asked about, and goes through as renamed', async () => {
    const { id, row } = await create('宜兴亿家', '0510-87650008')
    const recycled = { ...row, name: '南通海门船舶', phone: '0513-82210000' }
    expect(await pushRow(firm.li, 'customer', { id, base: 1, cells: recycled })).toEqual({
      id,
      outcome: 'changed_identity',
      values: { name: '宜兴亿家', phone: '+8651087650008' },
    })
    expect((await readBack(id))?.values['name']).toBe('宜兴亿家')
    const renamed = { id, base: 1, cells: recycled, answer: 'renamed' as const }
    expect(await pushRow(firm.li, 'customer', renamed)).toMatchObject({
      outcome: 'applied',
      rev: 2,
    })
  })

  test.each([
    ['only the name', { name: '改名公司' }],
    ['only the phone', { phone: '0510-87659999' }],
  ])('%s is no other customer', async (_, change) => {
    const field = Object.keys(change)[0] ?? ''
    const { id, row } = await create(`宜兴${field}`, `0510-8${field.length}65001${field.length}`)
    const result = await pushRow(firm.li, 'customer', { id, base: 1, cells: { ...row, ...change } })
    expect(result.outcome).toBe('applied')
  })
})

describe('contacts and visits', () => {
  test('find their customer by his name, and are seen by whoever sees him', async () => {
    const customer = newId()
    await pushRow(firm.li, 'customer', { id: customer, base: 0, cells: lead('扬州联络有限公司') })
    const contact = { customer_id: '扬州联络有限公司', name: '吴敏', mobile: '13905140001' }
    const stored = await pushRow(firm.li, 'contact', { id: newId(), base: 0, cells: contact })
    expect(stored.outcome).toBe('applied')
    const stranger = await pushRow(firm.wang, 'contact', { id: newId(), base: 0, cells: contact })
    const nobody = await pushRow(firm.wang, 'contact', {
      id: newId(),
      base: 0,
      cells: { ...contact, customer_id: '没有这家公司' },
    })
    expect(stranger.problems?.[0]).toMatchObject({ field: 'customer_id', code: 'ref.unknown' })
    expect(nobody.problems?.[0]).toMatchObject({ field: 'customer_id', code: 'ref.unknown' })
    const visit = { contact_id: '吴敏', customer_id: '扬州联络有限公司', talked_about: '报价' }
    const visited = await pushRow(firm.li, 'visit', { id: newId(), base: 0, cells: visit })
    expect(visited.outcome).toBe('applied')
    const seen = await pullRows(firm.wang, 'visit')
    expect(seen.rows).toEqual([])
  })

  test('the first contact of a customer becomes his primary one and shows on his row', async () => {
    const customer = newId()
    await pushRow(firm.li, 'customer', { id: customer, base: 0, cells: lead('扬州首要有限公司') })
    const id = newId()
    const cells = { customer_id: '扬州首要有限公司', name: '郑洁', mobile: '13905140002' }
    await pushRow(firm.li, 'contact', { id, base: 0, cells })
    expect(await readBack(customer)).toMatchObject({ rev: 2, values: { 'contact.name': '郑洁' } })
    await pushRow(firm.li, 'contact', { id, base: 1, cells: { ...cells, mobile: '13905140003' } })
    expect(await readBack(customer)).toMatchObject({
      rev: 3,
      values: { 'contact.mobile': '+8613905140003' },
    })
    const known = { name: '扬州首要', 'contact.mobile': '13905140003' }
    const lookup = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: known })
    expect(lookup).toMatchObject({ outcome: 'known', known: { by: 'mobile', id: customer } })
  })

  test('the customer’s row edits the contact that a contact sheet made', async () => {
    const customer = newId()
    await pushRow(firm.li, 'customer', { id: customer, base: 0, cells: lead('扬州同人有限公司') })
    const id = newId()
    const cells = { customer_id: '扬州同人有限公司', name: '钱进' }
    await pushRow(firm.li, 'contact', { id, base: 0, cells })
    const row = lead('扬州同人有限公司', { 'contact.name': '钱进', 'contact.title': '厂长' })
    await pushRow(firm.li, 'customer', { id: customer, base: 2, cells: row })
    const contacts = await pullRows(firm.li, 'contact', { only: [id] })
    expect(contacts.rows[0]).toMatchObject({ rev: 2, values: { name: '钱进', title: '厂长' } })
  })

  test('two customers of one name need the city, and a delivered cell keeps its meaning', async () => {
    const [a, b] = [newId(), newId()]
    await pushRow(firm.li, 'customer', { id: a, base: 0, cells: lead('同名食品厂') })
    const contact = { id: newId(), base: 0, cells: { customer_id: '同名食品厂', name: '甲' } }
    await pushRow(firm.li, 'contact', contact)
    await pushRow(firm.li, 'customer', {
      id: b,
      base: 0,
      cells: { name: '同名食品厂', city: '无锡' },
    })
    const vague = await pushRow(firm.li, 'contact', { ...contact, id: newId() })
    expect(vague.problems?.[0]?.code).toBe('ref.ambiguous')
    const clear = { customer_id: '同名食品厂 · 无锡', name: '乙' }
    const id = newId()
    expect((await pushRow(firm.li, 'contact', { id, base: 0, cells: clear })).outcome).toBe(
      'applied',
    )
    const kept = { ...contact, base: 1, cells: { ...contact.cells, title: '经理' } }
    expect((await pushRow(firm.li, 'contact', kept)).outcome).toBe('applied')
    const { labels } = await pullRows(firm.li, 'contact', { only: [id] })
    expect(labels['customer']?.[b]).toBe('同名食品厂 · 无锡')
  })
})

describe('what the tables hold', () => {
  test('equals the newest revision in history, for every row', async () => {
    for (const table of ['customer', 'contact'] as const) {
      const rows = await env.DB.prepare(
        `SELECT t.name, t.rev, h.fields ->> '$.name' AS name_then, h.rev AS rev_then FROM ${table} t
        JOIN history h ON h.org = t.org AND h.row_id = t.id AND h.rev = t.rev`,
      ).all<{ name: string; name_then: string }>()
      const total = await count(`SELECT count(*) AS n FROM ${table}`)
      expect(rows.results.length).toBe(total)
      expect(rows.results.filter((row) => row.name !== row.name_then)).toEqual([])
    }
  })

  test('revisions are without gaps and seqs are unique and increasing', async () => {
    const gaps = await count(`SELECT count(*) AS n FROM (
      SELECT row_id FROM history GROUP BY org, row_id HAVING max(rev) <> count(*))`)
    const twins = await count(
      'SELECT count(*) AS n FROM (SELECT seq FROM history GROUP BY org, seq HAVING count(*) > 1)',
    )
    expect([gaps, twins]).toEqual([0, 0])
  })
})
