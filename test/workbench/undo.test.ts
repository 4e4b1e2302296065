// One undo stack for the person and the add-in.
import { expect, test } from 'vitest'

import { freshExcel, type FreshExcel } from '../support/excel.ts'
import { addCustomers, readBody, ROWS } from './customers.ts'

async function writeTwice(excel: FreshExcel): Promise<void> {
  await excel.Excel.run(async (context) => {
    const body = context.workbook.tables.getItem('客户').getDataBodyRange()
    body.getCell(0, 3).values = [['X']]
    body.getCell(1, 3).values = [['Y']]
    await context.sync()
  })
}

const tiers = async (excel: FreshExcel): Promise<unknown[]> =>
  (await readBody(excel)).map((row) => row[3])

test('each action of a person is taken back by one undo, and made again by one redo', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const actions: readonly (() => void)[] = [
    () => excel.user.type('B2', '新名'),
    () =>
      excel.user.paste('A5', [
        ['C4', '丁', '1', 'A'],
        ['C5', '戊', '2', 'B'],
      ]),
    () => excel.user.deleteRows('客户', 1, 2),
    () => excel.user.insertRows('客户', 1, 3),
    () => excel.user.sort('客户', '等级', 'descending'),
    () => excel.user.duplicateRow('客户', 0),
    () => excel.user.cutPasteRow('客户', 0, 2),
    () => excel.user.insertColumn('客户', 1, '新列'),
    () => excel.user.deleteColumn('客户', '电话'),
    () => excel.user.moveColumn('客户', '编号', 3),
    () => excel.user.clearCells('A2:D4'),
    () => excel.user.renameHeader('客户', '名称', '公司'),
  ]
  for (const action of actions) {
    action()
    const after = await readBody(excel)
    excel.user.undo()
    expect(await readBody(excel)).toEqual(ROWS)
    excel.user.redo()
    expect(await readBody(excel)).toEqual(after)
    excel.user.undo()
  }
})

test('undo brings filters, hidden rows and the table itself back', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.filter('客户', '等级', ['A'])
  excel.user.undo()
  expect(excel.workbook.tables[0]?.isFiltered).toBe(false)
  excel.user.convertToRange('客户')
  excel.user.undo()
  expect(await readBody(excel)).toEqual(ROWS)
})

test('the writes of one request are one step', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  await writeTwice(excel)
  expect(await tiers(excel)).toEqual(['X', 'Y', 'C'])
  excel.user.undo()
  expect(await tiers(excel)).toEqual(['A', 'B', 'C'])
})

test('or each its own, or none can be undone, as the quirk says', async () => {
  const single = freshExcel({ quirks: { addinUndo: 'write' } })
  addCustomers(single)
  await writeTwice(single)
  single.user.undo()
  expect(await tiers(single)).toEqual(['X', 'B', 'C'])
  const cleared = freshExcel({ quirks: { addinUndo: 'clears' } })
  addCustomers(cleared)
  await writeTwice(cleared)
  cleared.user.undo()
  expect(await tiers(cleared)).toEqual(['X', 'Y', 'C'])
})

test('reading makes no step', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.type('B2', '新名')
  await readBody(excel)
  excel.user.undo()
  expect(await readBody(excel)).toEqual(ROWS)
})

test('undo raises ordinary change events', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const heard: string[] = []
  await excel.Excel.run(async (context) => {
    context.workbook.tables.getItem('客户').onChanged.add(async (event) => {
      heard.push(event.address)
    })
    await context.sync()
  })
  excel.user.type('B3', '改')
  excel.user.undo()
  await excel.settle()
  expect(heard).toEqual(['B3', 'A3:D3'])
})

test('an action that Excel refuses leaves no trace', async () => {
  const excel = freshExcel()
  addCustomers(excel)
  const depth = excel.workbook.undoStack.depth
  excel.user.protect('Sheet1')
  expect(() => excel.user.type('B2', 'x')).toThrow('protected')
  excel.user.unprotect('Sheet1')
  expect(await readBody(excel)).toEqual(ROWS)
  expect(excel.workbook.undoStack.depth).toBe(depth)
})

test('deleting a sheet empties the stack (D undo-capabilities)', () => {
  const excel = freshExcel()
  addCustomers(excel)
  excel.user.addSheet('其他')
  excel.user.deleteSheet('其他')
  expect(excel.workbook.undoStack.depth).toBe(0)
})
