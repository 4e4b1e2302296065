// Tables: making, growing by what is written beneath and beside, resizing, renaming headers.
import type { Json } from '../../selftest/answer.ts'
import { answerOf } from '../../selftest/run-cases.ts'
import { addCities, cellsOf, sheetCase, type ExcelCase } from './desk.ts'

const shapeOf = async (context: Excel.RequestContext, table: Excel.Table): Promise<Json> => {
  const range = table.getRange()
  range.load('address,values')
  table.columns.load('items/name')
  await context.sync()
  return {
    address: range.address.split('!').at(-1) ?? '',
    columns: table.columns.items.map((column) => column.name),
    values: cellsOf(range),
  }
}

/** The table of cities, then one change, then its shape. */
const afterwards = (
  id: string,
  change: (sheet: Excel.Worksheet, table: Excel.Table) => void,
): ExcelCase =>
  sheetCase(id, async (context, sheet) => {
    const table = addCities(sheet)
    await context.sync()
    change(sheet, table)
    return shapeOf(context, table)
  })

const makeCases: readonly ExcelCase[] = [
  sheetCase('tables.make.odd-headers', async (context, sheet) => {
    sheet.getRange('A1:D2').values = [
      ['电话', '电话', '', 2026],
      ['a', 'b', 'c', 'd'],
    ]
    return shapeOf(context, sheet.tables.add('A1:D2', true))
  }),
  sheetCase('tables.make.headers-only', async (context, sheet) => {
    sheet.getRange('A1:B1').values = [['名称', '城市']]
    const table = sheet.tables.add('A1:B1', true)
    table.rows.load('count')
    const shape = await shapeOf(context, table)
    return { rows: table.rows.count, shape }
  }),
  sheetCase('tables.make.overlapping', async (context, sheet) => {
    addCities(sheet)
    await context.sync()
    sheet.tables.add('B2:D6', true)
    return answerOf(context.sync().then(() => 'made'))
  }),
]

const growCases: readonly ExcelCase[] = [
  afterwards('tables.grow.row-beneath', (sheet) => {
    sheet.getRange('A5:C5').values = [['丁', '北京', 5]]
  }),
  afterwards('tables.grow.one-cell-beneath', (sheet) => {
    sheet.getRange('B5').values = [['北京']]
  }),
  afterwards('tables.grow.block-beneath', (sheet) => {
    sheet.getRange('A5:C7').values = [
      ['丁', '北京', 5],
      ['戊', '', ''],
      ['己', '天津', 6],
    ]
  }),
  afterwards('tables.grow.block-with-blank-end', (sheet) => {
    sheet.getRange('A5:C7').values = [
      ['丁', '北京', 5],
      ['', '', ''],
      ['', '', ''],
    ]
  }),
  afterwards('tables.grow.wider-than-table', (sheet) => {
    sheet.getRange('A5:D5').values = [['丁', '北京', 5, '备注']]
  }),
  afterwards('tables.grow.beside', (sheet) => {
    sheet.getRange('D1').values = [['备注']]
  }),
  afterwards('tables.grow.one-row-apart', (sheet) => {
    sheet.getRange('A6:C6').values = [['丁', '北京', 5]]
  }),
]

const resizeCases: readonly ExcelCase[] = [
  sheetCase('tables.resize.formats-of-new-rows', async (context, sheet) => {
    const table = addCities(sheet)
    table.columns.getItem('名称').getDataBodyRange().numberFormat = [['@']]
    await context.sync()
    table.resize('A1:C6')
    const body = table.getDataBodyRange()
    body.load('rowCount,numberFormat')
    await context.sync()
    return { rows: body.rowCount, formats: body.numberFormat.map((line) => String(line[0])) }
  }),
  afterwards('tables.resize.over-filled-cells', (sheet, table) => {
    sheet.getRange('A6').values = [['beneath']]
    table.resize('A1:C7')
  }),
  sheetCase('tables.resize.over-another-table', async (context, sheet) => {
    const table = addCities(sheet)
    sheet.getRange('A6:C7').values = [
      ['x', 'y', 'z'],
      [1, 2, 3],
    ]
    sheet.tables.add('A6:C7', true)
    await context.sync()
    table.resize('A1:C7')
    return answerOf(context.sync().then(() => 'resized'))
  }),
  sheetCase('tables.resize.other-header-row', async (context, sheet) => {
    const table = addCities(sheet)
    await context.sync()
    table.resize('A2:C6')
    return answerOf(context.sync().then(() => 'resized'))
  }),
]

const headerCases: readonly ExcelCase[] = [
  afterwards('tables.header.renamed', (sheet) => {
    sheet.getRange('B1').values = [['地区']]
  }),
  afterwards('tables.header.same-as-another', (sheet) => {
    sheet.getRange('B1').values = [['名称']]
  }),
  afterwards('tables.header.emptied', (sheet) => {
    sheet.getRange('B1').values = [['']]
  }),
  afterwards('tables.header.number', (sheet) => {
    sheet.getRange('B1').values = [[2026]]
  }),
  afterwards('tables.header.by-name', (_sheet, table) => {
    table.columns.getItem('城市').name = '地区'
  }),
]

const rowCases: readonly ExcelCase[] = [
  afterwards('tables.rows.sheet-rows-inserted', (sheet) => {
    sheet.getRange('3:3').insert('Down')
  }),
  afterwards('tables.rows.sheet-rows-deleted', (sheet) => {
    sheet.getRange('3:3').delete('Up')
  }),
  afterwards('tables.columns.added', (_sheet, table) => {
    table.columns.add(undefined, undefined, '备注')
  }),
  afterwards('tables.columns.deleted', (_sheet, table) => {
    table.columns.getItem('城市').delete()
  }),
]

export const tableCases: readonly ExcelCase[] = [
  ...makeCases,
  ...growCases,
  ...resizeCases,
  ...headerCases,
  ...rowCases,
]
