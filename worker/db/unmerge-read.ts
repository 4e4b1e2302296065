// What is known before a merge is taken back: what it did, and what of that still stands.
import type { WireValues } from '../../shared/protocol/cell.ts'
import { KEPT_MAX } from '../../shared/protocol/merge.ts'
import { type Referring, referencesTo } from '../../shared/schema/references.ts'
import { childTables } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { AddedRow, ContactFact, MovedRow, UnmergeFacts } from '../service/merge-facts.ts'
import type { Database, Row, Statement } from './database.ts'
import { edgeStatement, toEdge } from './merge-read.ts'
import { forRows } from './parameter.ts'
import {
  contentAt,
  customerJoin,
  flagOf,
  jsonOf,
  numberOf,
  priorRev,
  quoted,
  scopeAlias,
  textOf,
} from './sql.ts'

/** Changed rows beyond this are moved back all the same, and only counted. */
const LISTED_MAX = KEPT_MAX + 1

/** Moved rows that are not as the merge left them. ?1 org, ?2 merge, ?3 scope */
const movedSql = (actor: Actor, { table, field }: Referring): string => {
  const scope = scopeAlias(table)
  return `SELECT t.id, m.from_id, t.archived_at, ${contentAt(table, 't', 'm.rev')} AS "left",
    ${contentAt(table, 't', 't.rev')} AS "now",
    ${scopeSql(actor, '?3', `${scope}.owner`, `${scope}.visibility`)} AS visible
  FROM merge_moved m CROSS JOIN ${quoted(table)} t ON t.org = m.org AND t.id = m.row_id AND t.rev <> m.rev
  ${customerJoin(table, 'p')}
  WHERE m.org = ?1 AND m.merge = ?2 AND m."table" = '${table}' AND m.field = '${field}' LIMIT ${LISTED_MAX}`
}

/** Live rows of the winner's that came after the edge `e`, but not by another merge. ?1 org, ?2 merge */
const addedSql = (
  table: TableKey,
): string => `SELECT c.id, ${contentAt(table, 'c', 'c.rev')} ->> '$.name' AS label
  FROM merge_edge e CROSS JOIN ${quoted(table)} c ON c.org = e.org AND c.customer_id = e.winner
  WHERE e.org = ?1 AND e.id = ?2 AND c.archived_at IS NULL AND c.updated_at >= e.at
    AND NOT EXISTS (SELECT 1 FROM merge_edge o CROSS JOIN merge_moved m ON m.org = o.org AND m.merge = o.id
      AND m."table" = '${table}' AND m.row_id = c.id WHERE o.org = e.org AND o.winner = e.winner)
    AND NOT EXISTS (SELECT 1 FROM history h WHERE h.org = c.org AND h.row_id = c.id AND h."table" = '${table}'
      AND h.seq <= e.seq AND h.fields ->> '$.customer_id' = e.winner)
  ORDER BY c.seq LIMIT ${LISTED_MAX}`

/** Moved rows that the winner still has, archived ones too. ?1 org, ?2 merge */
const backSql = childTables
  .map(
    (table) => `SELECT '${table}' AS "table", count(*) AS count FROM merge_edge e
    CROSS JOIN merge_moved m ON m.org = e.org AND m.merge = e.id AND m."table" = '${table}'
    CROSS JOIN ${quoted(table)} c ON c.org = m.org AND c.id = m.row_id AND c.customer_id = e.winner
  WHERE e.org = ?1 AND e.id = ?2 AND m.field = 'customer_id'`,
  )
  .join(' UNION ALL ')

const createdSql = `SELECT h.at, h.by_user FROM merge_edge e CROSS JOIN history h ON h.org = e.org AND h.row_id = e.winner
    AND h.base_rev = 0 AND ${priorRev('h')} = 0 AND h."table" = 'customer' WHERE e.org = ?1 AND e.id = ?2
  UNION ALL SELECT r.value ->> 'createdAt', r.value ->> 'createdBy' FROM merge_edge e
    CROSS JOIN merge_edge o ON o.org = e.org AND o.winner = e.winner AND o.id <> e.id AND o.undone_seq IS NULL
    CROSS JOIN json_each(o.snapshot, '$.rows') r
  WHERE e.org = ?1 AND e.id = ?2 AND r.value ->> 'id' <> o.winner`

