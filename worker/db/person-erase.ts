// Erasure on D1: of a row, of all its revisions and of all that was derived from them, in one batch. The row stays as a
// tombstone that names itself and whose it was, archived for good; its readers are told that it is gone.
import { tombstoneOf } from '../../shared/merge/tombstone.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import { type TableKey, tableKeys } from '../../shared/schema/table-keys.ts'
import type { Actor } from '../auth/actor.ts'
import type { Erasure } from '../service/person.ts'
import { tickOf } from '../service/revision.ts'
import { auditStatement } from './audit.ts'
import type { Database, Statement } from './database.ts'
import { author, before, historyColumns, nextRev } from './gate.ts'
import { markStatement } from './log.ts'
import { batchPartSql, edgeStatements, type Places, readPlaces } from './person-places.ts'
import { hostStatements } from './person-host.ts'
import { computedKeys, enteredKeys, quoted } from './sql.ts'
import { forgetTraitsOf } from './tier-likes.ts'

/** ?1 [[ordinal, table, id], …], ?2 org, ?3 {user, via, at, tick, taken, batch, reason} */
const ids = (table: TableKey | null): string =>
  `(SELECT j.value ->> 2 FROM jsonb_each(jsonb(?1)) j ${table === null ? '' : `WHERE j.value ->> 1 = '${table}'`})`
const isOpen = (id: string): string =>
  `NOT EXISTS (SELECT 1 FROM erased e WHERE e.org = ?2 AND e.row_id = ${id})`

/** What stays of a row: whose it is, so that those who saw it are told. */
const kept: Readonly<Record<TableKey, readonly string[]>> = {
  customer: ['owner', 'visibility', 'kind'],
  contact: ['customer_id'],
  visit: ['customer_id'],
  transaction: ['customer_id'],
}
const hasName = (table: TableKey): boolean => table === 'customer' || table === 'contact'
const tombstone = (id: string): string => `'${tombstoneOf('')}' || ${id}`

/** The content of a tombstone; JSON without nulls. */
const content = (table: TableKey): string => {
  const own = kept[table].map((key) => `'${key}', t.${quoted(key)}`)
  const name = hasName(table) ? [`'name', ${tombstone('t.id')}`] : []
  return `json_patch('{}', json_object(${[...name, ...own].join(', ')}))`
}

/** The content's hash is what a guess could be compared with: it goes too. */
const pastSql = (
  table: TableKey,
): string => `UPDATE history SET hint = NULL, content_hash = 'erased/' || rowid,
  fields = coalesce((SELECT ${content(table)} FROM ${quoted(table)} t WHERE t.org = ?2 AND t.id = history.row_id), '{}')
WHERE org = ?2 AND row_id IN ${ids(table)} AND "table" = '${table}' AND ${isOpen('history.row_id')}`

const nowSql = (table: TableKey): string => `INSERT INTO history ${historyColumns}
  SELECT t.org, t.id, ${nextRev('t.rev')}, t.rev, 'erased', '${table}', ${content(table)}, ${author}, ${before} + (j.value ->> 0), NULL, t.rev
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value ->> 2
  WHERE j.value ->> 1 = '${table}' AND ${isOpen('t.id')} ON CONFLICT DO NOTHING`

const rowSql = (table: TableKey): string => {
  const gone = [...enteredKeys(table), ...computedKeys(table)].filter(
    (key) => !kept[table].includes(key) && !(hasName(table) && key === 'name'),
  )
  const more = table === 'customer' ? ['features', 'figures', 'primary_contact'] : []
  return `UPDATE ${quoted(table)} SET rev = ${nextRev('rev')}, seq = r.seq, updated_at = ?3 ->> 'at', updated_by = ?3 ->> 'user',
    workbook = ?3 ->> 'via', archived_at = coalesce(archived_at, ?3 ->> 'at')
    ${hasName(table) ? `, name = ${tombstone('id')}` : ''}
    ${[...gone, ...more].map((key) => `, ${quoted(key)} = NULL`).join('')}
  FROM (SELECT t.rowid AS rid, ${before} + (j.value ->> 0) AS seq FROM jsonb_each(jsonb(?1)) j
    CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value ->> 2
    WHERE j.value ->> 1 = '${table}' AND ${isOpen('t.id')} LIMIT -1) r
  WHERE ${quoted(table)}.rowid = r.rid`
}

