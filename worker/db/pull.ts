// What changed since a seq, as far as the reader may see it now, and what left his sight. Head, rows and
// leavings come from one transaction, so a cursor made from them misses nothing.
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import { withFigures } from '../../shared/tier/figured.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { PullAsk, PullFacts } from '../service/store.ts'
import type { Database, Row } from './database.ts'
import { figuredOf, figuresColumn } from './figures-row.ts'
import { headStatement, marksStatement, toLog } from './log.ts'
import { forRows } from './parameter.ts'
import {
  computedKeys,
  contentAt,
  customerJoin,
  flagOf,
  jsonOf,
  numberOf,
  quoted,
  scopeAlias,
  textOf,
  valuesOf,
} from './sql.ts'

/** Looked up for archived rows only. */
export const isErased = `CASE WHEN t.archived_at IS NULL THEN 0
  ELSE EXISTS (SELECT 1 FROM erased e WHERE e.org = t.org AND e.row_id = t.id) END AS erased`

const columns = (ask: PullAsk): string =>
  ask.isBrief
    ? ''
    : `, t.rev, t.crev, ${contentAt(ask.table, 't', 't.rev')} AS fields
    ${computedKeys(ask.table)
      .map((key) => `, t.${quoted(key)}`)
      .join('')}${figuresColumn(ask.table)}`

/** ?2 is the scope. */
export const inScope = (actor: Actor, table: TableName, isOwnOnly: boolean): string => {
  const alias = scopeAlias(table)
  const own = `${alias}.owner = ?2 ->> 'me'`
  return isOwnOnly ? own : scopeSql(actor, '?2', `${alias}.owner`, `${alias}.visibility`)
}

/** ?1 org, ?2 scope, ?3 {after, before, limit} */
const changedSql = (actor: Actor, ask: PullAsk): string =>
  `SELECT t.seq, t.id, t.archived_at, t.merged_into, ${isErased}${columns(ask)}
  FROM ${quoted(ask.table)} t ${customerJoin(ask.table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE t.org = ?1 AND t.seq > ?3 ->> 'after' AND t.seq < ?3 ->> 'before'
    AND ${inScope(actor, ask.table, ask.isOwnOnly)}
  ORDER BY t.seq LIMIT ?3 ->> 'limit'`

const askedSql = (actor: Actor, ask: PullAsk): string =>
  `SELECT t.seq, t.id, t.archived_at, t.merged_into, ${isErased}${columns(ask)}
  FROM jsonb_each(jsonb(?3)) j CROSS JOIN ${quoted(ask.table)} t ON t.org = ?1 AND t.id = j.value
    ${customerJoin(ask.table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE ${inScope(actor, ask.table, false)}`

/** Customers that the reader saw before they were handed over and does not see now, and their children. */
const leftSql = (actor: Actor, ask: PullAsk): string => {
  const then = ask.isOwnOnly
    ? `e.left_owner = ?2 ->> 'me'`
    : scopeSql(actor, '?2', 'e.left_owner', 'e.left_visibility')
  const now = ask.isOwnOnly
    ? `p.owner IS ?2 ->> 'me'`
    : scopeSql(actor, '?2', 'p.owner', 'p.visibility')
  const children =
    ask.table === 'customer'
      ? ''
      : `CROSS JOIN ${quoted(ask.table)} t ON t.org = p.org AND t.customer_id = p.id`
  return `SELECT e.seq, ${ask.table === 'customer' ? 'p' : 't'}.id
  FROM (SELECT * FROM scope_event WHERE org = ?1 AND seq > ?3 ->> 'after' AND seq < ?3 ->> 'before'
    ORDER BY seq LIMIT ?3 ->> 'limit') e
  CROSS JOIN customer p ON p.org = ?1 AND p.id = e.row_id ${children}
  WHERE ${then} AND NOT (${now}) ORDER BY e.seq`
}

const eventsSql = `SELECT count(*) AS events, max(seq) AS last FROM (SELECT seq FROM scope_event
  WHERE org = ?1 AND seq > ?2 ->> 'after' AND seq < ?2 ->> 'before' ORDER BY seq LIMIT ?2 ->> 'limit')`

