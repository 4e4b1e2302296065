// The laws of merging on D1 itself, by a few random firms; test/shared/merge-service-laws.test.ts has many.
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { describe, test } from 'vitest'

import { openDatabase } from '../../worker/db/database.ts'
import {
  holdsIdentity,
  keepsEdits,
  losesNothing,
  someCustomers,
  someEdits,
} from '../support/store-merge-laws.ts'
import { openLab } from '../support/store-merge-lab.ts'
import { migrate } from './support.ts'

const RUNS = 4
const openFirm = async () => {
  await migrate()
  return await openLab(openDatabase(env.DB))
}

describe('merging on D1, two to eight customers with all that is theirs', () => {
  test('and taking it back change nothing, in no table', async () => {
    await fc.assert(
      fc.asyncProperty(someCustomers, async (planned) => {
        await holdsIdentity(await openFirm(), planned)
      }),
      { numRuns: RUNS },
    )
  })

  test('loses no value: each is in the survivor, with what went along, or on record', async () => {
    await fc.assert(
      fc.asyncProperty(someCustomers, async (planned) => {
        await losesNothing(await openFirm(), planned)
      }),
      { numRuns: RUNS },
    )
  })

  test('keeps what was done between, lists just that, and nothing else differs', async () => {
    await fc.assert(
      fc.asyncProperty(someCustomers, someEdits, async (planned, edits) => {
        await keepsEdits(await openFirm(), planned, edits)
      }),
      { numRuns: RUNS },
    )
  })
})
