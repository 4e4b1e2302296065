// Rows that refer to a merged customer, moved to the one that stands for him and back. Which tables and fields those
// are follows from the schema. Each move is a revision of its row; the edge remembers it in merge_moved.
import { type Referring, referencesTo } from '../../shared/schema/references.ts'
import type { Statement } from './database.ts'
import { author, before, historyColumns, nextRev } from './gate.ts'
import { contentAt, quoted } from './sql.ts'

/** ?2 org, ?3 meta with `merge`, the edge's id. */
type Values = readonly [org: string, meta: string]

/** What the history rows of a merge, and of its un-merge, are called. */
export const mergeMark = (merge: string): string => `&${merge}`
export const unmergeMark = (merge: string): string => `!${merge}`

/** The edge `e`, if it passed the gate of this very batch. */
export const isMergedNow = `e.org = ?2 AND e.id = ?3 ->> 'merge' AND e.seq = ${before} + 1`
export const isUnmergedNow = `e.org = ?2 AND e.id = ?3 ->> 'merge' AND e.undone_seq = ${before} + 1`

const counted = '(SELECT seq FROM counter WHERE org = ?2)'
const jsonPath = (field: string): string => `'$.${quoted(field)}'`

/** The customers of the merge themselves stay as they are: they are decided field by field. */
const takeSql = ({ table, field }: Referring): string => `INSERT INTO merge_moved
  (org, merge, "table", row_id, field, from_id, rev, n)
  SELECT c.org, e.id, '${table}', c.id, '${field}', c.${quoted(field)}, ${nextRev('c.rev')},
    coalesce((SELECT max(m.n) FROM merge_moved m WHERE m.org = ?2 AND m.merge = ?3 ->> 'merge'), 0)
      + row_number() OVER (ORDER BY c.id)
  FROM merge_edge e CROSS JOIN json_each(e.losers) j
    CROSS JOIN ${quoted(table)} c ON c.org = e.org AND c.${quoted(field)} = j.value
  WHERE ${isMergedNow} AND c.id <> e.winner AND c.id NOT IN (SELECT value FROM json_each(e.losers))
  ON CONFLICT DO NOTHING`

interface Way {
  readonly isNow: string
  readonly mark: string
  readonly source: string
  readonly target: string
}
const there: Way = {
  isNow: isMergedNow,
  mark: `'&' || e.id`,
  source: 'm.from_id',
  target: 'e.winner',
}
const back: Way = {
  isNow: isUnmergedNow,
  mark: `'!' || e.id`,
  source: 'e.winner',
  target: 'm.from_id',
}

const movingRows = ({ table, field }: Referring, way: Way, join = ''): string => `FROM merge_edge e
    CROSS JOIN merge_moved m ON m.org = e.org AND m.merge = e.id AND m."table" = '${table}'
    CROSS JOIN ${quoted(table)} c ON c.org = m.org AND c.id = m.row_id ${join}
  WHERE ${way.isNow} AND m.field = '${field}' AND c.${quoted(field)} = ${way.source}`

const recordSql = (referring: Referring, way: Way): string => {
  const { table, field } = referring
  const content = contentAt(table, 'c', 'c.rev')
  return `INSERT INTO history ${historyColumns}
  SELECT c.org, c.id, ${nextRev('c.rev')}, c.rev, ${way.mark}, '${table}', json_set(${content}, ${jsonPath(field)}, ${way.target}),
    ${author}, ${counted} + m.n, NULL, c.rev
  ${movingRows(referring, way)} ON CONFLICT DO NOTHING`
}

const moveSql = (referring: Referring, way: Way): string => {
  const { table, field } = referring
  const stored = `CROSS JOIN history k ON k.org = c.org AND k.row_id = c.id AND k.base_rev = c.rev
      AND k.content_hash = ${way.mark}`
  return `UPDATE ${quoted(table)} SET ${quoted(field)} = r.target, rev = ${nextRev('rev')}, seq = r.seq,
    updated_at = ?3 ->> 'at', updated_by = ?3 ->> 'user', workbook = ?3 ->> 'via'
  FROM (SELECT c.rowid AS rid, k.seq, ${way.target} AS target ${movingRows(referring, way, stored)} LIMIT -1) r
  WHERE ${quoted(table)}.rowid = r.rid`
}

const raiseSql = (
  isNow: string,
): string => `UPDATE counter SET seq = seq + coalesce((SELECT max(m.n)
    FROM merge_edge e CROSS JOIN merge_moved m ON m.org = e.org AND m.merge = e.id WHERE ${isNow}), 0)
  WHERE org = ?2`

const statementsOf = (sqls: readonly string[], values: Values): readonly Statement[] =>
  sqls.map((sql) => ({ sql, values: [null, ...values] }))

/** After these the counter stands higher: what asks for the batch's own seqs comes before. */
export const moveStatements = (values: Values): readonly Statement[] =>
  statementsOf(
    [
      ...referencesTo('customer').flatMap((referring) => [
        takeSql(referring),
        recordSql(referring, there),
        moveSql(referring, there),
      ]),
      raiseSql(isMergedNow),
    ],
    values,
  )

/** Back to whom they came from, those that the winner still has; as `moveStatements`. */
export const moveBackStatements = (values: Values): readonly Statement[] =>
  statementsOf(
    [
      ...referencesTo('customer').flatMap((referring) => [
        recordSql(referring, back),
        moveSql(referring, back),
      ]),
      raiseSql(isUnmergedNow),
    ],
    values,
  )
