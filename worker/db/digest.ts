// The sheet's revisions beside the server's, set by set: each sent id finds its row by key, and what is missing is
// the difference of two sets. (By LEFT JOIN from the table's side 400 million rows were read for 20,000.)
import type { Actor } from '../auth/actor.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import { scopeParameter } from '../auth/scope.ts'
import type { Fork } from '../service/log.ts'
import type { DigestAsk, DigestFacts } from '../service/store.ts'
import type { Database, Statement } from './database.ts'
import { forRows } from './parameter.ts'
import { inScope, isErased, isGoneRow, toGone } from './pull.ts'
import { customerJoin, flagOf, numberOf, quoted, textOf } from './sql.ts'

/** ?1 org, ?2 scope, ?3 triples. A colleague's row in a sheet of one's own is not lost: a server set back knows it, too. */
const seenSql = (actor: Actor, { table, isOwnOnly, lostAt }: DigestAsk): string =>
  `FROM jsonb_each(jsonb(?3)) j CROSS JOIN ${quoted(table)} t ON t.org = ?1 AND t.id = j.value ->> 0
    ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE ${inScope(actor, table, isOwnOnly && lostAt === null)}`

const isGone = '(t.archived_at IS NOT NULL OR t.merged_into IS NOT NULL)'

/**
 * The revision that a row had when the log was cut off, at `lostAt`: what is older was written before the restore,
 * for the mark that was lost is of that moment; what is newer was written after it. `lostAt` null: as it stands.
 */
const keptRev = (
  table: TableName,
  lostAt: string,
): string => `CASE WHEN ${lostAt} IS NULL OR t.updated_at < ${lostAt} THEN t.rev
  ELSE coalesce((SELECT max(h.rev) FROM history h WHERE h.org = t.org AND h.row_id = t.id AND h."table" = '${table}' AND h.at < ${lostAt}), 0) END`

/** No number is given out twice: one that history does not know went with a restore, whatever the cursor tells. */
const isUnknown = (
  table: TableName,
): string => `j.value ->> 1 BETWEEN 1 AND t.rev - 1 AND NOT EXISTS (SELECT 1 FROM history w
  WHERE w.org = t.org AND w.row_id = t.id AND w.base_rev < j.value ->> 1 AND w.rev = j.value ->> 1 AND w."table" = '${table}')`

/** ?4 {lostAt} */
const changedSql = (actor: Actor, ask: DigestAsk): string => {
  const lost = `(j.value ->> 1 > ${keptRev(ask.table, `?4 ->> 'lostAt'`)} OR (${isUnknown(ask.table)}))`
  return `SELECT t.id, t.seq, t.archived_at, t.merged_into, ${isErased}, max(${lost}) AS lost ${seenSql(actor, ask)}
    AND (t.rev <> j.value ->> 1 OR t.crev <> j.value ->> 2 OR ${isGone} OR ${lost}) GROUP BY t.id ORDER BY t.id`
}

const absentSql = (actor: Actor, ask: DigestAsk): string =>
  `SELECT j.value ->> 0 AS id FROM jsonb_each(jsonb(?3)) j EXCEPT SELECT t.id ${seenSql(actor, ask)}`

/** One's own rows are reached by their customer's owner, all others by their id. */
const missingSql = (actor: Actor, ask: DigestAsk): string => {
  const { table, isOwnOnly } = ask
  const own = table === 'customer' ? 't' : 'p'
  const owners = `customer ${own}${isOwnOnly ? ' INDEXED BY customer_owner' : ''}`
  const on = 't.org = p.org AND t.customer_id = p.id'
  const children = isOwnOnly
    ? `${owners} CROSS JOIN ${quoted(table)} t INDEXED BY ${table}_customer ON ${on}`
    : `${quoted(table)} t CROSS JOIN ${owners} ON ${on}`
  const source = table === 'customer' ? owners : children
  return `SELECT t.id FROM ${source}
    WHERE ${own}.org = ?1 AND t.org = ?1 AND ${isOwnOnly ? '+' : ''}t.id > ?4 ->> 'after'
      AND ${isOwnOnly ? '+' : ''}t.id <= ?4 ->> 'through' AND NOT ${isGone} AND ${inScope(actor, table, isOwnOnly)}
  EXCEPT SELECT j.value ->> 0 FROM jsonb_each(jsonb(?3)) j
  ORDER BY 1 LIMIT ?4 ->> 'limit'`
}

/** Greater than any id. */
const LAST = '~'

export const readDigest = async (
  database: Database,
  actor: Actor,
  ask: DigestAsk,
): Promise<DigestFacts> => {
  const values = [actor.org.id, scopeParameter(actor), JSON.stringify(ask.rows)]
  const { after, through, missingMax: limit, lostAt } = ask
  const meta = JSON.stringify({ after, through: through ?? LAST, limit, lostAt })
  const missing: readonly Statement[] =
    ask.missingMax > 0 ? [{ sql: missingSql(actor, ask), values: [...values, meta] }] : []
  const [changed = [], absent = [], lacking = []] = await database.runBatch([
    { sql: changedSql(actor, ask), values: [...values, meta] },
    { sql: absentSql(actor, ask), values },
    ...missing,
  ])
  const idOf = (row: (typeof changed)[number]) => textOf(row, 'id') ?? ''
  const standing = changed.filter((row) => !flagOf(row, 'lost'))
  return {
    differ: standing.filter((row) => !isGoneRow(row)).map(idOf),
    gone: standing.filter(isGoneRow).map(toGone),
    lost: changed.filter((row) => flagOf(row, 'lost')).map(idOf),
    absent: absent.map(idOf),
    missing: lacking.map(idOf),
  }
}

/** Of the rows that the caller sees: where each stands, and where it stood when the log was cut off. */
export const readForks = async (
  database: Database,
  actor: Actor,
  ask: { readonly table: TableName; readonly ids: readonly string[]; readonly lostAt: number },
): Promise<ReadonlyMap<string, Fork>> => {
  const { table, ids, lostAt } = ask
  const sql = `SELECT t.id, t.rev, ${keptRev(table, `?4 ->> 'lostAt'`)} AS kept FROM jsonb_each(jsonb(?1)) j
    CROSS JOIN ${quoted(table)} t ON t.org = ?3 AND t.id = j.value ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
    WHERE ${inScope(actor, table, false)}`
  const values = [scopeParameter(actor), actor.org.id, JSON.stringify({ lostAt })]
  const rows = (await database.runBatch(forRows(sql, ids, values))).flat()
  return new Map(
    rows.map((row) => [
      textOf(row, 'id') ?? '',
      { rev: numberOf(row, 'rev'), kept: numberOf(row, 'kept') },
    ]),
  )
}
