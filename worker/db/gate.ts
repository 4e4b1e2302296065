// What every write batch has in common: seqs follow from the counter that it raised first, and all statements after
// the insert into history concern the rows only that passed there. ?1 rows, ?2 org, ?3 {user, via, at, tick, taken, batch}.

/** The counter before this batch; ordinals from 1 on give each row its seq. */
export const before = `((SELECT seq FROM counter WHERE org = ?2) - (?3 ->> 'taken'))`
/** The rows of ?1 whose main write passed the gate of this very batch. All rows begin [ordinal, id, base, hash]. */
export const passed = `FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value ->> 1 AND h.base_rev = j.value ->> 2
    AND h.content_hash = j.value ->> 3
  WHERE h.seq = ${before} + (j.value ->> 0)`
export const historyColumns =
  '(org, row_id, rev, base_rev, content_hash, "table", fields, by_user, via, at, batch, seq, hint, prior_rev)'
/** As service/revision.ts counts. @param rev the revision that is followed */
export const nextRev = (rev: string): string => `max(${rev} + 1, ?3 ->> 'tick')`
export const author = `?3 ->> 'user', ?3 ->> 'via', ?3 ->> 'at', ?3 ->> 'batch'`
