import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  changedCells,
  keptPlace,
  linesToState,
  noState,
  stateToLines,
} from '../../../shared/sync/binding.ts'
import type { Binding } from '../../../shared/sync/binding.ts'
import { ulid } from '../../../shared/sync/ulid.ts'

const binding: Binding = {
  table: 'customer',
  tableId: '{1}',
  columns: [{ key: 'name', id: 3, header: '公司' }],
  owner: 'u1',
  org: 'o1',
  locale: 'zh-Hans',
  holds: 'put',
  told: '',
  kept: '',
  cursor: 's4',
  epoch: 'e1',
  delivered: [ulid(2, new Uint8Array(10)), ulid(3, new Uint8Array(10))],
  away: [],
  lost: [],
}
const state = { workbook: ulid(1, new Uint8Array(10)), file: '客户.xlsx', bindings: [binding] }

describe('the state sheet', () => {
  test('says what it was told', () => {
    expect(linesToState(stateToLines(state))).toEqual(state)
  })

  test('what it was told beyond the cursor has a cell of its own, which is emptied again', () => {
    const told = { ...state, bindings: [{ ...binding, told: 's7' }] }
    expect(linesToState(stateToLines(told))).toEqual(told)
    const cell = { row: 2, column: 5 }
    expect(changedCells(stateToLines(state), stateToLines(told))).toEqual([{ ...cell, text: 's7' }])
    expect(changedCells(stateToLines(told), stateToLines(state))).toEqual([{ ...cell, text: '' }])
  })

  test('names the rows that a server lost, with the cursor that told of it', () => {
    const [first = '', second = ''] = binding.delivered
    const lost = [
      { cursor: 's4', ids: [second] },
      { cursor: '', ids: [first] },
    ]
    const waiting = { ...state, bindings: [{ ...binding, lost }] }
    expect(linesToState(stateToLines(waiting))).toEqual(waiting)
    expect(stateToLines(waiting).slice(-2)).toEqual([
      ['lost', 'customer', second, 's4', ''],
      ['lost', 'customer', first, '', ''],
    ])
    const cut = linesToState([...stateToLines(state), ['lost', 'customer', first]])
    expect(cut.bindings[0]?.lost).toEqual([{ cursor: '', ids: [first] }])
  })

  test('a sync that moves the cursor changes one cell', () => {
    const moved = { ...state, bindings: [{ ...binding, cursor: 's9' }] }
    expect(changedCells(stateToLines(state), stateToLines(moved))).toEqual([
      { row: 2, column: 3, text: 's9' },
    ])
  })

  test('lines that do not read are left out, and none throws', () => {
    const lines = fc.array(fc.array(fc.string({ maxLength: 20 }), { maxLength: 6 }), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(lines, (more) => {
        expect(linesToState([...more, ...stateToLines(state)]).bindings).toEqual([binding])
      }),
    )
    expect(linesToState([['binding', 'customer', '{"tableId":1}']]).bindings).toEqual([])
  })

  test('is written line by line: what the workbook is, its tables, the ids that they have had', () => {
    const away = [ulid(4, new Uint8Array(10))]
    const {
      delivered: _,
      away: __,
      table: ___,
      cursor: ____,
      epoch: _____,
      lost: ______,
      told,
      kept,
      ...rest
    } = binding
    expect([told, kept]).toEqual(['', ''])
    expect(stateToLines({ ...state, bindings: [{ ...binding, away }] })).toEqual([
      ['kehu', '1', '', '', ''],
      ['workbook', state.workbook, '客户.xlsx', '', ''],
      ['binding', 'customer', JSON.stringify(rest), 's4', 'e1', '', ''],
      ['away', 'customer', away.join(' '), '', ''],
      ['delivered', 'customer', binding.delivered.join(' '), '', ''],
    ])
    expect(stateToLines(noState)).toEqual([
      ['kehu', '1', '', '', ''],
      ['workbook', '', '', '', ''],
    ])
  })

  test('of a new workbook reads as one that was not bound', () => {
    expect(linesToState([])).toEqual(noState)
    expect(linesToState(stateToLines(noState))).toEqual(noState)
    expect(linesToState([['workbook', 'no id', 'a.xlsx']])).toEqual({ ...noState, file: 'a.xlsx' })
    expect(linesToState([['workbook']])).toEqual(noState)
    expect(linesToState([['other', state.workbook, 'a.xlsx']])).toEqual(noState)
  })

  test('keeps each table’s ids apart, a thousand a cell', () => {
    const ids = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ulid(from + at, new Uint8Array(10)))
    const two: readonly Binding[] = [
      { ...binding, delivered: ids(1, 2_001), away: ids(9_000, 1_000) },
      { ...binding, table: 'contact', delivered: ids(5_000, 1), away: [] },
    ]
    const lines = stateToLines({ ...state, bindings: two })
    const ofKind = (kind: string) =>
      lines.filter((line) => line[0] === kind).map((line) => line[2]?.split(' ').length)
    expect(ofKind('delivered')).toEqual([1_000, 1_000, 1, 1])
    expect(ofKind('away')).toEqual([1_000])
    expect(linesToState(lines).bindings).toEqual(two)
  })

  test('passes over words among the ids that are none, and cells that are not there', () => {
    const [first = '', second = ''] = binding.delivered
    const lines = stateToLines({ ...state, bindings: [{ ...binding, delivered: [] }] })
    const delivered = (line: readonly string[]) =>
      linesToState([...lines, line]).bindings[0]?.delivered
    expect(delivered(['delivered', 'customer', ` ${first}  x${second} ${second}`])).toEqual([
      first,
      second,
    ])
    expect(delivered(['delivered', 'customer'])).toEqual([])
    expect(delivered(['delivered', 'visit', first])).toEqual([])
  })

  test('a table whose line is cut off behind its columns starts from the beginning', () => {
    const line = stateToLines(state)[2] ?? []
    expect(linesToState([line.slice(0, 3)]).bindings).toEqual([
      { ...binding, cursor: '', epoch: '', delivered: [] },
    ])
    expect(linesToState([['binding', 'nothing', ...line.slice(2)]]).bindings).toEqual([])
    expect(linesToState([['bound', ...line.slice(1)]]).bindings).toEqual([])
    expect(linesToState([line.slice(0, 2)]).bindings).toEqual([])
  })

  test.each(['put', 'own', 'all'] as const)('of a sheet that holds %s says so', (holds) => {
    const held = { ...state, bindings: [{ ...binding, holds }] }
    expect(linesToState(stateToLines(held))).toEqual(held)
    expect(
      linesToState(
        stateToLines(held).map(([a = '', b = '', c = '', ...rest]) => [
          a,
          b,
          c.replace(`"holds":"${holds}"`, '"holds":""'),
          ...rest,
        ]),
      ).bindings,
    ).toEqual([])
  })
})

