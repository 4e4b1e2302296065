// Lines of a block that was laid out are found again where they stand as they were, and nothing else is taken for them.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { findLines, printsOf, readLines } from '../../../addin/excel/block-lines.ts'
import type { SpillCell } from '../../../addin/excel/report-port.ts'
import type { Cell } from '../../../shared/schema/kind.ts'

const WIDTH = 3
const cell: fc.Arbitrary<SpillCell> = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 6 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({
    kind: 'number' as const,
    value,
    format: '0.00',
  })),
  fc.constant({
    kind: 'sum' as const,
    over: { top: 0, left: 0, rows: 1, columns: 1 },
    format: '0',
  }),
)
type Row = readonly SpillCell[]
const row = fc.array(cell, { maxLength: WIDTH })

/** What Excel says stands there. */
const valueOf = (laid: SpillCell): Cell => {
  if (laid === null || typeof laid === 'string') return laid ?? ''
  return laid.kind === 'number' ? laid.value : 42
}
const formulaOf = (laid: SpillCell): Cell =>
  laid !== null && typeof laid !== 'string' && laid.kind === 'sum' ? '=SUM(B2:B3)' : valueOf(laid)

const linesOf = (rows: readonly Row[]): readonly string[] => {
  const wide = rows.map((cells) => Array.from({ length: WIDTH }, (_, at) => cells[at] ?? null))
  return readLines(
    wide.map((cells) => cells.map(valueOf)),
    wide.map((cells) => cells.map(formulaOf)),
  )
}

const isBlank = (cells: Row): boolean => cells.every((one) => valueOf(one) === '')

describe('the lines of a block', () => {
  test('are all found where nobody touched them, below what was put above', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.array(row, { maxLength: 3 }),
        (rows, below) => {
          const { found, isWhole } = findLines(
            linesOf([...rows, ...below]),
            printsOf(rows, WIDTH),
            rows.length,
          )
          expect(isWhole).toBe(true)
          const taken = found.flatMap(({ from, count }) =>
            Array.from({ length: count }, (_, at) => from + at),
          )
          expect(taken).toEqual(rows.flatMap((cells, at) => (isBlank(cells) ? [] : [at])))
        },
      ),
    )
  })

  test('are not taken where their user wrote in them, and he is told', () => {
    const spoil = fc.record({ at: fc.nat(19), text: fc.constant('我的备注') })
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.array(spoil, { minLength: 1, maxLength: 4 }),
        (rows, notes) => {
          const prints = printsOf(rows, WIDTH)
          const now = rows.map((cells, at) =>
            notes.some((note) => note.at % rows.length === at)
              ? [cells[0] ?? null, cells[1] ?? null, '我的备注']
              : cells,
          )
          const lines = linesOf(now)
          const { found, isWhole } = findLines(lines, prints, rows.length)
          for (const { from, count } of found)
            expect(lines.slice(from, from + count).join()).not.toContain('我的备注')
          const isLost = notes.some(({ at }) => !isBlank(rows[at % rows.length] ?? []))
          expect(isWhole && isLost).toBe(false)
        },
      ),
    )
  })

  test('of a long block are found in groups, each whole or not at all', () => {
    const rows: Row[] = Array.from({ length: 2_500 }, (_, at) => [`客户${at}`, '苏州'])
    const prints = printsOf(rows, WIDTH)
    expect(prints.length).toBeLessThanOrEqual(6_000)
    const whole = findLines(linesOf(rows), prints, rows.length)
    expect(whole).toEqual({ found: [{ from: 0, count: 2_500 }], isWhole: true })
    const edited = rows.map((cells, at) => (at === 1_000 ? ['我的'] : cells))
    const { found, isWhole } = findLines(linesOf(edited), prints, rows.length)
    expect(isWhole).toBe(false)
    expect(found).toEqual([
      { from: 0, count: 999 },
      { from: 1_002, count: 1_498 },
    ])
  })
})
