// A merge as one atomic batch. Its gate is the edge: it is stored only if all rows stand as they were looked at, and
// everything else follows from an edge that this very batch stored.
import type { Actor } from '../auth/actor.ts'
import type { MergePlan } from '../service/merge-facts.ts'
import { nextRev, tickOf } from '../service/revision.ts'
import type { Database } from './database.ts'
import { before } from './gate.ts'
import { runMergeBatch } from './merge-batch.ts'
import { isMergedNow, mergeMark, moveStatements } from './merge-move.ts'
import type { PutRow } from './merge-put.ts'

/** ?1 [[id, rev], …], ?4 the edge's own content. */
const gateSql = `INSERT INTO merge_edge (org, id, winner, losers, names, seq, rev, at, by_user, workbook, batch, snapshot,
    decisions, evidence)
  SELECT ?2, ?3 ->> 'merge', ?3 ->> 'winner', ?4 -> 'losers', ?4 -> 'names', ${before} + 1, ?4 ->> 'rev', ?3 ->> 'at',
    ?3 ->> 'user', ?3 ->> 'via', ?4 ->> 'batch', ?4 -> 'snapshot', ?4 -> 'decisions', ?4 -> 'evidence'
  WHERE (SELECT count(*) FROM json_each(?1) j CROSS JOIN customer t ON t.org = ?2 AND t.id = j.value ->> 0
    WHERE t.rev = j.value ->> 1 AND t.archived_at IS NULL AND t.merged_into IS NULL) = json_array_length(?1)
  ON CONFLICT DO NOTHING`

/** Those for whom a loser stood are stood for by the winner. */
const aliasSql = `UPDATE customer SET merged_into = ?3 ->> 'winner' WHERE org = ?2 AND merged_into IN (
  SELECT j.value FROM merge_edge e CROSS JOIN json_each(e.losers) j WHERE ${isMergedNow})`

const toPutRows = ({ record, created, left }: MergePlan): readonly PutRow[] => {
  const [winner, ...losers] = record.rows
  if (!winner) return []
  const textAt = (field: string) => record.joined[field] ?? null
  return [
    {
      ...winner,
      values: record.joined,
      primary: record.primary,
      mergedInto: null,
      created,
      leaves: left ? [winner.id, left.owner, left.visibility] : null,
    },
    ...losers.map((loser): PutRow => {
      const owner = String(loser.values['owner'] ?? '')
      const visibility = loser.values['visibility'] ?? null
      const isSeenAlike = owner === textAt('owner') && visibility === textAt('visibility')
      const leaves = [winner.id, owner, visibility === null ? null : String(visibility)] as const
      return {
        ...loser,
        mergedInto: winner.id,
        created: null,
        leaves: isSeenAlike ? null : leaves,
      }
    }),
  ]
}

/** The edge's own content. */
const toEdge = ({ record, names, batch, decisions, evidence }: MergePlan, tick: number) => ({
  losers: record.rows.slice(1).map((row) => row.id),
  names,
  rev: nextRev(record.rows[0]?.rev ?? 0, tick),
  batch,
  snapshot: record,
  decisions,
  evidence,
})

export const writeMerge = async (
  database: Database,
  actor: Actor,
  plan: MergePlan,
): Promise<boolean> => {
  const { merge, workbook, now, keys, left } = plan
  const rows = toPutRows(plan)
  const seen = JSON.stringify(rows.map(({ id, rev }) => [id, rev]))
  const edge = JSON.stringify(toEdge(plan, tickOf(actor.org, now)))
  const { joined } = plan.record
  const isRenamed = plan.record.rows[0]?.values['name'] !== joined['name']
  const isHanded = left !== null
  const deed = { what: 'merge', merge, workbook, now, rows, keys, isHanded, isRenamed } as const
  return await runMergeBatch(database, actor, deed, {
    gate: (values) => ({ sql: gateSql, values: [seen, ...values, edge] }),
    isNow: isMergedNow,
    mark: mergeMark(merge),
    alias: aliasSql,
    move: moveStatements,
  })
}
