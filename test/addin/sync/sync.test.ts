import { describe, expect, test } from 'vitest'

import { MARK } from '../../../shared/sync/marks.ts'
import { aDesk, unwrap } from '../support/desk.ts'

const header = ['公司', '城市', '手机', '近12月利润']
const leads = [
  header,
  ['华达机械有限公司', '苏州', '13912345678', '12000'],
  ['', '上海', '13812345678', ''],
  ['恒源贸易有限公司', '上海', '135156392815', '8000'],
]

const synced = async (list: readonly (readonly string[])[] = leads) => {
  const desk = aDesk({ list })
  unwrap(await desk.engine.bringInList())
  const summary = unwrap(await desk.engine.sync())
  return { ...desk, summary }
}
const many = (rows: number) => [
  header,
  ...Array.from({ length: rows }, (_, at) => [
    `华达${at}机械有限公司`,
    '苏州',
    String(13_900_000_000 + at),
    String(1_000 + at),
  ]),
]

describe('a first sync', () => {
  test('good rows are stored, bad ones say in words what is wrong, and every row is accounted for', async () => {
    const { summary, column } = await synced()
    expect(summary).toMatchObject({
      rows: 3,
      saved: 2,
      toCorrect: 1,
      known: 0,
      held: 0,
      warnings: 1,
    })
    expect(summary.problems).toEqual({ 'required.empty': 1, 'phone.length': 1 })
    const status = column('同步状态').map(String)
    expect(status[0]).toBe('已同步')
    expect(status[1]).toMatch(/^待更正：客户名称/u)
    expect(status[2]).toMatch(/^已同步，请核对：手机/u)
  })

  test('the named cells are coloured by the row’s own mark, and only they', async () => {
    const { column, excel, at } = await synced()
    const marks = column('_sync').map((text) => String(text).split(MARK).slice(1, -1))
    expect(marks).toEqual([[], ['公司'], ['手机']])
    const [format] = excel.workbook.active.conditionals
    expect(format?.formula).toBe(`=ISNUMBER(FIND("${MARK}"&A$1&"${MARK}",$J2))`)
    expect(at('_sync', 0)).toBe('J2')
  })

  test('tiers come with the pull, after one settle', async () => {
    const { summary, column } = await synced(many(20))
    expect(summary.tiers).toMatchObject({ A: 4, B: 16 })
    expect(column('客户级别').filter((tier) => tier === 'A')).toHaveLength(4)
  })

  test('the ids are in the sheet before the first row is sent', async () => {
    const desk = aDesk({ list: leads })
    unwrap(await desk.engine.bringInList())
    const seen: unknown[] = []
    desk.server.beforePush = async (rows) => {
      const texts = desk.column('_sync').map(String)
      seen.push(rows.every(([id]) => texts.some((text) => text.includes(id))))
      return null
    }
    unwrap(await desk.engine.sync())
    expect(seen).toEqual([true])
  })

  test('the first chunk is 500 rows, and its answers are in the sheet while others are under way', async () => {
    const desk = aDesk({ list: many(1_700) })
    unwrap(await desk.engine.bringInList())
    const written: number[] = []
    desk.server.beforePush = async (_, nth) => {
      if (nth === 2) {
        await new Promise((resolve) => setTimeout(resolve, 300))
        written.push(desk.column('同步状态').filter((text) => text === '已同步').length)
      }
      return null
    }
    const summary = unwrap(await desk.engine.sync())
    expect(desk.server.pushes.map((rows) => rows.length)).toEqual([500, 1_000, 200])
    expect(written[0]).toBeGreaterThanOrEqual(500)
    expect(summary.saved).toBe(1_700)
  })

  test('progress goes through its phases and ends', async () => {
    const desk = aDesk({ list: leads })
    unwrap(await desk.engine.bringInList())
    const phases: string[] = []
    unwrap(await desk.engine.sync({ onProgress: ({ phase }) => phases.push(phase) }))
    expect([...new Set(phases)]).toEqual([
      'hello',
      'scan',
      'mint',
      'push',
      'settle',
      'pull',
      'done',
    ])
  })

  test('within 12 + n/250 round trips to Excel, binding included', async () => {
    for (const rows of [1, 500, 2_000]) {
      const { summary } = await synced(many(rows))
      expect(summary.syncs).toBeLessThanOrEqual(12 + rows / 250)
    }
  })
})

