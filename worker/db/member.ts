// Users on D1: the list that managers see, and the guarded changes to who may come in and what he is.
import { managedRoles, type Actor, type Role } from '../auth/actor.ts'
import type {
  MemberFacts,
  MemberStore,
  OpenInvite,
  Staff,
  StandIn,
} from '../service/member-store.ts'
import { auditIfChanged } from './audit.ts'
import type { Database, Row } from './database.ts'
import { flagOf, numberOf, textOf } from './sql.ts'

/** The column's values are the schema's list. */
export const roleOf = (row: Row): Role => textOf(row, 'role') as Role

const membersSql = `SELECT u.id, u.name, u.role, u.team, u.disabled_at,
  EXISTS (SELECT 1 FROM identity i WHERE i.org = u.org AND i.user = u.id) AS has_account,
  (SELECT count(*) FROM access_key k WHERE k.org = u.org AND k.user = u.id AND k.scopes IS NULL
    AND k.revoked_at IS NULL AND k.expires_at > CAST(?2 AS INTEGER)) AS keys,
  nullif(max(coalesce((SELECT max(k.last_used) FROM access_key k WHERE k.org = u.org AND k.user = u.id), ''),
    coalesce((SELECT max(i.last_used) FROM identity i WHERE i.org = u.org AND i.user = u.id), '')), '') AS last_used
FROM user u WHERE u.org = ?1 ORDER BY u.disabled_at IS NOT NULL, u.name, u.id`

const isOpen = 'used_at IS NULL AND cancelled_at IS NULL'
const invitesSql = `SELECT id, user, name, role, team, by_user, expires_at FROM invite
WHERE org = ?1 AND ${isOpen} AND expires_at > CAST(?2 AS INTEGER) ORDER BY at, id`
const standInsSql =
  'SELECT user, for_user, until FROM stand_in WHERE org = ?1 ORDER BY user, for_user'

const toMember = (row: Row): MemberFacts => ({
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  role: roleOf(row),
  team: textOf(row, 'team'),
  disabledAt: row['disabled_at'] === null ? null : numberOf(row, 'disabled_at'),
  hasAccount: flagOf(row, 'has_account'),
  keys: numberOf(row, 'keys'),
  lastUsed: textOf(row, 'last_used'),
})
const toInvite = (row: Row): OpenInvite => ({
  id: textOf(row, 'id') ?? '',
  user: textOf(row, 'user'),
  name: textOf(row, 'name') ?? '',
  role: roleOf(row),
  team: textOf(row, 'team'),
  by: textOf(row, 'by_user') ?? '',
  expires: numberOf(row, 'expires_at'),
})
const toStandIn = (row: Row): StandIn => ({
  user: textOf(row, 'user') ?? '',
  for: textOf(row, 'for_user') ?? '',
  until: textOf(row, 'until') ?? '',
})

const readStaff = async (database: Database, actor: Actor, now: number): Promise<Staff> => {
  const org = actor.org.id
  const [members = [], invites = [], standIns = []] = await database.runBatch([
    { sql: membersSql, values: [org, String(now)] },
    { sql: invitesSql, values: [org, String(now)] },
    { sql: standInsSql, values: [org] },
  ])
  return {
    members: members.map(toMember),
    invites: invites.map(toInvite),
    standIns: standIns.map(toStandIn),
  }
}

/** ?1 org, ?2 has the id: somebody else could still let people in. */
const otherAdmin = `EXISTS (SELECT 1 FROM user o WHERE o.org = ?1 AND o.id <> ?2 ->> 'id' AND o.role = 'admin'
    AND o.disabled_at IS NULL)`
/** Only users in the roles that the author manages, whatever he saw before. */
const isManaged = `role IN (SELECT value FROM json_each(?2, '$.managed'))`

const changeSql = `UPDATE user SET role = ?2 ->> 'role', team = ?2 ->> 'team',
  role_turns = role_turns + (role <> ?2 ->> 'role')
WHERE org = ?1 AND id = ?2 ->> 'id' AND ${isManaged} AND role IN (?2 ->> 'seen', ?2 ->> 'role')
  AND (?2 ->> 'role' = 'admin' OR role <> 'admin' OR ${otherAdmin}) RETURNING id`

