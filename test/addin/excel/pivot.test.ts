// PivotTables as the add-in makes, refreshes and lists them, through the real client.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { pivotCells } from '../../../addin/excel/pivot-cells.ts'
import type { PivotPlan } from '../../../addin/excel/report-port.ts'
import { createReportBook } from '../../../addin/excel/report-book.ts'
import { type ExcelOptions, startExcel } from '../../../workbench/host/node.ts'
import { freshExcel } from '../../support/excel.ts'

const CUSTOMERS = [
  ['客户', '等级', '负责人', '地区', '销售额'],
  ['甲', 'A', '李雷', '华东', '100'],
  ['乙', 'B', '韩梅', '华北', '40'],
  ['丙', 'B', '李雷', '华东', ''],
]

const LATEST = { ExcelApi: '1.15', RichApiRuntime: '1.1', DelayForCellEdit: '1.1' }

const desk = async (options: ExcelOptions = {}) => {
  const excel = freshExcel({ ...options, quirks: { locale: 'en-US', ...options.quirks } })
  excel.user.paste('A1', CUSTOMERS)
  const tableId = await excel.Excel.run(async (context) => {
    const table = context.workbook.worksheets.getItem('Sheet1').tables.add('A1:E4', true)
    table.load('id')
    await context.sync()
    return table.id
  })
  const [, minor = 13] = (options.sets?.['ExcelApi'] ?? '1.13').split('.').map(Number)
  const book = createReportBook({
    excel: excel.Excel,
    sleep: async () => undefined,
    hasApi: (version) => Number(version.split('.')[1]) <= minor,
  })
  const plan: PivotPlan = {
    tableId,
    rows: ['等级', '负责人'],
    columns: ['地区'],
    values: [
      { header: '客户', summarize: 'Count', name: '客户数', format: '0' },
      { header: '销售额', summarize: 'Sum', name: '销售额', format: '#,##0' },
    ],
    sheetName: '透视',
  }
  const lines = (sheet: string) => {
    const grid = excel.workbook.findSheet(sheet)?.grid
    const used = grid?.usedRect(true)
    return used === undefined ? [] : grid?.values(used).map((line) => line.join(' | '))
  }
  return { ...excel, book, plan, tableId, lines }
}

describe('a PivotTable of ours', () => {
  test('stands on a sheet of its own with rows, columns and values as planned', async () => {
    const { book, plan, lines, workbook } = await desk()
    expect(await book.makePivot(plan)).toEqual({
      kind: 'made',
      sheet: '透视',
      name: 'kehu.pivot.1',
    })
    expect(workbook.active.name).toBe('透视')
    expect(lines('透视')).toEqual([
      ' | Column Labels |  |  |  |  | ',
      ' | 华北 |  | 华东 |  | Total 客户数 | Total 销售额 ',
      'Row Labels | 客户数 | 销售额  | 客户数 | 销售额  |  | ',
      'A |  |  | 1 | 100 | 1 | 100',
      '李雷 |  |  | 1 | 100 | 1 | 100',
      'B | 1 | 40 | 1 |  | 2 | 40',
      '韩梅 | 1 | 40 |  |  | 1 | 40',
      '李雷 |  |  | 1 |  | 1 | ',
      'Grand Total | 1 | 40 | 2 | 100 | 3 | 140',
    ])
  })

  test('a second one gets a name and a sheet of its own', async () => {
    const { book, plan } = await desk()
    await book.makePivot(plan)
    expect(await book.makePivot(plan)).toEqual({
      kind: 'made',
      sheet: '透视 2',
      name: 'kehu.pivot.2',
    })
  })

  test('is refreshed on demand, and those of the user are left to him unless named', async () => {
    const { book, plan, Excel, user, workbook, lines } = await desk()
    await book.makePivot({ ...plan, columns: [], rows: ['等级'] })
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('Mine')
      const pivot = sheet.pivotTables.add('Mine', 'Sheet1!A1:E4', 'Mine!A3')
      pivot.rowHierarchies.add(pivot.hierarchies.getItem('等级'))
      pivot.dataHierarchies.add(pivot.hierarchies.getItem('客户'))
      await context.sync()
    })
    const [first] = workbook.sheets
    if (first !== undefined) workbook.activate(first)
    user.type('B2', 'C')
    expect(await book.refreshPivots(null)).toEqual({ refreshed: ['kehu.pivot.1'], failed: [] })
    expect(lines('透视')?.slice(1)).toEqual(['B | 2 | 40', 'C | 1 | 100', 'Grand Total | 3 | 140'])
    expect(lines('Mine')?.[1]).toBe('A | 1')
    expect(await book.refreshPivots(['Mine'])).toEqual({ refreshed: ['Mine'], failed: [] })
    expect(lines('Mine')?.[1]).toBe('B | 2')
  })

  test('one whose table is gone is told of, the others are refreshed', async () => {
    const { book, plan, Excel, user, workbook } = await desk()
    await book.makePivot(plan)
    const other = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('Other')
      sheet.getRange('A1:B2').values = [
        ['k', 'v'],
        ['x', 1],
      ]
      const table = sheet.tables.add('A1:B2', true)
      table.load('id')
      await context.sync()
      return table.id
    })
    const values = [{ header: 'v', summarize: 'Sum', name: 'V', format: '0' } as const]
    await book.makePivot({ tableId: other, rows: ['k'], columns: [], values, sheetName: 'P2' })
    workbook.activate(workbook.sheets[0] ?? workbook.active)
    user.deleteSheetRows('1:10')
    expect(await book.refreshPivots(null)).toEqual({
      refreshed: ['kehu.pivot.2'],
      failed: ['kehu.pivot.1'],
    })
  })

  test('a column that is no longer there, or a table, is a refusal and leaves no sheet', async () => {
    const { book, plan, workbook } = await desk()
    await expect(book.makePivot({ ...plan, rows: ['行业'] })).rejects.toMatchObject({
      code: 'restless',
    })
    await expect(book.makePivot({ ...plan, tableId: 'gone' })).rejects.toMatchObject({
      code: 'table_lost',
    })
    workbook.isStructureProtected = true
    await expect(book.makePivot(plan)).rejects.toMatchObject({ code: 'structure_locked' })
    expect(workbook.sheets).toHaveLength(1)
  })
})