describe('the place where a binding says when it was kept', () => {
  test('is in its own line, whichever that is', () => {
    const kept = {
      ...state,
      bindings: [
        { ...binding, table: 'visit' as const },
        { ...binding, kept: 'k1' },
      ],
    }
    const lines = stateToLines(kept)
    expect(linesToState(lines)).toEqual(kept)
    expect(keptPlace(lines, 'customer')).toEqual({ row: 3, column: 6, text: 'k1' })
    expect(keptPlace(lines, 'visit')).toEqual({ row: 2, column: 6, text: '' })
    expect(keptPlace(lines, 'contact')).toBe(null)
    expect(keptPlace([['binding', 'visit']], 'visit')).toEqual({ row: 0, column: 6, text: '' })
  })
})

describe('the cells of the state sheet that change', () => {
  test('are none where it says the same', () => {
    expect(changedCells(stateToLines(state), stateToLines(state))).toEqual([])
    expect(changedCells([['a', '']], [['a']])).toEqual([])
    expect(changedCells([['a']], [['a', ''], []])).toEqual([])
  })

  test('are the new ones and the emptied ones, row by row', () => {
    expect(changedCells([['a', 'b']], [['a', 'c', 'd'], ['e']])).toEqual([
      { row: 0, column: 1, text: 'c' },
      { row: 0, column: 2, text: 'd' },
      { row: 1, column: 0, text: 'e' },
    ])
    expect(changedCells([['a', 'b'], ['c']], [['a']])).toEqual([
      { row: 0, column: 1, text: '' },
      { row: 1, column: 0, text: '' },
    ])
  })
})
