// A hidden cell that its user damages while a misplaced text of ours stands in its row: nothing names the row any more,
// and what was his comes back all the same.
import { describe, expect, test } from 'vitest'

import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { CellWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { freshExcel } from '../../support/excel.ts'
import { acting } from '../support/acting.ts'

const textOf = (n: number, rev = 1) =>
  `1|01HF7YAT00000000000000000${n}|${rev}|1|00000000000000a${n}||0fd397`
const three = [
  ['华达', '苏州', textOf(0)],
  ['恒源', '上海', textOf(1)],
  ['盛丰', '杭州', textOf(2)],
]
const write = (column: number, value: string, before: string | null): CellWrite => ({
  column,
  value,
  before,
  format: null,
})

/** Writes an edit to the second row that was meant for another one; its user acts before it is taken back. */
const stage = async (writes: readonly CellWrite[], deed: (user: User) => void) => {
  const excel = freshExcel()
  excel.user.paste('A1', [['公司', '城市', '_sync'], ...three])
  excel.user.makeTable('A1:C4')
  const port = createWorkbook({
    excel: acting(excel.Excel, new Map([[3, () => deed(excel.user)]])),
    sleep: () => Promise.resolve(),
  })
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  const [table] = excel.workbook.tables
  if (shape === null || table === undefined) throw new Error('no table')
  const edit: RowEdit = { row: 1, guard: textOf(9), writes }
  const { missed } = await port.writeRows({ shape, guardColumn: 2, edits: [edit], read: [] })
  expect([...missed]).toEqual([1])
  return { body: excel.workbook.active.grid.values(table.bodyRect), port, user: excel.user }
}
type User = ReturnType<typeof freshExcel>['user']

const misplaced = [write(1, '北京', '上海'), write(2, textOf(9, 2), null)]

describe('a hidden cell that is damaged while a misplaced text stands in its row', () => {
  test.each([
    ['emptied', ''],
    ['cut short', textOf(9, 2).slice(0, 20)],
    ['some other text', '备注'],
  ])(
    '[R10] %s: the row is known by what we had written, and has its own identity again',
    async (_, text) => {
      const { body } = await stage(misplaced, (user) => user.type('C3', text))
      expect(body).toEqual(three)
    },
  )

  test('[R10] what its user had emptied there is empty again', async () => {
    const filled = [write(1, '北京', '上海'), write(2, textOf(9, 2), null)]
    const { body } = await stage(filled, (user) => {
      user.type('A3', '')
      user.type('C3', '')
    })
    expect(body[1]).toEqual(['', '上海', textOf(1)])
  })

  test('[R10] nothing of ours stands there: it may be another row, and what was covered is kept at the end', async () => {
    const { body } = await stage(misplaced, (user) => {
      user.type('B3', '无锡')
      user.type('C3', '')
    })
    expect(body[1]).toEqual(['恒源', '无锡', ''])
    expect(body[3]).toEqual(['', '上海', ''])
  })

  test('[R10] a row with an identity of its own is another one, whatever it says', async () => {
    const { body } = await stage(misplaced, (user) => user.type('C3', textOf(7)))
    expect(body[1]).toEqual(['恒源', '北京', textOf(7)])
    expect(body[3]).toEqual(['', '上海', ''])
  })

  test('[R10] a row that its user typed where ours was to come says much the same: it is his, and stays as it is', async () => {
    const excel = freshExcel()
    excel.user.paste('A1', [['公司', '城市', '_sync'], ...three])
    excel.user.makeTable('A1:C4')
    // Into the row that the table has just grown by.
    const type = () => excel.user.paste('A5', [['顺达', '无锡市']])
    const port = createWorkbook({
      excel: acting(excel.Excel, new Map([[4, type]])),
      sleep: () => Promise.resolve(),
    })
    const look = await port.look(null)
    const shape = await port.shape(look.tableIds[0] ?? '')
    const [table] = excel.workbook.tables
    if (shape === null || table === undefined) throw new Error('no table')
    const rows = [['顺达', '无锡', textOf(3)]]
    const columns = { columns: [0, 1, 2], formats: ['@', '@', '@'] }
    const missed = await port.addRows({ shape, guardColumn: 2, ...columns, rows, first: 3 })
    expect([...missed]).toEqual([0])
    const body = excel.workbook.active.grid.values(table.bodyRect)
    expect(body.filter((line) => line[0] !== '' || line[1] !== '')).toEqual([
      ...three,
      ['顺达', '无锡市', ''],
    ])
    // Looked twice, grown twice, written, looked for, taken back, looked for in copies.
    expect(port.counters().syncs).toBe(8)
  })

  test('[R10] our identity alone is no text of its user’s: the damaged cell stays for him to settle', async () => {
    const { body } = await stage([write(2, textOf(9, 2), null)], (user) => user.type('C3', '备注'))
    expect(body[1]).toEqual(['恒源', '上海', '备注'])
    expect(body).toHaveLength(3)
  })
})
