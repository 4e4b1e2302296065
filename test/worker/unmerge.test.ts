// A merge taken back: what comes back, what stays because somebody changed it since, in which order, and who may.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { archiveReply } from '../../shared/protocol/archive.ts'
import {
  askMerge,
  askUnmerge,
  change,
  makeChild,
  makeCustomer,
  merged,
  mergesOf,
  rowOf,
  unmerged,
} from './merge-support.ts'
import { askFor, count, epoch, newId, pullRows, pushRow, useFirm, workbook } from './support.ts'

const firm = useFirm()
const other = useFirm()

/** Two customers with a main contact, another contact and a visit each. */
const makePair = async (name: string) => {
  const make = async (n: number) => {
    const cells = { name: `${name}${n}号公司`, phone: `0512-6523${n}001`, 'contact.name': `甲${n}` }
    const made = await makeCustomer(firm.li, cells)
    const contact = await makeChild(firm.li, 'contact', made.name, { name: `乙${n}` })
    const visit = await makeChild(firm.li, 'visit', made.name, { talked_about: `丙${n}` })
    return { ...made, contact, visit }
  }
  return { a: await make(1), b: await make(2) }
}

/** Values of a customer and of all that is his, as they stand. */
const stateOf = async (...ids: readonly string[]) => {
  const [customers, contacts, visits] = await Promise.all(
    (['customer', 'contact', 'visit'] as const).map(
      async (table) => (await pullRows(firm.li, table)).rows,
    ),
  )
  const byId = (rows: typeof customers = []) =>
    Object.fromEntries(rows.map(({ id, values }) => [id, values]))
  const isHis = (values: Readonly<Record<string, unknown>>) =>
    ids.includes(String(values['customer_id']))
  return {
    customers: byId(customers?.filter(({ id }) => ids.includes(id))),
    contacts: byId(contacts?.filter(({ values }) => isHis(values))),
    visits: byId(visits?.filter(({ values }) => isHis(values))),
  }
}

