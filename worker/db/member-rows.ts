// Statements that make an organisation, its users and their keys: one place says which columns they have.
import type { Organisation, Role } from '../auth/actor.ts'
import type { NewKeyRow } from '../service/member-store.ts'
import type { Statement } from './database.ts'

/** Nothing where `condition`, on the table org, does not hold. Running it twice makes one. */
export const organisationStatements = (
  organisation: Organisation,
  condition = '1',
): readonly Statement[] => [
  {
    sql: `INSERT INTO org (id, name, country, currency, time_zone, epoch, created_at)
  SELECT ?1 ->> 'id', ?1 ->> 'name', ?1 ->> 'country', ?1 ->> 'currency', ?1 ->> 'timeZone', ?1 ->> 'epoch', ?1 ->> 'createdAt'
  WHERE ${condition}`,
    values: [JSON.stringify(organisation)],
  },
  {
    sql: `INSERT INTO counter (org, seq) SELECT id, 0 FROM org WHERE id = ?1 ON CONFLICT DO NOTHING`,
    values: [organisation.id],
  },
]

export interface NewUser {
  readonly org: string
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly team: string | null
}

/** `source` is what follows FROM …, with ?1 the user; nothing where it has no row. */
export const userStatement = (
  user: NewUser,
  source = '(SELECT 1)',
  values: readonly string[] = [],
): Statement => ({
  sql: `INSERT INTO user (org, id, name, role, team)
  SELECT ?1 ->> 'org', ?1 ->> 'id', ?1 ->> 'name', ?1 ->> 'role', ?1 ->> 'team' FROM ${source} WHERE 1 ON CONFLICT DO NOTHING`,
  values: [JSON.stringify(user), ...values],
})

/** As `userStatement`; ?1 is the key. */
export const keyStatement = (
  owner: { readonly org: string; readonly user: string },
  key: NewKeyRow,
  source = '(SELECT 1)',
  values: readonly string[] = [],
): Statement => ({
  sql: `INSERT INTO access_key (org, hash, user, last4, name, scopes, created_at, expires_at)
  SELECT ?1 ->> 'org', ?1 ->> 'hash', ?1 ->> 'user', ?1 ->> 'last4', ?1 ->> 'name', ?1 -> 'scopes', ?1 ->> 'now', ?1 ->> 'expires'
  FROM ${source} WHERE 1 ON CONFLICT DO NOTHING`,
  values: [JSON.stringify({ ...owner, ...key, scopes: key.scopes ?? undefined }), ...values],
})