const standSql = `SELECT t.id, t.rev, t.primary_contact FROM merge_edge e
  CROSS JOIN (SELECT e2.winner AS id FROM merge_edge e2 WHERE e2.org = ?1 AND e2.id = ?2
    UNION SELECT j.value FROM merge_edge e3 CROSS JOIN json_each(e3.losers) j WHERE e3.org = ?1 AND e3.id = ?2) r
  CROSS JOIN customer t ON t.org = e.org AND t.id = r.id WHERE e.org = ?1 AND e.id = ?2`

const mergedOnSql = `SELECT o.id FROM merge_edge e CROSS JOIN merge_edge o ON o.org = e.org AND o.undone_seq IS NULL
  WHERE e.org = ?1 AND e.id = ?2 AND e.winner IN (SELECT value FROM json_each(o.losers)) ORDER BY o.seq DESC LIMIT 1`

const contactsSql = `SELECT t.id, t.rev, t.archived_at, ${contentAt('contact', 't', 't.rev')} AS fields
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN contact t ON t.org = ?2 AND t.id = j.value`

const toMoved = ({ table, field }: Referring, row: Row): MovedRow => ({
  table,
  id: textOf(row, 'id') ?? '',
  field,
  from: textOf(row, 'from_id') ?? '',
  left: jsonOf<WireValues>(row, 'left', {}),
  now: jsonOf<WireValues>(row, 'now', {}),
  isArchived: row['archived_at'] !== null,
  isVisible: flagOf(row, 'visible'),
})

const toContact = (row: Row): ContactFact => ({
  id: textOf(row, 'id') ?? '',
  rev: numberOf(row, 'rev'),
  values: jsonOf<WireValues>(row, 'fields', {}),
  isArchived: row['archived_at'] !== null,
})

const toAdded = (table: TableKey, row: Row): AddedRow => ({
  table,
  id: textOf(row, 'id') ?? '',
  label: textOf(row, 'label') ?? '',
})

const idOf = (row: Row): string => textOf(row, 'id') ?? ''

const firstStatements = (actor: Actor, merge: string): readonly (readonly Statement[])[] => {
  const values = [actor.org.id, merge]
  return [
    [edgeStatement(actor.org.id, merge)],
    [{ sql: standSql, values }],
    [{ sql: createdSql, values }],
    [{ sql: mergedOnSql, values }],
    [{ sql: backSql, values }],
    referencesTo('customer').map((referring) => ({
      sql: movedSql(actor, referring),
      values: [...values, scopeParameter(actor)],
    })),
    childTables.map((table) => ({ sql: addedSql(table), values })),
  ]
}

export const readUnmerge = async (
  database: Database,
  actor: Actor,
  merge: string,
): Promise<UnmergeFacts | null> => {
  const groups = firstStatements(actor, merge)
  const results = await database.runBatch(groups.flat())
  let at = 0
  const [edges, stand = [], created = [], on = [], back = [], moved = [], added = []] = groups.map(
    (group) => results.slice(at, (at += group.length)),
  )
  const row = edges?.[0]?.[0]
  if (!row) return null
  const edge = toEdge(row)
  const standing = stand.flat()
  const customers = new Map(
    standing.map((each) => [
      idOf(each),
      { rev: numberOf(each, 'rev'), primary: textOf(each, 'primary_contact') },
    ]),
  )
  const primaries = [
    edge.primary,
    customers.get(edge.winner)?.primary ?? null,
    ...edge.rows.map(({ primary }) => primary),
  ]
  const ids = [...new Set(primaries.filter((id) => id !== null))]
  const contacts = (await database.runBatch(forRows(contactsSql, ids, [actor.org.id]))).flat()
  const referring = referencesTo('customer')
  return {
    edge,
    customers,
    moved: moved.flatMap((rows, i) => {
      const from = referring[i]
      return from ? rows.map((each) => toMoved(from, each)) : []
    }),
    back: Object.fromEntries(
      back
        .flat()
        .map((each) => [textOf(each, 'table') ?? '', numberOf(each, 'count')] as const)
        .filter(([, count]) => count > 0),
    ),
    added: added.flatMap((rows, i) => {
      const table = childTables[i]
      return table ? rows.map((each) => toAdded(table, each)) : []
    }),
    contacts: new Map(contacts.map((each) => [idOf(each), toContact(each)])),
    created: created.flat().map((each) => ({
      createdAt: numberOf(each, 'at'),
      createdBy: textOf(each, 'by_user') ?? '',
    })),
    mergedOn: on[0]?.[0] ? idOf(on[0][0]) : null,
  }
}
