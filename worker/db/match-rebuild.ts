// The rebuild of what is stored for matching: its state, customers in the order of their ids, and their new features.
import { featuresOf, packFeatures } from '../../shared/match/features.ts'
import { NORMALISER_VERSION } from '../../shared/match/record.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { Actor } from '../auth/actor.ts'
import type { CustomerPage, RebuildState, Refreshed } from '../service/matches.ts'
import type { Database, Row } from './database.ts'
import { forRows } from './parameter.ts'
import { contentAt, flagOf, jsonOf, numberOf, textOf } from './sql.ts'

const phases: readonly RebuildState['phase'][] = ['keys', 'pairs', 'done']

export const readRebuild = async (
  database: Database,
  actor: Actor,
): Promise<RebuildState | null> => {
  const sql = 'SELECT version, phase, after, looked FROM match_rebuild WHERE org = ?1'
  const [rows = []] = await database.runBatch([{ sql, values: [actor.org.id] }])
  const [row] = rows
  if (!row) return null
  return {
    version: numberOf(row, 'version'),
    phase: phases.find((phase) => phase === row['phase']) ?? 'keys',
    after: textOf(row, 'after') ?? '',
    looked: numberOf(row, 'looked'),
  }
}

export const writeRebuild = async (
  database: Database,
  actor: Actor,
  state: RebuildState,
  now: number,
): Promise<void> => {
  const sql = `INSERT INTO match_rebuild (org, version, phase, after, looked, at)
    SELECT ?1, ?2 ->> 'version', ?2 ->> 'phase', ?2 ->> 'after', ?2 ->> 'looked', ?2 ->> 'now' WHERE true
    ON CONFLICT (org) DO UPDATE SET version = excluded.version, phase = excluded.phase, after = excluded.after,
      looked = excluded.looked, at = excluded.at`
  await database.runBatch([{ sql, values: [actor.org.id, JSON.stringify({ ...state, now })] }])
}

const toCustomer = (row: Row): CustomerPage => ({
  id: textOf(row, 'id') ?? '',
  rev: numberOf(row, 'rev'),
  values: jsonOf<WireValues>(row, 'fields', {}),
  isOld: flagOf(row, 'old'),
  isGone: flagOf(row, 'gone'),
})

export const readCustomers = async (
  database: Database,
  actor: Actor,
  after: string,
  limit: number,
): Promise<readonly CustomerPage[]> => {
  const sql = `SELECT c.id, c.rev, c.features ->> 'v' IS NOT ${NORMALISER_VERSION} AS old,
      (c.archived_at IS NOT NULL OR c.merged_into IS NOT NULL) AS gone,
      ${contentAt('customer', 'c', 'c.rev')} AS fields
    FROM customer c WHERE c.org = ?1 AND c.id > ?2 ORDER BY c.id LIMIT CAST(?3 AS INTEGER)`
  const [rows = []] = await database.runBatch([
    { sql, values: [actor.org.id, after, String(limit)] },
  ])
  return rows.map(toCustomer)
}

/** ?1 [[id, rev, keys, features], …], ?2 org: as long as the row stands at that revision. */
const standing = `FROM jsonb_each(jsonb(?1)) j
    CROSS JOIN customer c ON c.org = ?2 AND c.id = j.value ->> 0 AND c.rev = j.value ->> 1`
const dropSql = `DELETE FROM match_key WHERE (org, key, row_id) IN (
  SELECT c.org, k.value, c.id ${standing} CROSS JOIN json_each(c.features, '$.k') k
  WHERE NOT EXISTS (SELECT 1 FROM json_each(j.value, '$[2]') n WHERE n.value = k.value))`
const addSql = `INSERT INTO match_key (org, key, row_id)
  SELECT c.org, k.value, c.id ${standing} CROSS JOIN json_each(j.value, '$[2]') k WHERE true ON CONFLICT DO NOTHING`
const setSql = `UPDATE customer SET features = r.features
  FROM (SELECT c.rowid AS rid, j.value ->> 3 AS features ${standing} LIMIT -1) r WHERE customer.rowid = r.rid`

/** Neither rev, crev nor seq moves: nobody's sheet shows features. */
export const refresh = async (
  database: Database,
  actor: Actor,
  rows: readonly Refreshed[],
): Promise<void> => {
  const built = rows.map(({ id, rev, values }) => {
    const features = featuresOf(values)
    return [id, rev, features.keys, packFeatures(features)]
  })
  await database.runBatch(
    [dropSql, addSql, setSql].flatMap((sql) => [...forRows(sql, built, [actor.org.id])]),
  )
}
