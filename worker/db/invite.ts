// Invitations on D1. A code is found by its first part, counted, then compared; using it, the user and his way in are
// one batch behind the one row that says it was used.
import type { Organisation } from '../auth/actor.ts'
import type { Entry, InviteStore, NewInvite, Opened } from '../service/member-store.ts'
import { auditIfChanged } from './audit.ts'
import type { Database, Row, Statement } from './database.ts'
import { keyStatement, userStatement } from './member-rows.ts'
import { roleOf } from './member.ts'
import { jsonOf, numberOf, textOf } from './sql.ts'

/** So many wrong second parts, and the invitation is dead. */
const ATTEMPTS_MAX = 10

const isOpen = 'used_at IS NULL AND cancelled_at IS NULL'

const insertSql = `INSERT INTO invite (org, id, hash, user, name, role, team, by_user, at, expires_at)
  SELECT ?1, ?2 ->> 'id', ?2 ->> 'hash', ?2 ->> 'user', ?2 ->> 'name', ?2 ->> 'role', ?2 ->> 'team', ?2 ->> 'by', ?2 ->> 'at', ?2 ->> 'expires'
  WHERE 1 ON CONFLICT DO NOTHING`

const writeInvite = async (
  database: Database,
  org: string,
  invite: NewInvite,
): Promise<boolean> => {
  const { by, id, user, role, team, at } = invite
  const ids = user === null ? [id] : [id, user]
  const [, , found] = await database.runBatch([
    { sql: insertSql, values: [org, JSON.stringify(invite)] },
    auditIfChanged(org, { by, what: 'member.invite', ids, detail: { role, team }, at }),
    {
      sql: 'SELECT 1 AS ours FROM invite WHERE org = ?1 AND id = ?2 AND hash = ?3',
      values: [org, invite.id, invite.hash],
    },
  ])
  return (found ?? []).length > 0
}

const cancelSql = `UPDATE invite SET cancelled_at = coalesce(cancelled_at, ?2 ->> 'now')
WHERE org = ?1 AND id = ?2 ->> 'id' AND used_at IS NULL AND role IN (SELECT value FROM json_each(?2, '$.roles')) RETURNING id`

const countSql = `UPDATE invite SET attempts = attempts + 1 WHERE id = ?1 AND ${isOpen} AND attempts <= ${ATTEMPTS_MAX}`
const openSql = `SELECT i.id, i.hash, i.user, i.name, i.role, i.team, o.id AS org, o.name AS org_name, o.country,
  o.currency, o.time_zone, o.epoch, o.created_at, (SELECT p.value FROM policy p WHERE p.org = i.org AND p.name = 'sign-in'
    ORDER BY p.version DESC LIMIT 1) AS policy
FROM invite i JOIN org o ON o.id = i.org
WHERE i.id = ?1 AND i.hash = ?2 AND i.used_at IS NULL AND i.cancelled_at IS NULL AND i.attempts <= ${ATTEMPTS_MAX}
  AND i.expires_at > CAST(?3 AS INTEGER)`

/** Its columns are those of the table `org`. */
const countryOf = (row: Row): Organisation['country'] =>
  textOf(row, 'country') as Organisation['country']

const toOpened = (row: Row): Opened => ({
  org: {
    id: textOf(row, 'org') ?? '',
    name: textOf(row, 'org_name') ?? '',
    country: countryOf(row),
    currency: textOf(row, 'currency') ?? '',
    timeZone: textOf(row, 'time_zone') ?? '',
    epoch: textOf(row, 'epoch') ?? '',
    createdAt: numberOf(row, 'created_at'),
  },
  id: textOf(row, 'id') ?? '',
  hash: textOf(row, 'hash') ?? '',
  user: textOf(row, 'user'),
  name: textOf(row, 'name') ?? '',
  role: roleOf(row),
  team: textOf(row, 'team'),
  policy: jsonOf<unknown>(row, 'policy', null),
})

const useSql = `UPDATE invite SET used_at = ?2 ->> 'now', used_by = ?2 ->> 'user', used_as = ?2 ->> 'as'
WHERE org = ?1 AND id = ?2 ->> 'id' AND hash = ?2 ->> 'hash' AND ${isOpen}
  AND expires_at > ?2 ->> 'now'
  AND (user IS NULL OR EXISTS (SELECT 1 FROM user u WHERE u.org = ?1 AND u.id = invite.user AND u.disabled_at IS NULL))`

const asOf = (entry: Entry): string =>
  entry.kind === 'key' ? entry.hash : `${entry.tid}/${entry.oid}`

const identitySql = (source: string): string => `INSERT INTO identity (org, tid, oid, user, at)
  SELECT ?1 ->> 'org', ?1 ->> 'tid', ?1 ->> 'oid', ?1 ->> 'user', ?1 ->> 'now' FROM ${source} WHERE 1 ON CONFLICT DO NOTHING`

const entryStatement = (
  owner: { readonly org: string; readonly user: string },
  entry: Entry,
  now: number,
  gate: readonly [source: string, values: readonly string[]],
): Statement =>
  entry.kind === 'key'
    ? keyStatement(owner, { ...entry, name: null, scopes: null, now }, ...gate)
    : {
        sql: identitySql(gate[0]),
        values: [JSON.stringify({ ...owner, ...entry, now }), ...gate[1]],
      }

const useInvite = async (
  database: Database,
  opened: Opened,
  { user, entry, now }: { readonly user: string; readonly entry: Entry; readonly now: number },
): Promise<boolean> => {
  const org = opened.org.id
  const used = asOf(entry)
  const owner = { org, user }
  const gate = [
    '(SELECT 1 FROM invite WHERE org = ?2 AND id = ?3 AND used_as = ?4)',
    [org, opened.id, used],
  ] as const
  const order = { id: opened.id, hash: opened.hash, user, as: used, now }
  const note = { ids: [user, opened.id], detail: { role: opened.role, by: entry.kind }, at: now }
  const [, , , , done] = await database.runBatch([
    { sql: useSql, values: [org, JSON.stringify(order)] },
    auditIfChanged(org, { by: user, what: 'member.join', ...note }),
    userStatement(
      { org, id: user, name: opened.name, role: opened.role, team: opened.team },
      ...gate,
    ),
    entryStatement(owner, entry, now, gate),
    {
      sql: `SELECT 1 AS ours FROM invite WHERE org = ?1 AND id = ?2 AND used_as = ?3`,
      values: gate[1],
    },
  ])
  return (done ?? []).length > 0
}

export const openInvites = (database: Database): InviteStore => ({
  writeInvite: async (actor, invite) => await writeInvite(database, actor.org.id, invite),
  cancelInvite: async (actor, id, roles, now) => {
    const values = [actor.org.id, JSON.stringify({ id, roles, now })]
    const [done] = await database.runBatch([
      { sql: cancelSql, values },
      auditIfChanged(actor.org.id, {
        by: actor.id,
        what: 'member.cancel_invite',
        ids: [id],
        at: now,
      }),
    ])
    return (done ?? []).length > 0
  },
  openInvite: async ({ id, hash }, now) => {
    const [, rows] = await database.runBatch([
      { sql: countSql, values: [id] },
      { sql: openSql, values: [id, hash, String(now)] },
    ])
    const row = rows?.[0]
    return row === undefined ? null : toOpened(row)
  },
  useInvite: async (opened, order) => await useInvite(database, opened, order),
})
