import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { changedCells, linesToState, stateToLines } from '../../../shared/sync/binding.ts'
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
  cursor: 's4',
  epoch: 'e1',
  delivered: [ulid(2, new Uint8Array(10)), ulid(3, new Uint8Array(10))],
  away: [],
}
const state = { workbook: ulid(1, new Uint8Array(10)), file: '客户.xlsx', bindings: [binding] }

describe('the state sheet', () => {
  test('says what it was told', () => {
    expect(linesToState(stateToLines(state))).toEqual(state)
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
})
