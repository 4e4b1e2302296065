// Transactions as a table of the team's: whom a line means, who may book what, what follows a hand-over, and what a
// push of an ERP export costs.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { undoReply } from '../../shared/protocol/batches.ts'
import { settleReply } from '../../shared/protocol/pull.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import { archiveReply } from '../../shared/protocol/archive.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { figureStatements } from '../../worker/db/figures.ts'
import { dayIn } from '../../worker/service/setting.ts'
import {
  askFor,
  createPerson,
  epoch,
  meter,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  pushRows,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const settle = async (who: Person) =>
  await askFor(settleReply, 'sync/settle', { workbook, epoch }, who)

const create = async (cells: Readonly<Record<string, string | number>>, who = firm.li) => {
  const id = newId()
  await pushRow(who, 'customer', { id, base: 0, cells })
  return id
}
const line = { customer_id: '', date: '2026-11-01', kind: '订单', amount: 100 }
const sell = async (cells: Readonly<Record<string, string | number>>, who = firm.li) =>
  await pushRow(who, 'transaction', { id: newId(), base: 0, cells: { ...line, ...cells } })
const meantBy = async (name: string) => {
  const id = newId()
  const cells = { ...line, customer_id: name }
  const result = await pushRow(firm.li, 'transaction', { id, base: 0, cells, answer: 'new' })
  if (result.outcome !== 'applied') return result.problems?.map((p) => [p.field, p.code, p.params])
  return (await pullRows(firm.li, 'transaction', { only: [id] })).rows[0]?.values['customer_id']
}

describe('whom a line means', () => {
  test('is told by name, other names, code, or another spelling', async () => {
    const id = await create({
      name: '苏州恒泰精密机械有限公司',
      short_name: '恒泰; HT Precision',
      code: 'K10023',
      city: '苏州',
    })
    for (const cell of [
      '苏州恒泰精密机械有限公司',
      '蘇州恒泰精密機械有限公司',
      '苏州恒泰精密机械',
      '恒泰精密机械（苏州）有限公司',
      '恒泰精密机械',
      '恒泰',
      'ht precision',
      'k10023',
    ])
      expect([cell, await meantBy(cell)]).toEqual([cell, id])
    expect(await meantBy('杭州恒泰精密机械有限公司')).toEqual([
      ['customer_id', 'ref.unknown', { label: '杭州恒泰精密机械有限公司' }],
    ])
  })

  test('and says which would be right where two may be meant', async () => {
    await create({ name: '大华模具有限公司', city: '宁波', code: 'N1' })
    await create({ name: '大华模具厂', city: '余姚', code: 'Y1' })
    expect(await meantBy('大华模具')).toEqual([
      [
        'customer_id',
        'ref.ambiguous',
        { label: '大华模具', count: 2, offered: '大华模具厂 · 余姚 / 大华模具有限公司 · 宁波' },
      ],
    ])
  })

  test('is settled by the number beside a name that says nobody or too many', async () => {
    const id = newId()
    const cells = { ...line, customer_id: '大华模具', customer_code: 'Y1' }
    expect(await pushRow(firm.li, 'transaction', { id, base: 0, cells })).toMatchObject({
      outcome: 'applied',
    })
    const { rows, labels } = await pullRows(firm.li, 'transaction', { only: [id] })
    const customer = String(rows[0]?.values['customer_id'])
    expect(labels['customer']?.[customer]).toBe('大华模具厂')
  })

  test('good rows go through beside a bad one', async () => {
    await create({ name: '永安纸业有限公司' })
    const { results } = await pushRows(
      firm.li,
      'transaction',
      ['永安纸业有限公司', '没有这家公司', '永安纸业'].map((name, i) => ({
        id: newId(),
        base: 0,
        cells: { ...line, customer_id: name, amount: 10 + i },
      })),
    )
    expect(results.map((r) => r.outcome)).toEqual(['applied', 'invalid', 'applied'])
  })

  test('a former alias means nobody any more, a former name still does', async () => {
    const id = await create({ name: '旧名印刷有限公司', short_name: '老印刷' })
    const changed = { name: '新名印刷有限公司', short_name: '' }
    await pushRow(firm.li, 'customer', { id, base: 1, cells: changed, answer: 'renamed' })
    expect(await meantBy('旧名印刷有限公司')).toBe(id)
    expect(await meantBy('老印刷')).toEqual([['customer_id', 'ref.unknown', { label: '老印刷' }]])
  })
})

describe('who may book what', () => {
  test('a rep enters orders and costs, finance and managers also what is owed and paid', async () => {
    await create({ name: '账目有限公司', visibility: '全公司' })
    const fin = await createPerson(firm.org, '周会计', 'finance', null)
    const his = { customer_id: '账目有限公司' }
    for (const kind of ['订单', '发货', '服务成本'])
      expect((await sell({ ...his, kind })).outcome).toBe('applied')
    for (const kind of ['发票', '回款', '退货']) {
      const refused = await sell({ ...his, kind })
      expect(refused.problems?.map((p) => [p.field, p.code])).toEqual([['kind', 'kind.booked']])
      expect((await sell({ ...his, kind }, fin)).outcome).toBe('applied')
      expect((await sell({ ...his, kind }, firm.chen)).outcome).toBe('applied')
    }
  })

  test('a booked line is not a rep’s to turn into an order or to put away', async () => {
    await create({ name: '改账有限公司' })
    const id = newId()
    const cells = { ...line, customer_id: '改账有限公司', kind: '发票' }
    await pushRow(firm.chen, 'transaction', { id, base: 0, cells })
    const turned = await pushRow(firm.li, 'transaction', {
      id,
      base: 1,
      cells: { ...cells, kind: '订单' },
    })
    expect(turned.outcome).toBe('invalid')
    const away = { table: 'transaction', workbook, epoch, rows: [[id, 1]], restore: false }
    expect((await askFor(archiveReply, 'sync/archive', away, firm.li)).results[0]?.outcome).toBe(
      'forbidden',
    )
    expect((await askFor(archiveReply, 'sync/archive', away, firm.chen)).results[0]?.outcome).toBe(
      'applied',
    )
  })

  test('a line that does not say what it is was ordered, and one that is due was invoiced', async () => {
    await create({ name: '未说有限公司' })
    const bare = { customer_id: '未说有限公司', kind: '' }
    expect(await sell(bare)).toMatchObject({ outcome: 'applied', values: { kind: 'order' } })
    const due = await sell({ ...bare, due_date: '2026-12-01' }, firm.chen)
    expect(due).toMatchObject({ outcome: 'applied', values: { kind: 'invoice' } })
  })
})

test('whoever sees a customer sees his transactions; handing him over takes them along', async () => {
  const id = await create({ name: '移交有限公司', visibility: '仅负责人' })
  await sell({ customer_id: '移交有限公司' })
  const seenBy = async (who: Person, cursor = '') => {
    const { rows, gone, cursor: next } = await pullRows(who, 'transaction', { cursor })
    const his = rows.filter((row) => row.values['customer_id'] === id)
    return { his: his.length, gone: gone.length, next }
  }
  const before = await seenBy(firm.li)
  const wangs = await seenBy(firm.wang)
  expect([before.his, wangs.his]).toEqual([1, 0])
  await pushRow(firm.chen, 'customer', {
    id,
    base: 1,
    cells: { name: '移交有限公司', owner: '王芳' },
  })
  expect(await seenBy(firm.li, before.next)).toMatchObject({ his: 0, gone: 1 })
  expect(await seenBy(firm.wang, wangs.next)).toMatchObject({ his: 1 })
  expect((await sell({ customer_id: '移交有限公司' })).problems?.[0]?.code).toBe('ref.unknown')
})

describe('figures of a customer who has transactions', () => {
  const cells = { name: '有数有限公司', sales_12m: 900, profit_12m: 80, note: '' }
  const seen = async (id: string) => (await pullRows(firm.li, 'customer', { only: [id] })).rows[0]

  test('stand for typed ones; typing over them is a warning and changes nothing', async () => {
    const id = await create(cells)
    await sell({ customer_id: '有数有限公司', amount: 250, margin: 40 })
    await settle(firm.li)
    const now = { sales_12m: 25_000, profit_12m: 4_000 }
    const settled = await seen(id)
    expect(settled).toMatchObject({ rev: 1, values: now, computed: now })

    const typed = { ...cells, sales_12m: 777, profit_12m: 40, note: '甲' }
    const told = await pushRow(firm.li, 'customer', { id, base: 1, cells: typed })
    expect(told).toMatchObject({ outcome: 'applied', rev: 2, values: { sales_12m: 25_000 } })
    expect(told.problems?.map((p) => [p.field, p.code, p.level])).toEqual([
      ['sales_12m', 'figure.computed', 'warning'],
    ])
    expect(await seen(id)).toMatchObject({ values: { ...now, note: '甲' } })
    await settle(firm.li)
    expect(await seen(id)).toMatchObject({ rev: 2, crev: settled?.crev })
  })

  test('a sheet that still shows what was typed or computed before is simply put right', async () => {
    const id = await create({ ...cells, name: '旧数有限公司' })
    await sell({ customer_id: '旧数有限公司', amount: 250, margin: 40 })
    await settle(firm.li)
    await sell({ customer_id: '旧数有限公司', amount: 50, margin: 10 })
    await settle(firm.li)
    const behind = { ...cells, name: '旧数有限公司', sales_12m: 250, profit_12m: 80, note: '乙' }
    const told = await pushRow(firm.li, 'customer', { id, base: 1, cells: behind })
    expect(told).toMatchObject({
      outcome: 'applied',
      values: { sales_12m: 30_000, profit_12m: 5_000 },
    })
    expect(told.problems).toBeUndefined()
  })

  test('follow at once when their lines are taken back as a batch', async () => {
    const id = await create({ ...cells, name: '退单有限公司' })
    const batch = newId()
    const sold = { ...line, customer_id: '退单有限公司', amount: 640 }
    const order = pushBody('transaction', [{ id: newId(), base: 0, cells: sold }], undefined, batch)
    await askFor(pushReply, 'sync/push', order, firm.li)
    await settle(firm.li)
    expect(await seen(id)).toMatchObject({ values: { sales_12m: 64_000 } })
    const whole = { batch, by: firm.li.id, as: newId(), cursor: '', limit: 50 }
    await askFor(undoReply, 'sync/undo', { workbook, epoch, ...whole }, firm.li)
    expect(await seen(id)).toMatchObject({ values: { sales_12m: 90_000 } })
  })

  test('typed figures count again when the last transaction is put away', async () => {
    const id = await create({ ...cells, name: '回数有限公司' })
    const { id: sold } = await sell({ customer_id: '回数有限公司' })
    await settle(firm.li)
    expect(await seen(id)).toMatchObject({ values: { sales_12m: 10_000 } })
    const away = { table: 'transaction', workbook, epoch, rows: [[sold, 1]], restore: false }
    await askFor(archiveReply, 'sync/archive', away, firm.li)
    await settle(firm.li)
    expect(await seen(id)).toMatchObject({
      rev: 1,
      values: { sales_12m: 90_000, profit_12m: 8_000 },
    })
  })
})

describe('what an export of 1,000 lines costs', () => {
  const lines = Array.from({ length: 1_000 }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: {
      ref_no: `SO-${i}`,
      date: '2026-10-01',
      kind: i % 2 === 0 ? '发票' : '回款',
      customer_id: `花费${i % 200}号器材有限公司`,
      amount: 100 + i,
      margin: 20,
      due_date: '2026-11-01',
    },
  }))

  test('at most 20 rows read a line, new or sent again, and 9 written', async () => {
    await pushRows(
      firm.li,
      'customer',
      Array.from({ length: 200 }, (_, i) => ({
        id: newId(),
        base: 0,
        cells: { name: `花费${i}号器材有限公司` },
      })),
    )
    const body = pushBody('transaction', lines)
    const first = await meter('sync/push', body, firm.chen)
    const again = await meter('sync/push', body, firm.chen)
    const per = (n: number) => n / lines.length
    expect(per(first.read)).toBeLessThanOrEqual(20)
    expect(per(again.read)).toBeLessThanOrEqual(20)
    expect(per(first.written)).toBeLessThanOrEqual(9)
  })

  test('the figures afterwards look at what changed, not at everything again', async () => {
    const today = dayIn('Asia/Shanghai', Date.now())
    const figures = async () => {
      const database = openDatabase(env.DB)
      await database.runBatch(figureStatements(firm.org, today))
      return database.meter
    }
    await figures()
    const quiet = await figures()
    expect(quiet).toMatchObject({ written: 1 })
    expect(quiet.read).toBeLessThan(20)
    await sell({ customer_id: '花费7号器材有限公司' })
    const one = await figures()
    expect(one.read).toBeLessThan(400)
    expect(one.written).toBeLessThan(10)
  })
})
