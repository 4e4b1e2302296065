// Conflicts: read with where their rows stand now, as far as the caller may see those; marked as resolved where
// nothing else is to be written. Marks that come with a write are in push-write.ts, behind its gate.
import { tableName, type TableName } from '../../shared/protocol/cell.ts'
import { take } from '../../shared/protocol/resolve.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { ConflictAsk, Mark, NewNote, SeenConflict } from '../service/store.ts'
import type { Database, Row, Statement } from './database.ts'
import { forRows } from './parameter.ts'
import { contentAt, customerJoin, numberOf, quoted, revNow, scopeAlias, textOf } from './sql.ts'

const isOpen = 'x.resolved_at IS NULL'
/** ?1 ids as JSON, ?2 org, ?3 scope, ?4 {after, limit} */
const sources: Readonly<Record<ConflictAsk['of'], string>> = {
  rows: `jsonb_each(jsonb(?1)) j
  CROSS JOIN conflict x ON x.org = ?2 AND x.row_id = j.value AND ${isOpen}`,
  mine: `(SELECT ?1 AS ids) j
  CROSS JOIN conflict x ON x.org = ?2 AND x.mine_by = ?3 ->> 'me' AND ${isOpen}`,
  ids: 'jsonb_each(jsonb(?1)) j CROSS JOIN conflict x ON x.org = ?2 AND x.id = j.value',
}

/** What a row is called. */
const nameColumn: Readonly<Record<TableName, string>> = {
  customer: 't.name',
  contact: 't.name',
  visit: 'NULL',
  transaction: 't.ref_no',
}

/** `+x.id`: the ids lead to the conflicts, not the cursor to all that come after it. */
const selectSql = (actor: Actor, table: TableName, of: ConflictAsk['of']): string => {
  const scope = scopeAlias(table)
  return `SELECT x.id, x."table", x.row_id, x.field, x.base, x.mine, x.theirs, x.by_user, x.at, x.mine_by,
    x.mine_at, x.resolved_at, x.resolved_by, x.resolution, t.rev, t.archived_at, t.merged_into,
    ${nameColumn[table]} AS label,
    ${contentAt(table, 't', 't.rev')} -> ('$."' || x.field || '"') AS now
  FROM ${sources[of]}
  CROSS JOIN ${quoted(table)} t ON t.org = x.org AND t.id = x.row_id
  ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE x."table" = '${table}' AND ${of === 'mine' ? '' : '+'}x.id > ?4 ->> 'after'
    AND ${scopeSql(actor, '?3', `${scope}.owner`, `${scope}.visibility`)}
    ${of === 'ids' ? '' : 'AND t.archived_at IS NULL AND t.merged_into IS NULL'}
  ORDER BY x.id LIMIT ?4 ->> 'limit'`
}

/** What we stored as JSON of a cell's value. */
const valueOf = (row: Row, column: string): SeenConflict['mine'] => {
  const value: unknown = JSON.parse(textOf(row, column) ?? 'null')
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

const toConflict = (row: Row): SeenConflict => {
  const how = take.safeParse(row['resolution'])
  return {
    id: textOf(row, 'id') ?? '',
    table: tableName.parse(row['table']),
    row: textOf(row, 'row_id') ?? '',
    label: textOf(row, 'label') ?? '',
    field: textOf(row, 'field') ?? '',
    base: valueOf(row, 'base'),
    mine: valueOf(row, 'mine'),
    theirs: valueOf(row, 'theirs'),
    by: textOf(row, 'by_user') ?? '',
    at: numberOf(row, 'at'),
    mineBy: textOf(row, 'mine_by') ?? '',
    mineAt: numberOf(row, 'mine_at'),
    rev: numberOf(row, 'rev'),
    now: valueOf(row, 'now'),
    isGone: row['archived_at'] !== null || row['merged_into'] !== null,
    resolved: how.success
      ? { take: how.data, by: textOf(row, 'resolved_by') ?? '', at: numberOf(row, 'resolved_at') }
      : null,
  }
}

const tables = tableName.options

/** In the order of their ids, at most `limit`. */
export const readConflicts = async (
  database: Database,
  actor: Actor,
  ask: ConflictAsk,
): Promise<readonly SeenConflict[]> => {
  if (ask.of !== 'mine' && ask.ids.length === 0) return []
  const meta = JSON.stringify({ after: ask.after, limit: ask.limit })
  const values = [JSON.stringify(ask.ids), actor.org.id, scopeParameter(actor), meta]
  const results = await database.runBatch(
    tables.map((table): Statement => ({ sql: selectSql(actor, table, ask.of), values })),
  )
  return results
    .flat()
    .map(toConflict)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, ask.limit)
}

