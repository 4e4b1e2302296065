// A merge taken back as one atomic batch. Its gate is the edge: it is marked as undone only if it still is in force and
// all rows stand as they were looked at; everything else follows from an edge that this very batch marked.
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import type { UnmergePlan } from '../service/merge-facts.ts'
import { auditIfChanged } from './audit.ts'
import type { Database } from './database.ts'
import { before } from './gate.ts'
import { markStatement } from './log.ts'
import { isUnmergedNow, moveBackStatements, unmergeMark } from './merge-move.ts'
import { keyStatements, type PutRow, putStatements, raiseChildrenStatements } from './merge-put.ts'
import { flagOf } from './sql.ts'

const standing = (rows: string, condition: string): string =>
  `(SELECT count(*) FROM json_each(?4, '$.${rows}') j CROSS JOIN ${condition}) = json_array_length(?4, '$.${rows}')`

/** ?4 {winner: [[id, rev]], losers: [[id, rev], …], contacts: [[id, rev], …], report} */
const gateSql = `UPDATE merge_edge SET undone_at = ?3 ->> 'at', undone_by = ?3 ->> 'user', undone_seq = ${before} + 1,
    undone_report = ?4 -> 'report'
  WHERE org = ?2 AND id = ?3 ->> 'merge' AND undone_seq IS NULL
    AND ${standing('winner', `customer t ON t.org = ?2 AND t.id = j.value ->> 0 WHERE t.rev = j.value ->> 1 AND t.archived_at IS NULL AND t.merged_into IS NULL`)}
    AND ${standing('losers', `customer t ON t.org = ?2 AND t.id = j.value ->> 0 WHERE t.rev = j.value ->> 1 AND t.merged_into = ?3 ->> 'winner'`)}
    AND ${standing('contacts', `contact t ON t.org = ?2 AND t.id = j.value ->> 0 WHERE t.rev = j.value ->> 1`)}`

/** Those for whom a loser stood before, by merges in force, are stood for by him again. Their edges lead to them. */
const aliasSql = `UPDATE customer SET merged_into = r.top
  FROM (WITH RECURSIVE tree (top, id) AS (
      SELECT j.value, j.value FROM merge_edge e CROSS JOIN json_each(e.losers) j WHERE ${isUnmergedNow}
      UNION SELECT t.top, l.value FROM tree t
        CROSS JOIN merge_edge o ON o.org = ?2 AND o.winner = t.id AND o.undone_seq IS NULL
        CROSS JOIN json_each(o.losers) l)
    SELECT top, id FROM tree WHERE id <> top LIMIT -1) r
  WHERE customer.org = ?2 AND customer.id = r.id`

const askSql = `SELECT EXISTS (SELECT 1 FROM merge_edge e WHERE ${isUnmergedNow}) AS passed`

const toPutRows = (plan: UnmergePlan): readonly PutRow[] => {
  const { winner, losers, left, created, isHandedBack } = plan
  return [
    {
      ...winner,
      mergedInto: null,
      created,
      leaves: isHandedBack ? [winner.id, left.owner, left.visibility] : null,
    },
    ...losers.map((loser): PutRow => {
      const isSeenAlike =
        (loser.values['owner'] ?? null) === left.owner &&
        (loser.values['visibility'] ?? null) === left.visibility
      return {
        ...loser,
        mergedInto: null,
        created: null,
        leaves: isSeenAlike ? null : [loser.id, left.owner, left.visibility],
      }
    }),
  ]
}

/** Whether it was stored. Run twice, the second run finds the edge undone and stores nothing. */
export const writeUnmerge = async (
  database: Database,
  actor: Actor,
  plan: UnmergePlan,
): Promise<boolean> => {
  const { edge, workbook, now, winner, losers, contacts, report } = plan
  const rows = toPutRows(plan)
  const meta = {
    user: actor.id,
    via: workbook,
    at: now,
    taken: rows.length,
    batch: null,
    merge: edge.id,
    winner: edge.winner,
  }
  const values = [actor.org.id, JSON.stringify(meta)] as const
  const seen = {
    winner: [[winner.id, winner.rev]],
    losers: losers.map(({ id, rev }) => [id, rev]),
    contacts,
    report,
  }
  const results = await database.runBatch([
    { sql: `UPDATE counter SET seq = seq + (?2 ->> 'taken') WHERE org = ?1`, values },
    { sql: gateSql, values: [null, ...values, JSON.stringify(seen)] },
    { sql: askSql, values: [null, ...values] },
    auditIfChanged(actor.org.id, {
      by: actor.id,
      what: 'unmerge',
      ids: [edge.winner, ...edge.losers],
      at: now,
    }),
    ...putStatements(rows, unmergeMark(edge.id), isUnmergedNow, values),
    { sql: aliasSql, values: [null, ...values] },
    ...keyStatements(plan.keys, isUnmergedNow, values),
    ...moveBackStatements(values),
    ...(plan.isHandedBack ? raiseChildrenStatements(winner.id, values) : []),
    markStatement(actor.org.id, {
      tag: hash64(JSON.stringify([actor.id, now, 'un', edge.id])),
      at: now,
    }),
  ])
  return flagOf(results[2]?.[0] ?? {}, 'passed')
}
