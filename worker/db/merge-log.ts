// The log of merges: newest first, those whose winner the reader sees.
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { Counts, MergesAsk, MergeStore } from '../service/merge-facts.ts'
import type { Database, Row } from './database.ts'
import { movedCounts } from './merge-read.ts'
import { jsonOf, numberOf, textOf } from './sql.ts'

/** ?1 org, ?2 {before, limit, merge}, ?3 scope */
const listSql = (
  actor: Actor,
  { merge }: MergesAsk,
): string => `SELECT e.id, e.seq, e.at, e.by_user, e.workbook, e.batch,
    e.names, e.evidence ->> '$.score' AS score, e.undone_at, e.undone_by, e.undone_seq, ${movedCounts('e.id')} AS moved
  FROM merge_edge e CROSS JOIN customer p ON p.org = e.org AND p.id = e.winner
  WHERE e.org = ?1 AND e.seq < ?2 ->> 'before' ${merge === null ? '' : `AND e.id = ?2 ->> 'merge'`}
    AND ${scopeSql(actor, '?3', 'p.owner', 'p.visibility')} ORDER BY e.seq DESC LIMIT ?2 ->> 'limit'`

type Found = Awaited<ReturnType<MergeStore['readMerges']>>[number]
type Entry = Found['entry']

const nameOf = (actor: Actor, id: string): string =>
  actor.users.find((user) => user.id === id)?.name ?? ''

const toUndone = (actor: Actor, row: Row): Entry['undone'] => {
  if (row['undone_seq'] === null) return null
  const by = textOf(row, 'undone_by') ?? ''
  return { at: numberOf(row, 'undone_at'), by, byName: nameOf(actor, by) }
}

const toEntry = (actor: Actor, row: Row): Entry => {
  const names = jsonOf<readonly (readonly [string, string])[]>(row, 'names', [])
  const [winner = { id: '', name: '' }, ...losers] = names.map(([id, name]) => ({ id, name }))
  const by = textOf(row, 'by_user') ?? ''
  return {
    merge: textOf(row, 'id') ?? '',
    at: numberOf(row, 'at'),
    by,
    byName: nameOf(actor, by),
    workbook: textOf(row, 'workbook') ?? '',
    batch: textOf(row, 'batch'),
    winner,
    losers,
    moved: { ...jsonOf<Counts>(row, 'moved', {}) },
    score: typeof row['score'] === 'number' ? row['score'] : null,
    undone: toUndone(actor, row),
  }
}

export const readMerges = async (
  database: Database,
  actor: Actor,
  ask: MergesAsk,
): Promise<readonly Found[]> => {
  const values = [actor.org.id, JSON.stringify(ask), scopeParameter(actor)]
  const [rows = []] = await database.runBatch([{ sql: listSql(actor, ask), values }])
  return rows.map((row) => ({ entry: toEntry(actor, row), seq: numberOf(row, 'seq') }))
}
