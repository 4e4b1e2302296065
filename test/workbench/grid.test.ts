// The grid against the simplest thing that could be right: a map of cells.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { Grid } from '../../workbench/model/grid.ts'
import { MAX_COLUMNS, type Rect } from '../../workbench/model/rect.ts'

const SIZE = 8
const at = fc.integer({ min: 0, max: SIZE - 1 })
const count = fc.integer({ min: 1, max: 3 })

type Step =
  | { readonly do: 'set'; readonly row: number; readonly column: number; readonly value: string }
  | { readonly do: 'insertRows' | 'removeRows'; readonly row: number; readonly rows: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    row: at,
    column: at,
    value: fc.constantFrom('', 'a', 'b', '甲'),
  }),
  fc.record({
    do: fc.constantFrom('insertRows' as const, 'removeRows' as const),
    row: at,
    rows: count,
  }),
)

const ALL: Rect = { row: 0, column: 0, rows: 40, columns: SIZE }

function play(grid: Grid, sheet: string[][], step: Step): void {
  const blank = (): string[] => Array.from({ length: SIZE }, () => '')
  if (step.do === 'set') {
    grid.setValue(step.row, step.column, step.value)
    const line = sheet[step.row]
    if (line !== undefined) line[step.column] = step.value
    return
  }
  const band = { row: step.row, column: 0, rows: step.rows, columns: MAX_COLUMNS }
  if (step.do === 'insertRows') {
    grid.insertRows(band)
    sheet.splice(step.row, 0, ...Array.from({ length: step.rows }, blank))
    sheet.length = ALL.rows
  } else {
    grid.removeRows(band)
    sheet.splice(step.row, step.rows)
    while (sheet.length < ALL.rows) sheet.push(blank())
  }
}

const emptySheet = (): string[][] =>
  Array.from({ length: ALL.rows }, () => Array.from({ length: SIZE }, () => ''))

test('cells are where a plain matrix has them, whatever is inserted and deleted', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
      const [grid, sheet] = [new Grid(), emptySheet()]
      for (const step of steps) play(grid, sheet, step)
      expect(grid.values(ALL)).toEqual(sheet)
    }),
  )
})

test('a snapshot comes back as it was, whatever happened since', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 10 }),
      fc.array(step, { maxLength: 10 }),
      (one, two) => {
        const [grid, sheet] = [new Grid(), emptySheet()]
        for (const step of one) play(grid, sheet, step)
        const before = grid.values(ALL)
        const snapshot = grid.snapshot()
        for (const step of two) play(grid, sheet, step)
        const after = grid.values(ALL)
        const later = grid.snapshot()
        grid.restore(snapshot)
        expect(grid.values(ALL)).toEqual(before)
        grid.restore(later)
        expect(grid.values(ALL)).toEqual(after)
      },
    ),
  )
})

test('the used range is the smallest rectangle around what is there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const [grid, sheet] = [new Grid(), emptySheet()]
      for (const step of steps) play(grid, sheet, step)
      const filled = sheet.flatMap((line, row) =>
        line.flatMap((value, column) => (value === '' ? [] : [{ row, column }])),
      )
      const rows = filled.map(({ row }) => row)
      const columns = filled.map(({ column }) => column)
      const around = {
        row: Math.min(...rows),
        column: Math.min(...columns),
        rows: Math.max(...rows) - Math.min(...rows) + 1,
        columns: Math.max(...columns) - Math.min(...columns) + 1,
      }
      expect(grid.usedRect(true)).toEqual(filled.length === 0 ? undefined : around)
    }),
  )
})

test('100,000 rows of 20 columns are held and read in reasonable memory', () => {
  const grid = new Grid()
  for (let row = 0; row < 100_000; row += 1) {
    for (let column = 0; column < 20; column += 1) grid.setValue(row, column, `v${column}`)
  }
  expect(grid.usedRect(true)).toEqual({ row: 0, column: 0, rows: 100_000, columns: 20 })
  expect(grid.values({ row: 99_999, column: 18, rows: 1, columns: 3 })).toEqual([
    ['v18', 'v19', ''],
  ])
})