describe('a merge that is taken back', () => {
  test('leaves everything as it was: rows, main contacts, children, keys, and who was there first', async () => {
    const { a, b } = await makePair('盐城')
    await makeCustomer(firm.li, { name: '盐城引荐公司', referred_by: b.name })
    const before = await stateOf(a.id, b.id)
    const keys = async () =>
      (
        await env.DB.prepare(
          `SELECT key, row_id, kind, name, person FROM strong_key WHERE row_id IN (?1, ?2) AND kind <> 'label' ORDER BY 1, 2`,
        )
          .bind(a.id, b.id)
          .all()
      ).results
    const known = await keys()
    const made = 'SELECT created_at AS n FROM customer WHERE id = ?1'
    const born = await count(made, b.id)
    const older = await count(made, a.id)
    const { merge, moved } = await merged(firm.li, b.id, [a.id])
    expect(await count(made, b.id)).toBe(older)
    expect(moved).toEqual({ contact: 2, visit: 1 })
    expect(await stateOf(a.id, b.id)).not.toEqual(before)
    const reply = await unmerged(firm.li, merge)
    expect(reply).toMatchObject({
      rows: [
        { id: b.id, rev: 3 },
        { id: a.id, rev: 3 },
      ],
      restored: { contact: 2, visit: 1 },
      kept: [],
      keptMore: 0,
    })
    expect(await stateOf(a.id, b.id)).toEqual(before)
    expect(await keys()).toEqual(known)
    expect(await count(made, b.id)).toBe(born)
    const orphans = `SELECT count(*) AS n FROM contact c WHERE NOT EXISTS (SELECT 1 FROM customer p
      WHERE p.org = c.org AND p.id = c.customer_id AND p.merged_into IS NULL)`
    expect(await count(orphans)).toBe(0)
    const change = { name: a.name, phone: '0512-65239999' }
    expect(await pushRow(firm.li, 'customer', { id: a.id, base: 3, cells: change })).toMatchObject({
      outcome: 'applied',
    })
  })

  test('is taken back once, however often it is asked', async () => {
    const { a, b } = await makePair('宿迁')
    const { merge } = await merged(firm.li, a.id, [b.id])
    const first = await unmerged(firm.li, merge)
    expect(await unmerged(firm.li, merge)).toEqual(first)
    expect(await count('SELECT count(*) AS n FROM history WHERE row_id = ?1', a.id)).toBe(3)
  })

  test('leaves what was changed since and says what it was', async () => {
    const { a, b } = await makePair('淮安')
    const { merge } = await merged(firm.li, a.id, [b.id])
    await change(firm.li, 'customer', a.id, { city: '淮安', phone: '0517-83900000' })
    await change(firm.li, 'visit', b.visit, { result: '成交' })
    await change(firm.li, 'contact', b.contact, { mobile: '13912345678' })
    const came = await makeChild(
      firm.li,
      'visit',
      (await rowOf(firm.li, 'customer', a.id)).values['name'] as string,
      { talked_about: '合并后' },
    )
    const { kept } = await unmerged(firm.li, merge)
    expect(
      kept.map(({ table, row, field, reason, now, before }) => [
        table,
        row,
        field,
        reason,
        now,
        before,
      ]),
    ).toEqual([
      ['customer', a.id, 'phone', 'changed', '+8651783900000', '+8651265231001'],
      ['customer', a.id, 'city', 'changed', '淮安', null],
      ['contact', b.contact, 'mobile', 'changed', '+8613912345678', null],
      ['visit', b.visit, 'result', 'changed', '成交', null],
      ['visit', came, null, 'added', null, null],
    ])
    expect((await rowOf(firm.li, 'customer', a.id)).values).toMatchObject({
      name: a.name,
      city: '淮安',
      phone: '+8651783900000',
    })
    expect((await rowOf(firm.li, 'visit', b.visit)).values).toMatchObject({
      customer_id: b.id,
      result: '成交',
    })
    expect((await rowOf(firm.li, 'visit', came)).values['customer_id']).toBe(a.id)
  })

  test('leaves where it is what was moved on, and away what was put away', async () => {
    const { a, b } = await makePair('徐州')
    const elsewhere = await makeCustomer(firm.li, { name: '徐州别处公司' })
    const { merge } = await merged(firm.li, a.id, [b.id])
    await change(firm.li, 'visit', b.visit, { customer_id: elsewhere.name })
    const { rev } = await rowOf(firm.li, 'contact', b.contact)
    const order = { table: 'contact', workbook, epoch, rows: [[b.contact, rev]], restore: false }
    await askFor(archiveReply, 'sync/archive', order, firm.li)
    const { kept } = await unmerged(firm.li, merge)
    expect(
      kept.map(({ row, field, reason, now, before }) => [row, field, reason, now, before]),
    ).toEqual([
      [b.contact, null, 'archived', null, null],
      [b.visit, 'customer_id', 'moved', elsewhere.id, b.id],
    ])
    expect((await rowOf(firm.li, 'visit', b.visit)).values['customer_id']).toBe(elsewhere.id)
    const sql =
      'SELECT count(*) AS n FROM contact WHERE id = ?1 AND customer_id = ?2 AND archived_at IS NOT NULL'
    expect(await count(sql, b.contact, b.id)).toBe(1)
  })

  test('gives a main contact back with what was written about him since', async () => {
    const a = await makeCustomer(firm.li, { name: '连云一号公司' })
    const b = await makeCustomer(firm.li, { name: '连云二号公司', 'contact.name': '周杰' })
    const { merge } = await merged(firm.li, a.id, [b.id])
    expect((await rowOf(firm.li, 'customer', a.id)).values['contact.name']).toBe('周杰')
    await change(firm.li, 'customer', a.id, { 'contact.mobile': '13912345678' })
    const { kept } = await unmerged(firm.li, merge)
    expect(kept).toMatchObject([{ table: 'contact', field: 'mobile', now: '+8613912345678' }])
    expect((await rowOf(firm.li, 'customer', a.id)).values['contact.name']).toBeUndefined()
    expect((await rowOf(firm.li, 'customer', b.id)).values).toMatchObject({
      'contact.name': '周杰',
      'contact.mobile': '+8613912345678',
    })
  })

  test('leaves a main contact away who was put away since: the customer comes back without one', async () => {
    const a = await makeCustomer(firm.li, { name: '连云三号公司', 'contact.name': '吴敏' })
    const b = await makeCustomer(firm.li, { name: '连云四号公司', 'contact.name': '周杰' })
    const { rows } = await pullRows(firm.li, 'contact')
    const contact = rows.find(({ values }) => values['customer_id'] === b.id)?.id ?? ''
    const { merge } = await merged(firm.li, a.id, [b.id])
    const order = { table: 'contact', workbook, epoch, rows: [[contact, 2]], restore: false }
    await askFor(archiveReply, 'sync/archive', order, firm.li)
    const { kept } = await unmerged(firm.li, merge)
    expect(kept).toMatchObject([{ table: 'contact', row: contact, reason: 'archived' }])
    expect((await rowOf(firm.li, 'customer', b.id)).values).not.toHaveProperty(['contact.name'])
    expect((await rowOf(firm.li, 'customer', a.id)).values['contact.name']).toBe('吴敏')
  })
})

