// Read-only reports: replaced page by page without becoming another table, and without harm to what is the user's.
import { describe, expect, test } from 'vitest'

import { createReportBook } from '../../../addin/excel/report-book.ts'
import type {
  ReportLines,
  ReportOccupied,
  ReportPlan,
  ReportWritten,
} from '../../../addin/excel/report-port.ts'
import { freshExcel } from '../../support/excel.ts'

const desk = () => {
  const excel = freshExcel({ quirks: { locale: 'en-US' } })
  const book = createReportBook({
    excel: excel.Excel,
    sleep: async () => undefined,
    hasApi: () => true,
  })
  return { ...excel, book }
}

describe('a report', () => {
  const plan: ReportPlan = {
    key: 'team',
    sheetName: '全部客户',
    columns: [
      { header: '客户', format: '@' },
      { header: '等级', format: '@' },
      { header: '销售额', format: '#,##0' },
    ],
  }
  const lines = (count: number, change: (at: number) => number = (at) => at): ReportLines =>
    Array.from({ length: count }, (_, at) => [`=甲${at}`, at % 3 === 0 ? 'A' : '', change(at)])
  async function* pages(...all: readonly ReportLines[]): AsyncGenerator<ReportLines> {
    yield* all
  }
  const idOf = (written: ReportWritten | ReportOccupied) =>
    written.kind === 'written' ? written.tableId : ''
  const body = ({ workbook }: ReturnType<typeof desk>) => {
    const [table] = workbook.tables
    return table === undefined
      ? []
      : workbook
          .sheetOf(table)
          .grid.values(table.bodyRect)
          .map((line) => line.join(' | '))
  }

  test('is a table on a sheet of its own, its texts texts', async () => {
    const given = desk()
    const written = await given.book.writeReport(plan, pages(lines(2), lines(1)))
    expect(written).toMatchObject({ sheet: '全部客户', rows: 3 })
    expect(body(given)).toEqual(['=甲0 | A | 0', '=甲1 |  | 1', '=甲0 | A | 0'])
    expect(given.workbook.tables[0]?.name).toBe('kehu_report_team')
    expect(given.workbook.findSheet('全部客户')?.grid.formulaCells()).toEqual([])
  })

  test('is wide enough for what it holds, within reason; a width of the user stays his', async () => {
    const given = desk()
    const widths = () =>
      [0, 1, 2].map((column) => given.workbook.findSheet('全部客户')?.look(column).width ?? 0)
    const wide: ReportLines = [['很长的客户名称'.repeat(30), 'A', 1_234_567]]
    await given.book.writeReport(plan, pages(wide))
    const [name = 0, tier = 0, sales = 0] = widths()
    expect(name).toBe(220)
    expect(tier).toBeLessThan(60)
    expect(sales).toBeGreaterThan(6 * '1,234,567'.length)
    given.workbook.findSheet('全部客户')?.setLook(1, { width: 99 })
    await given.book.writeReport(plan, pages(wide))
    expect(widths()[1]).toBe(99)
  })

  test('remembers what was chosen for it, in the workbook', async () => {
    const given = desk()
    expect(await given.book.readChoice('team')).toBeNull()
    await given.book.writeReport({ ...plan, choice: ['name', 'tier'] }, pages(lines(1)))
    await given.book.writeReport(plan, pages(lines(2)))
    expect(await given.book.readChoice('team')).toEqual(['name', 'tier'])
    expect(await given.book.readChoice('other')).toBeNull()
  })

  test('refreshed without a change writes nothing; with one, that cell', async () => {
    const given = desk()
    await given.book.writeReport(plan, pages(lines(300)))
    const again = await given.book.writeReport(plan, pages(lines(300)))
    expect(again).toMatchObject({ cellsWritten: 0 })
    const before = given.host.cellsWritten
    const changed = lines(300, (at) => (at === 7 ? 700 : at))
    const third = await given.book.writeReport(plan, pages(changed))
    expect(third).toMatchObject({ cellsWritten: 1 })
    expect(given.host.cellsWritten - before).toBe(3)
    expect(body(given)[7]).toBe('=甲7 |  | 700')
  })

  test('grows and shrinks as the same table; a PivotTable on it goes on', async () => {
    const given = desk()
    const first = await given.book.writeReport(plan, pages(lines(3)))
    await given.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('Mine')
      const table = context.workbook.tables.getItem('kehu_report_team')
      const pivot = sheet.pivotTables.add('Mine', table, 'Mine!A3')
      pivot.rowHierarchies.add(pivot.hierarchies.getItem('等级'))
      pivot.dataHierarchies.add(pivot.hierarchies.getItem('销售额'))
      await context.sync()
    })
    const grown = await given.book.writeReport(plan, pages(lines(9)))
    expect(grown).toMatchObject({ tableId: idOf(first) })
    expect(body(given)).toHaveLength(9)
    expect(await given.book.refreshPivots(['Mine'])).toMatchObject({ failed: [] })
    expect(given.workbook.findSheet('Mine')?.grid.value(5, 1)).toBe(36)
    await given.book.writeReport(plan, pages(lines(2)))
    expect(body(given)).toEqual(['=甲0 | A | 0', '=甲1 |  | 1'])
    expect(given.workbook.findSheet('全部客户')?.grid.usedRect(true)?.rows).toBe(3)
    await given.book.writeReport(plan, pages())
    expect(body(given)).toEqual([' |  | '])
  })

  test('moves down what the user wrote beneath it', async () => {
    const given = desk()
    await given.book.writeReport(plan, pages(lines(2)))
    given.user.type('B6', 'my note')
    await given.book.writeReport(plan, pages(lines(5)))
    expect(body(given)).toHaveLength(5)
    const { grid } = given.workbook.active
    const found = [5, 6, 7, 8, 9].map((row) => grid.value(row, 1)).filter((value) => value !== '')
    expect(found).toContain('my note')
  })

  test('takes other columns without becoming another table, and moves what stands beside', async () => {
    const given = desk()
    const first = await given.book.writeReport(plan, pages(lines(2)))
    given.user.type('E1', 'mine')
    const columns = [
      ...plan.columns,
      { header: '利润', format: '0' },
      { header: '应收', format: '0' },
    ]
    const wider = lines(2).map((line) => [...line, 9, 8])
    const second = await given.book.writeReport({ ...plan, columns }, pages(wider))
    expect(second).toMatchObject({ tableId: idOf(first) })
    expect(body(given)[0]).toBe('=甲0 | A | 0 | 9 | 8')
    expect(given.workbook.active.grid.value(0, 6)).toBe('mine')
    const fewer = { ...plan, columns: [{ header: '销售额', format: '0' }] }
    await given.book.writeReport(fewer, pages([[5], [6]]))
    expect(body(given)).toEqual(['5', '6'])
    expect(given.workbook.active.grid.value(0, 0)).toBe('销售额')
    expect(given.workbook.active.grid.value(1, 2)).toBe('')
  })

  test('keeps a column of formulas that the user put into it, and stops before one that he typed into', async () => {
    const given = desk()
    await given.book.writeReport(plan, pages(lines(2)))
    given.user.type('D1', '我的列')
    given.user.typeFormula('D2', '=C2*2', 0)
    given.user.typeFormula('D3', '=C3*2', 2)
    const second = await given.book.writeReport(plan, pages(lines(2, () => 5)))
    expect(second.kind).toBe('written')
    expect(given.workbook.active.grid.formula(1, 3)).toBe('=C2*2')
    expect(body(given)[0]).toBe('=甲0 | A | 5 | 0')
    given.user.type('D2', 'call him')
    expect(await given.book.writeReport(plan, pages(lines(2)))).toEqual({
      kind: 'occupied',
      sheet: '全部客户',
      headers: ['我的列'],
    })
    expect(body(given)[0]).toBe('=甲0 | A | 5 | call him')
  })

  test('under a filter no row gets the cells of another', async () => {
    const given = desk()
    await given.book.writeReport(plan, pages(lines(9)))
    given.user.filter('kehu_report_team', '等级', ['A'])
    await given.book.writeReport(plan, pages(lines(9, (at) => at * 10)))
    given.user.clearFilter('kehu_report_team')
    expect(body(given)).toEqual(lines(9, (at) => at * 10).map((line) => line.join(' | ')))
  })

  test('of 100,000 rows is written in pages, within what a request may hold', async () => {
    const given = desk()
    const page = (from: number): ReportLines =>
      Array.from({ length: 10_000 }, (_, at) => [`客户 ${from + at}`, 'A', from + at])
    const all = Array.from({ length: 10 }, (_, at) => page(at * 10_000))
    const written = await given.book.writeReport(plan, pages(...all))
    expect(written).toMatchObject({ rows: 100_000 })
    expect(given.workbook.findSheet('全部客户')?.grid.value(100_000, 0)).toBe('客户 99999')
    const again = await given.book.writeReport(plan, pages(...all))
    expect(again).toMatchObject({ cellsWritten: 0 })
  }, 60_000)

  test('of long texts goes in requests and answers that Excel on the web takes', async () => {
    const given = desk()
    const long: ReportLines = Array.from({ length: 80 }, (_, at) => ['长'.repeat(25_000), 'A', at])
    const before = given.host.counts.requestBytes
    await given.book.writeReport(plan, pages(long))
    expect(given.host.counts.requestBytes - before).toBeGreaterThan(5 * 1024 * 1024)
    const again = await given.book.writeReport(plan, pages(long))
    expect(again).toMatchObject({ rows: 80, cellsWritten: 0 })
  })

  test('on a protected sheet is refused', async () => {
    const given = desk()
    await given.book.writeReport(plan, pages(lines(2)))
    given.workbook.active.isProtected = true
    await expect(given.book.writeReport(plan, pages(lines(2)))).rejects.toMatchObject({
      code: 'protected',
    })
  })
})
