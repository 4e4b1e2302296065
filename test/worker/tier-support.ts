// Portfolios written straight into D1, for tests of the tier engine that need figures which a sheet cannot type.
import { COUNTED } from '../support/counted.ts'
import { env } from 'cloudflare:workers'

import type { Tier } from '../../shared/tier/policy.ts'
import type { Actor, Role } from '../../worker/auth/actor.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { settleTiers } from '../../worker/db/tiers.ts'
import { createOrganisation } from '../../worker/service/provision.ts'
import type { Store } from '../../worker/service/store.ts'
import { epoch } from './support.ts'

/** One customer as a run meets him; money in hundredths, whatever is not known null. */
export interface Held {
  readonly profit_12m: number | null
  readonly margin_12m: number | null
  readonly sales_12m: number | null
  readonly orders_12m: number | null
  readonly orders: number | null
  readonly first_order_on: string | null
  readonly tier_override: Tier | null
  readonly override_reason: string | null
  readonly override_until: string | null
  readonly strategic: 'no' | 'current' | 'future' | 'potential' | null
  readonly industry: string | null
  readonly size_band: string | null
  readonly employees: number | null
  readonly region_code: string | null
  readonly city: string | null
  readonly source: string | null
  readonly potential: number | null
  readonly isArchived: boolean
}

export const nobody: Held = {
  profit_12m: null,
  margin_12m: null,
  sales_12m: null,
  orders_12m: null,
  orders: null,
  first_order_on: null,
  tier_override: null,
  override_reason: null,
  override_until: null,
  strategic: null,
  industry: null,
  size_band: null,
  employees: null,
  region_code: null,
  city: null,
  source: null,
  potential: null,
  isArchived: false,
}

let firms = 0
/** A new organisation and somebody of a role in it. */
export const foundOrg = async (role: Role = 'manager') => {
  const id = `tiers-${(firms += 1)}`
  const org: Actor['org'] = {
    id,
    name: '层',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch,
    createdAt: COUNTED,
  }
  await createOrganisation(env.DB, org)
  const actor: Actor = {
    id: 'u1',
    name: '陈总',
    role,
    org,
    teammates: ['u1'],
    users: [{ id: 'u1', name: '陈总' }],
  }
  const database = openDatabase(env.DB)
  const store: Pick<Store, 'settleTiers'> = {
    settleTiers: async (who, ask) => await settleTiers(database, who, ask),
  }
  return { org: id, actor, database, store }
}

const columns = [
  'profit_12m',
  'sales_12m',
  'orders_12m',
  'first_order_on',
  'tier_override',
  'override_reason',
  'override_until',
  'strategic',
  'industry',
  'size_band',
  'employees',
  'region_code',
  'city',
  'source',
  'potential',
] as const satisfies readonly (keyof Held)[]

/** Customers as rows of the table, new or again; each takes a seq. */
export const putCustomers = async (
  org: string,
  rows: readonly (readonly [id: string, held: Held])[],
): Promise<void> => {
  if (rows.length === 0) return
  const json = JSON.stringify(
    rows.map(([id, held]) => ({
      id,
      ...held,
      archived_at: held.isArchived ? 1 : null,
      figures:
        held.margin_12m === null && held.orders === null
          ? null
          : JSON.stringify({ margin_12m: held.margin_12m, orders: held.orders }),
    })),
  )
  const own = [...columns, 'archived_at', 'figures']
  const first = `j.value ->> 'profit_12m' IS NULL AND j.value ->> 'sales_12m' IS NULL`
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO customer (org, id, rev, crev, seq, created_at, created_by, updated_at, updated_by, workbook, name,
        owner, tier, tier_next, tier_why, ${own.join(', ')})
      SELECT ?1, j.value ->> 'id', 1, 1, (SELECT seq FROM counter WHERE org = ?1) + j.key + 1, 0, 'u1', 0, 'u1', 'w',
        j.value ->> 'id', 'u1', iif(${first}, 'N', NULL), iif(${first}, 'N', NULL), iif(${first}, '{"k":"none"}', NULL),
        ${own.map((key) => `j.value ->> '${key}'`).join(', ')}
      FROM json_each(?2) j WHERE true
      ON CONFLICT (org, id) DO UPDATE SET seq = excluded.seq, ${own.map((key) => `${key} = excluded.${key}`).join(', ')}`,
    ).bind(org, json),
    env.DB.prepare(
      'UPDATE counter SET seq = (SELECT max(seq) FROM customer WHERE org = ?1) WHERE org = ?1',
    ).bind(org),
  ])
}

/** The portfolio's figures are taken as they were put: no transaction says others on that day. */
export const fixFigures = async (org: string, today: string): Promise<void> => {
  await env.DB.prepare(
    `INSERT INTO figure_mark (org, seq, today) VALUES (?1, 0, ?2)
    ON CONFLICT (org) DO UPDATE SET today = excluded.today`,
  )
    .bind(org, today)
    .run()
}

export interface Written {
  readonly id: string
  readonly tier: string | null
  readonly next: string | null
  readonly why: string | null
  readonly since: string | null
  readonly crev: number
}

/** Every customer's computed cells, by id. */
export const readTiers = async (org: string): Promise<readonly Written[]> => {
  const { results } = await env.DB.prepare(
    `SELECT id, tier, tier_next AS next, tier_why AS why, tier_since AS since, crev FROM customer
    WHERE org = ?1 ORDER BY id`,
  )
    .bind(org)
    .all<Written & Record<string, unknown>>()
  return results.map(({ id, tier, next, why, since, crev }) => ({
    id,
    tier,
    next,
    why,
    since,
    crev,
  }))
}