describe('merges that build on each other', () => {
  test('are taken back from the last; the earlier one says which stands in the way', async () => {
    const { a, b } = await makePair('泰兴')
    const c = await makeCustomer(firm.li, { name: '泰兴三号公司' })
    const before = await stateOf(a.id, b.id, c.id)
    const first = await merged(firm.li, a.id, [b.id])
    const second = await merged(firm.li, c.id, [a.id])
    expect(await askUnmerge(firm.li, first.merge)).toEqual({
      outcome: 'refused',
      reason: 'merged_on',
      by: second.merge,
    })
    await unmerged(firm.li, second.merge)
    const { gone } = await pullRows(firm.li, 'customer', { only: [b.id] })
    expect(gone).toEqual([{ id: b.id, reason: 'merged', into: a.id }])
    await unmerged(firm.li, first.merge)
    expect(await stateOf(a.id, b.id, c.id)).toEqual(before)
  })

  test('into one customer are taken back in any order', async () => {
    const { a, b } = await makePair('姜堰')
    const c = await makeCustomer(firm.li, {
      name: '姜堰三号公司',
      industry: '模具',
      phone: '0523-88230003',
    })
    const before = await stateOf(a.id, b.id, c.id)
    const first = await merged(firm.li, a.id, [b.id])
    const second = await merged(firm.li, a.id, [c.id])
    const { kept } = await unmerged(firm.li, first.merge)
    // What the second merge made of the number stands, and is no longer what the first left.
    expect(new Set(kept.map(({ field }) => field))).toEqual(
      new Set(['phone', 'short_name', 'industry']),
    )
    await unmerged(firm.li, second.merge)
    const after = await stateOf(a.id, b.id, c.id)
    expect(after.contacts).toEqual(before.contacts)
    expect(after.visits).toEqual(before.visits)
    expect(after.customers[b.id]).toEqual(before.customers[b.id])
    expect(after.customers[c.id]).toEqual(before.customers[c.id])
  })

  test('may be made again after they were taken back', async () => {
    const { a, b } = await makePair('海门')
    const before = await stateOf(a.id, b.id)
    const first = await merged(firm.li, a.id, [b.id])
    await unmerged(firm.li, first.merge)
    const again = await merged(firm.li, a.id, [b.id])
    expect(again.merge).not.toBe(first.merge)
    await unmerged(firm.li, again.merge)
    expect(await stateOf(a.id, b.id)).toEqual(before)
  })

  test('wait while the survivor is put away', async () => {
    const { a, b } = await makePair('启东')
    const { merge, rev } = await merged(firm.li, a.id, [b.id])
    const order = { table: 'customer', workbook, epoch, rows: [[a.id, rev]], restore: false }
    await askFor(archiveReply, 'sync/archive', order, firm.li)
    expect(await askUnmerge(firm.li, merge)).toEqual({ outcome: 'refused', reason: 'archived' })
  })
})

