// Planted flaws of the SQL: words of a statement that are others when they reach D1. Each must be caught within
// a few seeds, for a lane that never finds anything proves nothing. Shipped code knows none of them.
import type { Database } from '../../../worker/db/database.ts'

export interface Flaw {
  readonly name: string
  /** What stands in the SQL, and what stands there instead. */
  readonly from: string
  readonly to: string
}

export const flaws: readonly Flaw[] = [
  {
    name: 'the gate does not look at the revision',
    from: ', 0) = j.value ->> 4',
    to: ', 0) >= 0',
  },
  {
    name: 'a fence stops nobody',
    from: 'AND coalesce(v.batch <> ?3',
    to: 'AND 0 AND coalesce(v.batch <> ?3',
  },
  {
    name: 'a taken key is not seen',
    from: `WHERE k.seq > ?3 ->> 'seen' OR (b.seq > ?3 ->> 'seen'`,
    to: `WHERE k.seq > 1000000 OR (b.seq > 1000000`,
  },
  {
    name: 'a page begins with the row that it follows',
    from: `t.seq > ?3 ->> 'after'`,
    to: `t.seq >= ?3 ->> 'after'`,
  },
  {
    name: 'a conflict is kept with the wrong base',
    from: `c.value ->> 6, h.by_user`,
    to: `c.value ->> 2, h.by_user`,
  },
  {
    name: 'children stay behind when their customer is handed over',
    from: 'UPDATE "contact" SET seq = (SELECT seq',
    to: 'UPDATE "contact" SET seq = seq + 0 * (SELECT seq',
  },
  {
    name: 'whoever lost a customer is not told',
    from: `AND NOT (p.owner IS`,
    to: `AND (p.owner IS`,
  },
  {
    name: 'old keys stay',
    from: 'DELETE FROM strong_key WHERE',
    to: 'DELETE FROM strong_key WHERE 0 AND',
  },
  {
    name: 'a contact stays when its customer is put away',
    from: `archived_at = ?3 ->> 'at'`,
    to: `archived_at = archived_at`,
  },
  {
    name: 'the digest does not look at computed values',
    from: 'OR t.crev <> j.value ->> 2',
    to: '',
  },
  {
    name: 'a write leaves no mark in the log',
    from: 'FROM counter c WHERE c.org = ?1 ON CONFLICT',
    to: 'FROM counter c WHERE c.org = ?1 AND 0 ON CONFLICT',
  },
]

/** The database as the flaw would have it. */
export const plant = ({ meter, runBatch }: Database, { from, to }: Flaw): Database => ({
  meter,
  runBatch: (statements) =>
    runBatch(statements.map(({ sql, values }) => ({ sql: sql.replaceAll(from, to), values }))),
})
