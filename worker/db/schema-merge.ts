// The tables of D1 that remember merges: an edge with snapshots for each, and the rows that it moved. Both only grow;
// an undone edge stays on record. As in schema.ts, WITHOUT ROWID is added to the migration by hand where noted.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Two to eight customers that became one. In force as long as `undone_seq` is null. */
export const mergeEdge = sqliteTable(
  'merge_edge',
  {
    org: text().notNull(),
    /** Follows from the rows and their revisions, so that a request that comes twice merges once. */
    id: text().notNull(),
    winner: text().notNull(),
    /** JSON array of ids. */
    losers: text().notNull(),
    /** JSON array of [id, name as it was then], the winner first. */
    names: text().notNull(),
    /** The winner's seq and revision with the merge. */
    seq: integer().notNull(),
    rev: integer().notNull(),
    at: integer().notNull(),
    by_user: text().notNull(),
    workbook: text().notNull(),
    batch: text(),
    /** JSON: each row whole as it was, the winner first, and what the merge made of the winner. */
    snapshot: text().notNull(),
    /** JSON: what each field became and why, with the values that were not taken. */
    decisions: text().notNull(),
    /** JSON: score, answers and evidence as they were sent. */
    evidence: text().notNull(),
    undone_at: integer(),
    undone_by: text(),
    /** The winner's seq with the un-merge. */
    undone_seq: integer(),
    /** JSON: what the un-merge answered. */
    undone_report: text(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.id] }),
    index('merge_edge_seq').on(t.org, t.seq),
    index('merge_edge_winner').on(t.org, t.winner),
  ],
)

/** A row that referred to a loser and refers to the winner since. WITHOUT ROWID. */
export const mergeMoved = sqliteTable(
  'merge_moved',
  {
    org: text().notNull(),
    merge: text().notNull(),
    table: text().notNull(),
    row_id: text().notNull(),
    field: text().notNull(),
    from_id: text().notNull(),
    /** The revision that the move made. */
    rev: integer().notNull(),
    /** Counts the rows of a merge: seqs are given out by it. */
    n: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.merge, t.table, t.row_id, t.field] })],
)