describe('the right to take back', () => {
  test('is that to merge; a merge of others and none are answered alike', async () => {
    const { a, b } = await makePair('东台')
    const { merge } = await merged(firm.li, a.id, [b.id])
    const refused = { outcome: 'refused', reason: 'forbidden' }
    expect(await askUnmerge(firm.wang, merge)).toEqual(refused)
    expect(await askUnmerge(firm.wang, newId())).toEqual(refused)
    expect(await askUnmerge(other.chen, merge)).toEqual(refused)
    await unmerged(firm.chen, merge)
    expect(await askUnmerge(firm.wang, merge)).toEqual(refused)
  })

  test('two owners: their manager’s, and each rep is told what is his again', async () => {
    const a = await makeCustomer(firm.li, { name: '大丰一号公司' })
    const b = await makeCustomer(firm.wang, { name: '大丰二号公司', 'contact.name': '孙丽' })
    const { merge } = await merged(firm.chen, a.id, [b.id])
    expect(await askUnmerge(firm.li, merge)).toMatchObject({ reason: 'forbidden' })
    const mine = (await pullRows(firm.li, 'contact')).cursor
    const hers = (await pullRows(firm.wang, 'contact')).cursor
    await unmerged(firm.chen, merge)
    expect((await pullRows(firm.li, 'contact', { cursor: mine })).gone).toMatchObject([
      { reason: 'scope' },
    ])
    const { rows } = await pullRows(firm.wang, 'contact', { cursor: hers })
    expect(rows).toMatchObject([{ values: { name: '孙丽', customer_id: b.id } }])
    expect((await rowOf(firm.wang, 'customer', b.id)).values['contact.name']).toBe('孙丽')
  })

  test('the loser’s owner was chosen: his colleague is told that customer and children left, and gets them back', async () => {
    const a = await makeCustomer(firm.li, { name: '射阳一号公司', 'contact.name': '何静' })
    const b = await makeCustomer(firm.wang, { name: '射阳二号公司' })
    const tables = ['customer', 'contact'] as const
    const cursorsOf = async () =>
      await Promise.all(tables.map(async (table) => (await pullRows(firm.li, table)).cursor))
    const before = await cursorsOf()
    const { merge } = await merged(firm.chen, a.id, [b.id], { fields: { owner: { from: b.id } } })
    for (const [i, table] of tables.entries()) {
      const page = await pullRows(firm.li, table, { cursor: before[i] ?? '' })
      expect([page.rows, page.gone.map(({ reason }) => reason)]).toEqual([[], ['scope']])
    }
    expect((await rowOf(firm.wang, 'customer', a.id)).values['contact.name']).toBe('何静')
    const [customers = '', contacts = ''] = await cursorsOf()
    await unmerged(firm.chen, merge)
    expect((await pullRows(firm.li, 'customer', { cursor: customers })).rows).toMatchObject([
      { id: a.id },
    ])
    const { rows } = await pullRows(firm.li, 'contact', { cursor: contacts })
    expect(rows).toMatchObject([{ values: { name: '何静', customer_id: a.id } }])
    expect((await pullRows(firm.wang, 'customer', { only: [a.id] })).rows).toEqual([])
  })
})

test('the log of merges: who, when, which, how much, undone or not; the decisions for who sees all rows', async () => {
  const { a, b } = await makePair('如皋')
  const { merge } = await merged(firm.li, a.id, [b.id], { score: 9.5, evidence: { by: 'phone' } })
  const [entry] = (await mergesOf(firm.chen)).merges
  expect(entry).toMatchObject({
    merge,
    by: firm.li.id,
    byName: '李雷',
    winner: { id: a.id, name: a.name },
    losers: [{ id: b.id, name: b.name }],
    moved: { contact: 2, visit: 1 },
    score: 9.5,
    undone: null,
  })
  expect(entry?.decisions).toBeUndefined()
  await unmerged(firm.chen, merge)
  const { merges } = await mergesOf(firm.li, { merge })
  expect(merges).toMatchObject([{ merge, undone: { by: firm.chen.id, byName: '陈总' } }])
  expect(merges[0]?.decisions?.find(({ field }) => field === 'name')?.rejected).toHaveLength(1)
  expect((await mergesOf(firm.wang)).merges.filter((each) => each.merge === merge)).toEqual([])
  const page = await mergesOf(firm.chen, { limit: 1 })
  expect(page).toMatchObject({ more: true, merges: [{ merge }] })
  const next = await mergesOf(firm.chen, { limit: 1, before: page.before })
  expect(next.merges[0]?.merge).not.toBe(merge)
  expect(await askMerge(other.li, a.id, [b.id])).toMatchObject({ outcome: 'refused' })
})
