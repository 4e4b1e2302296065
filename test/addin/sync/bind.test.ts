import { describe, expect, test } from 'vitest'

import { ok } from '../../../shared/result.ts'
import { aDesk, sitAt, unwrap } from '../support/desk.ts'
import { fakeServer } from '../support/fake-server.ts'

const leads = [
  ['公司', '城市', '手机'],
  ['华达机械有限公司', '苏州', '13912345678'],
  ['恒源贸易有限公司', '上海', '13812345678'],
]

describe('bring in this list', () => {
  test('a plain range becomes a table with our columns at the right, in the list’s language', async () => {
    const desk = aDesk({ list: leads, locale: 'en' })
    const bound = unwrap(await desk.engine.bringInList())
    expect(bound).toMatchObject({ table: 'customer', sheet: 'Sheet1', locale: 'zh-Hans', own: [] })
    const [header = []] = desk.values()
    expect(header.slice(0, 3)).toEqual(leads[0])
    expect(header.slice(3)).toEqual([
      '同步状态',
      '客户级别',
      '下期级别',
      '级别依据',
      '上次联系',
      '_sync',
    ])
  })

  test('title rows above the header stay outside of the table', async () => {
    const list = [['2026 年秋季展会名单'], ['（内部资料）'], ['', ''], ...leads]
    const desk = aDesk({ list })
    unwrap(await desk.engine.bringInList())
    const [table] = desk.excel.workbook.tables
    expect(table?.rect).toMatchObject({ row: 3, rows: 3 })
    expect(desk.values()[0]?.[0]).toBe('2026 年秋季展会名单')
  })

  test('merged titles above the list do no harm, merged cells in it are refused', async () => {
    const above = aDesk({ list: [['名单'], ...leads] })
    above.excel.user.merge('A1:C1')
    unwrap(await above.engine.bringInList())
    const within = aDesk({ list: leads })
    within.excel.user.merge('B2:B3')
    expect(await within.engine.bringInList()).toMatchObject({ error: { code: 'merged_cells' } })
  })

  test('phone numbers with a plus, which Excel took for formulas, are given back as typed', async () => {
    const list = [...leads, ['安捷物流有限公司', '香港', '+852 2739-7982']]
    const desk = aDesk({ list })
    desk.excel.user.typeFormula('C2', '=1+1', 2)
    unwrap(await desk.engine.bringInList())
    expect(desk.column('手机')).toEqual([2, 13_812_345_678, '+852 2739-7982'])
  })

  test('a table that is there already is used', async () => {
    const desk = aDesk({ list: leads })
    desk.excel.user.makeTable('A1:C3')
    const bound = unwrap(await desk.engine.bringInList())
    expect(desk.excel.workbook.tables.map(({ id }) => id)).toEqual([bound.tableId])
    expect(desk.column('_sync')).toEqual(['', ''])
  })

  test('the user’s own columns stay his own, cell by cell', async () => {
    const list = leads.map((line, at) => [
      at === 0 ? '我的备忘' : `备忘${at}`,
      ...line,
      at === 0 ? '等级' : 'VIP',
    ])
    const desk = aDesk({ list })
    const bound = unwrap(await desk.engine.bringInList())
    expect(bound.own).toEqual(['我的备忘', '等级'])
    unwrap(await desk.engine.sync())
    expect(desk.column('我的备忘')).toEqual(['备忘1', '备忘2'])
    expect(desk.column('等级')).toEqual(['VIP', 'VIP'])
    expect(desk.column('客户级别')).toEqual(['N', 'N'])
  })

  test('no cell of the user’s is rewritten', async () => {
    const desk = aDesk({ list: leads })
    const before = desk.values().map((line) => line.slice(0, 3))
    unwrap(await desk.engine.bringInList())
    unwrap(await desk.engine.sync())
    expect(desk.values().map((line) => line.slice(0, 3))).toEqual(before)
  })

  test('a text column becomes text, a column that the user formatted keeps his format', async () => {
    const desk = aDesk({ list: leads })
    desk.excel.user.formatCells('B2:B3', '0000')
    unwrap(await desk.engine.bringInList())
    const { grid } = desk.excel.workbook.active
    expect([0, 1, 2].map((column) => grid.style(1, column).numberFormat)).toEqual([
      '@',
      '0000',
      '@',
    ])
  })

  test('a choice column offers its list and forbids nothing', async () => {
    const list = leads.map((line, at) => [...line, at === 0 ? '客户类型' : '企业'])
    const desk = aDesk({ list })
    unwrap(await desk.engine.bringInList())
    const alerts = await desk.excel.Excel.run(async (context) => {
      const validation = context.workbook.worksheets.getItem('Sheet1').getRange('D2').dataValidation
      validation.load('rule,errorAlert')
      await context.sync()
      return [validation.rule.list?.source, validation.errorAlert.style]
    })
    expect(alerts).toEqual(['企业,个人', 'Information'])
  })

  test('a filtered list, a protected sheet, a sheet without a known header are refused by code', async () => {
    const filtered = aDesk({ list: leads })
    const { name } = filtered.excel.user.makeTable('A1:C3')
    filtered.excel.user.filter(name, '城市', ['苏州'])
    expect(await filtered.engine.bringInList()).toMatchObject({ error: { code: 'filtered' } })
    const locked = aDesk({ list: leads })
    locked.excel.user.protect('Sheet1')
    expect(await locked.engine.bringInList()).toMatchObject({ error: { code: 'protected' } })
    const foreign = aDesk({
      list: [
        ['alpha', 'beta'],
        ['1', '2'],
      ],
    })
    expect(await foreign.engine.bringInList()).toMatchObject({ error: { code: 'no_header' } })
    expect(await aDesk().engine.bringInList()).toMatchObject({ error: { code: 'no_header' } })
  })

  test('a workbook whose structure is locked is refused before anything is touched', async () => {
    const desk = aDesk({ list: leads })
    const before = desk.values()
    desk.excel.user.protectStructure()
    const no = { error: { code: 'structure_locked' } }
    expect(await desk.engine.previewList()).toMatchObject(no)
    expect(await desk.engine.bringInList()).toMatchObject(no)
    expect(desk.values()).toEqual(before)
    expect(desk.excel.workbook.tables).toEqual([])
    desk.excel.user.unprotectStructure()
    unwrap(await desk.engine.bringInList())
    desk.excel.user.protectStructure()
    expect(unwrap(await desk.engine.sync()).saved).toBe(2)
  })

  test('an empty sheet of a workbook whose structure is locked stays empty', async () => {
    const desk = aDesk()
    desk.excel.user.protectStructure()
    const refused = await desk.engine.startEmpty('customer')
    expect(refused).toMatchObject({ error: { code: 'structure_locked' } })
    expect(desk.excel.workbook.active.grid.usedRect(true)).toBeUndefined()
  })

  test('what the headers do not say can be said by hand', async () => {
    const list = [
      ['alpha', 'beta'],
      ['华达机械有限公司', '苏州'],
    ]
    const desk = aDesk({ list })
    const bound = unwrap(await desk.engine.bringInList({ map: { name: 'alpha', city: 'beta' } }))
    expect(bound.columns.slice(0, 2)).toEqual([
      { key: 'name', header: 'alpha' },
      { key: 'city', header: 'beta' },
    ])
    const summary = unwrap(await desk.engine.sync())
    expect(summary.saved).toBe(1)
  })

  test('a second sheet for the same table is refused', async () => {
    const desk = aDesk({ list: leads })
    unwrap(await desk.engine.bringInList())
    desk.excel.user.addSheet('再来')
    desk.excel.user.paste('再来!A1', leads)
    const again = await desk.engine.bringInList({ sheet: '再来' })
    expect(again).toMatchObject({ error: { code: 'bound_already' } })
  })

  test('[R13] a field that I may not write stays the user’s own column', async () => {
    const server = fakeServer({ writable: ['name', 'contact.mobile'] })
    const desk = aDesk({ list: leads, server })
    const bound = unwrap(await desk.engine.bringInList())
    expect(bound.own).toEqual(['城市'])
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')).toEqual(['苏州', '上海'])
  })

  test('the state is on a very hidden sheet, the identity in a hidden column', async () => {
    const desk = aDesk({ list: leads })
    unwrap(await desk.engine.bringInList())
    expect(desk.excel.workbook.findSheet('_kehu')?.visibility).toBe('VeryHidden')
    const sheet = desk.excel.workbook.active
    expect(sheet.name).toBe('Sheet1')
    expect(sheet.look(8).hidden).toBe(true)
    expect(sheet.conditionals).toHaveLength(1)
  })
})