/** Rows of ?1 are [conflict, take, row, rev]. Handing a row over raises its revision: that guards the scope too. */
const markSql = (table: TableName): string =>
  `UPDATE conflict SET resolved_at = ?3 ->> 'at', resolved_by = ?3 ->> 'user', resolution = m.take
  FROM (SELECT j.value ->> 0 AS id, j.value ->> 1 AS take FROM jsonb_each(jsonb(?1)) j
    WHERE ${revNow(table, 'j.value ->> 2')} = j.value ->> 3 LIMIT -1) m
  WHERE conflict.org = ?2 AND conflict.id = m.id AND conflict.resolved_at IS NULL
  RETURNING conflict.id`

/** Marks what is still open and whose row still stands as it was looked at; says which. */
export const markResolved = async (
  database: Database,
  actor: Actor,
  marks: readonly Mark[],
  now: number,
): Promise<ReadonlySet<string>> => {
  const meta = JSON.stringify({ user: actor.id, at: now })
  const statements = tables.flatMap((table) =>
    forRows(
      markSql(table),
      marks.filter((m) => m.table === table).map((m) => [m.conflict, m.take, m.row, m.rev]),
      [actor.org.id, meta],
    ),
  )
  const results = await database.runBatch(statements)
  return new Set(results.flat().flatMap((row) => textOf(row, 'id') ?? []))
}

/** ?1 [id, row, field, base, mine, theirs, rev, by, at], ?2 org, ?3 scope, ?4 {user, at} */
const noteSql = (actor: Actor, table: TableName): string => {
  const scope = scopeAlias(table)
  return `INSERT INTO conflict (org, id, "table", row_id, field, base, mine, theirs, rev, by_user, at, mine_by, mine_at)
  SELECT t.org, j.value ->> 0, '${table}', t.id, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
    j.value ->> 6, j.value ->> 7, j.value ->> 8, ?4 ->> 'user', ?4 ->> 'at'
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value ->> 1
  ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE ${scopeSql(actor, '?3', `${scope}.owner`, `${scope}.visibility`)} ON CONFLICT DO NOTHING`
}
const keptSql = `SELECT x.id FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN conflict x ON x.org = ?2 AND x.id = j.value ->> 0`

/** Keeps the notes whose rows the caller still sees; says which are kept now or were before. */
export const writeNotes = async (
  database: Database,
  actor: Actor,
  {
    table,
    notes,
    now,
  }: { readonly table: TableName; readonly notes: readonly NewNote[]; readonly now: number },
): Promise<ReadonlySet<string>> => {
  const rows = notes.map((n) => {
    const [base, mine, theirs] = [n.base, n.mine, n.theirs].map((value) => JSON.stringify(value))
    return [n.id, n.row, n.field, base, mine, theirs, n.rev, n.by, n.at]
  })
  const org = actor.org.id
  const meta = JSON.stringify({ user: actor.id, at: now })
  const inserts = forRows(noteSql(actor, table), rows, [org, scopeParameter(actor), meta])
  const results = await database.runBatch([...inserts, ...forRows(keptSql, rows, [org])])
  return new Set(
    results
      .slice(inserts.length)
      .flat()
      .flatMap((row) => textOf(row, 'id') ?? []),
  )
}
