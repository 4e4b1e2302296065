// Archiving and bringing back, as one atomic batch behind the gate of a push: a row passes whose revision still
// stands and that is not so already. A child remembers in its history whether it went with its customer.
import type { TableName } from '../../shared/protocol/cell.ts'
import { type ChildKey, childTables } from '../../shared/schema/tables.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { bookedKinds, mayBook } from '../auth/booking.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import { archiveMark } from '../service/log.ts'
import { tickOf } from '../service/revision.ts'
import type { ArchiveFact, ArchiveFacts, ArchivePlan } from '../service/archive-facts.ts'
import { batchStatements, undoneStatements } from './batch.ts'
import type { Database, Row, Statement } from './database.ts'
import { author, before, historyColumns, nextRev, passed } from './gate.ts'
import { markStatement } from './log.ts'
import { catchUpSql } from './push-write.ts'
import { forRows } from './parameter.ts'
import { contentAt, customerJoin, flagOf, numberOf, quoted, scopeAlias, textOf } from './sql.ts'

const bookedList = bookedKinds.map((kind) => `'${kind}'`).join(', ')

/** All of them, whether they go along this time or not. */
const childCount = (table: TableName): string =>
  table === 'customer'
    ? childTables
        .map(
          (child) =>
            `(SELECT count(*) FROM ${quoted(child)} c WHERE c.org = t.org AND c.customer_id = t.id)`,
        )
        .join(' + ')
    : '0'

/** What was erased does not come back. */
const isUnerased = (alias: string): string =>
  `NOT EXISTS (SELECT 1 FROM erased e WHERE e.org = ${alias}.org AND e.row_id = ${alias}.id)`

/** ?1 ids, ?2 org, ?3 scope */
const rowsSql = (actor: Actor, table: TableName): string => {
  const scope = scopeAlias(table)
  const mine = mayHandOver(actor) ? '1' : `coalesce(${scope}.owner = ?3 ->> 'me', 0)`
  const isFree = {
    customer: '1',
    contact: 'p.archived_at IS NULL AND p.primary_contact IS NOT t.id',
    visit: 'p.archived_at IS NULL',
    transaction: `p.archived_at IS NULL AND ${mayBook(actor) ? '1' : `t.kind NOT IN (${bookedList})`}`,
  }
  return `SELECT t.id, t.rev, t.archived_at, t.merged_into IS NULL AND ${isFree[table]} AND ${mine} AND ${isUnerased('t')} AS allowed,
    ${childCount(table)} AS children
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value
  ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE ${scopeSql(actor, '?3', `${scope}.owner`, `${scope}.visibility`)}`
}

const liveSql = (table: TableName): string => {
  const alias = scopeAlias(table)
  const children =
    table === 'customer'
      ? ''
      : `CROSS JOIN ${quoted(table)} t ON t.org = p.org AND t.customer_id = p.id`
  return `SELECT count(*) AS live FROM customer ${alias} INDEXED BY customer_owner ${children}
  WHERE ${alias}.org = ?1 AND ${alias}.owner = ?2 AND t.archived_at IS NULL AND t.merged_into IS NULL`
}

const toFact = (row: Row): ArchiveFact => ({
  rev: numberOf(row, 'rev'),
  isArchived: row['archived_at'] !== null,
  children: numberOf(row, 'children'),
  isAllowed: flagOf(row, 'allowed'),
})

export const readArchive = async (
  database: Database,
  actor: Actor,
  table: TableName,
  ids: readonly string[],
): Promise<ArchiveFacts> => {
  const org = actor.org.id
  const [live, ...rows] = await database.runBatch([
    { sql: liveSql(table), values: [org, actor.id] },
    ...forRows(rowsSql(actor, table), ids, [org, scopeParameter(actor)]),
  ])
  return {
    live: numberOf(live?.[0] ?? {}, 'live'),
    rows: new Map(rows.flat().map((row) => [textOf(row, 'id') ?? '', toFact(row)])),
  }
}

const isSo = (alias: string, isRestored: boolean): string =>
  `${alias}.archived_at IS ${isRestored ? `NOT NULL AND ${isUnerased(alias)}` : 'NULL'} AND ${alias}.merged_into IS NULL`

/** ?1 [ordinal, id, rev, mark], ?2 org, ?3 meta, ?4 scope */
const gateSql = (actor: Actor, { table, isRestored }: ArchivePlan): string => {
  const scope = scopeAlias(table)
  return `INSERT INTO history ${historyColumns}
  SELECT t.org, t.id, ${nextRev('t.rev')}, t.rev, j.value ->> 3, '${table}', ${contentAt(table, 't', 't.rev')}, ${author},
    ${before} + (j.value ->> 0), NULL, t.rev
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value ->> 1
  ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE t.rev = j.value ->> 2 AND ${isSo('t', isRestored)}
    AND ${scopeSql(actor, '?4', `${scope}.owner`, `${scope}.visibility`)} ON CONFLICT DO NOTHING`
}

