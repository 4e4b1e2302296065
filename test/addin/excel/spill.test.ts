// Receipts as ordinary cells: where nothing stands, texts as texts, sums that check, undone as they came.
import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'

import { createReportBook } from '../../../addin/excel/report-book.ts'
import type { SpillCell, SpillPlan } from '../../../addin/excel/report-port.ts'
import { freshExcel } from '../../support/excel.ts'

const desk = () => {
  const excel = freshExcel()
  const book = createReportBook({
    excel: excel.Excel,
    sleep: async () => undefined,
    hasApi: () => true,
  })
  return { ...excel, book }
}

const number = (value: number, format = '#,##0'): SpillCell => ({ kind: 'number', value, format })
const RECEIPT: SpillPlan['rows'] = [
  ['甲公司'],
  ['月', '销售额', '毛利'],
  ['2026-01', number(100), number(30)],
  ['2026-02', number(250.5, '0.00'), null],
  [
    '合计',
    { kind: 'sum', over: { top: 2, left: 1, rows: 2, columns: 1 }, format: '0.00' },
    { kind: 'sum', over: { top: 2, left: 2, rows: 2, columns: 1 }, format: '0.00' },
  ],
]
const plan = (more: Partial<SpillPlan> = {}): SpillPlan => ({
  beside: null,
  sheetName: '收据',
  rows: RECEIPT,
  bold: [0, 1],
  ...more,
})
const LIST = { top: 0, left: 0, rows: 3, columns: 2 }

describe('a receipt', () => {
  test('on a sheet of its own has texts, numbers and a sum that checks', async () => {
    const { book, workbook } = desk()
    expect(await book.spill(plan())).toEqual({
      sheet: '收据',
      area: { top: 0, left: 0, rows: 5, columns: 3 },
      isNewSheet: true,
    })
    const grid = workbook.findSheet('收据')?.grid
    expect(grid?.values({ row: 2, column: 0, rows: 3, columns: 3 })).toEqual([
      ['2026-01', 100, 30],
      ['2026-02', 250.5, ''],
      ['合计', 350.5, 30],
    ])
    expect(grid?.formula(4, 1)).toBe('=SUM(B3:B4)')
    expect([grid?.style(2, 0).numberFormat, grid?.style(3, 1).numberFormat]).toEqual(['@', '0.00'])
    expect([grid?.style(1, 2).bold, grid?.style(2, 2).bold]).toEqual([true, false])
  })

  test('beside a list stands one column apart from all that stands in its rows', async () => {
    const { book, user, workbook } = desk()
    user.paste('A1', [['客户', '额']])
    user.paste('D3', [['a note']])
    const place = await book.spill(plan({ beside: { sheet: 'Sheet1', area: LIST } }))
    expect(place).toEqual({
      sheet: 'Sheet1',
      area: { top: 0, left: 5, rows: 5, columns: 3 },
      isNewSheet: false,
    })
    const { grid } = workbook.active
    expect([grid.value(0, 0), grid.value(2, 3), grid.value(0, 5)]).toEqual([
      '客户',
      'a note',
      '甲公司',
    ])
    expect(grid.formula(4, 6)).toBe('=SUM(G3:G4)')
  })

  test('beside a table does not join it, and is one step to undo', async () => {
    const { book, user, workbook, Excel } = desk()
    user.paste('A1', [
      ['客户', '额'],
      ['甲', '1'],
    ])
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').tables.add('A1:B2', true)
      await context.sync()
    })
    await book.spill(plan({ beside: { sheet: 'Sheet1', area: LIST } }))
    expect(workbook.tables[0]?.rect).toEqual({ row: 0, column: 0, rows: 2, columns: 2 })
    user.undo()
    expect(workbook.active.grid.usedRect(true)).toEqual({ row: 0, column: 0, rows: 2, columns: 2 })
  })

  test('never stands over what was typed while its room was being looked for', async () => {
    const { book, host, user, workbook } = desk()
    user.paste('A1', [['客户', '额']])
    host.beforeBatch = (number) => {
      if (number !== 2) return
      user.type('D2', "'=1+1")
      user.type('E3', '12.5')
      user.typeFormula('F4', '=A1*2', 4)
    }
    const place = await book.spill(plan({ beside: { sheet: 'Sheet1', area: LIST } }))
    host.beforeBatch = undefined
    expect(place).toMatchObject({ sheet: '收据', isNewSheet: true })
    const { grid } = workbook.sheets[0] ?? workbook.active
    expect(grid.usedRect(true)).toEqual({ row: 0, column: 0, rows: 4, columns: 6 })
    expect([grid.value(1, 3), grid.formula(1, 3)]).toEqual(['=1+1', undefined])
    expect([grid.value(2, 4), grid.formula(3, 5)]).toEqual([12.5, '=A1*2'])
    expect(grid.style(2, 4).numberFormat).toBe('General')
  })

  test.each<[string, (given: ReturnType<typeof desk>) => void]>([
    ['rows are hidden', ({ workbook }) => workbook.active.grid.setHiding(2, 1)],
    ['the sheet is protected', ({ workbook }) => (workbook.active.isProtected = true)],
    [
      'cells are merged',
      ({ workbook }) => (workbook.active.merges = [{ row: 1, column: 9, rows: 2, columns: 2 }]),
    ],
    ['the sheet is gone', ({ workbook }) => (workbook.active.name = 'renamed')],
    ['the columns end', ({ user }) => user.type('XFC2', 'x')],
  ])('goes to a new sheet where %s', async (_why, prepare) => {
    const given = desk()
    prepare(given)
    const place = await given.book.spill(plan({ beside: { sheet: 'Sheet1', area: LIST } }))
    expect(place).toMatchObject({ sheet: '收据', isNewSheet: true })
  })

  test.each([
    '=1+1',
    '+8613800000000',
    '-2',
    '@SUM(A1)',
    "'quoted",
    '007',
    '1/2',
    'TRUE',
    '=cmd|x',
  ])('%s stays the text that it is', async (text) => {
    const { book, workbook } = desk()
    await book.spill(plan({ rows: [[text]], bold: [] }))
    const grid = workbook.findSheet('收据')?.grid
    expect([grid?.value(0, 0), grid?.formula(0, 0)]).toEqual([text, undefined])
  })

  test('no text ever becomes a formula, a number or a date', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 }),
        async (texts) => {
          const { book, workbook } = desk()
          await book.spill(plan({ rows: [texts], bold: [] }))
          const grid = workbook.findSheet('收据')?.grid
          expect(grid?.values({ row: 0, column: 0, rows: 1, columns: texts.length })).toEqual([
            texts,
          ])
        },
      ),
      { numRuns: 40 },
    ))

  test('of 60,000 lines goes in slices that Excel on the web takes', async () => {
    const { book, workbook, host } = desk()
    const rows = Array.from({ length: 60_000 }, (_, at): readonly SpillCell[] => [
      `客户 ${at} 很长的名称很长的名称`,
      number(at),
    ])
    const before = host.counts.batches
    await book.spill(plan({ rows, bold: [] }))
    expect(host.counts.batches - before).toBeGreaterThan(10)
    const grid = workbook.findSheet('收据')?.grid
    expect([grid?.rowCount, grid?.value(59_999, 1)]).toEqual([60_000, 59_999])
  })

  test('a sum that would leave its block is a mistake of ours', async () => {
    const { book } = desk()
    const over = { top: 0, left: 0, rows: 9, columns: 1 }
    const rows: SpillPlan['rows'] = [[{ kind: 'sum', over, format: '0' }]]
    await expect(book.spill(plan({ rows }))).rejects.toThrow('a sum leaves its block')
  })
})
