import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { addressToAreas } from '../../../addin/excel/address.ts'
import { planWrites, toColumnRuns } from '../../../addin/excel/blocks.ts'
import type { RowEdit } from '../../../shared/sync/sheet.ts'
import { columnLetters } from '../../../shared/sync/marks.ts'

const aWrite = fc.record({
  column: fc.nat({ max: 8 }),
  value: fc.string({ maxLength: 5 }),
  before: fc.constantFrom(null, 'x'),
  format: fc.constantFrom(null, '@'),
})
const someEdits: fc.Arbitrary<readonly RowEdit[]> = fc.uniqueArray(
  fc.record({
    row: fc.nat({ max: 200 }),
    guard: fc.constant('id'),
    writes: fc.uniqueArray(aWrite, { maxLength: 6, selector: (write) => write.column }),
  }),
  { maxLength: 60, selector: (edit) => edit.row },
)

const cellsOf = (edits: readonly RowEdit[]) =>
  edits
    .flatMap(({ row, writes }) => writes.map(({ column, value }) => `${row},${column},${value}`))
    .toSorted()

const cellsInBlocks = (edits: readonly RowEdit[], isFiltered: boolean) =>
  [...planWrites(edits, isFiltered)]
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ row, column, values }) =>
      values.flatMap((line, down) =>
        line.flatMap((value, right) =>
          value === null ? [] : [`${row + down},${column + right},${value}`],
        ),
      ),
    )
    .toSorted()

describe('blocks of a write', () => {
  test('every cell is written once, and no other', () => {
    fc.assert(
      fc.property(someEdits, fc.boolean(), (edits, isFiltered) => {
        expect(cellsInBlocks(edits, isFiltered)).toEqual(cellsOf(edits))
      }),
    )
  })

  test('under a filter no block has more than one row', () => {
    fc.assert(
      fc.property(someEdits, (edits) => {
        const blocks = [...planWrites(edits, true)].flatMap((batch) => batch.blocks)
        expect(blocks.every((block) => block.values.length === 1)).toBe(true)
      }),
    )
  })

  test('the lowest block goes first: a table that has become shorter fails before anything is written', () => {
    fc.assert(
      fc.property(someEdits, (edits) => {
        for (const { blocks } of planWrites(edits, false)) {
          const ends = blocks.map((block) => block.row + block.values.length)
          expect(ends[0] ?? 0).toBe(Math.max(0, ...ends))
        }
      }),
    )
  })

  test('rows of our own adjacent columns go as one block', () => {
    const mine = (column: number) => ({ column, value: 'x', before: null, format: null })
    const edits = Array.from({ length: 500 }, (_, row) => ({
      row,
      guard: 'id',
      writes: [5, 6, 7, 8, 9].map(mine),
    }))
    const [batch] = planWrites(edits, false)
    expect(batch?.blocks.map(({ row, column }) => [row, column])).toEqual([[0, 5]])
  })

  test('a long write is planned piece by piece, each when the one before it has gone out', () => {
    const count = 10_000
    let asked = 0
    const edits = Array.from({ length: count }, (_, row) => ({
      row,
      guard: 'id',
      get writes() {
        asked = Math.max(asked, row)
        return [{ column: 5, value: 'x', before: null, format: null }]
      },
    }))
    const batches = planWrites(edits, false)
    const first = batches.next().value
    expect(asked).toBeLessThan(count / 2)
    const sizes = [...(first ? [first] : []), ...batches].map((batch) => batch.edits.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_500)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count)
  })

  test('cells that a user types in are never spanned by a block', () => {
    const typed = (column: number) => ({ column, value: 'x', before: 'y', format: '@' })
    const edits = [0, 2].map((row) => ({ row, guard: 'id', writes: [typed(1)] }))
    const blocks = [...planWrites(edits, false)].flatMap((batch) => batch.blocks)
    expect(blocks.map(({ row, values }) => [row, values.length])).toEqual([
      [2, 1],
      [0, 1],
    ])
  })

  test('neighbouring columns are read together', () => {
    expect(toColumnRuns([7, 2, 3, 9, 4, 3])).toEqual([
      { first: 2, count: 3 },
      { first: 7, count: 1 },
      { first: 9, count: 1 },
    ])
  })
})

describe('addresses', () => {
  test('a column’s letters and its index mean the same', () => {
    fc.assert(
      fc.property(fc.nat({ max: 16_383 }), fc.nat({ max: 1_000_000 }), (left, top) => {
        const [area] = addressToAreas(`'My, sheet'!${columnLetters(left)}${top + 1}`.slice(10))
        expect(area).toEqual({ top, left, rows: 1, columns: 1 })
      }),
    )
  })

  test('several areas are read, each with its sheet', () => {
    expect(addressToAreas('Sheet1!A1:C2,Sheet1!$E$4')).toEqual([
      { top: 0, left: 0, rows: 2, columns: 3 },
      { top: 3, left: 4, rows: 1, columns: 1 },
    ])
  })
})
