// What retention reads on D1: a piece of a table by its key, those rows of it that are old enough, and where to go on.
import { childTables } from '../../shared/schema/tables.ts'
import {
  AGED_MAX,
  RETENTION,
  type RetentionStore,
  type RetentionTable,
} from '../service/retention.ts'
import type { Database } from './database.ts'
import { KEEPING } from './field-keeping.ts'
import { endSql, pieceOf } from './piece.ts'
import { newestPolicy } from './policy.ts'
import { quoted, textOf } from './sql.ts'

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

const partOf = (table: RetentionTable): string =>
  pieceOf(
    table,
    `(SELECT m.after FROM retention_mark m WHERE m.org = ?1 AND m."table" = '${table}')`,
  )

/** That the calendar took a sensitive value from a row is no change of it: what anybody did to it before counts. */
const isOld = (
  table: RetentionTable,
): string => `(t.updated_at < ?2 ->> 'before' OR (t.workbook = '${KEEPING}'
    AND coalesce((SELECT max(h.at) FROM history h WHERE h.org = t.org AND h.row_id = t.id AND h."table" = '${table}'
      AND h.via <> '${KEEPING}'), 0) < ?2 ->> 'before'))`
/** ?1 org, ?2 {before} */
const agedSql = (table: RetentionTable): string => `SELECT t.id FROM ${partOf(table)} t
  WHERE ${isOld(table)} AND ${isAlone[table]}
    AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.org = t.org AND e.row_id = t.id)
  ORDER BY t.id LIMIT ${AGED_MAX}`

export const openRetention = (database: Database): RetentionStore => ({
  readPolicyOf: async (org) => await newestPolicy(database, org, RETENTION),
  readAged: async (org, { table, before }) => {
    const [rows = [], ends = []] = await database.runBatch([
      { sql: agedSql(table), values: [org, JSON.stringify({ before })] },
      { sql: endSql(partOf(table)), values: [org] },
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
