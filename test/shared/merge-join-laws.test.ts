// Laws of joining rows and of parting them again, for every field that the schema has.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { survive } from '../../shared/merge/survive.ts'
import { unjoin } from '../../shared/merge/unjoin.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { customer } from '../../shared/schema/customer.ts'
import type { Fields } from '../../shared/schema/table.ts'
import { rowOf } from '../support/arbitrary.ts'

const fields: Fields = customer.fields
const isEntered = (key: string) => fields[key]?.filled !== 'computed'
const present = (values: WireValues): WireValues =>
  Object.fromEntries(Object.entries(values).filter(([key, v]) => v !== null && isEntered(key)))

const rows = fc
  .array(fc.tuple(rowOf(customer), fc.nat({ max: 1_000 })), { minLength: 2, maxLength: 8 })
  .map((list) =>
    list.map(([values, updatedAt], i) => ({ id: `r${i}`, values: present(values), updatedAt })),
  )

describe('joined rows', () => {
  test('lose no value: each is taken, contained in what is taken, or told as rejected', () => {
    fc.assert(
      fc.property(rows, (merging) => {
        const decisions = new Map(survive(fields, merging, new Map()).map((d) => [d.field, d]))
        for (const { id, values } of merging)
          for (const [key, value] of Object.entries(values)) {
            const { value: taken = null, rejected = [], rule } = decisions.get(key) ?? {}
            const several = fields[key]?.kind.several
            const isTaken =
              taken === value || (rule === 'union' && several?.has(taken, value) === true)
            const isTold = rejected.some((r) => r.id === id && r.value === value)
            expect([key, value, isTaken !== isTold]).toEqual([key, value, true])
          }
      }),
      { numRuns: 60 },
    )
  })

  test('have values that their fields can store, from rows that have them, the same every time', () => {
    fc.assert(
      fc.property(rows, (merging) => {
        const decisions = survive(fields, merging, new Map())
        for (const { field, value, from } of decisions) {
          const { kind } = fields[field] ?? {}
          if (value !== null)
            expect([field, kind?.schema.safeParse(value).success]).toEqual([field, true])
          expect(from.length).toBeGreaterThan(0)
        }
        expect(survive(fields, merging, new Map())).toEqual(decisions)
        const [first, ...others] = merging
        const turned = first ? [first, ...others.toReversed()] : []
        const isTie = new Set(merging.map((r) => r.updatedAt)).size < merging.length
        if (isTie) return
        const values = (list: typeof decisions) => list.map(({ field, value }) => [field, value])
        expect(values(survive(fields, turned, new Map()))).toEqual(values(decisions))
      }),
      { numRuns: 60 },
    )
  })
})

const cell = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null })
const someValues = fc.dictionary(fc.constantFrom('x', 'y', 'z'), cell)
const at = (values: WireValues, key: string) => values[key] ?? null

describe('a row that is parted again', () => {
  test('is as before where nobody changed it, as it is where somebody did, and tells just those', () => {
    fc.assert(
      fc.property(someValues, someValues, someValues, (before, joined, now) => {
        const { values, kept } = unjoin(before, joined, now)
        for (const key of ['x', 'y', 'z']) {
          const isChanged = at(now, key) !== at(joined, key)
          expect(at(values, key)).toBe(at(isChanged ? now : before, key))
          const isTold = kept.some(({ field }) => field === key)
          expect(isTold).toBe(isChanged && at(now, key) !== at(before, key))
        }
      }),
    )
  })
})
