// Purging on D1: one batch, each statement bounded. Marks of the log go up to a horizon, whose own mark stays: it is
// the newest at or before every cursor that still holds. The counter remembers the horizon in the same transaction.
import type { Purged, PurgeAsk, UpkeepStore } from '../service/upkeep.ts'
import type { Database, Statement } from './database.ts'
import { numberOf } from './sql.ts'

/** ?1 org, ?2 {eventsBefore, fencesBefore, settledBefore, leasesBefore, rowsMax} */
const purged = `(SELECT purged FROM counter WHERE org = ?1)`

/**
 * To the last of the marks next above the old horizon that are old enough; one more than are taken away, because it
 * stays. They are in the order of their writing: a later time ends the search, whatever comes behind it.
 */
const raiseSql = `UPDATE counter SET purged = max(purged, coalesce((SELECT max(m.seq) FROM
  (SELECT s.seq, max(s.at) OVER (ORDER BY s.seq) AS at FROM seq_tag s WHERE s.org = ?1 AND s.seq >= ${purged}
    ORDER BY s.seq LIMIT (?2 ->> 'rowsMax') + 1) m WHERE m.at < ?2 ->> 'eventsBefore'), 0)) WHERE org = ?1`

const marksSql = `DELETE FROM seq_tag WHERE org = ?1 AND seq IN (SELECT s.seq FROM seq_tag s
  WHERE s.org = ?1 AND s.seq < ${purged} ORDER BY s.seq LIMIT ?2 ->> 'rowsMax')`

const eventsSql = `DELETE FROM scope_event WHERE org = ?1 AND (seq, row_id) IN (SELECT e.seq, e.row_id
  FROM scope_event e WHERE e.org = ?1 AND e.seq <= ${purged} ORDER BY e.seq LIMIT ?2 ->> 'rowsMax')`

const fencesSql = `DELETE FROM intent_void WHERE org = ?1
  AND (row_id, base_rev, content_hash, by_user) IN (SELECT v.row_id, v.base_rev, v.content_hash, v.by_user
    FROM intent_void v WHERE v.org = ?1 AND v.at < ?2 ->> 'fencesBefore' ORDER BY v.at LIMIT ?2 ->> 'rowsMax')`

const conflictsSql = `DELETE FROM conflict WHERE org = ?1 AND id IN (SELECT x.id FROM conflict x
  WHERE x.org = ?1 AND x.resolved_at IS NOT NULL AND x.resolved_at < ?2 ->> 'settledBefore'
  ORDER BY x.resolved_at LIMIT ?2 ->> 'rowsMax')`

/** Without an index of their own: what is left of a day is all that a nightly call reads. */
const leasesSql = `DELETE FROM pane_lease WHERE org = ?1 AND (workbook, by_user) IN (SELECT l.workbook, l.by_user
  FROM pane_lease l WHERE l.org = ?1 AND l.until < ?2 ->> 'leasesBefore' LIMIT ?2 ->> 'rowsMax')`

const kinds = {
  marks: marksSql,
  events: eventsSql,
  fences: fencesSql,
  conflicts: conflictsSql,
  leases: leasesSql,
} as const satisfies Record<keyof Purged, string>

const countDeleted: Statement = { sql: 'SELECT changes() AS gone', values: [] }

const purge = async (database: Database, { org, ...ask }: PurgeAsk): Promise<Purged> => {
  const values = [org, JSON.stringify(ask)]
  const [, ...results] = await database.runBatch([
    { sql: raiseSql, values },
    ...Object.values(kinds).flatMap((sql) => [{ sql, values }, countDeleted]),
  ])
  const counts = results.filter((_, at) => at % 2 === 1).map(([row]) => numberOf(row ?? {}, 'gone'))
  const [marks = 0, events = 0, fences = 0, conflicts = 0, leases = 0] = counts
  return { marks, events, fences, conflicts, leases }
}

export const openUpkeep = (database: Database): UpkeepStore => ({
  purge: async (ask) => await purge(database, ask),
})
