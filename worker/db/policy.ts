// Policies of an organisation on D1: the newest of each name, its history, and the one way to change it.
import type { Actor } from '../auth/actor.ts'
import type { PolicyEntry, PolicyStore, PolicyWrite } from '../service/policies.ts'
import { auditIfChanged } from './audit.ts'
import type { Database, Row } from './database.ts'
import { jsonOf, numberOf, textOf } from './sql.ts'

const toEntry = (row: Row): PolicyEntry => ({
  name: textOf(row, 'name') ?? '',
  version: numberOf(row, 'version'),
  value: jsonOf<unknown>(row, 'value', null),
  at: numberOf(row, 'at'),
  by: textOf(row, 'by_user') ?? '',
})

const columns = 'name, version, value, at, by_user'

/** The value that counts, for a batch that needs it. ?1 org */
export const newestPolicySql = (name: string): string =>
  `SELECT value FROM policy WHERE org = ?1 AND name = '${name}' ORDER BY version DESC LIMIT 1`

/** The value that counts; untrusted. null: nobody decided. */
export const newestPolicy = async (
  database: Database,
  org: string,
  name: string,
): Promise<unknown> => {
  const [rows = []] = await database.runBatch([{ sql: newestPolicySql(name), values: [org] }])
  return jsonOf<unknown>(rows[0] ?? {}, 'value', null)
}

/** Newest first, at most `limit`. */
const readPolicy = async (
  database: Database,
  actor: Actor,
  name: string,
  limit: number,
): Promise<readonly PolicyEntry[]> => {
  const [rows] = await database.runBatch([
    {
      sql: `SELECT ${columns} FROM policy WHERE org = ?1 AND name = ?2 ORDER BY version DESC LIMIT CAST(?3 AS INTEGER)`,
      values: [actor.org.id, name, String(limit)],
    },
  ])
  return (rows ?? []).map(toEntry)
}

/** false: somebody else changed it since; nothing was written. */
const writePolicy = async (
  database: Database,
  actor: Actor,
  { name, seen, value, now }: PolicyWrite,
): Promise<boolean> => {
  const [rows] = await database.runBatch([
    {
      sql: `INSERT INTO policy (org, ${columns})
  SELECT ?1, ?2 ->> 'name', (?2 ->> 'seen') + 1, ?2 -> 'value', ?2 ->> 'now', ?2 ->> 'user'
  WHERE (?2 ->> 'seen') = coalesce((SELECT max(version) FROM policy WHERE org = ?1 AND name = ?2 ->> 'name'), 0)
  RETURNING version`,
      values: [actor.org.id, JSON.stringify({ name, seen, value, now, user: actor.id })],
    },
    auditIfChanged(actor.org.id, {
      by: actor.id,
      what: 'policy.change',
      detail: { name, version: seen + 1 },
      at: now,
    }),
  ])
  return (rows ?? []).length > 0
}

export const openPolicies = (database: Database): PolicyStore => ({
  readPolicy: async (actor, name, limit) => await readPolicy(database, actor, name, limit),
  writePolicy: async (actor, write) => await writePolicy(database, actor, write),
})