const updateSql = (table: TableName, isRestored: boolean, source: string): string =>
  `UPDATE ${quoted(table)} SET rev = ${nextRev('rev')}, seq = r.seq, updated_at = ?3 ->> 'at', updated_by = ?3 ->> 'user',
    workbook = ?3 ->> 'via', archived_at = ${isRestored ? 'NULL' : `?3 ->> 'at'`}
  FROM (${source} LIMIT -1) r WHERE ${quoted(table)}.rowid = r.rid`

const mainSql = ({ table, isRestored }: ArchivePlan): string =>
  updateSql(
    table,
    isRestored,
    `SELECT t.rowid AS rid, h.seq ${passed.replace(
      'WHERE',
      `CROSS JOIN ${quoted(table)} t ON t.org = h.org AND t.id = h.row_id WHERE`,
    )}`,
  )

/**
 * The children of the customers whose newest revision is this archiving or bringing back: all that are live, or
 * those that had gone with them. Not by seq, which the children themselves raise.
 */
const childrenOf = (table: TableName, isRestored: boolean, join = ''): string =>
  `FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value ->> 1 AND h.base_rev = j.value ->> 2
    AND h.content_hash = j.value ->> 3
  CROSS JOIN customer t ON t.org = h.org AND t.id = h.row_id AND t.rev = h.rev
  CROSS JOIN ${quoted(table)} c ON c.org = h.org AND c.customer_id = h.row_id ${join}
  WHERE ${isSo('c', isRestored)} ${
    isRestored
      ? `AND '-' || h.row_id = (SELECT w.content_hash FROM history w WHERE w.org = c.org AND w.row_id = c.id
    AND w.base_rev < c.rev AND w.rev = c.rev ORDER BY w.base_rev DESC LIMIT 1)`
      : ''
  }`

const childStatements = (
  table: ChildKey,
  { isRestored }: ArchivePlan,
  heads: readonly unknown[],
  values: readonly [org: string, meta: string],
): readonly Statement[] => {
  const mark = `'${isRestored ? '+' : '-'}' || h.row_id`
  const historySql = `INSERT INTO history ${historyColumns}
  SELECT c.org, c.id, ${nextRev('c.rev')}, c.rev, ${mark}, '${table}', ${contentAt(table, 'c', 'c.rev')}, ${author},
    (SELECT seq FROM counter WHERE org = ?2) + row_number() OVER (ORDER BY c.id), NULL, c.rev
  ${childrenOf(table, isRestored)} ON CONFLICT DO NOTHING`
  const stored = `CROSS JOIN history k ON k.org = c.org AND k.row_id = c.id AND k.base_rev = c.rev
    AND k.content_hash = ${mark}`
  const rows = `SELECT c.rowid AS rid, k.seq ${childrenOf(table, isRestored, stored)}`
  return [
    ...forRows(historySql, heads, values),
    ...forRows(updateSql(table, isRestored, rows), heads, values),
    { sql: catchUpSql(table), values: [values[0]] },
  ]
}

/** Ids of the rows that passed; none where a lost answer made the batch run twice. */
export const writeArchive = async (
  database: Database,
  actor: Actor,
  plan: ArchivePlan,
): Promise<ReadonlySet<string>> => {
  const { rows, table, isRestored, workbook, now, batch, undoes } = plan
  const org = actor.org.id
  const taken = rows.length
  const tick = tickOf(actor.org, now)
  const meta = JSON.stringify({
    user: actor.id,
    via: workbook,
    at: now,
    tick,
    taken,
    batch,
    undoes,
  })
  const heads = rows.map(([id, rev], i) => [i + 1, id, rev, isRestored ? '+' : '-'])
  const values = [org, meta] as const
  const which = forRows(`SELECT h.row_id AS id ${passed}`, heads, values)
  const raise = {
    sql: `UPDATE counter SET seq = seq + (?2 ->> 'taken') WHERE org = ?1`,
    values: [org, meta],
  }
  const deed = isRestored ? 'restored' : 'archived'
  const recorded = batch === null ? [] : batchStatements(table, deed, heads, values)
  const gate = forRows(gateSql(actor, plan), heads, [...values, scopeParameter(actor)]).flatMap(
    (each) => [each, ...recorded],
  )
  const tables = table === 'customer' ? childTables : []
  const results = await database.runBatch([
    raise,
    ...gate,
    ...which,
    ...forRows(mainSql(plan), heads, values),
    ...tables.flatMap((child) => childStatements(child, plan, heads, values)),
    ...undoneStatements(undoes, values),
    markStatement(org, archiveMark(actor, plan)),
  ])
  const found = results.slice(1 + gate.length, 1 + gate.length + which.length).flat()
  return new Set(found.flatMap((row) => textOf(row, 'id') ?? []))
}
