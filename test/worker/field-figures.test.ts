// What lists and boards make of a field tells no more of it than its reader sees; and a field out of his sight is not
// written by settling a conflict about it.
import { beforeAll, describe, expect, test } from 'vitest'

import { conflictsReply } from '../../shared/protocol/conflicts.ts'
import type { FieldSight } from '../../shared/protocol/fields.ts'
import { resolveReply } from '../../shared/protocol/resolve.ts'
import { viewReply } from '../../shared/protocol/tier-lists.ts'
import { boardReply } from '../../shared/protocol/tiers.ts'
import { decide } from './field-support.ts'
import {
  askFor,
  type Cells,
  epoch,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushRow,
  send,
  workbook,
} from './support.ts'

beforeAll(migrate)

type Firm = Awaited<ReturnType<typeof foundFirm>>

const hide = async ({ chen }: Firm, ...keys: readonly string[]) => {
  for (const key of keys) {
    const sight: { readonly rep: FieldSight } = { rep: 'masked' }
    expect(await decide(chen, { table: 'customer', key, sight })).toMatchObject({ saved: true })
  }
}

const withCustomer = async (cells: Cells) => {
  const firm = await foundFirm()
  await pushRow(firm.li, 'customer', {
    id: newId(),
    base: 0,
    cells: { name: '安宁纺织', ...cells },
  })
  await send('sync/settle', { epoch, workbook }, firm.chen.key)
  return firm
}

describe('what is made of a field that its reader does not see whole', () => {
  test('is in no list for its sake', async () => {
    const firm = await withCustomer({ satisfaction: 1 })
    const leaving = async (who: Person) =>
      (await askFor(viewReply, 'tiers/view', { epoch, view: 'may_leave', limit: 9 }, who)).rows
    expect(await leaving(firm.li)).toMatchObject([{ why: { k: 'unhappy', satisfaction: 1 } }])
    await hide(firm, 'satisfaction')
    expect(await leaving(firm.li)).toEqual([])
    expect(await leaving(firm.chen)).toHaveLength(1)
  })

  test('says nothing of how much his orders fell, and still when they were', async () => {
    const firm = await withCustomer({})
    const sold = [
      ['2025-12-10', 900],
      ['2026-02-10', 900],
      ['2026-09-10', 10],
    ] as const
    for (const [date, amount] of sold) {
      const cells = { customer_id: '安宁纺织', date, amount, margin: 1 }
      const stored = await pushRow(firm.li, 'transaction', { id: newId(), base: 0, cells })
      expect(stored.outcome).toBe('applied')
    }
    await send('sync/settle', { epoch, workbook }, firm.chen.key)
    const why = async () => {
      const order = { epoch, view: 'may_leave', limit: 9 }
      return JSON.stringify((await askFor(viewReply, 'tiers/view', order, firm.li)).rows)
    }
    expect(await why()).toContain('percent')
    await hide(firm, 'sales_12m')
    expect(await why()).not.toContain('percent')
  })

  test('gives his line on the board no sign and no step', async () => {
    const firm = await withCustomer({
      sales_12m: 100,
      profit_12m: -5,
      satisfaction: 1,
      fit: '偏离战略',
    })
    const lineOf = async (who: Person) => {
      const { worst } = await askFor(boardReply, 'tiers/board', { epoch, lines: 9 }, who)
      return worst[0]?.signs
    }
    expect(await lineOf(firm.li)).toEqual(['off_course', 'costs_more', 'never_satisfied'])
    await hide(firm, 'satisfaction', 'fit')
    expect(await lineOf(firm.li)).toEqual(['costs_more'])
    expect(await lineOf(firm.chen)).toEqual(['off_course', 'costs_more', 'never_satisfied'])
  })
})

test('a conflict about a field that he does not see any more is not his to settle', async () => {
  const firm = await foundFirm()
  const { li, chen } = firm
  const id = newId()
  const put = async (who: Person, base: number, note: string) =>
    await pushRow(who, 'customer', { id, base, cells: { name: '安宁纺织', note } })
  await put(li, 0, '')
  await put(chen, 1, '经理写的')
  await put(li, 1, '业务员写的')
  const open = async (who: Person) => {
    const order = { workbook, epoch, rows: [id], cursor: '', limit: 9 }
    return (await askFor(conflictsReply, 'sync/conflicts', order, who)).conflicts
  }
  const [conflict] = await open(li)
  expect(conflict).toMatchObject({ field: 'note', mine: '业务员写的', theirs: '经理写的' })
  await decide(chen, { table: 'customer', key: 'note', sight: { rep: 'none' } })
  expect(await open(li)).toEqual([])
  const settle = async (who: Person) => {
    const one = { conflict: conflict?.id ?? '', take: 'mine', rev: conflict?.rev ?? 0 }
    const order = { workbook, epoch, resolutions: [one] }
    return (await askFor(resolveReply, 'sync/resolve', order, who)).results
  }
  expect(await settle(li)).toMatchObject([{ outcome: 'forbidden' }])
  const [row] = (await pullRows(chen, 'customer')).rows
  expect(row?.values['note']).toBe('经理写的')
  expect(await settle(chen)).toMatchObject([{ outcome: 'applied' }])
})
