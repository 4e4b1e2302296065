// Keys on D1: listed without what would open anything, turned in for new ones, revoked.
import { type Scope, scopes } from '../../shared/protocol/keys.ts'
import type { Actor, Role } from '../auth/actor.ts'
import { keyId } from '../auth/key.ts'
import type { KeyFacts, KeyStore, NewKeyRow } from '../service/member-store.ts'
import { auditIfChanged } from './audit.ts'
import type { Database, Row } from './database.ts'
import { keyStatement } from './member-rows.ts'
import { jsonOf, numberOf, textOf } from './sql.ts'

/** A list is read by a person. */
const LISTED_MAX = 2_000

const keysSql = `SELECT k.hash, k.last4, k.user, k.name, k.scopes, k.created_at, k.expires_at, k.last_used
FROM access_key k JOIN user u ON u.org = k.org AND u.id = k.user
WHERE k.org = ?1 AND k.revoked_at IS NULL AND k.expires_at > ?2 ->> 'now'
  AND (k.user = ?2 ->> 'me' OR u.role IN (SELECT value FROM json_each(?2, '$.roles')))
ORDER BY u.name, k.created_at, k.hash LIMIT ${LISTED_MAX}`

const toScopes = (row: Row): readonly Scope[] | null =>
  row['scopes'] === null
    ? null
    : jsonOf<readonly string[]>(row, 'scopes', []).flatMap(
        (text) => scopes.find((scope) => scope === text) ?? [],
      )

const toKey = (row: Row): KeyFacts => {
  const hash = textOf(row, 'hash') ?? ''
  return {
    id: keyId(hash),
    hash,
    last4: textOf(row, 'last4') ?? '',
    user: textOf(row, 'user') ?? '',
    name: textOf(row, 'name'),
    scopes: toScopes(row),
    created: numberOf(row, 'created_at'),
    expires: numberOf(row, 'expires_at'),
    lastUsed: textOf(row, 'last_used'),
  }
}

const readKeys = async (
  database: Database,
  actor: Actor,
  roles: readonly Role[],
  now: number,
): Promise<readonly KeyFacts[]> => {
  const values = [actor.org.id, JSON.stringify({ me: actor.id, roles, now })]
  const [rows = []] = await database.runBatch([{ sql: keysSql, values }])
  return rows.map(toKey)
}

const turnInSql = `UPDATE access_key SET replaced_by = ?2 ->> 'next', expires_at = min(expires_at, ?2 ->> 'ends')
WHERE org = ?1 AND hash = ?2 ->> 'hash' AND replaced_by IS NULL AND revoked_at IS NULL`

/** The gate is the old key's row: it is turned in for one new key, also by a batch that runs twice. */
const replaceKey = async (
  database: Database,
  actor: Actor,
  old: { readonly hash: string; readonly ends: number },
  key: NewKeyRow,
): Promise<boolean> => {
  const org = actor.org.id
  const note = { what: 'key.rotate', ids: [keyId(key.hash)], at: key.now } as const
  const [, , , done] = await database.runBatch([
    { sql: turnInSql, values: [org, JSON.stringify({ ...old, next: key.hash })] },
    auditIfChanged(org, { by: actor.id, ...note }),
    keyStatement(
      { org, user: actor.id },
      key,
      '(SELECT 1 FROM access_key WHERE org = ?2 AND hash = ?3 AND replaced_by = ?4)',
      [org, old.hash, key.hash],
    ),
    {
      sql: 'SELECT 1 AS ours FROM access_key WHERE org = ?1 AND hash = ?2',
      values: [org, key.hash],
    },
  ])
  return (done ?? []).length > 0
}

export const openKeys = (database: Database): KeyStore => ({
  readKeys: async (actor, roles, now) => await readKeys(database, actor, roles, now),
  writeKey: async (actor, key) => {
    const detail = { scopes: key.scopes === null ? null : key.scopes.join(' ') }
    const note = { what: 'key.create', ids: [keyId(key.hash)], detail, at: key.now } as const
    await database.runBatch([
      keyStatement({ org: actor.org.id, user: actor.id }, key),
      auditIfChanged(actor.org.id, { by: actor.id, ...note }),
    ])
  },
  replaceKey: async (actor, old, key) => await replaceKey(database, actor, old, key),
  revokeKey: async (actor, hash, now) => {
    const sql = `UPDATE access_key SET revoked_at = CAST(?3 AS INTEGER) WHERE org = ?1 AND hash = ?2 AND revoked_at IS NULL`
    const note = { what: 'key.revoke', ids: [keyId(hash)], at: now } as const
    await database.runBatch([
      { sql, values: [actor.org.id, hash, String(now)] },
      auditIfChanged(actor.org.id, { by: actor.id, ...note }),
    ])
  },
})
