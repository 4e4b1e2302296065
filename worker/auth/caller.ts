// The caller of a request with all that follows from it, found in one read: by the hash of a key, or by the tenant
// and object id of a Microsoft account. Whoever is disabled is not found, whatever he comes in with.
import type { Scope } from '../../shared/protocol/keys.ts'
import { scopes } from '../../shared/protocol/keys.ts'
import { auditIfChanged } from '../db/audit.ts'
import type { Database, Row, Statement } from '../db/database.ts'
import { flagOf, jsonOf, numberOf, textOf } from '../db/sql.ts'
import { FIELDS, groundOf } from '../service/field-sight.ts'
import { dayIn } from '../service/setting.ts'
import type { Actor, Organisation, Role } from './actor.ts'

export interface KeyUsed {
  readonly hash: string
  /** UTC, milliseconds. */
  readonly expires: number
  /** null: a personal key. */
  readonly scopes: readonly Scope[] | null
}

export interface Caller {
  readonly actor: Actor
  readonly team: string | null
  /** Stand-ins of today, with their last day. */
  readonly standsIn: readonly { readonly user: string; readonly until: string }[]
  /** null: came in with a Microsoft account. */
  readonly key: KeyUsed | null
}

const whoColumns = `u.id, u.name, u.role, u.role_turns, u.team, o.id AS org, o.name AS org_name, o.country, o.currency,
  o.time_zone, o.epoch, o.created_at,
  (SELECT json_group_array(json_array(m.id, m.name, m.team)) FROM user m WHERE m.org = u.org) AS users,
  (SELECT json_group_array(json_array(s.for_user, s.until)) FROM stand_in s
    WHERE s.org = u.org AND s.user = u.id) AS stand_ins,
  (SELECT p.value FROM policy p WHERE p.org = u.org AND p.name = '${FIELDS}' ORDER BY p.version DESC LIMIT 1) AS fields`

const byKeySql = `SELECT ${whoColumns}, k.expires_at, k.scopes, k.last_used
FROM access_key k
JOIN user u ON u.org = k.org AND u.id = k.user
JOIN org o ON o.id = k.org
WHERE k.hash = ?1 AND k.revoked_at IS NULL AND k.expires_at > CAST(?2 AS INTEGER)
  AND u.disabled_at IS NULL`

const byAccountSql = `SELECT ${whoColumns}, i.last_used
FROM identity i
JOIN user u ON u.org = i.org AND u.id = i.user
JOIN org o ON o.id = i.org
WHERE i.tid = ?1 AND i.oid = ?2 AND u.disabled_at IS NULL ORDER BY i.org`

/** Its columns are those of the table `org`, where only services/provision writes. */
const toOrganisation = (row: Row): Organisation => ({
  id: textOf(row, 'org') ?? '',
  name: textOf(row, 'org_name') ?? '',
  country: textOf(row, 'country') as Organisation['country'],
  currency: textOf(row, 'currency') ?? '',
  timeZone: textOf(row, 'time_zone') ?? '',
  epoch: textOf(row, 'epoch') ?? '',
  createdAt: numberOf(row, 'created_at'),
})

type UserTuple = readonly [id: string, name: string, team: string | null]

const toCaller = (row: Row, now: number, key: KeyUsed | null): Caller => {
  const id = textOf(row, 'id') ?? ''
  const team = textOf(row, 'team')
  const users = jsonOf<readonly UserTuple[]>(row, 'users', [])
  const org = toOrganisation(row)
  const today = dayIn(org.timeZone, now)
  const standsIn = jsonOf<readonly (readonly [user: string, until: string])[]>(row, 'stand_ins', [])
    .filter(([, until]) => until >= today)
    .map(([user, until]) => ({ user, until }))
  // The column's check is the schema's list.
  const role = textOf(row, 'role') as Role
  const fields = jsonOf<unknown>(row, 'fields', null)
  const actor: Actor = {
    id,
    name: textOf(row, 'name') ?? '',
    role,
    org,
    teammates: users
      .filter(([other, , theirs]) => other === id || (theirs !== null && theirs === team))
      .map(([other]) => other),
    users: users.map(([other, name]) => ({ id: other, name })),
    ...(standsIn.length === 0 ? {} : { standsInFor: standsIn.map(({ user }) => user) }),
    ...(fields === null ? {} : { fields: groundOf(role, fields, numberOf(row, 'role_turns')) }),
  }
  return { actor, team, standsIn, key }
}

