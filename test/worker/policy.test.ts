// Policies are append-only versions: a change on top of an old version is refused, nobody sees another firm's.
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { signIn } from '../../worker/auth/sign-in.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { openPolicies } from '../../worker/db/policy.ts'
import { type Firm, foundFirm, useFirm } from './support.ts'

const firm = useFirm()

const asManager = async (of: Firm) => {
  const database = openDatabase(env.DB)
  const { actor } = await signIn({
    database,
    authorization: `Bearer ${of.chen.key}`,
    entra: null,
    keySets: new Map(),
    now: Date.now(),
  })
  return { actor, policies: openPolicies(database) }
}

test('a change stands on the version that its author saw; the history keeps every one', async () => {
  const { actor, policies } = await asManager(firm)
  const change = (seen: number, value: unknown) =>
    policies.writePolicy(actor, { name: 'tier', seen, value, now: 5 })
  expect(await change(0, { top: 20 })).toBe(true)
  expect(await change(0, { top: 30 })).toBe(false)
  expect(await change(1, { top: 25 })).toBe(true)
  const versions = await policies.readPolicy(actor, 'tier', 10)
  expect(versions.map(({ version, value }) => [version, value])).toEqual([
    [2, { top: 25 }],
    [1, { top: 20 }],
  ])
  expect(versions[0]).toMatchObject({ name: 'tier', at: 5, by: firm.chen.id })
  expect(await policies.readPolicy(actor, 'tier', 1)).toHaveLength(1)
})

test("another firm's policies are its own", async () => {
  const { actor, policies } = await asManager(await foundFirm())
  expect(await policies.readPolicy(actor, 'tier', 10)).toEqual([])
})
