// What a merge and its un-merge write to the customers themselves: revisions, keys, who loses sight of what. All of it
// behind the edge that passed the gate of the batch. ?1 rows, ?2 org, ?3 meta.
import type { KeyChange } from '../../shared/merge/key-change.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { childTables } from '../../shared/schema/tables.ts'
import type { Statement } from './database.ts'
import { upsertedColumn } from './figures-row.ts'
import { author, before, historyColumns, nextRev, passed } from './gate.ts'
import { forRows } from './parameter.ts'
import { enteredKeys, quoted } from './sql.ts'

type Values = readonly [org: string, meta: string]

/** A customer as he is to stand. */
export interface PutRow {
  readonly id: string
  readonly rev: number
  readonly values: WireValues
  readonly primary: string | null
  readonly mergedInto: string | null
  /** null: as before. */
  readonly created: { readonly createdAt: number; readonly createdBy: string } | null
  /** Who saw of him, or of the rows that go along, what he may not see now: [customer, owner, visibility]. */
  readonly leaves:
    | readonly [customer: string, owner: string | null, visibility: string | null]
    | null
}

const recordSql = (isNow: string): string => `INSERT INTO history ${historyColumns}
  SELECT ?2, j.value ->> 1, ${nextRev('(j.value ->> 2)')}, j.value ->> 2, j.value ->> 3, 'customer', j.value ->> 4, ${author},
    ${before} + (j.value ->> 0), NULL, j.value ->> 2
  FROM jsonb_each(jsonb(?1)) j WHERE EXISTS (SELECT 1 FROM merge_edge e WHERE ${isNow}) ON CONFLICT DO NOTHING`

const enteredColumns = enteredKeys('customer')

/** The source is called `excluded` as in an upsert: figures that transactions say are left alone. */
const putSql = `UPDATE customer SET rev = excluded.rev, seq = excluded.seq, updated_at = excluded.at,
    updated_by = excluded.by_user, workbook = excluded.via, primary_contact = excluded.main,
    merged_into = excluded.stands, created_at = coalesce(excluded.made, created_at),
    created_by = coalesce(excluded.maker, created_by)
    ${enteredColumns.map((key) => `, ${quoted(key)} = ${upsertedColumn('customer', key)}`).join('')}
  FROM (SELECT t.rowid AS rid, h.rev, h.seq, h.at, h.by_user, h.via, j.value ->> 5 AS main, j.value ->> 6 AS stands,
      j.value ->> 7 AS made, j.value ->> 8 AS maker
      ${enteredColumns.map((key) => `, h.fields ->> '$.${quoted(key)}' AS ${quoted(key)}`).join('')}
    ${passed.replace('WHERE', 'CROSS JOIN customer t ON t.org = h.org AND t.id = h.row_id WHERE')} LIMIT -1) excluded
  WHERE customer.rowid = excluded.rid`

const leaveSql = `INSERT INTO scope_event (org, seq, row_id, left_owner, left_visibility)
  SELECT h.org, h.seq, j.value ->> 4, j.value ->> 5, j.value ->> 6 ${passed} ON CONFLICT DO NOTHING`

/** The rows' revisions, `mark` being their content's name in history, and who left their sight. */
export const putStatements = (
  rows: readonly PutRow[],
  mark: string,
  isNow: string,
  values: Values,
): readonly Statement[] => {
  const heads = rows.map(({ id, rev }, i) => [i + 1, id, rev, mark] as const)
  const whole = rows.map((row, i) => [
    ...(heads[i] ?? []),
    row.values,
    row.primary,
    row.mergedInto,
    row.created?.createdAt ?? null,
    row.created?.createdBy ?? null,
  ])
  const leaving = rows.flatMap(({ leaves }, i) =>
    leaves ? [[...(heads[i] ?? []), ...leaves]] : [],
  )
  return [
    ...forRows(recordSql(isNow), whole, values),
    ...forRows(putSql, whole, values),
    ...forRows(leaveSql, leaving, values),
  ]
}

const addKeysSql = (
  isNow: string,
): string => `INSERT INTO strong_key (org, key, row_id, kind, name, person, seq)
  SELECT ?2, k.value ->> 0, e.winner, k.value ->> 1, k.value ->> 2, k.value ->> 3, ${before} + 1
  FROM merge_edge e CROSS JOIN json_each(?1) k WHERE ${isNow}
  ON CONFLICT (org, key, row_id) DO UPDATE SET name = excluded.name, seq = excluded.seq,
    person = CASE kind WHEN 'label' THEN coalesce(person, excluded.person) ELSE excluded.person END`
const dropKeysSql = (isNow: string): string => `DELETE FROM strong_key WHERE (org, key, row_id) IN (
  SELECT e.org, k.value, e.winner FROM merge_edge e CROSS JOIN json_each(?1) k WHERE ${isNow})`

/** The winner's keys. Those of the losers stay theirs: look-ups go on from a merged row to the one that stands for it. */
export const keyStatements = (
  { addedKeys, droppedKeys }: KeyChange,
  isNow: string,
  values: Values,
): readonly Statement[] => {
  const added = addedKeys.map(({ key, kind, name, person }) => [key, kind, name, person])
  return [
    ...forRows(dropKeysSql(isNow), droppedKeys, values),
    ...forRows(addKeysSql(isNow), added, values),
  ]
}

/** Everything of the customer's reaches its new readers' cursors; the counter stands higher afterwards. */
export const raiseChildrenStatements = (winner: string, [org]: Values): readonly Statement[] =>
  childTables.flatMap((table) => [
    {
      sql: `UPDATE ${quoted(table)} SET seq = (SELECT seq FROM counter WHERE org = ?1) + r.n
  FROM (SELECT c.rowid AS rid, row_number() OVER (ORDER BY c.id) AS n FROM ${quoted(table)} c
    WHERE c.org = ?1 AND c.customer_id = ?2) r WHERE ${quoted(table)}.rowid = r.rid`,
      values: [org, winner],
    },
    {
      sql: `UPDATE counter SET seq = max(seq, coalesce((SELECT max(c.seq) FROM ${quoted(table)} c WHERE c.org = ?1), 0))
  WHERE org = ?1`,
      values: [org],
    },
  ])
