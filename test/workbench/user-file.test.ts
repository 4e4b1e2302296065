// The workbook as a file: saved, opened, copied; and sheets that were copied.
import { expect, test } from 'vitest'

import { openFile, saveFile } from '../../workbench/model/file.ts'
import { freshExcel } from '../support/excel.ts'
import { addCustomers, readBody, ROWS } from './customers.ts'

const withCustomers = () => {
  const excel = freshExcel()
  addCustomers(excel)
  return excel
}

test('a file closed without saving holds what was saved, and nothing can be undone in it', async () => {
  const excel = withCustomers()
  const file = saveFile(excel.workbook)
  excel.user.type('B2', '改了')
  excel.user.deleteRows('客户', 1)
  const again = freshExcel({ workbook: openFile(file) })
  expect(await readBody(again)).toEqual(ROWS)
  again.user.undo()
  expect(await readBody(again)).toEqual(ROWS)
})

test('tables, columns, sheets and looks keep their identity and state in the file', () => {
  const excel = withCustomers()
  const { user, workbook } = excel
  user.addSheet('隐藏')
  const hidden = workbook.findSheet('隐藏')
  if (hidden) hidden.visibility = 'VeryHidden'
  user.hideColumn('D:D')
  user.deleteColumn('客户', '电话')
  user.insertColumn('客户', 1, '新列')
  workbook.settings.set('id', 7)
  const opened = openFile(saveFile(workbook))
  const [before, after] = [workbook.findTable('客户'), opened.findTable('客户')]
  expect(after).not.toBe(before)
  expect([after?.id, after?.columns.map(({ id }) => id)]).toEqual([
    before?.id,
    before?.columns.map(({ id }) => id),
  ])
  expect(opened.findSheet('隐藏')?.visibility).toBe('VeryHidden')
  expect(opened.active.look(3).hidden).toBe(workbook.active.look(3).hidden)
  expect(opened.settings.get('id')).toBe(7)
  expect(opened.newId() > String(after?.id)).toBe(true)
})

test('two workbooks opened from one file do not write into each other', () => {
  const { workbook, user } = withCustomers()
  const file = saveFile(workbook)
  user.type('B2', '原来')
  const one = freshExcel({ workbook: openFile(file, '副本.xlsx') })
  for (const text of ['一', '二', '三']) one.user.type('B2', text)
  const other = openFile(file)
  expect([workbook.name, one.workbook.name, other.name]).toEqual([
    'Book1.xlsx',
    '副本.xlsx',
    'Book1.xlsx',
  ])
  expect([workbook, one.workbook, other].map(({ active }) => active.grid.value(1, 1))).toEqual([
    '原来',
    '三',
    ROWS[0]?.[1],
  ])
})

test('a copied sheet never writes into the one that it was copied from', () => {
  for (let edits = 1; edits < 6; edits++) {
    const { workbook, user } = freshExcel()
    for (let edit = 1; edit <= edits; edit++) user.type('A1', `${edit}`)
    const copy = user.copySheet('Sheet1')
    user.type(`'${copy.name}'!A1`, 'copied')
    expect(workbook.findSheet('Sheet1')?.grid.value(0, 0)).toBe(edits)
  }
})
