// 100,000 customers for the tier bench as SQL, the same on D1 and in process: what a firm of that size has, with ties,
// losses, gaps, and figures that move between two runs.
import type { Actor } from '../worker/auth/actor.ts'
import type { TierAsk } from '../worker/service/tier-ask.ts'
import { standardPolicy, TIER_ENGINE } from '../shared/tier/policy.ts'

export const CUSTOMERS = 100_000
const org = 'bench'
const today = '2026-11-22'

export const actor: Actor = {
  id: 'u1',
  name: '陈总',
  role: 'manager',
  org: {
    id: org,
    name: 'bench',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch: 'e1',
    createdAt: 0,
  },
  teammates: ['u1'],
  users: [],
}

/** Spread out and repeatable; a small prime range makes ties. */
const mixed = '((n * 2654435761) % 100003)'
const numbers = (from: number, to: number): string =>
  `WITH RECURSIVE k(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM k WHERE n + 1 < ${to})`

const insertRange = (from: number, to: number): string => `${numbers(from, to)}
  INSERT INTO customer (org, id, rev, crev, seq, created_at, created_by, updated_at, updated_by, workbook, name, owner,
    industry, profit_12m, sales_12m)
  SELECT '${org}', printf('01JXXXXXXX%016d', n), 1, 1, n + 1, 0, 'u1', 0, 'u1', 'w', '客户' || n, 'u1',
    '行业' || (n % 40), iif(n % 17 = 0, NULL, ${mixed} - 12000), ${mixed} * 3 FROM k`

const CHUNK = 10_000

export const setUp: readonly string[] = [
  `INSERT INTO org (id, name, country, currency, time_zone, epoch, created_at)
    VALUES ('${org}', 'bench', 'CN', 'CNY', 'Asia/Shanghai', 'e1', 0)`,
  ...Array.from({ length: CUSTOMERS / CHUNK }, (_, i) => insertRange(i * CHUNK, (i + 1) * CHUNK)),
  `INSERT INTO counter (org, seq) VALUES ('${org}', ${CUSTOMERS})`,
]

/** So many customers get other figures, as a pasted export does it. */
const moveSql = (every: number): readonly string[] => [
  `UPDATE customer SET profit_12m = (rowid * 7919) % 90001, seq = ${2 * CUSTOMERS} * (SELECT count(*) + 1 FROM tier_run) + rowid
    WHERE org = '${org}' AND rowid % ${every} = 0`,
  `UPDATE counter SET seq = (SELECT max(seq) FROM customer WHERE org = '${org}') WHERE org = '${org}'`,
]

/** A hundred new leads without figures. */
const leadsSql: readonly string[] = [
  `${numbers(CUSTOMERS, CUSTOMERS + 100)}
  INSERT INTO customer (org, id, rev, crev, seq, created_at, created_by, updated_at, updated_by, workbook, name, owner,
    industry, tier, tier_next, tier_why)
  SELECT '${org}', printf('01JXXXXXXX%016d', n), 1, 1, (SELECT seq FROM counter) + 1 + n - ${CUSTOMERS}, 0, 'u1', 0, 'u1', 'w',
    '线索' || n, 'u1', '行业' || (n % 40), 'N', 'N', '{"k":"none"}' FROM k`,
  `UPDATE counter SET seq = (SELECT max(seq) FROM customer WHERE org = '${org}') WHERE org = '${org}'`,
]

const askFor = (moment: TierAsk['moment'], day: string, n: number): TierAsk => ({
  moment,
  policy: standardPolicy,
  version: 0,
  engine: TIER_ENGINE,
  token: moment === 'sync' ? null : `bench/${n}`,
  now: n,
  today: day,
})

export const stages = ['first', 'unchanged', 'leads', 'moved', 'month'] as const
export type Stage = (typeof stages)[number]

/** What stands before the measured run of each stage, and the run itself. */
export const stageOf = (
  stage: Stage,
): { readonly before: readonly string[]; readonly ask: TierAsk } => {
  switch (stage) {
    case 'first':
      return { before: [], ask: askFor('sync', today, 1) }
    case 'unchanged':
      return { before: [], ask: askFor('sync', today, 2) }
    case 'leads':
      return { before: leadsSql, ask: askFor('sync', today, 2) }
    case 'moved':
      return { before: moveSql(100), ask: askFor('sync', today, 3) }
    case 'month':
      return { before: moveSql(10), ask: askFor('month', '2026-12-01', 4) }
  }
}
