// The laws of merging by many random firms, on the Worker's own statements in process. test/worker/merge-laws.test.ts
// asks the same of D1.
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'

import {
  holdsIdentity,
  keepsEdits,
  losesNothing,
  someCustomers,
  someEdits,
} from '../support/store-merge-laws.ts'
import { openLab } from '../support/store-merge-lab.ts'
import { openSqlite } from '../support/sqlite.ts'

const { run, close } = openSqlite()
afterAll(close)
const database = {
  meter: { read: 0, written: 0 },
  runBatch: async (statements: Parameters<typeof run>[0]) =>
    run(
      statements.map(({ sql, values }) => ({
        sql: sql.replaceAll(/jsonb_each\(jsonb\((\?\d+)\)\)/gu, 'json_each($1)'),
        values,
      })),
    ),
}

describe('merging, two to eight customers with all that is theirs', () => {
  test('and taking it back change nothing, in no table', async () => {
    await fc.assert(
      fc.asyncProperty(someCustomers, async (planned) => {
        await holdsIdentity(await openLab(database), planned)
      }),
      { numRuns: 15 },
    )
  })

  test('loses no value: each is in the survivor, with what went along, or on record', async () => {
    await fc.assert(
      fc.asyncProperty(someCustomers, async (planned) => {
        await losesNothing(await openLab(database), planned)
      }),
      { numRuns: 15 },
    )
  })

  test('keeps what was done between, lists just that, and nothing else differs', async () => {
    await fc.assert(
      fc.asyncProperty(someCustomers, someEdits, async (planned, edits) => {
        await keepsEdits(await openLab(database), planned, edits)
      }),
      { numRuns: 15 },
    )
  })

  test('the comparison sees every table that knows a customer', async () => {
    const lab = await openLab(database)
    await lab.make('customer', { name: '华达机械有限公司', phone: '0512-65230001' })
    const seen = new Set([...(await lab.picture()).keys()].map((cell) => cell.split('/')[0]))
    expect([...seen]).toEqual(expect.arrayContaining(['customer', 'match_key', 'strong_key']))
  })
})
