// A workbook whose user has no rights any more: what came from the server leaves it, what he typed stays.
import { describe, expect, test } from 'vitest'

import { createBlankBook } from '../../../addin/excel/blank-book.ts'
import { createReportBook } from '../../../addin/excel/report-book.ts'
import type { ExcelApi } from '../../../addin/excel/run.ts'
import { blankWorkbook } from '../../../addin/pane/blank/blank-workbook.ts'
import type { BlankTools, BlankWish } from '../../../addin/pane/blank/blank-workbook.ts'
import { blankEn } from '../../../addin/text/blank-en.ts'
import { blankZhHans } from '../../../addin/text/blank-zh-hans.ts'
import { stampToText, textToStamp } from '../../../shared/sync/stamp.ts'
import { blankZhHant } from '../../../addin/text/blank-zh-hant.ts'
import { saveFile } from '../../../workbench/model/file.ts'
import { unwrap } from '../support/desk.ts'
import { huada, idsOf, onFile, opened, reopened, withList, withSheet } from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const sleep = async () => undefined

const toolsOf = (desk: Seated): BlankTools => ({
  workbook: desk.port,
  book: createBlankBook({ excel: desk.excel.Excel, sleep, hasApi: () => false }),
  locale: 'zh-Hans',
})

const out: BlankWish = { why: 'out', isMeant: () => true, isAll: false }

const blank = async (desk: Seated, wish: Partial<BlankWish> = {}) => {
  const report = await blankWorkbook(toolsOf(desk), { ...out, ...wish })
  if (report === null) throw new Error('no sheet was meant')
  return report
}

/** Every text of the file: cells of all sheets, settings, what PivotTables remember. */
const textOf = (desk: Seated): string =>
  JSON.stringify(saveFile(desk.excel.workbook), (_, value: unknown) =>
    value instanceof Map ? [...value] : value,
  )

/** The namespace, whose requests are told before they go out, by number from 1. */
const asking = (excel: ExcelApi, before: (request: number) => void): ExcelApi => {
  let requests = 0
  const run = <T>(work: (context: Excel.RequestContext) => Promise<T>) =>
    excel.run((context) => {
      const sync = context.sync.bind(context)
      context.sync = (passThrough) => {
        before((requests += 1))
        return sync(passThrough)
      }
      return work(context)
    })
  return Object.create(excel, { run: { value: run } }) as ExcelApi
}

const served = [...huada.slice(0, 1), '13801923746', '淮海路1号', '盛丰物流有限公司']