/** A scope that this version does not know opens nothing. */
const toScopes = (row: Row): readonly Scope[] | null =>
  row['scopes'] === null
    ? null
    : jsonOf<readonly string[]>(row, 'scopes', []).flatMap(
        (text) => scopes.find((scope) => scope === text) ?? [],
      )

/**
 * Noted once a day: a key that nobody uses can be told from one that somebody needs, and the audit says who came in.
 * Requests at once note it once.
 */
const noteUse = async (
  database: Database,
  { actor }: Caller,
  use: Statement,
  { by, now }: { readonly by: 'key' | 'script' | 'account'; readonly now: number },
): Promise<void> => {
  const entry = { by: actor.id, what: 'sign_in', detail: { by }, at: now } as const
  await database.runBatch([use, auditIfChanged(actor.org.id, entry)])
}

const keyUse = (hash: string, day: string): Statement => ({
  sql: 'UPDATE access_key SET last_used = ?2 WHERE hash = ?1 AND last_used IS NOT ?2',
  values: [hash, day],
})

/** null: no valid key has this hash, or its user is disabled. */
export const findByKey = async (
  database: Database,
  hash: string,
  now: number,
): Promise<Caller | null> => {
  const [rows] = await database.runBatch([{ sql: byKeySql, values: [hash, String(now)] }])
  const row = rows?.[0]
  if (row === undefined) return null
  const held = toScopes(row)
  const caller = toCaller(row, now, { hash, expires: numberOf(row, 'expires_at'), scopes: held })
  const day = dayIn('UTC', now)
  const by = held === null ? 'key' : 'script'
  if (textOf(row, 'last_used') !== day)
    await noteUse(database, caller, keyUse(hash, day), { by, now })
  return caller
}

export interface AccountFacts {
  /** Organisations that let this tenant's accounts in. */
  readonly orgs: readonly string[]
  /** Is the account somebody's in one of them, disabled or not? */
  readonly isLinked: boolean
  /** Whose it is; null where it is nobody's, or a disabled user's. */
  readonly caller: Caller | null
  /** The UTC day of its last use; null for never. */
  readonly lastUsed: string | null
}

const tenantSql = `SELECT o.id AS org,
  EXISTS (SELECT 1 FROM identity i WHERE i.org = o.id AND i.tid = ?1 AND i.oid = ?2) AS linked
FROM org o
WHERE EXISTS (SELECT 1 FROM json_each((SELECT p.value FROM policy p
  WHERE p.org = o.id AND p.name = 'sign-in' ORDER BY p.version DESC LIMIT 1), '$.tenants') t WHERE t.value = ?1)
ORDER BY o.id`

/** What is known of an account, in one read, before anybody believes its token: nothing of it is told to the sender. */
export const readAccount = async (
  database: Database,
  { tid, oid }: { readonly tid: string; readonly oid: string },
  now: number,
): Promise<AccountFacts> => {
  const [allowed = [], found = []] = await database.runBatch([
    { sql: tenantSql, values: [tid, oid] },
    { sql: byAccountSql, values: [tid, oid] },
  ])
  const orgs = allowed.map((row) => textOf(row, 'org') ?? '')
  const row = found.find((each) => orgs.includes(textOf(each, 'org') ?? ''))
  return {
    orgs,
    isLinked: allowed.some((each) => flagOf(each, 'linked')),
    caller: row === undefined ? null : toCaller(row, now, null),
    lastUsed: textOf(row ?? {}, 'last_used'),
  }
}

const accountUse = (
  { actor }: Caller,
  { tid, oid }: { readonly tid: string; readonly oid: string },
  day: string,
): Statement => ({
  sql: `UPDATE identity SET last_used = ?4 WHERE org = ?1 AND tid = ?2 AND oid = ?3 AND last_used IS NOT ?4`,
  values: [actor.org.id, tid, oid, day],
})

/** Of an account whose token was believed; at most once a day it costs a write. */
export const noteAccount = async (
  database: Database,
  caller: Caller,
  account: { readonly tid: string; readonly oid: string; readonly lastUsed: string | null },
  now: number,
): Promise<void> => {
  const day = dayIn('UTC', now)
  if (account.lastUsed === day) return
  await noteUse(database, caller, accountUse(caller, account, day), { by: 'account', now })
}
