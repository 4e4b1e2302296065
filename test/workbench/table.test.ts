// Tables: how they begin, grow, change and end, as the API sees it.
import { expect, test } from 'vitest'

import { freshExcel } from '../support/excel.ts'
import { addCustomers, HEADERS, readBody, ROWS } from './customers.ts'

test('a header alone gets one blank row', async () => {
  const { Excel } = freshExcel()
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet()
    sheet.getRange('A1:B1').values = [['编号', '名称']]
    const table = sheet.tables.add('A1:B1', true)
    const range = table.getRange()
    range.load('address')
    const rows = table.rows.getCount()
    await context.sync()
    expect(range.address).toBe('Sheet1!A1:B2')
    expect(rows.value).toBe(1)
  })
})

test('without headers the cells below move down (#196)', async () => {
  const { Excel } = freshExcel()
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet()
    sheet.getRange('A1:A3').values = [['甲'], ['乙'], ['下面']]
    sheet.tables.add('A1:A2', false)
    const all = sheet.getRange('A1:A4')
    all.load('values')
    await context.sync()
    expect(all.values).toEqual([['列1'], ['甲'], ['乙'], ['下面']])
  })
})

test('what a person pastes directly below joins the table and takes its formats', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.paste('A5', 'C4\t丁公司\t013800138004\tA\nC5\t戊公司\t13800138005\tB\n')
  expect(await readBody(excel)).toEqual([
    ...ROWS,
    ['C4', '丁公司', '013800138004', 'A'],
    ['C5', '戊公司', '13800138005', 'B'],
  ])
})

test('a paste that begins in the last row and ends below it grows the table', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.paste('B4', [['丙'], ['丁'], ['戊']])
  expect((await readBody(excel)).map((row) => row[1])).toEqual([
    '甲公司',
    '乙公司',
    '丙',
    '丁',
    '戊',
  ])
})

test('a gap of one row keeps the table as it is', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.paste('A6', [['C9', '隔行', '1', 'A']])
  expect(await readBody(excel)).toEqual(ROWS)
})

test('a text typed beside the header becomes a column', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.type('E1', '备注')
  await excel.Excel.run(async (context) => {
    const columns = context.workbook.tables.getItem('客户').columns
    columns.load('items/name,items/id')
    await context.sync()
    expect(columns.items.map((column) => column.name)).toEqual([...HEADERS, '备注'])
  })
})

test('blocks that an add-in writes below join; blank rows at their end do not (#3013)', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const body = context.workbook.tables.getItem('客户').getDataBodyRange()
    body.getRowsBelow(2).values = [
      ['C4', '丁', '1', 'A'],
      ['', '', '', ''],
    ]
    await context.sync()
  })
  expect(await readBody(excel)).toHaveLength(4)
})

test('they do not when that quirk is off', async () => {
  const excel = freshExcel({ quirks: { growUnderAddin: false } })
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const body = context.workbook.tables.getItem('客户').getDataBodyRange()
    body.getRowsBelow(1).values = [['C4', '丁', '1', 'A']]
    await context.sync()
  })
  expect(await readBody(excel)).toHaveLength(3)
})

test('resize takes cells in where they stand and keeps the header row', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.paste('A6', [['C9', '隔行', '1', 'A']])
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('客户')
    table.resize('A1:D6')
    await context.sync()
  })
  expect(await readBody(excel)).toEqual([...ROWS, ['', '', '', ''], ['C9', '隔行', '1', 'A']])
  await expect(
    excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('客户').resize('A2:D6')
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'InvalidArgument' })
})

test('a column keeps its id through rename, sort and moving', async () => {
  const excel = freshExcel()
  const { Excel, user } = excel
  addCustomers(excel)
  const read = async (): Promise<readonly (readonly [string, number])[]> =>
    Excel.run(async (context) => {
      const { columns } = context.workbook.tables.getItem('客户')
      columns.load('items/name,items/id')
      await context.sync()
      return columns.items.map((column) => [column.name, column.id] as const)
    })
  const before = new Map(await read())
  user.renameHeader('客户', '名称', '公司')
  user.sort('客户', '等级', 'descending')
  user.moveColumn('客户', '公司', 3)
  user.insertColumn('客户', 0, '我的列')
  const after = new Map(await read())
  expect([...after.keys()]).toEqual(['我的列', '编号', '电话', '等级', '公司'])
  expect(after.get('公司')).toBe(before.get('名称'))
  expect([...before.values()]).not.toContain(after.get('我的列'))
})

test('an id is not given twice, not even after its column was deleted', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const { columns } = context.workbook.tables.getItem('客户')
    const first = columns.add(undefined, undefined, '一')
    first.load('id')
    await context.sync()
    const { id } = first
    first.delete()
    const second = columns.add(undefined, undefined, '二')
    second.load('id,name,index')
    await context.sync()
    expect(second.toJSON()).toMatchObject({ name: '二', index: 4 })
    expect(second.id).not.toBe(id)
  })
})

test('headers stay different and are never empty', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.type('B1', '编号')
  excel.user.type('C1', '')
  await excel.Excel.run(async (context) => {
    const header = context.workbook.tables.getItem('客户').getHeaderRowRange()
    header.load('values')
    await context.sync()
    expect(header.values).toEqual([['编号', '编号2', '列3', '等级']])
  })
})

test('two tables do not overlap, and a table holds no merged cells', async () => {
  const excel = freshExcel()
  const { Excel, user } = excel
  addCustomers(excel)
  user.merge('H1:I1')
  const add = (address: string): Promise<void> =>
    Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().tables.add(address, true)
      await context.sync()
    })
  await expect(add('C2:F4')).rejects.toMatchObject({ code: 'InvalidOperation' })
  await expect(add('H1:I3')).rejects.toMatchObject({ code: 'MergedRangeConflict' })
})

test('a table that becomes a range leaves its cells behind', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.convertToRange('客户')
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItemOrNullObject('客户')
    const cells = context.workbook.worksheets.getItem('Sheet1').getRange('A1:D4')
    cells.load('values')
    await context.sync()
    expect(table.isNullObject).toBe(true)
    expect(cells.values).toEqual([HEADERS, ...ROWS])
  })
})

test('a copy of the sheet has tables of its own', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.copySheet('Sheet1')
  await excel.Excel.run(async (context) => {
    const { tables } = context.workbook
    tables.load('items/name,items/id,items/worksheet/name')
    await context.sync()
    expect(tables.items.map((table) => [table.name, table.worksheet.name])).toEqual([
      ['客户', 'Sheet1'],
      ['客户2', 'Sheet1 (2)'],
    ])
    expect(new Set(tables.items.map((table) => table.id)).size).toBe(2)
  })
})

test('a formula written into an empty column fills it (#2093)', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('客户')
    const column = table.columns.add(undefined, undefined, '公式')
    column.getDataBodyRange().getCell(0, 0).formulas = [['=A2']]
    const body = column.getDataBodyRange()
    body.load('formulas')
    await context.sync()
    expect(body.formulas).toEqual([['=A2'], ['=A2'], ['=A2']])
  })
})
