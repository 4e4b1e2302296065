// Events as the real client hands them to an add-in.
import { expect, test } from 'vitest'

import { writeValues } from '../../workbench/model/edit.ts'
import { type FreshExcel, freshExcel } from '../support/excel.ts'
import { addCustomers } from './customers.ts'

async function watchTable(excel: FreshExcel): Promise<string[]> {
  const heard: string[] = []
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('客户')
    table.onChanged.add(async (event) => {
      heard.push(`${event.changeType} ${event.address} ${event.source}`)
    })
    await context.sync()
  })
  return heard
}

async function write(excel: FreshExcel, address: string, value: string): Promise<void> {
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('Sheet1').getRange(address).values = [[value]]
    await context.sync()
  })
}

test('a table hears of edits by the person, the add-in and a co-author', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard = await watchTable(excel)
  excel.user.type('B2', '甲')
  await write(excel, 'B3', '乙')
  const [sheet] = excel.workbook.sheets
  if (sheet === undefined) throw new Error('no sheet')
  const cell = { row: 3, column: 1, rows: 1, columns: 1 }
  writeValues(excel.workbook, sheet, cell, [['丙']], 'remote')
  excel.user.type('H9', '外面')
  await excel.settle()
  expect(heard).toEqual(['RangeEdited B2 Local', 'RangeEdited B3 Local', 'RangeEdited B4 Remote'])
})

test('a paste is one event with the address of the block; a single cell tells before and after', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard: unknown[] = []
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getActiveWorksheet().onChanged.add(async (event) => {
      heard.push([event.address, event.details?.valueBefore, event.details?.valueAfter])
    })
    await context.sync()
  })
  excel.user.paste('A5', [
    ['C4', '丁', '1', 'A'],
    ['C5', '戊', '2', 'B'],
  ])
  excel.user.type('D2', 'B')
  await excel.settle()
  expect(heard).toEqual([
    ['A5:D6', undefined, undefined],
    ['D2', 'A', 'B'],
  ])
})

test('inserting and deleting rows of a table are told as such', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard = await watchTable(excel)
  excel.user.insertRows('客户', 1)
  excel.user.deleteRows('客户', 1)
  excel.user.deleteRows('客户', 2)
  await excel.settle()
  expect(heard).toEqual([
    'RowInserted A3:D3 Local',
    'RowDeleted A3:D3 Local',
    'RowDeleted A4:D4 Local',
  ])
})

test('triggerSource is there from ExcelApi 1.14 on only', async () => {
  const seen: unknown[] = []
  for (const version of ['1.13', '1.14']) {
    const excel = freshExcel({ sets: { ExcelApi: version, RichApiRuntime: '1.1' } })
    addCustomers(excel)
    await excel.Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add(async (event) => {
        seen.push(event.triggerSource)
      })
      await context.sync()
    })
    await write(excel, 'B2', 'x')
    excel.user.type('B2', 'y')
    await excel.settle()
  }
  expect(seen).toEqual([undefined, undefined, 'ThisLocalAddin', 'Unknown'])
})

test('a sort raises onRowSorted and no change; a filter raises onRowHiddenChanged', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard: string[] = []
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet()
    sheet.onChanged.add(async () => {
      heard.push('changed')
    })
    sheet.onRowSorted.add(async (event) => {
      heard.push(`sorted ${event.address}`)
    })
    sheet.onRowHiddenChanged.add(async (event) => {
      heard.push(`${event.changeType} ${event.address}`)
    })
    await context.sync()
  })
  excel.user.sort('客户', '等级', 'descending')
  excel.user.filter('客户', '等级', ['B'])
  await excel.settle()
  expect(heard).toEqual(['sorted A2:D4', 'Hidden 2:2', 'Hidden 4:4'])
})

test('the selection is told to the sheet and to the table', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard: unknown[] = []
  await excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('客户')
    table.onSelectionChanged.add(async (event) => {
      heard.push([event.isInsideTable, event.address])
    })
    context.workbook.worksheets.onSelectionChanged.add(async (event) => {
      heard.push(event.address)
    })
    await context.sync()
  })
  excel.user.select('B3')
  excel.user.select('J9')
  await excel.settle()
  expect(heard).toEqual(['B3', [true, 'B3'], 'J9', [false, '']])
})

test('sheets tell when they come into view and when they are deleted', async () => {
  const excel = freshExcel()
  excel.user.addSheet('其他')
  const heard: string[] = []
  await excel.Excel.run(async (context) => {
    const { worksheets } = context.workbook
    worksheets.onActivated.add(async () => {
      heard.push('activated')
    })
    worksheets.onDeleted.add(async () => {
      heard.push('deleted')
    })
    await context.sync()
  })
  excel.user.select('其他!A1')
  excel.user.deleteSheet('其他')
  await excel.settle()
  expect(heard).toEqual(['activated', 'activated', 'deleted'])
})

test('with events off nothing is told, and a removed handler hears nothing more', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard: string[] = []
  const handler = await excel.Excel.run(async (context) => {
    const added = context.workbook.worksheets.getActiveWorksheet().onChanged.add(async (event) => {
      heard.push(event.address)
    })
    await context.sync()
    return added
  })
  await excel.Excel.run(async (context) => {
    context.runtime.enableEvents = false
    await context.sync()
  })
  excel.user.type('B2', '关')
  await excel.Excel.run(async (context) => {
    context.runtime.enableEvents = true
    await context.sync()
  })
  excel.user.type('B3', '开')
  await excel.settle()
  await excel.Excel.run(handler.context, async (context) => {
    handler.remove()
    await context.sync()
  })
  excel.user.type('B4', '走')
  await excel.settle()
  expect(heard).toEqual(['B3'])
})

test('the range of an event can be read', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const read: unknown[] = []
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getActiveWorksheet().onChanged.add(async (event) => {
      await excel.Excel.run(async (inner) => {
        const range = event.getRange(inner)
        range.load('values')
        await inner.sync()
        read.push(range.values)
      })
    })
    await context.sync()
  })
  excel.user.type('B2', '甲甲')
  await excel.settle()
  await excel.settle()
  expect(read).toEqual([[['甲甲']]])
})