type Gone = PullFacts['gone'][number]
export const isGoneRow = (row: Row): boolean =>
  row['archived_at'] !== null || row['merged_into'] !== null
export const toGone = (row: Row): Gone => {
  const [seq, id] = [numberOf(row, 'seq'), textOf(row, 'id') ?? '']
  if (flagOf(row, 'erased')) return { seq, id, reason: 'erased', into: null }
  const into = textOf(row, 'merged_into')
  return { seq, id, reason: into === null ? 'archived' : 'merged', into }
}

export const toPulled = (table: TableName, row: Row): PullFacts['rows'][number] => ({
  seq: numberOf(row, 'seq'),
  id: textOf(row, 'id') ?? '',
  rev: numberOf(row, 'rev'),
  crev: numberOf(row, 'crev'),
  values: withFigures(jsonOf<WireValues>(row, 'fields', {}), figuredOf(row)),
  computed: withFigures(valuesOf(row, computedKeys(table)), figuredOf(row)),
})

const splitRows = (table: TableName, rows: readonly Row[]): Pick<PullFacts, 'rows' | 'gone'> => ({
  rows: rows.filter((row) => !isGoneRow(row)).map((row) => toPulled(table, row)),
  gone: rows.filter(isGoneRow).map(toGone),
})

const readAsked = async (
  database: Database,
  actor: Actor,
  ask: PullAsk,
  ids: readonly string[],
): Promise<PullFacts> => {
  const org = actor.org.id
  const asked = forRows(askedSql(actor, ask).replaceAll('?1', '?9'), ids).map(
    ({ sql, values }) => ({
      sql: sql.replaceAll('?3', '?1').replaceAll('?9', '?3'),
      values: [values[0] ?? null, scopeParameter(actor), org],
    }),
  )
  const [counter = [], ...results] = await database.runBatch([headStatement(org), ...asked])
  const found = splitRows(ask.table, results.flat())
  const seen = new Set([...found.rows, ...found.gone].map((row) => row.id))
  const missing = ids
    .filter((id) => !seen.has(id))
    .map((id): Gone => ({ seq: 0, id, reason: 'scope', into: null }))
  const gone = [...found.gone, ...missing]
  return { log: toLog(counter, []), through: ask.after, rows: found.rows, gone }
}

/** One page: everything the reader may see with a seq in (after, through]. */
export const readPull = async (
  database: Database,
  actor: Actor,
  ask: PullAsk,
): Promise<PullFacts> => {
  if (ask.only !== null) return await readAsked(database, actor, ask, ask.only)
  const org = actor.org.id
  const bounds = { after: ask.after, before: ask.before ?? Number.MAX_SAFE_INTEGER }
  const meta = JSON.stringify({ ...bounds, limit: ask.limit })
  const [counter = [], marks = [], rows = [], left = [], events] = await database.runBatch([
    headStatement(org),
    marksStatement(org, ask.marks),
    { sql: changedSql(actor, ask), values: [org, scopeParameter(actor), meta] },
    { sql: leftSql(actor, ask), values: [org, scopeParameter(actor), meta] },
    { sql: eventsSql, values: [org, meta] },
  ])
  const log = toLog(counter, marks)
  const seq = log.head
  const lastRow = rows.length < ask.limit ? seq : numberOf(rows.at(-1) ?? {}, 'seq')
  const event = events?.[0] ?? {}
  const lastEvent = numberOf(event, 'events') < ask.limit ? seq : numberOf(event, 'last')
  const through = Math.min(lastRow, lastEvent, bounds.before - 1, seq)
  const found = splitRows(ask.table, rows)
  const scoped = left.map((row): Gone => ({
    seq: numberOf(row, 'seq'),
    id: textOf(row, 'id') ?? '',
    reason: 'scope',
    into: null,
  }))
  return {
    log,
    through,
    rows: found.rows.filter((row) => row.seq <= through),
    gone: [...found.gone, ...scoped].filter((row) => row.seq <= through),
  }
}
