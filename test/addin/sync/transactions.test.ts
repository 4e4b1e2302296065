// An ERP export pasted into a sheet: known for what it is, synced both ways like any table, its bad cells named, and the
// customers' figures worked out from it in their own sheet.
import { describe, expect, test } from 'vitest'

import { rowHash } from '../../../shared/sync/row-hash.ts'
import { aTeam } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'

const header = [
  '单据编号',
  '日期',
  '单据类型',
  '客户编码',
  '客户名称',
  '金额',
  '毛利',
  '到期日',
  '币种',
  '汇率',
]
const lines = [
  header,
  ['INV-1', '2026-10-08', '发票', 'K1', '华达机械', '1200', '300', '2026-11-08', '', ''],
  ['INV-2', '2026-10-09', '发票', '', '恒源', '800', '160', '2026-12-09', '', ''],
  ['INV-3', '2026-10-10', '发票', 'K9', '没有的公司', '500', '90', '', '', ''],
  ['PAY-1', '2026-11-01', '回款', 'K1', '', '200', '', '', '', ''],
  ['INV-4', '2026-10-11', '发票', 'K1', '华达机械有限公司', 'US$100', '20', '', 'USD', '7.1'],
  ['INV-5', '2026-10-12', '发票', 'K1', '华达机械有限公司', '100', '20', '', 'USD', ''],
]

const withCustomers = async (): Promise<Team> => {
  const team = aTeam()
  await team.create('rep1', { name: '华达机械有限公司', code: 'K1', city: '苏州', sales_12m: 99 })
  await team.create('rep1', { name: '恒源贸易有限公司', short_name: '恒源', city: '上海' })
  return team
}

const pasted = async (list: readonly (readonly string[])[] = lines) => {
  const team = await withCustomers()
  const desk = sitAt(team.seat('manager'), { list })
  const bound = unwrap(await desk.engine.bringInList())
  const summary = unwrap(await desk.engine.sync())
  return { team, desk, bound, summary }
}

/** A line that comes in elsewhere. */
const book = async (team: Team, cells: Readonly<Record<string, string | number>>) => {
  const fields = Object.keys(cells)
  const values = Object.values(cells)
  const rows = [[team.seat('manager').ids(), 0, rowHash('transaction', fields, values), values]]
  const workbook = team.seat('manager').ids()
  const body = { table: 'transaction', workbook, epoch: 'e1', fields, rows }
  const reply = await team.deliver({ user: 'manager', verb: 'push', body })
  expect(JSON.stringify(reply)).toContain('"outcome":"applied"')
  await team.deliver({ user: 'manager', verb: 'settle', body: { workbook, epoch: 'e1' } })
}