describe('a synced list whose user is out', () => {
  test('holds nothing of the server any more; his own column and its formulas stay', async () => {
    const { desk } = await withList()
    const { user } = desk.excel
    user.insertColumn(desk.tableName(), 4, '私人备注')
    user.type(desk.at('私人备注', 0), '爱喝茶')
    unwrap(await desk.engine.sync())
    for (const text of served) expect(textOf(desk)).toContain(text)
    const report = await blank(desk)
    expect(report).toMatchObject({ rows: 3, keptCount: 0, unreached: [] })
    for (const text of served) expect(textOf(desk)).not.toContain(text)
    expect(desk.column('私人备注')).toEqual(['爱喝茶', '', ''])
    expect(desk.column('同步状态')).toEqual(Array(3).fill('已清空：无权查看'))
  })

  test('keeps what was typed and never stored, and names it', async () => {
    const { desk } = await withList()
    const { user } = desk.excel
    user.type(desk.at('地址', 1), '淮海路2号')
    user.paste('A5', [['润联塑胶有限公司', '宁波', '13612345678', '中山路5号']])
    const report = await blank(desk)
    expect(desk.column('公司')).toEqual(['', '恒源贸易有限公司', '', '润联塑胶有限公司'])
    expect(desk.column('地址')).toEqual(['', '淮海路2号', '', '中山路5号'])
    expect(report.rows).toBe(2)
    expect(report.kept).toMatchObject([
      { rowNumber: 3, label: '恒源贸易有限公司', why: 'edited' },
      { rowNumber: 5, label: '润联塑胶有限公司', why: 'unsent' },
    ])
    expect(desk.column('客户级别')).toEqual(['', '', '', ''])
  })

  test('is emptied of edited rows too, once he has what he wants of them', async () => {
    const { desk } = await withList()
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    desk.excel.user.paste('A5', [['润联塑胶有限公司', '宁波', '', '']])
    await blank(desk)
    const report = await blank(desk, { isAll: true })
    expect(desk.column('公司')).toEqual(['', '', '', '润联塑胶有限公司'])
    expect(report).toMatchObject({ rows: 1, kept: [{ why: 'unsent' }] })
  })

  test('is emptied once: done again, or broken off and done again, it ends the same', async () => {
    const { desk } = await withList()
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    const first = await blank(desk)
    const after = textOf(desk)
    const { cellsWritten } = desk.port.counters()
    const again = await blank(desk)
    expect(again).toEqual({ ...first, rows: 0 })
    expect(desk.port.counters().cellsWritten).toBe(cellsWritten)
    expect(textOf(desk)).toBe(after)
  })

  test('broken off amid it, the rest is emptied the next time', async () => {
    const { desk } = await withList()
    const tools = toolsOf(desk)
    const broken = new Error('the pane was closed')
    const workbook = { ...tools.workbook, writeRows: () => Promise.reject(broken) }
    await expect(blankWorkbook({ ...tools, workbook }, out)).rejects.toBe(broken)
    expect(textOf(desk)).toContain('华达机械')
    expect(await blank(desk)).toMatchObject({ rows: 3 })
    expect(textOf(desk)).not.toContain('华达机械')
  })

  test('what is typed while it is emptied is kept', async () => {
    const { desk } = await withList()
    let isTyped = false
    desk.onRead = () => {
      if (isTyped) return
      isTyped = true
      desk.excel.user.type(desk.at('地址', 2), '解放路33号')
    }
    const report = await blank(desk)
    expect(desk.column('地址')).toEqual(['', '', '解放路33号'])
    expect(report).toMatchObject({ rows: 2, kept: [{ why: 'edited' }] })
  })

  test('under a filter hidden rows are emptied too, and all are shown', async () => {
    const { desk } = await withList()
    desk.excel.user.filter(desk.tableName(), '城市', ['上海'])
    await blank(desk)
    expect(desk.column('公司')).toEqual(['', '', ''])
    expect(textOf(desk)).not.toContain('上海')
  })

  test('a copy of its sheet is emptied like it', async () => {
    const { desk } = await withList()
    desk.excel.user.copySheet('Sheet1')
    expect(await blank(desk)).toMatchObject({ rows: 6, unreached: [] })
    for (const text of served) expect(textOf(desk)).not.toContain(text)
  })

  test('a protected sheet is told, and emptied once it is open', async () => {
    const { desk } = await withList()
    desk.excel.user.protect('Sheet1')
    expect(await blank(desk)).toMatchObject({
      rows: 0,
      unreached: [{ sheet: 'Sheet1', code: 'protected' }],
    })
    desk.excel.user.unprotect('Sheet1')
    expect(await blank(desk)).toMatchObject({ rows: 3, unreached: [] })
  })

  test('a column that was deleted since does not make its rows edited ones where it was empty', async () => {
    const { desk } = await withList([
      ['公司', '城市', '手机', '地址'],
      ['华达机械有限公司', '苏州', '13915628371', ''],
      ['恒源贸易有限公司', '上海', '13801923746', '淮海路1号'],
    ])
    desk.excel.user.deleteColumn(desk.tableName(), '地址')
    const report = await blank(desk)
    expect(report).toMatchObject({ rows: 1, kept: [{ label: '恒源贸易有限公司', why: 'edited' }] })
  })

  test('is emptied too where an older pane synced it', async () => {
    const { desk } = await withList()
    const home = { org: 'org', table: 'customer' } as const
    for (const [at, text] of desk.column('_sync').entries()) {
      const stamp = textToStamp(String(text), home)
      if (stamp === null) throw new Error('a row without a stamp')
      const version = `0.${stamp.version.split('.').at(-1) ?? ''}`
      desk.excel.user.type(desk.at('_sync', at), stampToText({ ...stamp, version }, home))
    }
    expect(await blank(desk)).toMatchObject({ rows: 3, kept: [] })
    expect(textOf(desk)).not.toContain('盛丰')
  })

  test('comes back whole where he is let in again', async () => {
    const { team, desk } = await withList()
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    const before = desk.column('公司')
    await blank(desk)
    unwrap(await reopened(team, desk).sync())
    expect(desk.column('公司')).toEqual(before)
    expect(desk.column('地址')).toEqual(['人民路8号', '淮海路2号', '解放路3号'])
    expect(onFile(team, idsOf(desk)[1] ?? '')).toMatchObject({ address: '淮海路2号' })
    expect(team.customers()).toHaveLength(3)
  })

  test('half emptied when the pane was closed, it comes back whole where he is let in again', async () => {
    const { team, desk } = await withList()
    desk.excel.user.type(desk.at('地址', 2), '解放路33号')
    const before = desk.column('公司')
    const tools = toolsOf(desk)
    const writeRows: BlankTools['workbook']['writeRows'] = async (write) => {
      await tools.workbook.writeRows({ ...write, edits: write.edits.slice(0, 1) })
      throw new Error('the pane was closed')
    }
    const workbook = { ...tools.workbook, writeRows }
    await expect(blankWorkbook({ ...tools, workbook }, out)).rejects.toThrow('closed')
    expect(desk.column('公司')).toEqual(['', ...before.slice(1)])
    unwrap(await reopened(team, desk).sync())
    expect(desk.column('公司')).toEqual(before)
    expect(desk.column('地址')).toEqual(['人民路8号', '淮海路1号', '解放路33号'])
    expect(onFile(team, idsOf(desk)[2] ?? '')).toMatchObject({ address: '解放路33号' })
    expect(team.customers()).toHaveLength(3)
  })

  test('comes back to the pane that emptied it, too', async () => {
    const { desk } = await withList()
    const before = desk.column('公司')
    await blank(desk, { why: 'asked' })
    expect(desk.column('公司')).toEqual(['', '', ''])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, rows: 3 })
    expect(desk.column('公司')).toEqual(before)
  })

  test.each(['own', 'all'] as const)('a sheet that holds %s comes back too', async (holds) => {
    const { team } = await withList()
    const { desk } = await withSheet(team, holds)
    const before = desk.column('客户名称')
    await blank(desk)
    expect(desk.column('客户名称')).toEqual(['', '', ''])
    const file = saveFile(desk.excel.workbook)
    const again = opened(team, file)
    unwrap(await again.engine.sync())
    expect(again.column('客户名称')).toEqual(before)
  })
})

