// Who is calling: found by the bearer key, in one read. All that a request may see follows from this.
import type { Database } from '../db/database.ts'
import { Refusal } from '../refusal.ts'
import { isKey, keyHash } from './key.ts'

export type Role = 'rep' | 'manager' | 'finance' | 'admin'

export interface User {
  readonly id: string
  readonly name: string
}

export interface Organisation {
  readonly id: string
  readonly name: string
  readonly country: 'CN' | 'TW' | 'HK' | 'MO'
  readonly currency: string
  readonly timeZone: string
  readonly epoch: string
}

export interface Actor {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly org: Organisation
  /** Ids of my team, mine included. */
  readonly teammates: readonly string[]
  /** All users of the organisation, the disabled ones too: their names stand in cells. */
  readonly users: readonly User[]
}

/** Managers, finance and admins see the whole organisation. */
export const seesAll = (actor: Actor): boolean => actor.role !== 'rep'

/** Only these hand a customer to somebody else. */
export const mayHandOver = (actor: Actor): boolean =>
  actor.role === 'manager' || actor.role === 'admin'

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly team: string | null
  readonly org: string
  readonly org_name: string
  readonly country: Organisation['country']
  readonly currency: string
  readonly time_zone: string
  readonly epoch: string
  readonly users: string
}

const findActor = `
SELECT u.id, u.name, u.role, u.team, o.id AS org, o.name AS org_name, o.country, o.currency,
  o.time_zone, o.epoch,
  (SELECT json_group_array(json_array(m.id, m.name, m.team)) FROM user m WHERE m.org = u.org) AS users
FROM access_key k
JOIN user u ON u.org = k.org AND u.id = k.user
JOIN org o ON o.id = k.org
WHERE k.hash = ?1 AND k.revoked_at IS NULL AND k.expires_at > CAST(?2 AS INTEGER)
  AND u.disabled_at IS NULL`

const toActor = (row: KeyRow): Actor => {
  const users = JSON.parse(row.users) as [id: string, name: string, team: string | null][]
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    org: {
      id: row.org,
      name: row.org_name,
      country: row.country,
      currency: row.currency,
      timeZone: row.time_zone,
      epoch: row.epoch,
    },
    teammates: users
      .filter(([id, , team]) => id === row.id || (team !== null && team === row.team))
      .map(([id]) => id),
    users: users.map(([id, name]) => ({ id, name })),
  }
}

/** The row's shape is fixed by the select above and the checks of the tables. */
const isKeyRow = (row: unknown): row is KeyRow => typeof row === 'object' && row !== null

/** The caller of `Authorization: Bearer kehu_…`; an unknown, expired or revoked key is refused alike. */
export const identify = async (
  database: Database,
  authorization: string | undefined,
  now: number,
): Promise<Actor> => {
  const key = /^Bearer (\S+)$/u.exec(authorization ?? '')?.[1] ?? ''
  if (isKey(key)) {
    const [rows] = await database.runBatch([
      { sql: findActor, values: [await keyHash(key), String(now)] },
    ])
    const row = rows?.[0]
    if (isKeyRow(row)) return toActor(row)
  }
  throw new Refusal('unauthenticated', 'Send a valid access key: Authorization: Bearer kehu_…')
}
