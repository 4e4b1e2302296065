// What the pane asks of the engine beside syncing: a look at a list, the board, where the user is, cancelling.
import { describe, expect, test } from 'vitest'

import { Workbook } from '../../../workbench/model/workbook.ts'
import { aDesk, unwrap } from '../support/desk.ts'

const leads = [
  ['公司', '城市', '手机', '备忘'],
  ['华达机械有限公司', '苏州', '13912345678', 'a'],
  ['', '上海', '13812345678', 'b'],
  ['恒源贸易有限公司', '上海', '135156392815', 'c'],
]

describe('a look at a list', () => {
  test('tells the header row under titles, and how each column is read', async () => {
    const desk = aDesk({ list: [['2026 客户名单'], [], ...leads] })
    const before = desk.values()
    const found = unwrap(await desk.engine.previewList())
    expect(found).toMatchObject({
      table: 'customer',
      isTable: false,
      headerRow: 3,
      rowCount: 3,
      titles: ['2026 客户名单'],
      merged: [],
    })
    expect(found.columns.map(({ header, key }) => [header, key])).toEqual([
      ['公司', 'name'],
      ['城市', 'city'],
      ['手机', 'contact.mobile'],
      ['备忘', null],
    ])
    expect(found.columns[1]?.samples).toEqual(['苏州', '上海', '上海'])
    expect(desk.values()).toEqual(before)
  })

  test('names merged cells that reach into the list', async () => {
    const desk = aDesk({ list: [['名单'], ...leads] })
    desk.excel.user.merge('B2:C2')
    expect(unwrap(await desk.engine.previewList()).merged).toEqual(['B2:C2'])
    expect(await desk.engine.bringInList()).toMatchObject({ error: { code: 'merged_cells' } })
  })

  test('columns are taken as the user says, and others stay his own', async () => {
    const desk = aDesk({ list: leads })
    const { columns } = unwrap(await desk.engine.previewList())
    const said = columns.map(({ header, key }) => ({
      header,
      key: header === '城市' ? null : header === '备忘' ? 'address' : key,
    }))
    const bound = unwrap(await desk.engine.bringInList({ columns: said }))
    expect(bound.own).toEqual(['城市'])
    expect(bound.columns).toContainEqual({ key: 'address', header: '备忘' })
  })

  test('a list that changed since it was shown is not taken', async () => {
    const desk = aDesk({ list: leads })
    const { columns } = unwrap(await desk.engine.previewList())
    desk.excel.user.type('B1', '区域')
    const stopped = await desk.engine.bringInList({ columns })
    expect(stopped).toMatchObject({ error: { code: 'list_changed' } })
  })

  test('a workbook that counts from 1904 is refused', async () => {
    const desk = aDesk({ list: leads, excel: { workbook: new Workbook({ date1904: true }) } })
    expect(await desk.engine.previewList()).toMatchObject({ error: { code: 'dates_1904' } })
  })
})

describe('empty sheets', () => {
  test('the second table gets a sheet of its own', async () => {
    const desk = aDesk()
    const add = { mayAddSheet: true, holds: 'put' } as const
    unwrap(await desk.engine.startEmpty('customer', add))
    const contacts = unwrap(await desk.engine.startEmpty('contact', add))
    expect(contacts.sheet).toBe('联系人')
    expect(
      unwrap(await desk.engine.boundSheets()).map(({ table, holds }) => [table, holds]),
    ).toEqual([
      ['customer', 'put'],
      ['contact', 'put'],
    ])
  })
})

const synced = async () => {
  const desk = aDesk({ list: leads })
  unwrap(await desk.engine.bringInList())
  const summary = unwrap(await desk.engine.sync())
  return { desk, board: summary.board }
}

describe('the board', () => {
  test('lists cells to correct and cells worth a look, each with its place', async () => {
    const { board } = await synced()
    expect(board.troubles).toMatchObject([
      { row: 1, level: 'error', field: 'name', column: 0, problem: { code: 'required.empty' } },
      { row: 2, level: 'warning', field: 'contact.mobile', column: 2, label: '恒源贸易有限公司' },
    ])
  })

  test('tells the same after the next sync, which sends nothing', async () => {
    const { desk, board } = await synced()
    expect(unwrap(await desk.engine.sync()).board).toEqual(board)
  })

  test('tells of rows that wait, and why', async () => {
    const { desk } = await synced()
    for (const header of ['公司', '城市', '手机']) desk.excel.user.type(desk.at(header, 0), '')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.waiting).toMatchObject([{ row: 0, why: 'cleared' }])
  })
})

describe('in the sheet', () => {
  test('the pane leads to a cell and knows the row that the user is in', async () => {
    const { desk, board } = await synced()
    unwrap(await desk.engine.select(board.tableId, { row: 1, column: 2 }))
    expect(unwrap(await desk.engine.here())).toMatchObject({
      table: 'customer',
      rowNumber: 3,
      status: expect.stringMatching(/^待更正/u),
    })
    desk.excel.user.select('H30')
    expect(unwrap(await desk.engine.here())).toBeNull()
  })

  test('an edit of the user is hinted at, our own writes are not', async () => {
    const { desk } = await synced()
    const hints: string[] = []
    const stop = unwrap(await desk.engine.watchEdits((table) => hints.push(table)))
    desk.excel.user.type(desk.at('公司', 1), '盛丰物流有限公司')
    await desk.excel.settle?.()
    expect(hints.length).toBeGreaterThan(0)
    const before = hints.length
    unwrap(await desk.engine.sync())
    await desk.excel.settle?.()
    expect(hints).toHaveLength(before)
    await stop()
  })
})

test('a cancelled sync sends no further chunk; what was answered is in the sheet, the cursor stays', async () => {
  const many = [
    ['公司', '城市'],
    ...Array.from({ length: 1_800 }, (_, at) => [`华达${at}机械有限公司`, '苏州']),
  ]
  const desk = aDesk({ list: many })
  unwrap(await desk.engine.bringInList())
  const controller = new AbortController()
  desk.server.beforePush = async (_, nth) => {
    if (nth === 0) controller.abort()
    return null
  }
  const cancelled = unwrap(await desk.engine.sync({ signal: controller.signal }))
  expect(cancelled).toMatchObject({ isCancelled: true, saved: 500, held: 1_300 })
  expect(desk.server.pushes).toHaveLength(1)
  expect(desk.server.cursors).toEqual([])
  const rest = unwrap(await desk.engine.sync())
  expect(rest).toMatchObject({ isCancelled: false, saved: 1_300, unchanged: 500 })
})
