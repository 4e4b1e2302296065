// What the batch of a merge and that of its un-merge have in common: the counter is raised, the gate is the edge, then
// follow the audit, the customers themselves, who stands for whom, keys, and the log's mark. ?2 org, ?3 meta.
import type { KeyChange } from '../../shared/merge/key-change.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import { tickOf } from '../service/revision.ts'
import { auditIfChanged } from './audit.ts'
import type { Database, Statement } from './database.ts'
import { markStatement } from './log.ts'
import { keyStatements, type PutRow, putStatements, raiseChildrenStatements } from './merge-put.ts'
import { renameStatements } from './rename.ts'
import { flagOf } from './sql.ts'

export type MergeValues = readonly [org: string, meta: string]

/** A merge, or its un-merge: what differs between the two batches. */
export interface MergeDeed {
  readonly what: 'merge' | 'unmerge'
  readonly merge: string
  readonly workbook: string
  /** UTC, milliseconds. */
  readonly now: number
  /** The winner first, as all of them are to stand. */
  readonly rows: readonly PutRow[]
  readonly keys: KeyChange
  /** Does the winner change hands himself? */
  readonly isHanded: boolean
  /** Is he called otherwise? */
  readonly isRenamed: boolean
}

export interface MergeSql {
  /** Stores or marks the edge, or does nothing; everything else follows from it. */
  readonly gate: (values: MergeValues) => Statement
  /** Holds of the edge `e` that passed the gate of this very batch. */
  readonly isNow: string
  /** What the history rows are called. */
  readonly mark: string
  /** Who stands for whom from now on. */
  readonly alias: string
  /** Rows that refer to the customers. */
  readonly move: (values: MergeValues) => readonly Statement[]
}

/** Whether it was stored: all of it, or nothing. Run twice, the second run does not pass the gate. */
export const runMergeBatch = async (
  database: Database,
  actor: Actor,
  { what, merge, workbook, now, rows, keys, isHanded, isRenamed }: MergeDeed,
  { gate, isNow, mark, alias, move }: MergeSql,
): Promise<boolean> => {
  const org = actor.org.id
  const ids = rows.map(({ id }) => id)
  const [winner = ''] = ids
  const [user, via, taken] = [actor.id, workbook, rows.length]
  const tick = tickOf(actor.org, now)
  const meta = { user, via, at: now, tick, taken, batch: null, merge, winner }
  const values: MergeValues = [org, JSON.stringify(meta)]
  const tag = hash64(JSON.stringify([actor.id, now, what, merge]))
  const first: readonly Statement[] = [
    { sql: `UPDATE counter SET seq = seq + (?2 ->> 'taken') WHERE org = ?1`, values },
    gate(values),
    {
      sql: `SELECT EXISTS (SELECT 1 FROM merge_edge e WHERE ${isNow}) AS passed`,
      values: [null, ...values],
    },
    auditIfChanged(org, { by: actor.id, what, ids, at: now }),
  ]
  const results = await database.runBatch([
    ...first,
    ...putStatements(rows, mark, isNow, values),
    { sql: alias, values: [null, ...values] },
    ...keyStatements(keys, isNow, values),
    ...move(values),
    ...(isHanded ? raiseChildrenStatements(winner, values) : []),
    ...(isRenamed ? renameStatements([{ table: 'customer', id: winner }], org) : []),
    markStatement(org, { tag, at: now }),
  ])
  return flagOf(results[2]?.[0] ?? {}, 'passed')
}
