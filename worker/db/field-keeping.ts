// The end of sensitive values on D1: which of them have stood too long, by the history of their rows, and how they go
// from everything that was written of them. Such a field is no key and lends nothing to another row.
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import { tickOf } from '../service/revision.ts'
import type { KeepingStore, KeptField } from '../service/field-keeping.ts'
import { FIELDS } from '../service/field-sight.ts'
import { AGED_MAX } from '../service/retention.ts'
import { auditStatement } from './audit.ts'
import type { Database, Statement } from './database.ts'
import { author, before, historyColumns, nextRev } from './gate.ts'
import { markStatement } from './log.ts'
import { batchPartSql } from './person-places.ts'
import { endSql, pieceOf } from './piece.ts'
import { newestPolicy } from './policy.ts'
import { contentAt, quoted, textOf } from './sql.ts'

/** What the rows say that this writes, in `via` and `workbook`: no change by anybody. */
export const KEEPING = 'keeping'

/** ?2 {field} */
const partOf = ({ table }: KeptField): string =>
  pieceOf(table, `(SELECT m.after FROM field_mark m WHERE m.org = ?1 AND m.field = ?2 ->> 'field')`)

const ofRow = ({ table }: KeptField, h: string): string =>
  `${h}.org = t.org AND ${h}.row_id = t.id AND ${h}."table" = '${table}'`

/** When the value that stands was first written after another one, or after none. */
const sinceSql = (
  field: KeptField,
): string => `coalesce((SELECT min(h.at) FROM history h WHERE ${ofRow(field, 'h')}
    AND h.rev > coalesce((SELECT max(d.rev) FROM history d WHERE ${ofRow(field, 'd')}
      AND d.fields ->> '$.${field.key}' IS NOT t.${quoted(field.key)}), 0)), t.updated_at)`

const oldSql = (field: KeptField): string => `SELECT t.id FROM ${partOf(field)} t
  WHERE t.${quoted(field.key)} IS NOT NULL
    AND (t.updated_at < ?2 ->> 'before' OR ${sinceSql(field)} < ?2 ->> 'before')
  ORDER BY t.id LIMIT ${AGED_MAX}`
/** ?1 [[ordinal, table, id], …], ?2 org, ?3 {user, via, at, taken, batch} */
const ids = `(SELECT j.value ->> 2 FROM json_each(?1) j)`

/** The content's hash is what a guess could be compared with: it goes too. */
const pastSql = ({ table, key }: KeptField): string => `UPDATE history
SET fields = json_remove(fields, '$.${key}'), content_hash = 'erased/' || rowid
WHERE org = ?2 AND row_id IN ${ids} AND "table" = '${table}' AND fields ->> '$.${key}' IS NOT NULL`

/** The older revisions have lost the value already. */
const nowSql = ({ table, key }: KeptField): string => `INSERT INTO history ${historyColumns}
  SELECT t.org, t.id, ${nextRev('t.rev')}, t.rev, '${KEEPING}/${key}/' || (?3 ->> 'at'), '${table}', ${contentAt(table, 't', 't.rev')},
    ${author}, ${before} + (j.value ->> 0), NULL, t.rev
  FROM json_each(?1) j CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value ->> 2
  WHERE t.${quoted(key)} IS NOT NULL ON CONFLICT DO NOTHING`

const rowSql = ({
  table,
  key,
}: KeptField): string => `UPDATE ${quoted(table)} SET rev = ${nextRev('rev')}, seq = r.seq,
  updated_at = ?3 ->> 'at', updated_by = ?3 ->> 'user', workbook = ?3 ->> 'via', ${quoted(key)} = NULL
FROM (SELECT t.rowid AS rid, ${before} + (j.value ->> 0) AS seq FROM json_each(?1) j
  CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value ->> 2
  WHERE t.${quoted(key)} IS NOT NULL LIMIT -1) r
WHERE ${quoted(table)}.rowid = r.rid`

const conflictSql = ({ key }: KeptField): string =>
  `DELETE FROM conflict WHERE org = ?2 AND row_id IN ${ids} AND field = '${key}'`

/** What an un-merge found changed is told once more where its request comes again. */
const reportSql = ({ key }: KeptField): string => {
  const isIt = `k.value ->> 'field' = '${key}' AND k.value ->> 'row' IN ${ids}`
  return `UPDATE merge_edge SET undone_report = json_set(undone_report, '$.kept', (SELECT json_group_array(json(
    CASE WHEN ${isIt} THEN json_set(k.value, '$.now', NULL, '$.before', NULL) ELSE k.value END))
    FROM json_each(undone_report, '$.kept') k))
  WHERE org = ?2 AND undone_report IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(undone_report, '$.kept') k WHERE ${isIt})`
}

const statementsOf = (
  actor: Actor,
  { table, key, ids: rows, now }: Parameters<KeepingStore['blankValues']>[1],
): readonly Statement[] => {
  const field = { table, key }
  const org = actor.org.id
  const list = JSON.stringify(rows.map((id, i) => [i + 1, table, id]))
  const tick = tickOf(actor.org, now)
  const meta = { user: actor.id, via: KEEPING, at: now, tick, taken: rows.length, batch: null }
  const values = [list, org, JSON.stringify(meta)]
  const bound = (sql: string): Statement => ({
    sql,
    values: sql.includes('?3') ? values : values.slice(0, 2),
  })
  return [
    {
      sql: `UPDATE counter SET seq = seq + (?1 ->> 'taken') WHERE org = ?2`,
      values: [JSON.stringify({ taken: rows.length }), org],
    },
    ...[batchPartSql, pastSql(field), nowSql(field), rowSql(field)].map(bound),
    ...[conflictSql(field), reportSql(field)].map(bound),
    auditStatement(org, {
      by: actor.id,
      what: 'retention.erase',
      count: rows.length,
      detail: { field: `${table}.${key}` },
      at: now,
    }),
    markStatement(org, { tag: hash64(JSON.stringify([now, KEEPING, list])), at: now }),
  ]
}

export const openKeeping = (database: Database): KeepingStore => ({
  readFieldPolicy: async (org) => await newestPolicy(database, org, FIELDS),
  readOldValues: async (org, { table, key, before: then }) => {
    const field = { table, key }
    const name = `${table}.${key}`
    const [rows = [], ends = []] = await database.runBatch([
      { sql: oldSql(field), values: [org, JSON.stringify({ field: name, before: then })] },
      { sql: endSql(partOf(field)), values: [org, JSON.stringify({ field: name })] },
    ])
    return {
      ids: rows.map((row) => textOf(row, 'id') ?? ''),
      next: textOf(ends[0] ?? {}, 'next') ?? '',
    }
  },
  blankValues: async (actor, order) => {
    await database.runBatch(statementsOf(actor, order))
  },
  writeFieldMark: async (org, field, after) => {
    const sql = `INSERT INTO field_mark (org, field, after) SELECT ?1, ?2, ?3 WHERE 1
  ON CONFLICT (org, field) DO UPDATE SET after = excluded.after`
    await database.runBatch([{ sql, values: [org, field, after] }])
  },
})
