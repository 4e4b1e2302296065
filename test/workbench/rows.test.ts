// What a person does with rows and columns: sort, filter, insert, delete, copy, cut, fill.
import { expect, test } from 'vitest'

import { freshExcel } from '../support/excel.ts'
import { addCustomers, readBody, ROWS } from './customers.ts'

const names = (rows: readonly unknown[][]): unknown[] => rows.map((row) => row[1])

test('a sort moves whole rows, blanks last in either direction', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.clearCells('D3')
  excel.user.sort('客户', '等级', 'descending')
  expect(names(await readBody(excel))).toEqual(['丙公司', '甲公司', '乙公司'])
  excel.user.sort('客户', '等级')
  expect(names(await readBody(excel))).toEqual(['甲公司', '丙公司', '乙公司'])
})

test('numbers come before texts, and equal rows keep their order', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.paste('D2', [['x'], ['10'], ['x']])
  excel.user.sort('客户', '等级')
  expect(names(await readBody(excel))).toEqual(['乙公司', '甲公司', '丙公司'])
})

test('a filter hides rows, and reading gives the hidden ones too', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.filter('客户', '等级', ['A', 'C'])
  expect(await readBody(excel)).toEqual(ROWS)
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('客户')
    table.autoFilter.load('isDataFiltered')
    const rows = [2, 3].map((row) =>
      context.workbook.worksheets.getItem('Sheet1').getRange(`${row}:${row}`),
    )
    for (const row of rows) row.load('rowHidden')
    await context.sync()
    expect(table.autoFilter.isDataFiltered).toBe(true)
    expect(rows.map((row) => row.rowHidden)).toEqual([false, true])
    table.clearFilters()
    table.autoFilter.load('isDataFiltered')
    for (const row of rows) row.load('rowHidden')
    await context.sync()
    expect(table.autoFilter.isDataFiltered).toBe(false)
    expect(rows.map((row) => row.rowHidden)).toEqual([false, false])
  })
})

async function writeTiers(excel: ReturnType<typeof freshExcel>): Promise<unknown[]> {
  await excel.Excel.run(async (context) => {
    const column = context.workbook.tables.getItem('客户').columns.getItem('等级')
    column.getDataBodyRange().values = [['1级'], ['2级'], ['3级']]
    await context.sync()
  })
  return (await readBody(excel)).map((row) => row[3])
}

test('a block written over hidden rows lands in the visible ones (#224)', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.filter('客户', '等级', ['A', 'C'])
  expect(await writeTiers(excel)).toEqual(['1级', 'B', '2级'])
})

test('it lands where it was meant when that quirk is off', async () => {
  const excel = freshExcel({ quirks: { filteredWrites: false } })
  addCustomers(excel)
  excel.user.filter('客户', '等级', ['A', 'C'])
  expect(await writeTiers(excel)).toEqual(['1级', '2级', '3级'])
})

test('an add-in cannot delete rows under a filter (#468), a person deletes those in sight', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.filter('客户', '等级', ['A', 'C'])
  await expect(
    excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('客户').getDataBodyRange().getRow(0).delete('Up')
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'InsertDeleteConflict' })
  excel.user.deleteRows('客户', 0, 3)
  expect(names(await readBody(excel))).toEqual(['乙公司'])
})

test('rows are inserted at the top, in the middle and at the end', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.type('A6', '表下面')
  excel.user.insertRows('客户', 0)
  excel.user.insertRows('客户', 2, 2)
  excel.user.insertRows('客户', 6)
  expect(names(await readBody(excel))).toEqual(['', '甲公司', '', '', '乙公司', '丙公司', ''])
  await excel.Excel.run(async (context) => {
    const below = context.workbook.worksheets.getItem('Sheet1').getRange('A10')
    below.load('values')
    const phone = context.workbook.worksheets.getItem('Sheet1').getRange('C2:C8')
    phone.load('numberFormat')
    await context.sync()
    expect(below.values).toEqual([['表下面']])
    expect(phone.numberFormat.flat()).toEqual(Array.from({ length: 7 }, () => '@'))
  })
})

test('deleting every row leaves one blank row', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.deleteRows('客户', 0, 3)
  expect(await readBody(excel)).toEqual([['', '', '', '']])
})

test('deleting rows of the sheet takes them out of the table, but not the header alone', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.deleteSheetRows('3:3')
  expect(names(await readBody(excel))).toEqual(['甲公司', '丙公司'])
  expect(() => excel.user.deleteSheetRows('1:1')).toThrow('header')
})

test('a table is not cut by inserting beside it', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await expect(
    excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('B2:C2').insert('Down')
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'InsertDeleteConflict' })
  expect(await readBody(excel)).toEqual(ROWS)
})

test('a duplicated row stands below its model; a cut row leaves an empty one behind', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.duplicateRow('客户', 0)
  expect(names(await readBody(excel))).toEqual(['甲公司', '甲公司', '乙公司', '丙公司'])
  excel.user.cutPasteRow('客户', 3, 1)
  expect(names(await readBody(excel))).toEqual(['甲公司', '丙公司', '乙公司', ''])
})

test('copying brings the format of the source, values only do not', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.type('H1', '13800138009')
  excel.user.copy('H1', 'C2')
  excel.user.copy('H1', 'C3', 'values')
  await excel.Excel.run(async (context) => {
    const phones = context.workbook.worksheets.getItem('Sheet1').getRange('C2:C3')
    phones.load('values,numberFormat')
    await context.sync()
    expect(phones.values).toEqual([[13_800_138_009], [13_800_138_009]])
    expect(phones.numberFormat).toEqual([['General'], ['@']])
  })
})

test('filling down skips rows that a filter hides', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.filter('客户', '等级', ['A', 'C'])
  excel.user.fillDown('B2:B4')
  expect(names(await readBody(excel))).toEqual(['甲公司', '乙公司', '甲公司'])
})

test('Remove Duplicates keeps the first, Text to Columns reads phones as numbers', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.paste('A5', [['C4', '甲公司', '1', 'A']])
  excel.user.removeDuplicates('客户', ['名称'])
  excel.user.textToColumns('C2:C4')
  const rows = await readBody(excel)
  expect(names(rows)).toEqual(['甲公司', '乙公司', '丙公司'])
  expect(rows.map((row) => row[2])).toEqual([13_800_138_001, 13_800_138_002, 13_800_138_003])
})

test('a range that the client keeps follows its cells', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const row = context.workbook.tables.getItem('客户').getDataBodyRange().getRow(2)
    row.load('values')
    await context.sync()
    excel.user.insertSheetRows('2:3')
    row.load('values,address')
    await context.sync()
    expect(row.values).toEqual([ROWS[2]])
    expect(row.address).toBe('Sheet1!A6:D6')
  })
  expect(excel.host.keptReferences).toBe(0)
})

test('a deleted column leaves the table', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.deleteColumn('客户', '电话')
  expect((await readBody(excel))[0]).toEqual(['C1', '甲公司', 'A'])
})