/** Before the customers are written: their keys are read off their features. */
const matchKeysSql = `DELETE FROM match_key WHERE (org, key, row_id) IN (SELECT c.org, k.value, c.id
  FROM customer c CROSS JOIN json_each(c.features, '$.k') k WHERE c.org = ?2 AND c.id IN ${ids('customer')})`

/** A key is found by what it means, not by its row: all of the organisation's are looked at. */
const derivedSql: readonly string[] = [
  `DELETE FROM strong_key WHERE org = ?2 AND row_id IN ${ids(null)}`,
  `DELETE FROM conflict WHERE org = ?2 AND row_id IN ${ids(null)}`,
  `DELETE FROM intent_void WHERE org = ?2 AND row_id IN ${ids(null)}`,
  `DELETE FROM match_pair WHERE org = ?2 AND a IN ${ids('customer')}`,
  `DELETE FROM match_pair INDEXED BY match_pair_b WHERE org = ?2 AND b IN ${ids('customer')}`,
  `DELETE FROM match_answer WHERE org = ?2 AND (a IN ${ids('customer')} OR b IN ${ids('customer')})`,
  `UPDATE tier_input SET figures = 'null', state = NULL, place = NULL WHERE org = ?2 AND row_id IN ${ids('customer')}`,
  `UPDATE tier_step SET reason = '' WHERE org = ?2 AND row_id IN ${ids('customer')}`,
]

const erasedSql = `INSERT INTO erased (org, row_id, "table", at, by_user, reason)
  SELECT ?2, j.value ->> 2, j.value ->> 1, ?3 ->> 'at', ?3 ->> 'user', ?3 ->> 'reason'
  FROM jsonb_each(jsonb(?1)) j WHERE 1 ON CONFLICT DO NOTHING`

const statementsOf = (
  actor: Actor,
  { rows, reason, now, done }: Erasure,
  places: Places,
): readonly Statement[] => {
  const org = actor.org.id
  const taken = rows.length + places.hosts.length
  const tick = tickOf(actor.org, now)
  const meta = { user: actor.id, via: 'erase', at: now, tick, taken, batch: null, reason }
  const list = JSON.stringify(rows.map(({ table, id }, i) => [i + 1, table, id]))
  const values = [list, org, JSON.stringify(meta)]
  // D1 takes as many values as a statement names, no more.
  const bound = (sql: string): Statement => ({
    sql,
    values: sql.includes('?3') ? values : values.slice(0, 2),
  })
  const used = tableKeys.filter((table) => rows.some((row) => row.table === table))
  const what = reason === 'retention' ? 'retention.erase' : 'person.erase'
  const entry =
    done === null
      ? []
      : [{ by: actor.id, what, ids: done.ids, count: done.count, detail: { reason }, at: now }]
  return [
    {
      sql: `UPDATE counter SET seq = seq + (?1 ->> 'taken') WHERE org = ?2`,
      values: [JSON.stringify({ taken }), org],
    },
    ...[batchPartSql, matchKeysSql, forgetTraitsOf(ids('customer'))].map(bound),
    ...used.flatMap((table) => [pastSql(table), nowSql(table), rowSql(table)].map(bound)),
    ...derivedSql.map(bound),
    ...hostStatements(actor, places.hosts, rows.length, meta),
    ...edgeStatements(org, places.edges),
    bound(erasedSql),
    ...entry.map((note) => auditStatement(org, { ...note, what })),
    markStatement(org, { tag: hash64(JSON.stringify([actor.id, now, 'erase', list])), at: now }),
  ]
}

/** Safe to repeat: what is erased stays as it is. */
export const eraseRows = async (
  database: Database,
  actor: Actor,
  erasure: Erasure,
): Promise<void> => {
  if (erasure.rows.length === 0) return
  const places = await readPlaces(database, actor.org.id, erasure.rows)
  await database.runBatch(statementsOf(actor, erasure, places))
}