describe('a second sync', () => {
  test('[R27] with nothing changed sends no row, writes no cell, and takes 4 round trips and no more', async () => {
    const { engine, server } = await synced()
    const pushes = server.pushes.length
    const again = unwrap(await engine.sync())
    expect(again).toMatchObject({ rows: 3, saved: 0, unchanged: 2, toCorrect: 1, cellsWritten: 0 })
    expect(again.syncs).toBeLessThanOrEqual(4)
    expect(server.pushes).toHaveLength(pushes)
  })

  test('a corrected row is sent, its words and its mark go', async () => {
    const { engine, excel, at, column } = await synced()
    excel.user.type(at('公司', 1), '盛丰物流有限公司')
    const summary = unwrap(await engine.sync())
    expect(summary).toMatchObject({ saved: 1, unchanged: 2, toCorrect: 0 })
    expect(column('同步状态')[1]).toBe('已同步')
    expect(String(column('_sync')[1])).not.toContain(MARK)
  })

  test('an edit sends its row alone, with the base it was made on', async () => {
    const { engine, excel, at, server } = await synced()
    excel.user.type(at('城市', 0), '无锡')
    unwrap(await engine.sync())
    const rows = server.pushes.at(-1) ?? []
    expect(rows.map(([, base, , cells]) => [base, cells.includes('无锡')])).toEqual([[1, true]])
  })

  test('[R1] sorting between two syncs changes nothing', async () => {
    const { engine, excel, tableName } = await synced(many(30))
    excel.user.sort(tableName(), '近12月利润', 'descending')
    const again = unwrap(await engine.sync())
    expect(again).toMatchObject({ saved: 0, unchanged: 30, cellsWritten: 0 })
  })

  test('[R3] rows inserted and filled between two syncs are new, the others are not touched', async () => {
    const { engine, excel, tableName, server, at } = await synced()
    excel.user.insertRows(tableName(), 1, 2)
    excel.user.type(at('公司', 1), '润联塑胶')
    const again = unwrap(await engine.sync())
    expect(again).toMatchObject({ rows: 4, saved: 1, unchanged: 2 })
    expect(server.rows.size).toBe(3)
  })

  test('[R2] a copied row is inert until it is edited, then it is a row of its own', async () => {
    const { engine, excel, tableName, server, at, column } = await synced()
    excel.user.duplicateRow(tableName(), 0)
    const copied = unwrap(await engine.sync())
    expect(copied).toMatchObject({ saved: 0, held: 1 })
    expect(column('同步状态')[1]).toBe('与上方某行重复')
    excel.user.type(at('公司', 1), '华达机械分公司')
    const edited = unwrap(await engine.sync())
    expect(edited).toMatchObject({ saved: 1, held: 0 })
    expect(server.rows.size).toBe(3)
    expect(server.rows.get(String(column('_sync')[0]).split('|')[1] ?? '')?.rev).toBe(1)
  })

  test('[R38] an emptied row is not sent; put back, it is as it was', async () => {
    const { engine, excel, at, server, column } = await synced()
    const pushes = server.pushes.length
    excel.user.clearCells(`${at('公司', 0)}:${at('近12月利润', 0)}`)
    const emptied = unwrap(await engine.sync())
    expect(emptied).toMatchObject({ saved: 0, held: 1 })
    expect(column('同步状态')[0]).toBe('已清空：要删除吗？')
    expect(server.pushes).toHaveLength(pushes)
    excel.user.paste(at('公司', 0), [leads[1] ?? []])
    const back = unwrap(await engine.sync())
    expect(back).toMatchObject({ unchanged: 2, held: 0 })
    expect(column('同步状态')[0]).toBe('已同步')
  })

  test('[R6] a damaged identity is held and said, never guessed', async () => {
    const { engine, excel, at, server, column } = await synced()
    excel.user.type(at('_sync', 0), 'oops')
    const again = unwrap(await engine.sync())
    expect(again).toMatchObject({ held: 1, unchanged: 1 })
    expect(column('_sync')[0]).toBe('oops')
    expect(server.rows.size).toBe(2)
  })

  test('[R8] undoing the answer of the first sync sends the rows again, and nothing is stored twice', async () => {
    const desk = await synced()
    const stamps = desk.column('_sync')
    for (let at = 0; at < stamps.length; at++) {
      const [version, id, , , , , check] = String(stamps[at]).split('|')
      desk.excel.user.type(desk.at('_sync', at), `${version}|${id}|0|0|||${check}`)
    }
    const again = unwrap(await desk.engine.sync())
    expect(again).toMatchObject({ saved: 2, toCorrect: 1 })
    expect(desk.server.rows.size).toBe(2)
    expect(desk.column('_sync')).toEqual(stamps)
  })

  test('[R35] undone past the ids, the rows are recognised and get them back', async () => {
    const { engine, excel, at, server, column } = await synced()
    const ids = () => column('_sync').map((text) => String(text).split('|')[1])
    const before = ids()
    excel.user.clearCells(`${at('_sync', 0)}:${at('_sync', 2)}`)
    unwrap(await engine.sync())
    expect(server.rows.size).toBe(2)
    expect([ids()[0], ids()[2]]).toEqual([before[0], before[2]])
  })

  test('[R35] an equal row typed anew beside the first is asked about, and created if its user says so', async () => {
    const { engine, excel, tableName, at, server } = await synced()
    excel.user.insertRows(tableName(), 0)
    excel.user.paste(at('公司', 0), [leads[1] ?? []])
    const { saved, board } = unwrap(await engine.sync())
    expect(saved).toBe(0)
    expect(board.known).toMatchObject([{ row: 0, known: { here: true } }])
    expect(server.rows.size).toBe(2)
    const decisions = board.known.map(({ id }) => ({ id, answer: 'create' as const }))
    expect(unwrap(await engine.sync({ decisions })).saved).toBe(1)
    expect(server.rows.size).toBe(3)
  })

  test('[R13] renamed and moved columns are found again; rows stay clean', async () => {
    const { engine, excel, tableName, server } = await synced()
    excel.user.renameHeader(tableName(), '公司', '客户全名')
    excel.user.moveColumn(tableName(), '城市', 3)
    const again = unwrap(await engine.sync())
    expect(again).toMatchObject({ saved: 0, unchanged: 2 })
    expect(server.pushes).toHaveLength(1)
  })

  test('[R13] a deleted column clears nothing on the server', async () => {
    const { engine, excel, tableName, server, at } = await synced()
    excel.user.deleteColumn(tableName(), '城市')
    const again = unwrap(await engine.sync())
    expect(again).toMatchObject({ saved: 0, unchanged: 2 })
    excel.user.type(at('手机', 0), '13712345678')
    unwrap(await engine.sync())
    const [first] = [...server.rows.values()]
    expect(first?.values).toMatchObject({ city: '苏州', 'contact.mobile': '+8613712345678' })
  })

  test('without the _sync column nothing is sent', async () => {
    const { engine, excel, tableName, server } = await synced()
    excel.user.deleteColumn(tableName(), '_sync')
    expect(await engine.sync()).toMatchObject({ error: { code: 'sync_column_lost' } })
    expect(server.pushes).toHaveLength(1)
  })

  test('[R14] a table that was turned into a range is not bound any more', async () => {
    const { engine, excel, tableName } = await synced()
    excel.user.convertToRange(tableName())
    expect(await engine.sync()).toMatchObject({ error: { code: 'table_lost' } })
  })

  test('[R15] a tier changed by hand is put right', async () => {
    const { engine, excel, at, column } = await synced(many(20))
    const tier = column('客户级别')[0]
    excel.user.type(at('客户级别', 0), 'X')
    unwrap(await engine.sync())
    expect(column('客户级别')[0]).toBe(tier)
  })

  test('[R12] a formula in an entered column is sent as its value and stays a formula', async () => {
    const { engine, excel, at, server } = await synced()
    excel.user.formatCells(at('城市', 0), 'General')
    excel.user.typeFormula(at('城市', 0), '="无"&"锡"', '无锡')
    unwrap(await engine.sync())
    expect([...server.rows.values()][0]?.values['city']).toBe('无锡')
    expect(excel.workbook.active.grid.formula(1, 1)).toBe('="无"&"锡"')
  })

  test('a user’s own column may be inserted, filled and is never read into a push', async () => {
    const { engine, excel, tableName, at, server } = await synced()
    excel.user.insertColumn(tableName(), 1, '私人备注')
    excel.user.type(at('私人备注', 0), '别告诉别人')
    excel.user.type(at('城市', 0), '无锡')
    unwrap(await engine.sync())
    expect(JSON.stringify(server.pushes)).not.toContain('别告诉别人')
    expect([...server.rows.values()][0]?.values['city']).toBe('无锡')
  })

  test('another account does not sync this sheet', async () => {
    const first = await synced()
    const { fakeServer } = await import('../support/fake-server.ts')
    const { createEngine } = await import('../../../addin/sync/engine.ts')
    const stranger = createEngine({
      workbook: first.port,
      api: fakeServer({ user: 'u2' }).api,
      ids: () => '01HF7YAT00000000000000001A',
      now: () => 0,
      sleep: async () => undefined,
      locale: 'zh-Hans',
    })
    expect(await stranger.sync()).toMatchObject({ error: { code: 'other_owner' } })
  })

  test('a sheet that is not bound says so', async () => {
    expect(await aDesk({ list: leads }).engine.sync()).toMatchObject({
      error: { code: 'not_bound' },
    })
  })
})
