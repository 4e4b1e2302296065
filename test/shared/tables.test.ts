// The one definition: row types are exact, stored rows pass their own schema, the dictionary is complete.
import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'

import type { Contact } from '../../shared/schema/contact.ts'
import type { Customer } from '../../shared/schema/customer.ts'
import { rowSchema } from '../../shared/schema/table.ts'
import type { Fields, Table } from '../../shared/schema/table.ts'
import { sheetFields, tables } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Visit } from '../../shared/schema/visit.ts'
import { headerWord } from '../../shared/sheet/header-words.ts'
import { rowOf } from '../support/arbitrary.ts'

const tableKeys = Object.keys(tables) as TableKey[]

test('a row has the type of its fields', () => {
  expectTypeOf<Customer['name']>().toEqualTypeOf<string>()
  expectTypeOf<Customer['kind']>().toEqualTypeOf<'org' | 'person' | null>()
  expectTypeOf<Customer['profit_12m']>().toEqualTypeOf<number | null>()
  expectTypeOf<Customer['tier']>().toEqualTypeOf<'A' | 'B' | 'C' | 'N' | 'X' | null>()
  expectTypeOf<Contact['is_primary']>().toEqualTypeOf<0 | 1 | null>()
  expectTypeOf<Visit['customer_id']>().toEqualTypeOf<string>()
})

describe.each(tableKeys)('%s', (name) => {
  const table: Table<string, Fields> = tables[name]
  test('its rows pass its own schema', () => {
    fc.assert(
      fc.property(rowOf(table), (row) => {
        expect(rowSchema(table).safeParse(row).success).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
  test('sensitive fields are off', () => {
    const sensitive = Object.values(table.fields).filter((field) => field.privacy === 'P3')
    expect(sensitive.filter((field) => field.show !== 'off')).toEqual([])
  })
  test('no label of one field names another', () => {
    const fields = Object.entries(sheetFields(name))
    const labels = new Map<string, string>()
    for (const [key, field] of fields)
      for (const label of Object.values(field.label)) {
        expect([key, undefined]).toContain(labels.get(headerWord(label)))
        labels.set(headerWord(label), key)
      }
  })
})
