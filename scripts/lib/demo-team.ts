// The demo team: a manager and two reps with their customers, contacts, visits and a year of trade, loaded through the API.
// Keys are random and issued once; they stand in .kehu/demo.json beside the local database, nowhere else.
import type { D1Database } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'

import { assert } from '../../shared/assert.ts'
import type { RowResult } from '../../shared/protocol/push.ts'
import type { Role } from '../../worker/auth/actor.ts'
import { createOrganisation, createUser, issueKey } from '../../worker/service/provision.ts'
import { demoContacts, demoCustomers, demoVisits } from './demo-rows.ts'
import { demoTrade } from './demo-trade.ts'
import { projectFile } from './project.ts'
import { createStorer } from './store-list.ts'

export interface DemoUser {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly key: string
}
export interface DemoTeam {
  readonly users: readonly DemoUser[]
}

const members = [
  { id: 'wang', name: '王经理', role: 'manager' },
  { id: 'li', name: '李丽', role: 'rep' },
  { id: 'chen', name: '陈强', role: 'rep' },
] as const
const customersEach = 120
const organisation = {
  id: 'demo',
  name: '客户簿演示',
  country: 'CN',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
} as const

/** Creates organisation, users and keys in the local database of `stateFolder` (nothing may have it open). */
export const openDemoTeam = async (stateFolder: string): Promise<DemoTeam> => {
  const proxy = await getPlatformProxy<{ readonly DB: D1Database }>({
    configPath: projectFile('wrangler.toml'),
    persist: { path: `${stateFolder}/v3` },
  })
  try {
    const db = proxy.env.DB
    const now = Date.now()
    await createOrganisation(db, { ...organisation, epoch: String(now), createdAt: now })
    const users: DemoUser[] = []
    for (const member of members) {
      await createUser(db, { org: organisation.id, ...member, team: 'team' })
      const key = await issueKey(db, { org: organisation.id, user: member.id }, now, 365)
      users.push({ ...member, key })
    }
    return { users }
  } finally {
    await proxy.dispose()
  }
}

const expectStored = (what: string, results: readonly RowResult[]) => {
  const missed = results.filter((r) => r.outcome !== 'applied' && r.outcome !== 'adopted')
  assert(missed.length === 0, `demo ${what} were refused: ${JSON.stringify(missed.slice(0, 3))}`)
}

/**
 * What the manager's ERP knows. Tiers were in force before it came, by the figures that the reps had typed, so that the
 * board has something to say of what moves.
 */
const loadTrade = async (
  url: string,
  { users }: DemoTeam,
  { customers, today }: { readonly customers: number; readonly today: number },
): Promise<void> => {
  const manager = users.find(({ role }) => role === 'manager')
  assert(manager !== undefined, 'the demo team has a manager')
  const storer = await createStorer(url, manager.key)
  await storer.settle()
  const trade = demoTrade(0, customers, today)
  expectStored('transactions', await storer.store({ table: 'transaction', ...trade }))
  await storer.settle()
}

/** Loads what the team has on file. Repeating it after an interruption stores nothing twice. */
export const loadDemoTeam = async (url: string, team: DemoTeam): Promise<void> => {
  const today = Math.floor(Date.now() / 86_400_000)
  const reps = team.users.filter((user) => user.role === 'rep')
  for (const [i, rep] of reps.entries()) {
    const storer = await createStorer(url, rep.key)
    const from = i * customersEach
    const to = from + customersEach
    expectStored('customers', await storer.store({ table: 'customer', ...demoCustomers(from, to) }))
    expectStored('contacts', await storer.store({ table: 'contact', ...demoContacts(from, to) }))
    expectStored('visits', await storer.store({ table: 'visit', ...demoVisits(from, to, today) }))
  }
  await loadTrade(url, team, { customers: reps.length * customersEach, today })
}
