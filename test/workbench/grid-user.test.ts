// What the mouse and the clipboard do to a workbook, and how cells look.
import { describe, expect, test } from 'vitest'

import { cellLook, readableOn } from '../../workbench/grid/cell-look.ts'
import { columnValues } from '../../workbench/grid/column-values.ts'
import { editText } from '../../workbench/grid/edit-text.ts'
import { fittedNumber } from '../../workbench/grid/fit.ts'
import { GridUser } from '../../workbench/grid/grid-user.ts'
import { summarize } from '../../workbench/grid/summary.ts'
import { parseAddress } from '../../workbench/model/rect.ts'
import { Workbook } from '../../workbench/model/workbook.ts'

function newDesk() {
  const book = new Workbook()
  const user = new GridUser(book)
  const sheet = book.active
  const rect = (address: string) => parseAddress(address).rect
  const values = (address: string) => sheet.grid.values(rect(address))
  return { book, user, sheet, rect, values }
}

describe('pasting', () => {
  test('a text of a foreign table stays text, in one undo step', () => {
    const { book, user, sheet, rect, values } = newDesk()
    const line = [
      { text: '013800000001', isText: true },
      { text: '013800000001', isText: false },
    ]
    user.pasteTable(sheet, rect('A1'), { lines: [line], merges: [] })
    expect(values('A1:B1')).toEqual([['013800000001', 13_800_000_001]])
    expect(book.undoStack.depth).toBe(1)
    user.undo()
    expect([values('A1:B1'), sheet.grid.style(0, 0).numberFormat]).toEqual([[['', '']], 'General'])
  })
  test('merged cells of a foreign table are merged here, except in a table', () => {
    const { user, sheet, rect } = newDesk()
    const lines = [
      [
        { text: 'a', isText: false },
        { text: '', isText: false },
      ],
    ]
    const merges = [{ row: 0, column: 0, rows: 1, columns: 2 }]
    user.pasteTable(sheet, rect('D1'), { lines, merges })
    user.pasteTable(sheet, rect('D1'), { lines, merges })
    expect(sheet.merges).toEqual([rect('D1:E1')])
    user.type('A5', 'x')
    user.makeTable('A5:B6')
    user.pasteTable(sheet, rect('A5'), { lines, merges })
    expect(sheet.merges).toHaveLength(1)
  })
  test('cut cells move, looks and all', () => {
    const { user, sheet, rect, values } = newDesk()
    user.formatCells('A1', '@')
    user.type('A1', '007')
    const from = { sheet, rect: rect('A1') }
    user.pasteCells(sheet, rect('C3'), sheet.grid.cells(from.rect), from)
    expect([values('A1'), values('C3')]).toEqual([[['']], [['007']]])
    expect(sheet.grid.style(2, 2).numberFormat).toBe('@')
  })
  test('what lands beneath a table joins it', () => {
    const { user, sheet, rect } = newDesk()
    user.type('A1', 'name')
    const table = user.makeTable('A1:A2')
    user.pasteTexts(sheet, rect('A3'), [['x'], ['y']])
    expect(table.rect.rows).toBe(4)
  })
  test('a block that leaves the sheet is refused and changes nothing', () => {
    const { user, sheet, rect } = newDesk()
    expect(() => user.pasteTexts(sheet, rect('A1048576'), [['x'], ['y']])).toThrow('no such range')
    expect(sheet.grid.rowCount).toBe(0)
  })
})

describe('rows', () => {
  test('under a filter only those in sight are deleted', () => {
    const { user, sheet, rect, values } = newDesk()
    user.pasteTexts(sheet, rect('A1'), [['h'], ['a'], ['b'], ['a'], ['c']])
    const table = user.makeTable('A1:A5')
    user.filterColumn(table, 0, ['a', 'c'])
    user.deleteRowsAt(sheet, rect('A2:A4'))
    expect(values(`A1:A${table.rect.rows}`)).toEqual([['h'], ['b'], ['c']])
  })
  test('hidden by hand come back, those hidden by a filter do not', () => {
    const { user, sheet, rect } = newDesk()
    user.hideRows(sheet, rect('2:3'), true)
    expect([1, 2, 3].map((row) => sheet.grid.hiding(row))).toEqual([1, 1, 0])
    user.hideRows(sheet, rect('1:5'), false)
    expect([1, 2, 3].map((row) => sheet.grid.hiding(row))).toEqual([0, 0, 0])
  })
})

describe('the status bar', () => {
  test('counts what is in sight and adds up its numbers', () => {
    const { user, sheet, rect } = newDesk()
    user.pasteTexts(sheet, rect('A1'), [['h'], ['1'], ['2.5'], ['x']])
    const table = user.makeTable('A1:A4')
    expect(summarize(sheet, rect('A:A'))).toEqual({ count: 4, numbers: 2, sum: 3.5 })
    user.filterColumn(table, 0, ['2.5'])
    expect(summarize(sheet, rect('A:A'))).toEqual({ count: 2, numbers: 1, sum: 2.5 })
  })
})

describe("a column's filter", () => {
  test('lists each text once, blanks last, with what is shown now', () => {
    const { user, sheet, rect } = newDesk()
    user.pasteTexts(sheet, rect('A1'), [['h'], ['b'], ['A'], [''], ['a'], ['b']])
    const table = user.makeTable('A1:A6')
    user.filterColumn(table, 0, ['b'])
    expect(columnValues(sheet, table, 0, false)).toEqual([
      { text: 'A', count: 2, isShown: false },
      { text: 'b', count: 2, isShown: true },
      { text: '', count: 1, isShown: false },
    ])
  })
})

describe('a cell', () => {
  test('offers for editing what typing it again would mean', () => {
    const { user, sheet } = newDesk()
    const typed = ['2026-3-5', '12.5%', "'007", 'true', '110108199001011234', '=SUM(A1)']
    for (const [row, text] of typed.entries()) user.type(`A${row + 1}`, text)
    expect(typed.map((_, row) => editText(sheet, row, 0, false))).toEqual([
      '2026/3/5',
      '12.5%',
      "'007",
      'TRUE',
      '110108199001011000',
      '=SUM(A1)',
    ])
  })
  test('of a table is banded by the rows in sight', () => {
    const { user, sheet, rect } = newDesk()
    user.pasteTexts(sheet, rect('A1'), [['h'], ['1'], ['2'], ['3']])
    user.makeTable('A1:A4')
    const classes = (trackOf: (row: number) => number) =>
      [0, 1, 2, 3].map((row) => cellLook({ sheet, date1904: false, trackOf }, row, 0).classes)
    expect(classes((row) => row)).toEqual([
      'text table-header',
      'number table-row band',
      'number table-row',
      'number table-row band',
    ])
    expect(classes((row) => Math.min(row, 2))[3]).toBe('number table-row')
  })
  test('on a coloured ground has letters that can be read', () => {
    expect([readableOn('#FFC7CE'), readableOn('#203040')]).toEqual(['#000000', '#ffffff'])
  })
  test('too narrow for its number shows it shorter, or # where that would be untrue', () => {
    const { user, sheet } = newDesk()
    const shown = (text: string, width: number) => {
      user.type('A1', text)
      return fittedNumber(cellLook({ sheet, date1904: false, trackOf: (row) => row }, 0, 0), width)
    }
    expect(shown('13800000001', 60)).toBe('1.38E+10')
    expect(shown('3.14159', 30)).toBe('3.14')
    expect(shown('2026-3-5', 30)).toBe('####')
  })
})
