// Organisations, users and keys: made by scripts and, later, by an admin's pane. A key is shown once.
import type { Organisation, Role } from '../auth/actor.ts'
import { keyHash, newKey } from '../auth/key.ts'

const DAY_MS = 86_400_000

/** Creates an organisation with its counter. `now` is UTC, milliseconds. */
export const createOrganisation = async (
  db: D1Database,
  organisation: Organisation,
  now: number,
): Promise<void> => {
  const { id, name, country, currency, timeZone, epoch } = organisation
  await db.batch([
    db
      .prepare(
        `INSERT INTO org (id, name, country, currency, time_zone, epoch, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, CAST(?7 AS INTEGER))`,
      )
      .bind(id, name, country, currency, timeZone, epoch, String(now)),
    db.prepare('INSERT INTO counter (org, seq) VALUES (?1, 0)').bind(id),
  ])
}

export interface NewUser {
  readonly org: string
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly team: string | null
}

export const createUser = async (db: D1Database, user: NewUser): Promise<void> => {
  await db
    .prepare('INSERT INTO user (org, id, name, role, team) VALUES (?1, ?2, ?3, ?4, ?5)')
    .bind(user.org, user.id, user.name, user.role, user.team)
    .run()
}

/** Issues a personal key, valid for `days`; the answer is the only time that it is seen. */
export const issueKey = async (
  db: D1Database,
  owner: { readonly org: string; readonly user: string },
  now: number,
  days = 90,
): Promise<string> => {
  const key = newKey()
  await db
    .prepare(
      `INSERT INTO access_key (org, hash, user, last4, created_at, expires_at)
      VALUES (?1, ?2, ?3, ?4, CAST(?5 AS INTEGER), CAST(?6 AS INTEGER))`,
    )
    .bind(
      owner.org,
      await keyHash(key),
      owner.user,
      key.slice(-4),
      String(now),
      String(now + days * DAY_MS),
    )
    .run()
  return key
}
