// Filters and sorting: what block writes, single writes and deletions do to hidden rows; how rows are ordered.
import type { Json } from '../../selftest/answer.ts'
import { answerOf } from '../../selftest/run-cases.ts'
import { addCities, cellsOf, sheetCase, type ExcelCase } from './desk.ts'

const bodyOf = async (context: Excel.RequestContext, table: Excel.Table): Promise<Json> => {
  const body = table.getDataBodyRange()
  body.load('values')
  await context.sync()
  return cellsOf(body)
}

/** Only 上海 is shown: the rows 甲 and 丙. */
const filteredCase = (
  id: string,
  change: (table: Excel.Table, sheet: Excel.Worksheet) => void,
): ExcelCase =>
  sheetCase(id, async (context, sheet) => {
    const table = addCities(sheet)
    table.columns.getItem('城市').filter.applyValuesFilter(['上海'])
    await context.sync()
    change(table, sheet)
    const changed = await answerOf(context.sync().then(() => 'done'))
    return { changed, body: await bodyOf(context, table) }
  })

const filterCases: readonly ExcelCase[] = [
  sheetCase('filters.state', async (context, sheet) => {
    const table = addCities(sheet)
    table.columns.getItem('城市').filter.applyValuesFilter(['上海'])
    table.autoFilter.load('isDataFiltered')
    const hidden = [2, 3, 4].map((row) => sheet.getRange(`A${row}`))
    for (const cell of hidden) cell.load('rowHidden')
    await context.sync()
    const isFiltered = table.autoFilter.isDataFiltered
    table.clearFilters()
    table.autoFilter.load('isDataFiltered')
    await context.sync()
    return {
      isFiltered,
      hidden: hidden.map((cell) => cell.rowHidden),
      cleared: table.autoFilter.isDataFiltered,
    }
  }),
  filteredCase('filters.block-write', (table) => {
    table.getDataBodyRange().getColumn(2).values = [[1], [2], [3]]
  }),
  filteredCase('filters.write-to-hidden-row', (_table, sheet) => {
    sheet.getRange('C3').values = [[99]]
  }),
  filteredCase('filters.two-rows-hidden-and-shown', (_table, sheet) => {
    sheet.getRange('C3:C4').values = [[98], [99]]
  }),
  filteredCase('filters.row-beneath', (_table, sheet) => {
    sheet.getRange('A5:C5').values = [['丁', '北京', 5]]
  }),
  filteredCase('filters.delete-row', (table) => {
    table.getDataBodyRange().getRow(0).delete('Up')
  }),
  filteredCase('filters.format-of-a-column', (table) => {
    table.getDataBodyRange().getColumn(2).numberFormat = [['0.00']]
  }),
]

const sortCase = (id: string, column: readonly (string | number | boolean)[]): ExcelCase =>
  sheetCase(id, async (context, sheet) => {
    const range = sheet.getRange(`A1:B${column.length + 1}`)
    range.values = [['值', '顺序'], ...column.map((value, at) => [value, at])]
    const table = sheet.tables.add(`A1:B${column.length + 1}`, true)
    await context.sync()
    table.sort.apply([{ key: 0, ascending: true }])
    const up = await bodyOf(context, table)
    table.sort.apply([{ key: 0, ascending: false }])
    return { up, down: await bodyOf(context, table) }
  })

export const filterAndSortCases: readonly ExcelCase[] = [
  ...filterCases,
  sortCase('sort.mixed', ['b', 10, '', true, 'a', 9, false, '10', 'A', '']),
  sortCase('sort.chinese', ['张', '李', '王', '阿', '赵', '重庆', 'Z']),
  sortCase('sort.equal-keep-their-order', [1, 0, 1, 0, 1]),
]
