// A row that is called otherwise: whoever shows its name is told, by crev, and of nothing else.
import { describe, expect, test } from 'vitest'

import type { TableName } from '../../shared/protocol/cell.ts'
import { archiveReply } from '../../shared/protocol/archive.ts'
import { undoReply } from '../../shared/protocol/batches.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import { merged, unmerged } from './merge-support.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  newId,
  pullRows,
  pushBody,
  pushRow,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()

const create = async (table: TableName, cells: Cells): Promise<string> => {
  const id = newId()
  expect(await pushRow(firm.li, table, { id, base: 0, cells })).toMatchObject({
    outcome: 'applied',
  })
  return id
}
const revOf = async (table: TableName, id: string): Promise<number> =>
  (await pullRows(firm.li, table, { only: [id] })).rows[0]?.rev ?? 0
/** By a colleague. */
const change = async (table: TableName, id: string, cells: Cells): Promise<void> => {
  const base = await revOf(table, id)
  const { outcome } = await pushRow(firm.chen, table, { id, base, cells })
  expect(outcome).toBe('applied')
}

/** What `table` has to tell since `cursor`: [id, rev, crev, the label of what it refers to]. */
const toldOf = async (table: TableName, field: string, target: TableName, cursor: string) => {
  const { rows, gone, labels } = await pullRows(firm.li, table, { cursor })
  expect(gone).toEqual([])
  return rows.map(({ id, rev, crev, values }) => [
    id,
    rev,
    crev,
    labels[target]?.[String(values[field])],
  ])
}
const cursorOf = async (table: TableName) => (await pullRows(firm.li, table)).cursor

const open = { visibility: '全公司' }

describe('a customer with a new name', () => {
  test('[R27] comes with it in all rows that name him, and no revision of theirs moves', async () => {
    const old = '旧名电子有限公司'
    const customer = await create('customer', { name: old, ...open })
    const referred = await create('customer', { name: '经人介绍厂', referred_by: old, ...open })
    const contact = await create('contact', { customer_id: old, name: '彭飞' })
    const visits = [
      await create('visit', { customer_id: old, at: '2026-11-20' }),
      await create('visit', { customer_id: old, at: '2026-11-21' }),
    ]
    const line = await create('transaction', {
      customer_id: old,
      date: '2026-11-01',
      kind: '订单',
      amount: 1,
    })
    await create('visit', { customer_id: '经人介绍厂', at: '2026-11-22' })
    const cursors = {
      customer: await cursorOf('customer'),
      contact: await cursorOf('contact'),
      visit: await cursorOf('visit'),
      transaction: await cursorOf('transaction'),
    }
    const written = await count('SELECT count(*) AS n FROM history')
    const name = '新名电子有限公司'
    await change('customer', customer, { name, ...open })
    expect(await count('SELECT count(*) AS n FROM history')).toBe(written + 1)
    const of = async (table: keyof typeof cursors, field = 'customer_id') =>
      await toldOf(table, field, 'customer', cursors[table])
    expect(await of('customer', 'referred_by')).toEqual([
      [customer, 3, 1, undefined],
      [referred, 1, 2, name],
    ])
    expect(await of('contact')).toEqual([[contact, 1, 2, name]])
    expect(await of('visit')).toEqual(visits.map((id) => [id, 1, 2, name]))
    expect(await of('transaction')).toEqual([[line, 1, 2, name]])
  })

  test('is no news to rows that were put away, nor is another cell of his to any', async () => {
    const customer = await create('customer', { name: '少说有限公司', ...open })
    const gone = await create('visit', { customer_id: '少说有限公司', at: '2026-11-20' })
    const rows = [[gone, 1]]
    await askFor(
      archiveReply,
      'sync/archive',
      { table: 'visit', workbook, epoch, rows, restore: false },
      firm.li,
    )
    const before = await cursorOf('visit')
    await change('customer', customer, { name: '少说有限公司', city: '苏州', ...open })
    await change('customer', customer, { name: '多说有限公司', ...open })
    expect(await toldOf('visit', 'customer_id', 'customer', before)).toEqual([])
  })
})

test('a new name that is taken back as a batch: the old one comes again', async () => {
  const name = '改名撤回有限公司'
  const id = await create('customer', { name, ...open })
  const visit = await create('visit', { customer_id: name, at: '2026-11-20' })
  const batch = newId()
  const row = { id, base: 1, cells: { name: '改错了有限公司', ...open } }
  await askFor(pushReply, 'sync/push', pushBody('customer', [row], undefined, batch), firm.li)
  const before = await cursorOf('visit')
  const whole = { batch, by: firm.li.id, as: newId(), cursor: '', limit: 50 }
  const { changed } = await askFor(undoReply, 'sync/undo', { workbook, epoch, ...whole }, firm.li)
  expect(changed).toBe(1)
  expect(await toldOf('visit', 'customer_id', 'customer', before)).toEqual([[visit, 1, 3, name]])
})

describe('a customer whom a merge gives another name', () => {
  const [kept, given] = ['并前一号有限公司', '并前二号有限公司']

  test('comes with it in the rows that named him before, and with his own when it is taken back', async () => {
    const winner = await create('customer', { name: kept, ...open })
    const loser = await create('customer', { name: given, ...open })
    const visit = await create('visit', { customer_id: kept, at: '2026-11-20' })
    const told = async (cursor: string) => await toldOf('visit', 'customer_id', 'customer', cursor)
    const before = await cursorOf('visit')
    const fields = { name: { from: loser } }
    const { merge } = await merged(firm.li, winner, [loser], { fields })
    expect(await told(before)).toEqual([[visit, 1, 2, given]])
    const between = await cursorOf('visit')
    await unmerged(firm.li, merge)
    expect(await told(between)).toEqual([[visit, 1, 3, kept]])
  })
})

describe('a contact with a new name', () => {
  const factory = '人名机械厂'

  test.each(['in his own row', 'in his customer’s'])(
    '%s, comes with it in the rows that name him',
    async (where) => {
      const named = `${factory}${where.length}`
      const customer = await create('customer', { name: named, 'contact.name': '马力', ...open })
      const [row] = (await pullRows(firm.li, 'contact')).rows.filter(
        ({ values }) => values['customer_id'] === customer,
      )
      const contact = row?.id ?? ''
      const below = await create('contact', {
        customer_id: named,
        name: '周周',
        reports_to: '马力',
      })
      const visit = await create('visit', {
        customer_id: named,
        contact_id: '马力',
        at: '2026-11-20',
      })
      const before = { contact: await cursorOf('contact'), visit: await cursorOf('visit') }
      if (where === 'in his own row')
        await change('contact', contact, { customer_id: named, name: '马立' })
      else await change('customer', customer, { name: named, 'contact.name': '马立', ...open })
      expect(await toldOf('visit', 'contact_id', 'contact', before.visit)).toEqual([
        [visit, 1, 2, '马立'],
      ])
      const people = await toldOf('contact', 'reports_to', 'contact', before.contact)
      expect(people).toContainEqual([below, 1, 2, '马立'])
    },
  )
})
