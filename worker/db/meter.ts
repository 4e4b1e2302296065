// Rows told, counted on D1 by user and day: the count is raised first and looked at in the same batch, so that many
// requests at once pass a limit no more than one does.
import { childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import { DELIVERY, type MeterStore, type Told, type ToldAsk } from '../service/meter.ts'
import { auditIfChanged } from './audit.ts'
import type { Database } from './database.ts'
import { newestPolicySql } from './policy.ts'
import { flagOf, jsonOf, numberOf, quoted, textOf } from './sql.ts'

/** A list is read by a person. */
const LISTED_MAX = 5_000

const addSql = `INSERT INTO delivery (org, by_user, day, rows, requests)
  SELECT ?1, ?2, ?3 ->> 'day', ?3 ->> 'rows', 1 WHERE 1
  ON CONFLICT (org, day, by_user) DO UPDATE SET rows = rows + excluded.rows, requests = requests + 1
  RETURNING rows, own, warned_at IS NOT NULL AS warned, stopped_at IS NOT NULL AS stopped`
const policySql = newestPolicySql(DELIVERY)
const grantSql = 'SELECT until FROM delivery_grant WHERE org = ?1 AND user = ?2'

const addTold = async (database: Database, actor: Actor, ask: ToldAsk): Promise<Told> => {
  const who = [actor.org.id, actor.id] as const
  const [counted = [], policies = [], grants = []] = await database.runBatch([
    { sql: addSql, values: [...who, JSON.stringify(ask)] },
    { sql: policySql, values: [actor.org.id] },
    { sql: grantSql, values: who },
  ])
  const row = counted[0] ?? {}
  return {
    rows: numberOf(row, 'rows'),
    own: numberOf(row, 'own'),
    isWarned: flagOf(row, 'warned'),
    isStopped: flagOf(row, 'stopped'),
    policy: jsonOf<unknown>(policies[0] ?? {}, 'value', null),
    until: textOf(grants[0] ?? {}, 'until'),
  }
}

const owned = (table: string): string =>
  `(SELECT count(*) FROM json_each(?3) o CROSS JOIN customer c INDEXED BY customer_owner ON c.org = ?1 AND c.owner = o.value
    ${table})`
const ownSql = `UPDATE delivery SET own = ${owned('')} ${childTables
  .map(
    (child) =>
      ` + ${owned(`CROSS JOIN ${quoted(child)} t INDEXED BY ${child}_customer ON t.org = c.org AND t.customer_id = c.id`)}`,
  )
  .join('')}
WHERE org = ?1 AND by_user = ?2 AND day = ?4 RETURNING own`

const countOwn = async (database: Database, actor: Actor, day: string): Promise<number> => {
  const owners = JSON.stringify([actor.id, ...(actor.standsInFor ?? [])])
  const [rows = []] = await database.runBatch([
    { sql: ownSql, values: [actor.org.id, actor.id, owners, day] },
  ])
  return numberOf(rows[0] ?? {}, 'own')
}

/** ?1 org, ?2 user, ?3 {day, now} */
const markSql = (
  column: 'warned_at' | 'stopped_at',
): string => `UPDATE delivery SET ${column} = ?3 ->> 'now'
WHERE org = ?1 AND by_user = ?2 AND day = ?3 ->> 'day' AND ${column} IS NULL`
const takeBackSql = `UPDATE delivery SET rows = max(0, rows - (?3 ->> 'rows'))
WHERE org = ?1 AND by_user = ?2 AND day = ?3 ->> 'day'`

const approveSql = `INSERT INTO delivery_grant (org, user, until, by_user, at)
  SELECT ?1, ?2 ->> 'user', ?2 ->> 'until', ?2 ->> 'by', ?2 ->> 'now' WHERE 1
  ON CONFLICT (org, user) DO UPDATE SET until = excluded.until, by_user = excluded.by_user, at = excluded.at`
const endSql = `DELETE FROM delivery_grant WHERE org = ?1 AND user = ?2 ->> 'user'`

const daysSql = `SELECT d.day, d.by_user AS user, d.rows, d.requests, d.own, d.warned_at IS NOT NULL AS warned,
  d.stopped_at IS NOT NULL AS stopped, u.role IN ('manager', 'admin') AS free
  FROM delivery d LEFT JOIN user u ON u.org = d.org AND u.id = d.by_user
  WHERE d.org = ?1 AND d.day >= ?2 ORDER BY d.day DESC, d.rows DESC LIMIT ${LISTED_MAX}`
const grantsSql = `SELECT user, until FROM delivery_grant WHERE org = ?1 ORDER BY user LIMIT ${LISTED_MAX}`

const note = (
  { org, id }: Actor,
  what: 'delivery.warned' | 'delivery.stopped',
  { day, rows, now }: ToldAsk,
) => auditIfChanged(org.id, { by: id, what, ids: [id], count: rows, detail: { day }, at: now })

export const openMeter = (database: Database): MeterStore => ({
  addTold: async (actor, ask) => await addTold(database, actor, ask),
  countOwn: async (actor, day) => await countOwn(database, actor, day),
  warn: async (actor, ask) => {
    const values = [actor.org.id, actor.id, JSON.stringify(ask)]
    await database.runBatch([
      { sql: markSql('warned_at'), values },
      note(actor, 'delivery.warned', ask),
    ])
  },
  stop: async (actor, ask) => {
    const values = [actor.org.id, actor.id, JSON.stringify(ask)]
    await database.runBatch([
      { sql: takeBackSql, values },
      { sql: markSql('stopped_at'), values },
      note(actor, 'delivery.stopped', ask),
    ])
  },
  approve: async (actor, order, now) => {
    const { user, until, reason } = order
    const values = [actor.org.id, JSON.stringify({ user, until, by: actor.id, now })]
    const detail = { until, ...(reason === undefined ? {} : { reason }) }
    const entry = { what: 'delivery.approve', ids: [user], detail, at: now } as const
    await database.runBatch([
      { sql: until === null ? endSql : approveSql, values },
      auditIfChanged(actor.org.id, { by: actor.id, ...entry }),
    ])
  },
  readDeliveries: async (actor, from) => {
    const [days = [], grants = [], policies = []] = await database.runBatch([
      { sql: daysSql, values: [actor.org.id, from] },
      { sql: grantsSql, values: [actor.org.id] },
      { sql: policySql, values: [actor.org.id] },
    ])
    return {
      days: days.map((row) => ({
        day: textOf(row, 'day') ?? '',
        user: textOf(row, 'user') ?? '',
        rows: numberOf(row, 'rows'),
        requests: numberOf(row, 'requests'),
        own: numberOf(row, 'own'),
        isFree: flagOf(row, 'free'),
        warned: flagOf(row, 'warned'),
        stopped: flagOf(row, 'stopped'),
      })),
      approved: grants.map((row) => ({
        user: textOf(row, 'user') ?? '',
        until: textOf(row, 'until') ?? '',
      })),
      policy: jsonOf<unknown>(policies[0] ?? {}, 'value', null),
    }
  },
})
