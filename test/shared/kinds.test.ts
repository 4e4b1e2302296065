// What every kind of field promises, tested on all fields of all tables at once.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { locales } from '../../shared/schema/kind.ts'
import type { Cell, Kind, Setting } from '../../shared/schema/kind.ts'
import { sheetFields, tables } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { anyCell, valueOf } from '../support/arbitrary.ts'
import { coerced } from '../support/coerce.ts'
import { aSetting } from '../support/setting.ts'

const tableKeys = Object.keys(tables) as TableKey[]
/** A receipt is only shown: its sentence is never read back. */
const fields = tableKeys.flatMap((table) =>
  Object.entries(sheetFields(table))
    .filter(([, field]) => field.kind.name !== 'receipt')
    .map(([key, field]) => ({
      name: `${table}.${key}`,
      kind: field.kind as Kind,
    })),
)
/** One field of each kind: the laws of a kind are the same for all of its fields. */
const kinds = [...new Map(fields.map(({ kind }) => [kind.name, kind])).values()]

const settings: readonly Setting[] = [
  ...locales.map((locale) => aSetting({ locale })),
  aSetting({ locale: 'zh-Hant', country: 'TW', currency: 'TWD', timeZone: 'Asia/Taipei' }),
  aSetting({ locale: 'en', country: 'HK', currency: 'HKD', timeZone: 'Asia/Hong_Kong' }),
]

describe.each(fields)('$name', ({ kind }) => {
  test('a stored value written to a cell is read as itself, in every language and country', () => {
    fc.assert(
      fc.property(valueOf(kind), fc.constantFrom(...settings), (value, setting) => {
        expect(kind.read(kind.write(value, setting), setting)).toEqual({ value, flaw: null })
      }),
      { numRuns: 40 },
    )
  })
})

describe.each(kinds.map((kind) => ({ name: kind.name, kind })))('$name', ({ kind }) => {
  test('reading any cell gives what can be stored, and never throws', () => {
    fc.assert(
      fc.property(anyCell, fc.constantFrom(...settings), (cell, setting) => {
        const { value, flaw } = kind.read(cell, setting)
        const isTyped = flaw?.level === 'warning' && value !== null && !kind.isUsable(value)
        const isStorable = value !== null && kind.schema.safeParse(value).success
        expect(flaw?.level === 'error' ? value === null : flaw === null || isTyped).toBe(true)
        expect(value === null || isStorable).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
  test('what was kept as typed is kept when it is delivered and read again', () => {
    fc.assert(
      fc.property(anyCell, fc.constantFrom(...settings), (cell, setting) => {
        const { value } = kind.read(cell, setting)
        const again = value === null ? null : kind.read(kind.write(value, setting), setting).value
        expect(again).toBe(value)
      }),
      { numRuns: 2_000 },
    )
  })
  test('Excel turning what is written into a number, a date or TRUE is no edit', () => {
    let seen = 0
    const isStable = (cell: Cell) => {
      seen += 1
      return kind.canon(cell) === kind.canon(coerced(cell, kind.numberFormat))
    }
    fc.assert(
      fc.property(valueOf(kind), fc.constantFrom(...settings), (value, setting) => {
        expect(isStable(kind.write(value, setting))).toBe(true)
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(anyCell, (cell) =>
        isStable(kind.numberFormat === '@' ? cell : coerced(cell, kind.numberFormat)),
      ),
      { numRuns: 6_000 },
    )
    expect(seen).toBeGreaterThan(6_000)
  })
  test('the canonical text is settled: taking it again changes nothing', () => {
    fc.assert(
      fc.property(anyCell, (cell) => {
        const canon = kind.canon(cell)
        expect(kind.canon(canon)).toBe(canon)
      }),
      { numRuns: 2_000 },
    )
  })
})
