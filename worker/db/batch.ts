// Batches are recorded by the writes themselves, one row a chunk, and found again through the intentions that
// history is indexed by: an index of its own over history would cost a write a row. Counts are of rows stored.
import { tableName, type TableName, type WireValues } from '../../shared/protocol/cell.ts'
import { type ChildKey, childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import type {
  BatchAsk,
  BatchFacts,
  BatchName,
  BatchStep,
  StepAsk,
  StepFacts,
} from '../service/batch-facts.ts'
import type { Database, Row, Statement } from './database.ts'
import { before } from './gate.ts'
import { flagOf, jsonOf, numberOf, priorRev, quoted, textOf } from './sql.ts'

const deeds = ['created', 'changed', 'archived', 'restored'] as const
export type Deed = (typeof deeds)[number]
type Values = readonly [org: string, meta: string]

/** Counts what the statement just before it stored: it stands right after the gate. */
const headerSql = (table: TableName, deed: Deed): string => `INSERT INTO batch
  (org, by_user, id, workbook, at, until, seq, tables, ${deeds.join(', ')}, undoes, undoes_by)
  SELECT ?2, ?3 ->> 'user', ?3 ->> 'batch', ?3 ->> 'via', ?3 ->> 'at', ?3 ->> 'at', ${before} + 1,
    json_array('${table}'), ${deeds.map((each) => (each === deed ? 'changes()' : '0')).join(', ')},
    ?3 ->> '$.undoes.batch', ?3 ->> '$.undoes.by'
  WHERE changes() > 0
  ON CONFLICT (org, by_user, id) DO UPDATE SET until = excluded.until, ${deed} = ${deed} + excluded.${deed},
    tables = CASE WHEN instr(tables, '"${table}"') THEN tables ELSE json_insert(tables, '$[#]', '${table}') END`

/** Nothing where the header was not written just before: no row had passed. */
const partSql = `INSERT INTO batch_part (org, by_user, batch, seq, "rows")
  SELECT ?2, ?3 ->> 'user', ?3 ->> 'batch', ${before} + 1, ?1 WHERE changes() > 0 ON CONFLICT DO NOTHING`

const undoneSql = `UPDATE batch SET undone = ?2 ->> 'batch' WHERE org = ?1 AND by_user = ?2 ->> '$.undoes.by'
  AND id = ?2 ->> '$.undoes.batch' AND undone IS NOT ?2 ->> 'batch' AND EXISTS (SELECT 1 FROM batch u
    WHERE u.org = ?1 AND u.by_user = ?2 ->> 'user' AND u.id = ?2 ->> 'batch')`

/** Right after the gate of some of a write's rows; `heads` are [ordinal, id, base, hash] of all of them. */
export const batchStatements = (
  table: TableName,
  deed: Deed,
  heads: readonly unknown[],
  values: Values,
): readonly Statement[] => [
  { sql: headerSql(table, deed), values: [null, ...values] },
  { sql: partSql, values: [JSON.stringify(heads), ...values] },
]

/** At the end of an undo's write. */
export const undoneStatements = (undoes: BatchName | null, values: Values): readonly Statement[] =>
  undoes === null ? [] : [{ sql: undoneSql, values }]

const toBatch = (row: Row): BatchFacts => ({
  id: textOf(row, 'id') ?? '',
  by: textOf(row, 'by_user') ?? '',
  at: numberOf(row, 'at'),
  until: numberOf(row, 'until'),
  workbook: textOf(row, 'workbook') ?? '',
  tables: jsonOf<TableName[]>(row, 'tables', []),
  created: numberOf(row, 'created'),
  changed: numberOf(row, 'changed'),
  archived: numberOf(row, 'archived'),
  restored: numberOf(row, 'restored'),
  undoes: textOf(row, 'undoes'),
  undone: textOf(row, 'undone'),
  seq: numberOf(row, 'seq'),
})

export const readBatches = async (
  database: Database,
  actor: Actor,
  { by, ...meta }: BatchAsk,
): Promise<readonly BatchFacts[]> => {
  const mine = by === null ? '' : `AND by_user = ?2 ->> 'by'`
  const sql = `SELECT * FROM batch WHERE org = ?1 ${mine} AND seq < ?2 ->> 'before'
    AND created + changed + archived + restored >= ?2 ->> 'atLeast' ORDER BY seq DESC LIMIT ?2 ->> 'limit'`
  const values = [actor.org.id, JSON.stringify({ by, ...meta })]
  const [rows = []] = await database.runBatch([{ sql, values }])
  return rows.map(toBatch)
}

/** So many chunks are looked into for a page of steps. */
const PARTS_MAX = 10

/** ?1 org, ?2 {by, batch, undo: {by, batch}, before, limit} */
const parts = `parts AS (SELECT p.seq, p."rows" FROM batch_part p WHERE p.org = ?1 AND p.by_user = ?2 ->> 'by'
    AND p.batch = ?2 ->> 'batch' AND p.seq < ?2 ->> 'before' ORDER BY p.seq DESC LIMIT ${PARTS_MAX}),
  heads AS (SELECT p.seq - 1 + (j.value ->> 0) AS seq, j.value ->> 1 AS id, j.value ->> 2 AS base,
      j.value ->> 3 AS hash
    FROM parts p CROSS JOIN json_each(p."rows") j WHERE p.seq - 1 + (j.value ->> 0) < ?2 ->> 'before'
    ORDER BY 1 DESC LIMIT ?2 ->> 'limit')`

const pageSql = `WITH ${parts} SELECT (SELECT count(*) FROM batch b WHERE b.org = ?1 AND b.by_user = ?2 ->> 'by'
    AND b.id = ?2 ->> 'batch') AS found, (SELECT count(*) FROM heads) AS n, (SELECT min(seq) FROM heads) AS last,
  (SELECT count(*) FROM parts) AS parts, (SELECT min(seq) FROM parts) AS first`

/** A revision of somebody else's, or of mine outside of the batch and its undo. */
const isOther = `NOT (w.by_user = ?2 ->> 'by' AND w.batch IS ?2 ->> 'batch')
  AND NOT (w.by_user = ?2 ->> '$.undo.by' AND w.batch IS ?2 ->> '$.undo.batch')`
const isTouchedThrough = (child: ChildKey): string => `EXISTS (SELECT 1 FROM ${quoted(child)} c
  CROSS JOIN history w ON w.org = c.org AND w.row_id = c.id AND w."table" = '${child}' WHERE c.org = h.org AND c.customer_id = h.row_id
    AND c.archived_at IS NULL AND c.merged_into IS NULL AND w.seq > h.seq AND ${isOther})`

const stepsSql = `WITH ${parts} SELECT h.seq, h."table", h.row_id AS id, h.rev, h.content_hash AS hash,
    h.fields AS after,
    (SELECT w.fields FROM history w WHERE w.org = h.org AND w.row_id = h.row_id AND w.base_rev < ${priorRev('h')}
      AND w.rev = ${priorRev('h')} AND w."table" = h."table" ORDER BY w.base_rev DESC LIMIT 1) AS before,
    (SELECT max(w.rev) FROM history w WHERE w.org = h.org AND w.row_id = h.row_id AND w."table" = h."table") AS now,
    EXISTS (SELECT 1 FROM history w WHERE w.org = h.org AND w.row_id = h.row_id AND w."table" = h."table" AND w.rev > h.rev AND ${isOther})
      OR (h."table" = 'customer' AND (${priorRev('h')} = 0 OR h.content_hash = '+')
        AND (${childTables.map(isTouchedThrough).join(' OR ')})) AS touched,
    ${priorRev('h')} = 0 AND EXISTS (SELECT 1 FROM history w WHERE w.org = h.org AND w.row_id = h.fields ->> '$.customer_id'
      AND w.base_rev = 0 AND ${priorRev('w')} = 0 AND w."table" = 'customer' AND w.by_user = ?2 ->> 'by' AND w.batch = ?2 ->> 'batch') AS with_customer
  FROM heads j CROSS JOIN history h ON h.org = ?1 AND h.row_id = j.id AND h.base_rev = j.base
    AND h.content_hash = j.hash
  WHERE h.seq = j.seq AND h.by_user = ?2 ->> 'by' AND h.batch = ?2 ->> 'batch' ORDER BY h.seq DESC`

const toStep = (row: Row): BatchStep => ({
  table: tableName.parse(row['table']),
  id: textOf(row, 'id') ?? '',
  rev: numberOf(row, 'rev'),
  seq: numberOf(row, 'seq'),
  hash: textOf(row, 'hash') ?? '',
  before: jsonOf<WireValues | null>(row, 'before', null),
  after: jsonOf<WireValues>(row, 'after', {}),
  now: numberOf(row, 'now'),
  isTouched: flagOf(row, 'touched'),
  isWithCustomer: flagOf(row, 'with_customer'),
})

export const readSteps = async (
  database: Database,
  actor: Actor,
  ask: StepAsk,
): Promise<StepFacts | null> => {
  const values = [actor.org.id, JSON.stringify(ask)]
  const [page = [], steps = []] = await database.runBatch([
    { sql: pageSql, values },
    { sql: stepsSql, values },
  ])
  const at = page[0] ?? {}
  if (numberOf(at, 'found') === 0) return null
  const isFull = numberOf(at, 'n') >= ask.limit
  const isLast = numberOf(at, 'parts') < PARTS_MAX
  const last = isFull ? numberOf(at, 'last') : numberOf(at, 'first')
  return { steps: steps.map(toStep), through: isFull || !isLast ? last : null }
}
