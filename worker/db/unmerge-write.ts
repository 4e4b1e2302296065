// A merge taken back as one atomic batch. Its gate is the edge: it is marked as undone only if it still is in force and
// all rows stand as they were looked at; everything else follows from an edge that this very batch marked.
import type { Actor } from '../auth/actor.ts'
import type { UnmergePlan } from '../service/merge-facts.ts'
import type { Database } from './database.ts'
import { before } from './gate.ts'
import { runMergeBatch } from './merge-batch.ts'
import { isUnmergedNow, moveBackStatements, unmergeMark } from './merge-move.ts'
import type { PutRow } from './merge-put.ts'

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

export const writeUnmerge = async (
  database: Database,
  actor: Actor,
  plan: UnmergePlan,
): Promise<boolean> => {
  const { edge, workbook, now, winner, losers, contacts, keys, report, isHandedBack } = plan
  const merge = edge.id
  const seen = JSON.stringify({
    winner: [[winner.id, winner.rev]],
    losers: losers.map(({ id, rev }) => [id, rev]),
    contacts,
    report,
  })
  const rows = toPutRows(plan)
  const deed = {
    what: 'unmerge',
    merge,
    workbook,
    now,
    rows,
    keys,
    isHanded: isHandedBack,
    isRenamed: edge.joined['name'] !== winner.values['name'],
  } as const
  return await runMergeBatch(database, actor, deed, {
    gate: (values) => ({ sql: gateSql, values: [null, ...values, seen] }),
    isNow: isUnmergedNow,
    mark: unmergeMark(merge),
    alias: aliasSql,
    move: moveBackStatements,
  })
}