describe('what the add-in laid beside the lists', () => {
  const withAll = async () => {
    const { team, desk } = await withList()
    const { Excel, workbook } = desk.excel
    const reports = createReportBook({ excel: Excel, sleep, hasApi: () => true })
    const tableId = workbook.tables[0]?.id ?? ''
    return { team, desk, reports, tableId }
  }

  test('reports lose their columns, not those of their user', async () => {
    const { desk, reports } = await withAll()
    const plan = {
      key: 'team',
      sheetName: '全部客户',
      columns: [
        { header: '客户', format: '@' },
        { header: '销售额', format: '#,##0' },
      ],
    }
    async function* pages() {
      yield [['盛丰物流有限公司', 1], ...Array.from({ length: 30 }, (_, at) => [`甲${at}`, at])]
    }
    await reports.writeReport(plan, pages())
    desk.excel.user.insertColumn('kehu_report_team', 2, '备注')
    desk.excel.user.type('全部客户!C2', '老客户')
    desk.excel.user.copySheet('全部客户')
    await blank(desk)
    expect(textOf(desk)).not.toContain('盛丰')
    expect(textOf(desk)).not.toContain('甲29')
    expect(textOf(desk)).toContain('老客户')
  })

  test('receipts and lists are found where they stand by now', async () => {
    const { desk, reports } = await withAll()
    const rows = [['客户明细'], ['盛丰物流有限公司', '杭州']]
    const area = { top: 2, left: 0, rows: 1, columns: 1 }
    await reports.spill({ beside: { sheet: 'Sheet1', area }, sheetName: '明细', rows, bold: [0] })
    await reports.spill({ beside: null, sheetName: '名单', rows: [[null], ...rows], bold: [] })
    desk.excel.user.insertSheetRows('名单!1:3')
    desk.excel.user.type('名单!A1', '我的笔记')
    const report = await blank(desk)
    expect(report.unreached).toEqual([])
    expect(textOf(desk)).not.toContain('盛丰')
    expect(textOf(desk)).toContain('我的笔记')
  })

  test('a note that its user wrote amid a list stays, and the line beside it is told', async () => {
    const { desk, reports } = await withAll()
    const rows = [['客户明细'], ['盛丰物流有限公司', '杭州'], ['恒源贸易有限公司', null, '上海']]
    await reports.spill({ beside: null, sheetName: '名单', rows, bold: [] })
    desk.excel.user.type('名单!B3', '我欠他一顿饭')
    const report = await blank(desk)
    expect(desk.values('名单')).toEqual([['恒源贸易有限公司', '我欠他一顿饭', '上海']])
    expect(report.unreached).toEqual([{ sheet: '名单', code: 'moved_block' }])
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'what its user types in a list just before its %s. request stays',
    async (request) => {
      const { desk, reports } = await withAll()
      const rows = [['客户明细'], ['盛丰物流有限公司', '杭州']]
      await reports.spill({ beside: null, sheetName: '名单', rows, bold: [] })
      const excel = asking(desk.excel.Excel, (asked) => {
        if (asked === request) desk.excel.user.type('名单!B2', '我欠他一顿饭')
      })
      await createBlankBook({ excel, sleep, hasApi: () => false }).emptyBlocks()
      expect(textOf(desk)).toContain('我欠他一顿饭')
    },
  )

  test('what came to stand within a list whose lines were deleted is not taken for it', async () => {
    const { desk, reports } = await withAll()
    const sum = {
      kind: 'sum',
      over: { top: 1, left: 1, rows: 3, columns: 1 },
      format: '0',
    } as const
    const figure = (value: number) => ({ kind: 'number', value, format: '0.00' }) as const
    const rows = [
      ['客户明细'],
      ['盛丰物流有限公司', figure(0.1 + 0.2)],
      ['恒源贸易有限公司', figure(12)],
      ['=1+1', figure(-3)],
      ['合计', sum],
    ]
    await reports.spill({ beside: null, sheetName: '名单', rows, bold: [] })
    desk.excel.user.type('名单!A6', '我的第一条')
    desk.excel.user.type('名单!A7', '我的第二条')
    desk.excel.user.deleteSheetRows('名单!3:3')
    const report = await blank(desk)
    expect(desk.values('名单')).toEqual([['我的第一条'], ['我的第二条']])
    expect(report.unreached).toEqual([{ sheet: '名单', code: 'moved_block' }])
  })

  test('a block that cannot be found again is told', async () => {
    const { desk, reports } = await withAll()
    const rows = [['客户明细'], ['盛丰物流有限公司', '杭州']]
    await reports.spill({ beside: null, sheetName: '名单', rows, bold: [] })
    desk.excel.user.type('名单!A1', '别的标题')
    expect((await blank(desk)).unreached).toEqual([{ sheet: '名单', code: 'moved_block' }])
  })

  test('PivotTables: ours go with their memory, the user’s are refreshed and named', async () => {
    const { desk, reports, tableId } = await withAll()
    const values = [{ header: '城市', summarize: 'Count', name: '数', format: '0' }] as const
    const made = await reports.makePivot({
      tableId,
      rows: ['公司'],
      columns: [],
      values,
      sheetName: '透视',
    })
    expect(made.kind).toBe('made')
    await desk.excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('我的透视')
      const table = context.workbook.tables.getItem(tableId)
      const pivot = sheet.pivotTables.add('我的', table, sheet.getRange('A3'))
      pivot.rowHierarchies.add(pivot.hierarchies.getItem('公司'))
      pivot.dataHierarchies.add(pivot.hierarchies.getItem('城市'))
      await context.sync()
    })
    const cells = () =>
      desk.excel.workbook.sheets.map(({ grid }) => {
        const used = grid.usedRect(true)
        return used ? grid.values(used) : []
      })
    expect(JSON.stringify(cells().slice(1))).toContain('盛丰')
    const { pivots } = await blank(desk)
    expect(pivots).toMatchObject({
      removed: [{ name: 'kehu.pivot.1', sheet: '透视' }],
      refreshed: [{ name: '我的', sheet: '我的透视' }],
      failed: [],
    })
    expect(JSON.stringify(cells())).not.toContain('盛丰')
  })
})

test('a workbook in which no sheet is meant is left as it is', async () => {
  const { desk } = await withList()
  const before = textOf(desk)
  const wish = { ...out, isMeant: () => false }
  expect(await blankWorkbook(toolsOf(desk), wish)).toBeNull()
  expect(textOf(desk)).toBe(before)
})

test('everything that is said has the same parameters in all languages', () => {
  const parameters = (text: string) => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()
  for (const [key, text] of Object.entries<string>(blankEn))
    for (const texts of [blankZhHans, blankZhHant])
      expect({ key, used: parameters(texts[key as keyof typeof blankEn]) }).toEqual({
        key,
        used: parameters(text),
      })
})
