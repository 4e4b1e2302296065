// Looks, validation, conditional formats, sheets and settings through the API.
import { expect, test } from 'vitest'

import { overlayAt } from '../../workbench/model/conditional.ts'
import { Workbook } from '../../workbench/model/workbook.ts'
import { freshExcel } from '../support/excel.ts'
import { addCustomers } from './customers.ts'

test('a colour that differs between cells reads as null', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.fillColor('B3', '#FFEE00')
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1')
    const [one, two] = [sheet.getRange('B3'), sheet.getRange('B2:B3')]
    one.format.fill.load('color')
    two.format.fill.load('color')
    two.format.font.bold = true
    two.format.load('wrapText,columnWidth')
    two.format.font.load('bold')
    await context.sync()
    expect([one.format.fill.color, two.format.fill.color]).toEqual(['#FFEE00', null])
    expect(two.format.font.bold).toBe(true)
    expect(two.format.wrapText).toBe(false)
  })
})

test('columns have widths and can be hidden; a whole column keeps its format for later rows', async () => {
  const { Excel, user } = freshExcel()
  await Excel.run(async (context) => {
    const column = context.workbook.worksheets.getItem('Sheet1').getRange('C:C')
    column.numberFormat = [['@']]
    column.format.columnWidth = 90
    column.columnHidden = true
    column.load('columnHidden')
    column.format.load('columnWidth')
    await context.sync()
    expect([column.columnHidden, column.format.columnWidth]).toEqual([true, 90])
  })
  user.unhideColumn('C:C')
  user.type('C5000', '007')
  await Excel.run(async (context) => {
    const cell = context.workbook.worksheets.getItem('Sheet1').getRange('C5000')
    cell.load('values,columnHidden')
    await context.sync()
    expect([cell.values, cell.columnHidden]).toEqual([[['007']], false])
  })
})

test('validation is kept, given back, follows the table and is cleared', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const column = context.workbook.tables.getItem('客户').columns.getItem('等级')
    const validation = column.getDataBodyRange().dataValidation
    validation.rule = { list: { inCellDropDown: true, source: 'A,B,C' } }
    validation.errorAlert = {
      showAlert: true,
      style: 'Information',
      title: '等级',
      message: '请选择',
    }
    await context.sync()
  })
  excel.user.paste('A5', [['C4', '丁', '1', 'A']])
  excel.user.insertRows('客户', 0)
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('客户')
    const body = table.columns.getItem('等级').getDataBodyRange()
    const mixed = table.getDataBodyRange()
    body.dataValidation.load('rule,type')
    mixed.dataValidation.load('rule,type')
    await context.sync()
    expect(body.dataValidation.rule).toEqual({ list: { inCellDropDown: true, source: 'A,B,C' } })
    expect([body.dataValidation.type, mixed.dataValidation.type]).toEqual(['List', 'Inconsistent'])
    mixed.dataValidation.clear()
    body.dataValidation.load('type')
    await context.sync()
    expect(body.dataValidation.type).toBe('None')
  })
})

test('a conditional format colours the cells that the mark names, wherever its rows go', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.type('E1', '标记')
  excel.user.type('E3', '|电话|等级|')
  await excel.Excel.run(async (context) => {
    const body = context.workbook.worksheets.getItem('Sheet1').getRange('A2:D4')
    const format = body.conditionalFormats.add('Custom')
    format.custom.rule.formula = '=ISNUMBER(FIND("|"&A$1&"|",$E2))'
    format.custom.format.fill.color = '#FDE7E9'
    format.load('id,type')
    const count = body.conditionalFormats.getCount()
    await context.sync()
    expect([format.type, count.value]).toEqual(['Custom', 1])
  })
  const colored = (): string[] => {
    const sheet = excel.workbook.active
    return [1, 2, 3, 4].flatMap((row) =>
      [0, 1, 2, 3].flatMap((column) =>
        overlayAt(sheet, row, column).fill === '' ? [] : [`${row},${column}`],
      ),
    )
  }
  expect(colored()).toEqual(['2,2', '2,3'])
  excel.user.sort('客户', '编号', 'descending')
  expect(colored()).toEqual(['2,2', '2,3'])
  excel.user.insertRows('客户', 0)
  expect(colored()).toEqual(['3,2', '3,3'])
  excel.user.deleteColumn('客户', '名称')
  expect(colored()).toEqual(['3,1', '3,2'])
})