describe('an export from an ERP', () => {
  test('is shown as transactions before it is brought in, column by column', async () => {
    const team = await withCustomers()
    const desk = sitAt(team.seat('manager'), { list: lines })
    const preview = unwrap(await desk.engine.previewList())
    expect(preview).toMatchObject({ table: 'transaction' })
    expect(preview.columns.map(({ key }) => key)).toEqual([
      'ref_no',
      'date',
      'kind',
      'customer_code',
      'customer_id',
      'amount',
      'margin',
      'due_date',
      'currency',
      'rate',
    ])
  })

  test('good lines are stored, the others stay as typed and say what would be right', async () => {
    const { desk, bound, summary, team } = await pasted()
    expect(bound).toMatchObject({ table: 'transaction', own: [] })
    expect(summary).toMatchObject({ rows: 6, saved: 4, toCorrect: 2 })
    expect(summary.problems).toEqual({ 'ref.unknown': 1, 'rate.missing': 1 })
    expect(team.state().rows.transaction.size).toBe(4)
    const status = desk.column('同步状态').map(String)
    expect(status[2]).toBe(
      '待更正：客户：没有找到“没有的公司”。请按客户簿中的名称填写，或写客户编码',
    )
    expect(status[5]).toBe('待更正：汇率未填：请写当天 1 USD 合多少 CNY')
    // Typed in another spelling, meant and stored; the cells stay as they were typed.
    expect(desk.column('客户名称').slice(0, 4)).toEqual(['华达机械', '恒源', '没有的公司', ''])
    const paid = [...team.state().rows.transaction.values()].find(
      ({ values }) => values['ref_no'] === 'PAY-1',
    )
    expect(paid?.values['customer_id']).toBe(team.customer('华达机械有限公司').id)
  })

  test('corrected lines follow, and a second sync has nothing to say', async () => {
    const { desk, team } = await pasted()
    desk.excel.user.type(desk.at('客户名称', 2), '恒源贸易有限公司')
    desk.excel.user.type(desk.at('汇率', 5), '7')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 2, toCorrect: 0 })
    expect(team.state().rows.transaction.size).toBe(6)
    const pushes = team.pushes().length
    unwrap(await desk.engine.sync())
    expect(team.pushes().length).toBe(pushes)
  })

  test('comes to the rep who sees the customers; what he may not book stays as typed in his sheet', async () => {
    const { team } = await pasted([
      ...lines,
      ['SO-1', '2026-11-20', '订单', 'K1', '', '60', '', '', '', ''],
    ])
    const rep = sitAt(team.seat('rep1'))
    unwrap(await rep.engine.startEmpty('transaction', { holds: 'all' }))
    unwrap(await rep.engine.sync())
    expect(rep.column('单号').map(String).toSorted()).toEqual([
      'INV-1',
      'INV-2',
      'INV-4',
      'PAY-1',
      'SO-1',
    ])
    expect(new Set(rep.column('客户'))).toEqual(new Set(['华达机械有限公司', '恒源贸易有限公司']))
    for (const ref of ['INV-1', 'SO-1'])
      rep.excel.user.type(rep.at('金额', rep.column('单号').indexOf(ref)), '9999')
    const summary = unwrap(await rep.engine.sync())
    expect(summary).toMatchObject({ saved: 1, toCorrect: 1, problems: { 'kind.booked': 1 } })
    const amounts = [...team.state().rows.transaction.values()].map(({ values }) => [
      values['ref_no'],
      values['amount'],
    ])
    expect(Object.fromEntries(amounts)).toMatchObject({ 'INV-1': 120_000, 'SO-1': 999_900 })
  })
})

describe('the customers’ sheet', () => {
  const customersOf = async (team: Team) => {
    const list = [
      ['客户名称', '客户编码', '城市', '近12月销售额', '应收余额', '最近下单'],
      ['华达机械有限公司', 'K1', '苏州', '99', '', ''],
    ]
    const desk = sitAt(team.seat('rep1'), { list })
    unwrap(await desk.engine.bringInList())
    return desk
  }

  test('shows the figures that the transactions say, beside those nobody typed', async () => {
    const { team } = await pasted()
    const sheet = await customersOf(team)
    unwrap(await sheet.engine.sync())
    expect(sheet.column('近12月销售额')).toEqual([1_910])
    expect(sheet.column('应收余额')).toEqual([1_710])
  })

  test('[R15] gets new figures without a question, and a typed one back with a warning', async () => {
    const team = await withCustomers()
    const sheet = await customersOf(team)
    unwrap(await sheet.engine.sync())
    expect(sheet.column('近12月销售额')).toEqual([99])
    await book(team, { customer_id: 'K1', date: '2026-10-08', kind: '发票', amount: 1_200 })
    const next = unwrap(await sheet.engine.sync())
    expect(sheet.column('近12月销售额')).toEqual([1_200])
    expect(next).toMatchObject({ held: 0, warnings: 0 })
    expect(next.board.conflicts).toEqual([])

    sheet.excel.user.type(sheet.at('近12月销售额', 0), '5000')
    const typed = unwrap(await sheet.engine.sync())
    expect(typed).toMatchObject({ held: 0, warnings: 1 })
    expect(typed.board.conflicts).toEqual([])
    expect(sheet.column('近12月销售额')).toEqual([1_200])
    expect(String(sheet.column('同步状态')[0])).toBe(
      '已同步，请核对：近12月销售额由交易算出，所填的值不采用：如有出入，请更正交易',
    )
    const pushes = team.pushes().length
    unwrap(await sheet.engine.sync())
    expect(team.pushes().length).toBe(pushes)
  })
})
