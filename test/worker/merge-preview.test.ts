// Rows side by side before they are merged, what a merge moves beside contacts and visits, and what it costs.
import { describe, expect, test } from 'vitest'

import { mergePreviewReply } from '../../shared/protocol/merge.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { referencesTo } from '../../shared/schema/references.ts'
import { makeChild, makeCustomer, merged, mergeBody, rowOf, unmerged } from './merge-support.ts'
import {
  askFor,
  count,
  epoch,
  meter,
  newId,
  type Person,
  pushRows,
  send,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()

const preview = async (who: Person, rows: readonly string[], isOpen = false) =>
  await askFor(mergePreviewReply, 'merge/preview', { epoch, rows, isOpen }, who)

describe('rows side by side', () => {
  test('are told whole, with what each field would become: what the merge then makes of them', async () => {
    const a = await makeCustomer(firm.li, {
      name: '溧阳一号',
      phone: '0519-87230001',
      'contact.name': '甲',
    })
    const b = await makeCustomer(firm.li, { name: '溧阳一号建材有限公司', city: '溧阳' })
    await makeChild(firm.li, 'visit', b.name, { talked_about: '报价' })
    const told = await preview(firm.li, [a.id, b.id])
    expect(told).toMatchObject({ winner: a.id, refused: [], contact: a.id })
    expect(told.rows).toMatchObject([
      {
        id: a.id,
        rev: 1,
        values: { name: '溧阳一号', 'contact.name': '甲' },
        children: { contact: 1, visit: 0 },
      },
      { id: b.id, rev: 1, children: { contact: 0, visit: 1 }, contact: null },
    ])
    expect(told.labels['user']).toEqual({ [firm.li.id]: '李雷' })
    const { decisions } = await merged(firm.li, a.id, [b.id])
    expect(decisions).toEqual(told.decisions)
    const { values } = await rowOf(firm.li, 'customer', a.id)
    for (const { field, value } of told.decisions) expect(values[field]).toBe(value ?? undefined)
  })

  test('in any order: the one that the register knows is to stay, then the one that most belongs to', async () => {
    const a = await makeCustomer(firm.li, { name: '金坛一号公司' })
    const b = await makeCustomer(firm.li, {
      name: '金坛二号公司',
      credit_code: '91330100799655058B',
    })
    const c = await makeCustomer(firm.li, { name: '金坛三号公司' })
    await makeChild(firm.li, 'visit', c.name, { talked_about: '报价' })
    expect((await preview(firm.li, [a.id, b.id, c.id], true)).winner).toBe(b.id)
    expect((await preview(firm.li, [a.id, c.id], true)).winner).toBe(c.id)
    expect((await preview(firm.li, [a.id, c.id], false)).winner).toBe(a.id)
  })

  test('leave out what cannot be merged, alike whether foreign or none', async () => {
    const a = await makeCustomer(firm.li, { name: '丹阳一号公司' })
    const b = await makeCustomer(firm.li, { name: '丹阳二号公司' })
    const foreign = await makeCustomer(firm.wang, { name: '丹阳三号公司' })
    const none = newId()
    await merged(firm.li, a.id, [b.id])
    const told = await preview(firm.li, [a.id, b.id, foreign.id, none])
    expect(told).toMatchObject({ winner: null, decisions: [], rows: [{ id: a.id }] })
    expect(told.refused).toEqual([
      { id: b.id, outcome: 'gone', reason: 'merged', into: a.id },
      { id: foreign.id, outcome: 'forbidden' },
      { id: none, outcome: 'forbidden' },
    ])
    expect(
      (await send('merge/preview', { epoch, rows: [a.id, a.id], isOpen: true }, firm.li.key))
        .status,
    ).toBe(400)
    expect(
      (await send('merge/preview', { epoch, rows: [a.id], isOpen: true }, firm.li.key)).status,
    ).toBe(400)
  })
})

test('every table that refers to a customer moves with him, as the schema says', async () => {
  expect(referencesTo('customer').map(({ table }) => table)).toEqual([
    'customer',
    ...tableKeys.filter((table) => table !== 'customer'),
  ])
  const a = await makeCustomer(firm.li, { name: '句容一号公司' })
  const b = await makeCustomer(firm.li, { name: '句容二号公司' })
  const rows = ['2026-03-01', '2026-04-01'].map((date) => {
    const cells = { customer_id: b.name, date, kind: '订单', ref_no: date, amount: 1_000 }
    return { id: newId(), base: 0, cells }
  })
  const { results } = await pushRows(firm.chen, 'transaction', rows)
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  const { merge, moved } = await merged(firm.li, a.id, [b.id])
  expect(moved).toEqual({ transaction: 2 })
  const settle = async () => await send('sync/settle', { workbook, epoch }, firm.li.key)
  await settle()
  const computedOf = async (id: string) => (await rowOf(firm.li, 'customer', id)).computed
  const [orders] = ['last_order_on'] as const
  expect((await computedOf(a.id))[orders]).toBe('2026-04-01')
  await unmerged(firm.li, merge)
  await settle()
  expect([(await computedOf(a.id))[orders], (await computedOf(b.id))[orders]]).toEqual([
    undefined,
    '2026-04-01',
  ])
})

test('eight customers with all that is theirs become one at a price that grows with what moves, not with the firm', async () => {
  const made = []
  for (let i = 0; i < 8; i++) {
    const one = await makeCustomer(firm.li, {
      name: `扬中${i}号公司`,
      phone: `0511-8823000${i}`,
      'contact.name': `人${i}`,
    })
    for (let n = 0; n < 3; n++)
      await makeChild(firm.li, 'visit', one.name, { talked_about: `第${n}次` })
    made.push(one.id)
  }
  const [winner = '', ...losers] = made
  const moving = 7 * 4
  const cost = await meter('merge', await mergeBody(winner, losers), firm.li)
  expect(cost.read).toBeLessThanOrEqual(8 * 120 + moving * 50)
  expect(cost.written).toBeLessThanOrEqual(8 * 25 + moving * 10)
  const sql = 'SELECT count(*) AS n FROM visit WHERE customer_id = ?1'
  expect(await count(sql, winner)).toBe(24)
  const log = await count(
    'SELECT count(*) AS n FROM merge_moved m WHERE m.merge = (SELECT id FROM merge_edge WHERE winner = ?1)',
    winner,
  )
  expect(log).toBe(moving)
})