test('another formula in a conditional format is refused when it has to be calculated', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await excel.Excel.run(async (context) => {
    const body = context.workbook.worksheets.getItem('Sheet1').getRange('A2:D4')
    body.conditionalFormats.add('Custom').custom.rule.formula = '=A2>3'
    await context.sync()
  })
  expect(() => overlayAt(excel.workbook.active, 1, 0)).toThrow('=A2>3')
})

test('sheets come, hide, are very hidden and go', async () => {
  const excel = freshExcel()
  await excel.Excel.run(async (context) => {
    const { worksheets } = context.workbook
    const sheet = worksheets.add('_状态')
    sheet.visibility = 'VeryHidden'
    sheet.getRange('A1').values = [['游标']]
    worksheets.load('items/name,items/visibility')
    await context.sync()
    expect(worksheets.items.map((item) => [item.name, item.visibility])).toEqual([
      ['Sheet1', 'Visible'],
      ['_状态', 'VeryHidden'],
    ])
    sheet.delete()
    const gone = worksheets.getItemOrNullObject('_状态')
    await context.sync()
    expect(gone.isNullObject).toBe(true)
  })
})

test('settings travel with the workbook', async () => {
  const first = freshExcel()
  await first.Excel.run(async (context) => {
    context.workbook.settings.add('kehu', { version: 1 })
    await context.sync()
  })
  const again = freshExcel({ workbook: first.workbook })
  await again.Excel.run(async (context) => {
    const setting = context.workbook.settings.getItemOrNullObject('kehu')
    const none = context.workbook.settings.getItemOrNullObject('没有')
    setting.load('value')
    await context.sync()
    expect(setting.value).toEqual({ version: 1 })
    expect(none.isNullObject).toBe(true)
  })
})

test('DATE tells which epoch the workbook counts from', async () => {
  const answers: number[] = []
  for (const date1904 of [false, true]) {
    const { Excel } = freshExcel({ workbook: new Workbook({ date1904 }) })
    await Excel.run(async (context) => {
      const day = context.workbook.functions.date(1904, 1, 1)
      day.load('value')
      await context.sync()
      answers.push(day.value)
    })
  }
  expect(answers).toEqual([1462, 0])
})

test('merged areas are found', async () => {
  const { Excel, user } = freshExcel()
  user.merge('B2:C3')
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1')
    const [some, none] = ['A1:D4', 'A5:D6'].map((at) =>
      sheet.getRange(at).getMergedAreasOrNullObject(),
    )
    some?.load('address,areaCount')
    await context.sync()
    expect([some?.address, some?.areaCount, none?.isNullObject]).toEqual(['Sheet1!B2:C3', 1, true])
  })
})

test('text and types are given as shown', async () => {
  const { Excel, user } = freshExcel()
  user.paste('A1', [['50%', '2026/3/5', 'TRUE', '甲', '']])
  user.typeFormula('F1', '=A1*2', 1)
  await Excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem('Sheet1').getRange('A1:F1')
    range.load('text,valueTypes,formulas')
    await context.sync()
    expect(range.text).toEqual([['50%', '2026/3/5', 'TRUE', '甲', '', '1']])
    expect(range.valueTypes).toEqual([['Double', 'Double', 'Boolean', 'String', 'Empty', 'Double']])
    expect(range.formulas[0]?.[5]).toBe('=A1*2')
  })
})
