// How keys move the selection, as in Excel.
import { describe, expect, test } from 'vitest'

import { columnAxis, rowAxis } from '../../workbench/grid/axis.ts'
import { editCommand, sheetCommand } from '../../workbench/grid/keys.ts'
import { pasteRect, tile } from '../../workbench/grid/paste-block.ts'
import {
  extendTo,
  jumpIndex,
  moveCell,
  selectCell,
  selectColumns,
  selectionRect,
  selectRect,
  stepActive,
} from '../../workbench/grid/selection.ts'
import { parseAddress, rectToAddress } from '../../workbench/model/rect.ts'

const axes = {
  rows: rowAxis({
    total: 1_048_576,
    height: 20,
    known: 20,
    isHidden: (row) => row === 2,
    frozenRows: 0,
  }),
  columns: columnAxis(
    Array.from({ length: 16_384 }, () => 64),
    0,
  ),
}
const rect = (address: string) => parseAddress(address).rect
const at = (address: string) => {
  const { row, column } = rect(address)
  return { row, column }
}
const nameOf = (cell: { row: number; column: number }) =>
  rectToAddress({ ...cell, rows: 1, columns: 1 })

describe('moving', () => {
  test('down from the row above a hidden one goes to the row below it', () => {
    expect(nameOf(moveCell(axes, at('B2'), 1, 0))).toBe('B4')
  })
  test('stops at the edges of the sheet', () => {
    expect(nameOf(moveCell(axes, at('A1'), -1, -1))).toBe('A1')
    expect(nameOf(moveCell(axes, at('XFD1048576'), 5, 5))).toBe('XFD1048576')
  })
  test('with Shift keeps the anchor and the active cell', () => {
    const selection = extendTo(selectCell(at('C4')), at('B6'))
    expect(rectToAddress(selectionRect(selection))).toBe('B4:C6')
    expect(nameOf(selection.active)).toBe('C4')
  })
  test('a whole column is every row of it', () => {
    expect(rectToAddress(selectionRect(selectColumns(2, 1)))).toBe('B:C')
  })
})

describe('Ctrl and an arrow', () => {
  const filled = new Set([0, 1, 3, 4, 8])
  const jump = (from: number, step: -1 | 1) =>
    jumpIndex(axes.rows, from, step, (row) => filled.has(row), 8)
  test('goes to the end of a run, over hidden rows', () => {
    expect(jump(0, 1)).toBe(4)
    expect(jump(4, -1)).toBe(0)
  })
  test('goes over a gap to the next filled cell', () => {
    expect(jump(4, 1)).toBe(8)
    expect(jump(6, 1)).toBe(8)
  })
  test('goes to the edge where nothing more is filled', () => {
    expect(jump(8, 1)).toBe(1_048_575)
    expect(jump(30, -1)).toBe(8)
    expect(jump(0, -1)).toBe(0)
  })
})

describe('Enter and Tab', () => {
  const step = (from: string, active: string, rows: -1 | 0 | 1, columns: -1 | 0 | 1) => {
    const moved = stepActive(axes, { ...selectRect(rect(from)), active: at(active) }, rows, columns)
    return `${rectToAddress(selectionRect(moved))} ${nameOf(moved.active)}`
  }
  test('move on from a single cell', () => {
    expect(step('B2', 'B2', 1, 0)).toBe('B4 B4')
    expect(step('B2', 'B2', 0, -1)).toBe('A2 A2')
  })
  test('go round within a larger selection, column by column or row by row', () => {
    expect(step('A1:B4', 'A4', 1, 0)).toBe('A1:B4 B1')
    expect(step('A1:B4', 'B4', 1, 0)).toBe('A1:B4 A1')
    expect(step('A1:B4', 'B1', 0, 1)).toBe('A1:B4 A2')
    expect(step('A1:B4', 'A1', 0, -1)).toBe('A1:B4 B4')
  })
})

describe('keys', () => {
  const press = (key: string, ...held: readonly ('ctrlKey' | 'shiftKey' | 'altKey')[]) => ({
    key,
    ctrlKey: held.includes('ctrlKey'),
    metaKey: false,
    shiftKey: held.includes('shiftKey'),
    altKey: held.includes('altKey'),
  })
  test('mean on the sheet what they mean in Excel', () => {
    expect(sheetCommand(press('ArrowDown', 'ctrlKey', 'shiftKey'))).toEqual({
      kind: 'jump',
      extend: true,
      rows: 1,
      columns: 0,
    })
    expect(sheetCommand(press('ArrowDown', 'altKey'))).toEqual({ kind: 'columnMenu' })
    expect(sheetCommand(press('F10', 'shiftKey'))).toEqual({ kind: 'contextMenu' })
    expect(sheetCommand(press('l', 'ctrlKey', 'shiftKey'))).toEqual({ kind: 'filterButtons' })
    expect(sheetCommand(press('Tab', 'shiftKey'))).toEqual({ kind: 'step', rows: 0, columns: -1 })
  })
  test('that type or copy are left to the browser', () => {
    for (const key of ['a', '你', 'Process', 'Shift']) {
      expect(sheetCommand(press(key))).toBeUndefined()
    }
    for (const key of ['c', 'x', 'v']) expect(sheetCommand(press(key, 'ctrlKey'))).toBeUndefined()
  })
  test('arrows end typing over a cell, but move the caret after F2', () => {
    expect(editCommand(press('ArrowLeft'), 'enter')).toEqual({
      kind: 'commit',
      rows: 0,
      columns: -1,
    })
    expect(editCommand(press('ArrowLeft'), 'edit')).toBeUndefined()
    expect(editCommand(press('Enter', 'altKey'), 'edit')).toEqual({ kind: 'newLine' })
  })
})

describe('a paste', () => {
  test('is repeated over a selection that it fills evenly', () => {
    expect(rectToAddress(pasteRect(rect('B2:C7'), 2, 1))).toBe('B2:C7')
    expect(tile([['a'], ['b']], rect('B2:C5'))).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['a', 'a'],
      ['b', 'b'],
    ])
  })
  test('otherwise goes once from the corner on', () => {
    expect(rectToAddress(pasteRect(rect('B2:C4'), 2, 1))).toBe('B2:B3')
    expect(rectToAddress(pasteRect(rect('B2'), 3, 2))).toBe('B2:C4')
  })
  test('does not fill a million rows', () => {
    expect(rectToAddress(pasteRect(rect('B:C'), 1, 1))).toBe('B1')
  })
})