describe('start an empty sheet', () => {
  test('the header stands in the reader’s language, and a pull fills the sheet', async () => {
    const { server } = aDesk()
    server.add('01HF7YAT00000000000000001A', {
      name: '华达機械',
      city: '台北',
      phone: '+886223456789',
    })
    const desk = aDesk({ server, locale: 'zh-Hant' })
    unwrap(await desk.engine.startEmpty('customer', { holds: 'all' }))
    const summary = unwrap(await desk.engine.sync())
    expect(summary).toMatchObject({ rows: 1, unchanged: 1 })
    expect(desk.column('客戶名稱')).toEqual(['华达機械'])
    expect(desk.column('同步狀態')).toEqual(['已同步'])
  })

  test('of everybody’s customers it has what its reader adds up by, but for what is not for him', async () => {
    const server = fakeServer()
    const desk = sitAt({
      ...server,
      api: {
        ...server.api,
        hello: async (request) => {
          const reply = await server.api.hello(request)
          return reply.ok ? ok({ ...reply.value, hidden: { customer: ['profit_12m'] } }) : reply
        },
      },
    })
    const bound = unwrap(await desk.engine.startEmpty('customer', { holds: 'all' }))
    const keys = bound.columns.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['region_code', 'sales_12m', 'rfm', 'rhythm']))
    expect(keys).not.toContain('profit_12m')
    const own = unwrap(await aDesk().engine.startEmpty('customer'))
    expect(own.columns.map(({ key }) => key)).not.toContain('sales_12m')
  })

  test('a sheet with anything in it is refused', async () => {
    const desk = aDesk({ list: [['x']] })
    expect(await desk.engine.startEmpty('customer')).toMatchObject({
      error: { code: 'not_empty' },
    })
  })

  test('[R27] after the pull nothing is dirty, whatever the kind of the field', async () => {
    const { server } = aDesk()
    server.add('01HF7YAT00000000000000001A', {
      name: '00123',
      city: '=1+1',
      phone: '+8613923456701',
      'contact.mobile': '+8613923456701',
      'contact.email': 'a@b.cn',
      note: '+8613923456701',
      kind: 'org',
      owner: 'u1',
    })
    const desk = aDesk({ server })
    unwrap(await desk.engine.startEmpty('customer', { holds: 'all' }))
    unwrap(await desk.engine.sync())
    const again = unwrap(await desk.engine.sync())
    expect(again).toMatchObject({ rows: 1, unchanged: 1, saved: 0, cellsWritten: 0 })
    expect(server.pushes).toEqual([])
    expect(desk.column('客户名称')).toEqual(['00123'])
    expect(desk.column('城市')).toEqual(['=1+1'])
    expect(desk.column('负责人')).toEqual(['王芳'])
  })
})
