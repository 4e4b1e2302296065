// What merging asks of the database before and after: the rows' own facts, the edge, what moved.
import type { Child } from '../../shared/merge/twins.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import { childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import type {
  Counts,
  MergeEdge,
  MergeRecord,
  MergingFact,
  MergeStore,
} from '../service/merge-facts.ts'
import type { Database, Row, Statement } from './database.ts'
import { forRows } from './parameter.ts'
import { contentAt, jsonOf, numberOf, quoted, textOf } from './sql.ts'

/** So many contacts and visits of a merged customer are compared with each other. */
const TWIN_ROWS_MAX = 1_000

const countSql = childTables
  .map(
    (table) => `, '${table}', (SELECT count(*) FROM ${quoted(table)} c WHERE c.org = t.org
      AND c.customer_id = t.id AND c.archived_at IS NULL)`,
  )
  .join('')

const factsSql = `SELECT t.id, t.primary_contact, t.created_at, t.created_by,
    json_object(${countSql.slice(2)}) AS children
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN customer t ON t.org = ?2 AND t.id = j.value`

const toFact = (row: Row): MergingFact => ({
  id: textOf(row, 'id') ?? '',
  primary: textOf(row, 'primary_contact'),
  createdAt: numberOf(row, 'created_at'),
  createdBy: textOf(row, 'created_by') ?? '',
  children: jsonOf<Counts>(row, 'children', {}),
})

export const readMerging = async (
  database: Database,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MergingFact>> => {
  const found = await database.runBatch(forRows(factsSql, ids, [actor.org.id]))
  return new Map(
    found
      .flat()
      .map(toFact)
      .map((fact) => [fact.id, fact]),
  )
}

const noRecord: MergeRecord = { rows: [], joined: {}, primary: null }

export const toEdge = (row: Row): MergeEdge => ({
  ...jsonOf<MergeRecord>(row, 'snapshot', noRecord),
  id: textOf(row, 'id') ?? '',
  winner: textOf(row, 'winner') ?? '',
  losers: jsonOf<readonly string[]>(row, 'losers', []),
  seq: numberOf(row, 'seq'),
  rev: numberOf(row, 'rev'),
  decisions: jsonOf<MergeEdge['decisions']>(row, 'decisions', []),
  undone: jsonOf<MergeEdge['undone']>(row, 'undone_report', null),
})

export const edgeStatement = (org: string, merge: string): Statement => ({
  sql: 'SELECT * FROM merge_edge WHERE org = ?1 AND id = ?2',
  values: [org, merge],
})

export const readEdge = async (
  database: Database,
  actor: Actor,
  merge: string,
): Promise<MergeEdge | null> => {
  const [rows = []] = await database.runBatch([edgeStatement(actor.org.id, merge)])
  return rows[0] ? toEdge(rows[0]) : null
}

/** ?1 org, ?2 merge, ?3 winner */
const twinRowsSql = (
  table: TableName,
): string => `SELECT c.id, ${contentAt(table, 'c', 'c.rev')} AS fields, coalesce(m.from_id, ?3) AS origin
  FROM ${quoted(table)} c LEFT JOIN merge_moved m ON m.org = c.org AND m.merge = ?2 AND m."table" = '${table}'
    AND m.row_id = c.id AND m.field = 'customer_id'
  WHERE c.org = ?1 AND c.customer_id = ?3 AND c.archived_at IS NULL AND c.merged_into IS NULL
  ORDER BY c.seq DESC LIMIT ${TWIN_ROWS_MAX}`

const toChild = (row: Row): Child => ({
  id: textOf(row, 'id') ?? '',
  values: jsonOf<WireValues>(row, 'fields', {}),
  from: textOf(row, 'origin') ?? '',
})

/** How many rows went along: only those that belong to a customer are told, not who else named him. */
export const movedCounts = (
  merge: string,
): string => `(SELECT json_group_object(n."table", n.count) FROM (
    SELECT m."table", count(*) AS count FROM merge_moved m WHERE m.org = ?1 AND m.merge = ${merge}
      AND m.field = 'customer_id' GROUP BY 1) n)`

export const readMoved: (
  database: Database,
  ...ask: Parameters<MergeStore['readMoved']>
) => ReturnType<MergeStore['readMoved']> = async (database, actor, { merge, winner }) => {
  const org = actor.org.id
  const [counted = [], contacts = [], visits = []] = await database.runBatch([
    { sql: `SELECT ${movedCounts('?2')} AS moved`, values: [org, merge] },
    { sql: twinRowsSql('contact'), values: [org, merge, winner] },
    { sql: twinRowsSql('visit'), values: [org, merge, winner] },
  ])
  return {
    moved: jsonOf<Counts>(counted[0] ?? {}, 'moved', {}),
    contacts: contacts.map(toChild),
    visits: visits.map(toChild),
  }
}
