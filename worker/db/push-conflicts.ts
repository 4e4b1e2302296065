// The conflicts of a write batch: those that its rows raise, and those that they resolve. They follow the gate of the
// push (push-write.ts) and concern the rows only that passed there.
import type { PlannedWrite, StoredConflict } from '../service/store.ts'
import type { Statement } from './database.ts'
import { passed } from './gate.ts'
import { forRows } from './parameter.ts'

export interface Numbered {
  readonly write: PlannedWrite
  /** [ordinal, id, base, hash]: how later statements find the row that passed. */
  readonly head: readonly [ordinal: number, id: string, base: number, hash: string]
}

const conflictSql = `INSERT INTO conflict (org, id, "table", row_id, field, mine, theirs, rev, by_user, at, base,
    mine_by, mine_at)
  SELECT h.org, c.value ->> 0, h."table", h.row_id, c.value ->> 1, c.value ->> 2, c.value ->> 3, h.rev,
    c.value ->> 4, c.value ->> 5, c.value ->> 6, h.by_user, h.at
  ${passed.replace('WHERE', `CROSS JOIN json_each(j.value, '$[4]') c WHERE`)} ON CONFLICT DO NOTHING`
const resolveSql = `UPDATE conflict SET resolved_at = ?3 ->> 'at', resolved_by = ?3 ->> 'user', resolution = r.take
  FROM (SELECT c.value ->> 0 AS id, c.value ->> 1 AS take
    ${passed.replace('WHERE', `CROSS JOIN json_each(j.value, '$[4]') c WHERE`)} LIMIT -1) r
  WHERE conflict.org = ?2 AND conflict.id = r.id AND conflict.resolved_at IS NULL`

export const conflictStatements = (
  rows: readonly Numbered[],
  values: readonly [org: string, meta: string],
): readonly Statement[] => {
  const toTuple = (c: StoredConflict) =>
    [
      c.id,
      c.field,
      JSON.stringify(c.mine),
      JSON.stringify(c.theirs),
      c.by,
      c.at,
      JSON.stringify(c.base),
    ] as const
  const conflicts = rows.flatMap(({ write: { conflictRows }, head }) =>
    conflictRows.length > 0 ? [[...head, conflictRows.map(toTuple)]] : [],
  )
  const resolved = rows.flatMap(({ write: { resolves }, head }) =>
    resolves.length > 0 ? [[...head, resolves.map((r) => [r.conflict, r.take])]] : [],
  )
  return [...forRows(conflictSql, conflicts, values), ...forRows(resolveSql, resolved, values)]
}
