// What Excel refuses, and how: cell-edit mode, sizes, requirement sets, protection, unknown members.
import { expect, test } from 'vitest'

import { startExcel } from '../../workbench/host/node.ts'
import { freshExcel } from '../support/excel.ts'
import { addCustomers } from './customers.ts'

test('no batch is answered while a cell is edited', async () => {
  const { Excel, user } = freshExcel()
  user.startEdit('A1')
  const read = (): Promise<unknown> =>
    Excel.run(async (context) => {
      const cell = context.workbook.worksheets.getItem('Sheet1').getRange('A1')
      cell.load('values')
      await context.sync()
      return cell.values
    })
  await expect(read()).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' })
  user.endEdit('完')
  expect(await read()).toEqual([['完']])
})

test('with delayForCellEdit it waits until the edit ends', async () => {
  const { Excel, user } = freshExcel()
  user.startEdit('A1')
  let isDone = false
  const reading = Excel.run({ delayForCellEdit: true }, async (context) => {
    const cell = context.workbook.worksheets.getItem('Sheet1').getRange('A1')
    cell.load('values')
    await context.sync()
    isDone = true
    return cell.values
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isDone).toBe(false)
  user.endEdit('好')
  expect(await reading).toEqual([['好']])
})

test('an edit that ends by Esc changes nothing', () => {
  const { user, workbook } = freshExcel()
  user.type('A1', '旧')
  user.startEdit('A1')
  expect(() => user.type('B1', 'x')).toThrow('being edited')
  user.endEdit()
  expect(workbook.active.grid.value(0, 0)).toBe('旧')
})

test('5 MB are too much for a request, and nothing of it is done', async () => {
  const { Excel, workbook } = freshExcel()
  await expect(
    Excel.run(async (context) => {
      const block = context.workbook.worksheets.getItem('Sheet1').getRange('A1:J5000')
      block.values = Array.from({ length: 5000 }, () =>
        Array.from({ length: 10 }, () => 'x'.repeat(110)),
      )
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'RequestPayloadSizeLimitExceeded' })
  expect(workbook.active.grid.usedRect(false)).toBeUndefined()
})

test('5 MB are too much for a response', async () => {
  const { Excel, user } = freshExcel()
  user.paste(
    'A1',
    Array.from({ length: 1000 }, () => Array.from({ length: 20 }, () => '长'.repeat(100))),
  )
  await expect(
    Excel.run(async (context) => {
      const used = context.workbook.worksheets.getItem('Sheet1').getUsedRange()
      used.load('values')
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'ResponsePayloadSizeLimitExceeded' })
})

test('beyond the limit of a read the values are null, without an error (D performance)', async () => {
  const { Excel } = freshExcel({ quirks: { readLimit: 10 } })
  await Excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem('Sheet1').getRange('A1:D4')
    range.load('values')
    await context.sync()
    expect(range.values).toBeNull()
  })
})

test('the client refuses what the requirement sets do not promise', async () => {
  const { Excel } = freshExcel()
  await expect(
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A1').getDependents()
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'ApiNotFound', message: expect.stringContaining('1.15') })
})

test('an older Excel refuses more', async () => {
  const { Excel } = freshExcel({ sets: { ExcelApi: '1.12' } })
  await expect(
    Excel.run(async (context) => {
      context.workbook.tables.getItem('客户').resize('A1:B2')
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'ApiNotFound', message: expect.stringContaining('1.13') })
})

test('a member that the host does not play is refused by name and recorded', async () => {
  const { Excel, host } = startExcel()
  const act = (work: (context: Excel.RequestContext) => void): Promise<void> =>
    Excel.run(async (context) => {
      work(context)
      await context.sync()
    })
  await expect(
    act((context) => context.workbook.worksheets.getItem('Sheet1').load('tabColor')),
  ).rejects.toMatchObject({ code: 'ApiNotFound' })
  await expect(
    act((context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A1').format.rowHeight = 20
    }),
  ).rejects.toMatchObject({ code: 'ApiNotFound' })
  await expect(act((context) => context.workbook.comments.load('items'))).rejects.toMatchObject({
    code: 'ApiNotFound',
  })
  expect(host.unknown).toEqual([
    'Worksheet.tabColor',
    'RangeFormat.RowHeight =',
    'Workbook.Comments',
  ])
})

test('what is not there is ItemNotFound, with the statement that asked for it', async () => {
  const { Excel } = freshExcel()
  await expect(
    Excel.run(async (context) => {
      context.workbook.tables.getItem('没有').load('name')
      await context.sync()
    }),
  ).rejects.toMatchObject({
    code: 'ItemNotFound',
    debugInfo: { statement: expect.stringContaining('getItem') },
  })
})

test('a block of another size than the range is InvalidArgument', async () => {
  const { Excel } = freshExcel()
  await expect(
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A1:B2').values = [[1, 2]]
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'InvalidArgument' })
})

test('a protected sheet refuses writes and says that it is protected', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.protect('Sheet1')
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1')
    sheet.protection.load('protected')
    await context.sync()
    expect(sheet.protection.protected).toBe(true)
    sheet.getRange('A1').values = [['x']]
    await expect(context.sync()).rejects.toMatchObject({ code: 'AccessDenied' })
  })
})

test('what a batch did before it failed stays done', async () => {
  const { Excel, workbook } = freshExcel()
  await expect(
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A1').values = [['留']]
      context.workbook.tables.getItem('没有').load('name')
      await context.sync()
    }),
  ).rejects.toMatchObject({ code: 'ItemNotFound' })
  expect(workbook.active.grid.value(0, 0)).toBe('留')
})
