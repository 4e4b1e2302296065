// What retention reads on D1: a piece of a table by its key, those rows of it that are old enough, and where to go on.
import { childTables } from '../../shared/schema/tables.ts'
import {
  AGED_MAX,
  LOOKED_MAX,
  RETENTION,
  type RetentionStore,
  type RetentionTable,
} from '../service/retention.ts'
import type { Database } from './database.ts'
import { jsonOf, quoted, textOf } from './sql.ts'

/** A person whose own rows are younger is kept; a firm is no person. */
const isAlone: Readonly<Record<RetentionTable, string>> = {
  customer: `t.kind = 'person' AND t.merged_into IS NULL ${childTables
    .map(
      (
        child,
      ) => ` AND NOT EXISTS (SELECT 1 FROM ${quoted(child)} c WHERE c.org = t.org AND c.customer_id = t.id
      AND c.updated_at >= ?2 ->> 'before')`,
    )
    .join('')}`,
  // The main contact of a person customer is that person.
  contact: `NOT EXISTS (SELECT 1 FROM customer p WHERE p.org = t.org AND p.id = t.customer_id
    AND p.primary_contact = t.id AND p.kind = 'person')`,
  visit: '1',
}

/** ?1 org, ?2 {before} */
const pieceOf = (
  table: RetentionTable,
): string => `(SELECT * FROM ${quoted(table)} r WHERE r.org = ?1
  AND r.id > coalesce((SELECT m.after FROM retention_mark m WHERE m.org = ?1 AND m."table" = '${table}'), '')
  ORDER BY r.id LIMIT ${LOOKED_MAX})`
const agedSql = (table: RetentionTable): string => `SELECT t.id FROM ${pieceOf(table)} t
  WHERE t.updated_at < ?2 ->> 'before' AND ${isAlone[table]}
    AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.org = t.org AND e.row_id = t.id)
  ORDER BY t.id LIMIT ${AGED_MAX}`
const endSql = (table: RetentionTable): string =>
  `SELECT CASE WHEN count(*) = ${LOOKED_MAX} THEN max(t.id) ELSE '' END AS next FROM ${pieceOf(table)} t`

export const openRetention = (database: Database): RetentionStore => ({
  readPolicyOf: async (org) => {
    const sql = `SELECT value FROM policy WHERE org = ?1 AND name = '${RETENTION}' ORDER BY version DESC LIMIT 1`
    const [rows = []] = await database.runBatch([{ sql, values: [org] }])
    return jsonOf<unknown>(rows[0] ?? {}, 'value', null)
  },
  readAged: async (org, { table, before }) => {
    const [rows = [], ends = []] = await database.runBatch([
      { sql: agedSql(table), values: [org, JSON.stringify({ before })] },
      { sql: endSql(table), values: [org] },
    ])
    return {
      ids: rows.map((row) => textOf(row, 'id') ?? ''),
      next: textOf(ends[0] ?? {}, 'next') ?? '',
    }
  },
  writeMark: async (org, table, after) => {
    const sql = `INSERT INTO retention_mark (org, "table", after) SELECT ?1, ?2, ?3 WHERE 1
  ON CONFLICT (org, "table") DO UPDATE SET after = excluded.after`
    await database.runBatch([{ sql, values: [org, table, after] }])
  },
})