const disableSql = `UPDATE user SET disabled_at = coalesce(disabled_at, ?2 ->> 'now')
WHERE org = ?1 AND id = ?2 ->> 'id' AND ${isManaged} AND (role <> 'admin' OR ${otherAdmin}) RETURNING id`
/** ?1 org, ?2 has the id: the statement before it did what it should. */
const isDisabled = `EXISTS (SELECT 1 FROM user u WHERE u.org = ?1 AND u.id = ?2 ->> 'id' AND u.disabled_at IS NOT NULL)`
/** Coming back takes a new invitation; what he himself had promised others ends too. */
const endings = [
  `UPDATE access_key SET revoked_at = ?2 ->> 'now' WHERE org = ?1 AND user = ?2 ->> 'id' AND revoked_at IS NULL AND ${isDisabled}`,
  `UPDATE invite SET cancelled_at = ?2 ->> 'now' WHERE org = ?1 AND ?2 ->> 'id' IN (user, by_user) AND ${isOpen} AND ${isDisabled}`,
  `DELETE FROM stand_in WHERE org = ?1 AND user = ?2 ->> 'id' AND ${isDisabled}`,
]

const disableMember = async (
  database: Database,
  actor: Actor,
  id: string,
  now: number,
): Promise<boolean> => {
  const values = [actor.org.id, JSON.stringify({ id, now, managed: managedRoles(actor.role) })]
  const [done = []] = await database.runBatch([
    { sql: disableSql, values },
    auditIfChanged(actor.org.id, { by: actor.id, what: 'member.disable', ids: [id], at: now }),
    ...endings.map((sql) => ({ sql, values })),
  ])
  return done.length > 0
}

const standInSql = `INSERT INTO stand_in (org, user, for_user, until, by_user, at)
  VALUES (?1, ?2 ->> 'user', ?2 ->> 'for', ?2 ->> 'until', ?2 ->> 'by', ?2 ->> 'now')
  ON CONFLICT (org, user, for_user) DO UPDATE SET until = excluded.until, by_user = excluded.by_user, at = excluded.at`
const endStandInSql = `DELETE FROM stand_in WHERE org = ?1 AND user = ?2 ->> 'user' AND for_user = ?2 ->> 'for'`

export const openMembers = (database: Database): MemberStore => ({
  readStaff: async (actor, now) => await readStaff(database, actor, now),
  changeMember: async (actor, change) => {
    const order = JSON.stringify({ ...change, managed: managedRoles(actor.role) })
    const { id, seen, role, team, now: at } = change
    const detail = { was: seen, role, team }
    const [done] = await database.runBatch([
      { sql: changeSql, values: [actor.org.id, order] },
      auditIfChanged(actor.org.id, { by: actor.id, what: 'member.change', ids: [id], detail, at }),
    ])
    return (done ?? []).length > 0
  },
  disableMember: async (actor, id, now) => await disableMember(database, actor, id, now),
  enableMember: async (actor, id, at) => {
    const order = JSON.stringify({ id, managed: managedRoles(actor.role) })
    const sql = `UPDATE user SET disabled_at = NULL WHERE org = ?1 AND id = ?2 ->> 'id' AND ${isManaged}`
    await database.runBatch([
      { sql, values: [actor.org.id, order] },
      auditIfChanged(actor.org.id, { by: actor.id, what: 'member.enable', ids: [id], at }),
    ])
  },
  writeStandIn: async (actor, order) => {
    const sql = order.until === null ? endStandInSql : standInSql
    const values = [actor.org.id, JSON.stringify({ ...order, by: actor.id })]
    const { user, for: absent, until, now: at } = order
    const note = { what: 'member.stand_in', ids: [user, absent], detail: { until }, at } as const
    await database.runBatch([
      { sql, values },
      auditIfChanged(actor.org.id, { by: actor.id, ...note }),
    ])
  },
})