describe('an Excel without PivotTables', () => {
  test.each(['AccessDenied', 'ApiNotFound'] as const)(
    'that says %s is answered with unsupported, and leaves no sheet behind',
    async (pivotAdd) => {
      const { book, plan, workbook } = await desk({ quirks: { pivotAdd } })
      expect(await book.makePivot(plan)).toEqual({
        kind: 'unsupported',
        detail: expect.stringContaining(pivotAdd),
      })
      expect(workbook.sheets.map(({ name }) => name)).toEqual(['Sheet1'])
    },
  )

  test('of an older set is not even asked', async () => {
    const { book, plan, host } = await desk({ sets: { ExcelApi: '1.7' } })
    const before = host.counts.batches
    expect(await book.makePivot(plan)).toEqual({ kind: 'unsupported', detail: 'ExcelApi 1.8' })
    expect(host.counts.batches).toBe(before)
  })
})

describe('the PivotTables of a file', () => {
  const withMine = async (options: ExcelOptions) => {
    const given = await desk(options)
    await given.book.makePivot(given.plan)
    await given.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('Mine')
      sheet.getRange('H1:I2').values = [
        ['k', 'v'],
        ['x', 1],
      ]
      sheet.pivotTables.add('on cells', 'Sheet1!A1:C3', 'Mine!A3')
      sheet.pivotTables.add('elsewhere', 'Mine!H1:I2', 'Mine!E3')
      await context.sync()
    })
    return given
  }

  test('are told with what they use, where Excel says it (1.15)', async () => {
    const { book, tableId } = await withMine({ sets: LATEST })
    expect(await book.listPivots(tableId)).toEqual([
      { name: 'kehu.pivot.1', sheet: '透视', isOurs: true, usesTable: true },
      { name: 'on cells', sheet: 'Mine', isOurs: false, usesTable: true },
      { name: 'elsewhere', sheet: 'Mine', isOurs: false, usesTable: false },
    ])
  })

  test('are told without it where it does not', async () => {
    const { book, tableId } = await withMine({})
    const uses = await book.listPivots(tableId)
    expect(uses.map(({ usesTable }) => usesTable)).toEqual([null, null, null])
  })
})

describe('the same table as cells', () => {
  const HEADERS = ['等级', '地区', '销售额']
  const word = fc.constantFrom('A', 'B', 'C', '')
  const record = fc.tuple(
    word,
    fc.constantFrom('华东', '华北', ''),
    fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constant('')),
  )

  test('has the figures that the PivotTable has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 12 }), async (records) => {
        const { Excel, workbook } = startExcel({ quirks: { locale: 'en-US' } })
        const values = [{ header: '销售额', summarize: 'Sum', name: 'sum', format: '0' }] as const
        const sheetName = 'P'
        const tableId = await Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getItem('Sheet1')
          const range = sheet.getRangeByIndexes(0, 0, records.length + 1, 3)
          range.values = [HEADERS, ...records.map((line) => [...line])]
          const table = sheet.tables.add(range, true)
          table.load('id')
          await context.sync()
          return table.id
        })
        const plan = { rows: ['等级'], columns: ['地区'], values }
        const book = createReportBook({
          excel: Excel,
          sleep: async () => undefined,
          hasApi: () => true,
        })
        await book.makePivot({ ...plan, tableId, sheetName })
        const [pivot] = workbook.findSheet('P')?.pivots ?? []
        if (pivot === undefined) throw new Error('no pivot')
        const shown = workbook.findSheet('P')?.grid.values(pivot.rect).slice(1) ?? []
        const { rows } = pivotCells(
          plan,
          HEADERS,
          records,
          { grandTotal: 'Grand Total', blank: '(blank)' },
          'zh-CN',
        )
        const bare = rows.map((row) =>
          row.map((cell) =>
            cell === null
              ? ''
              : typeof cell === 'string'
                ? cell
                : cell.kind === 'number'
                  ? cell.value
                  : '',
          ),
        )
        expect(bare.slice(1)).toEqual(shown.slice(1))
        expect(bare[0]?.slice(1).map((name) => String(name).replace(/ sum$/u, ''))).toEqual(
          shown[0]?.slice(1),
        )
      }),
      { numRuns: 25 },
    )
  })

  test('is headed in bold and totalled', () => {
    const plan = {
      rows: ['等级', '地区'],
      columns: [],
      values: [{ header: '销售额', summarize: 'Count', name: '数', format: '0' } as const],
    }
    const { rows, bold } = pivotCells(
      plan,
      HEADERS,
      [['A', '', 5]],
      { grandTotal: '总计', blank: '(空白)' },
      'zh-CN',
    )
    const one = { kind: 'number', value: 1, format: '0' }
    expect(rows).toEqual([
      ['等级', '地区', '数'],
      ['A', '(空白)', one],
      ['总计', '', one],
    ])
    expect(bold).toEqual([0, 2])
  })
})
