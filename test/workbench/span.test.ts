// A rectangle goes where its cells go: it is what lies around them after rows or columns moved.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Direction } from '../../workbench/model/events.ts'
import { boundingRect, MAX_COLUMNS, MAX_ROWS, type Rect } from '../../workbench/model/rect.ts'
import { rectAfterShift } from '../../workbench/model/span.ts'

const small = fc.integer({ min: 0, max: 6 })
const size = fc.integer({ min: 1, max: 4 })
const rect: fc.Arbitrary<Rect> = fc.record({ row: small, column: small, rows: size, columns: size })
const direction = fc.constantFrom<Direction>('down', 'up', 'right', 'left')

/** Where one row or column number is after the band came or went; undefined when it is gone. */
function moved(index: number, at: number, count: number, isInsert: boolean): number | undefined {
  if (index < at) return index
  if (isInsert) return index + count
  return index < at + count ? undefined : index - count
}

function cellsOf({ row, column, rows, columns }: Rect): readonly (readonly [number, number])[] {
  return Array.from({ length: rows * columns }, (_, index) => [
    row + Math.floor(index / columns),
    column + (index % columns),
  ])
}

test('whole rows and columns carry every rectangle along with its cells', () => {
  fc.assert(
    fc.property(rect, small, size, direction, (rect, at, count, direction) => {
      const isRows = direction === 'down' || direction === 'up'
      const isInsert = direction === 'down' || direction === 'right'
      const band = isRows
        ? { row: at, column: 0, rows: count, columns: MAX_COLUMNS }
        : { row: 0, column: at, rows: MAX_ROWS, columns: count }
      const cells = cellsOf(rect).flatMap(([row, column]): Rect[] => {
        const newRow = isRows ? moved(row, at, count, isInsert) : row
        const newColumn = isRows ? column : moved(column, at, count, isInsert)
        if (newRow === undefined || newColumn === undefined) return []
        return [{ row: newRow, column: newColumn, rows: 1, columns: 1 }]
      })
      const [first, ...rest] = cells
      const around = first === undefined ? undefined : rest.reduce(boundingRect, first)
      expect(rectAfterShift(rect, band, direction)).toEqual(around)
    }),
  )
})

test('a rectangle that the band does not cover sideways stays', () => {
  const band = { row: 0, column: 2, rows: 1, columns: 3 }
  const wide = { row: 4, column: 1, rows: 2, columns: 3 }
  expect(rectAfterShift(wide, band, 'down')).toEqual(wide)
  expect(rectAfterShift({ ...wide, column: 2 }, band, 'down')).toEqual({
    ...wide,
    column: 2,
    row: 5,
  })
})
