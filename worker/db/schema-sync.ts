// The tables of D1 that keep the way of the data rather than the data: the log's marks, batches, fences and leases.
// As in schema.ts, `org` leads every key, and WITHOUT ROWID is added to the migration by hand where noted.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Names the log: the seq at the end of every write and what was written there. A cursor carries the mark that it
 * stands on; a database restored to an earlier day lacks it, or has another in its place. WITHOUT ROWID.
 */
export const seqTag = sqliteTable(
  'seq_tag',
  {
    org: text().notNull(),
    seq: integer().notNull(),
    tag: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.seq] })],
)

/** Nobody writes it any more: `pane_lease` took its place, and a migration drops no table. WITHOUT ROWID. */
export const lease = sqliteTable(
  'lease',
  {
    org: text().notNull(),
    workbook: text().notNull(),
    session: text().notNull(),
    by_user: text().notNull(),
    until: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.workbook] })],
)

/** What one user wrote together; the counts are those of `batch_part`. */
export const batch = sqliteTable(
  'batch',
  {
    org: text().notNull(),
    by_user: text().notNull(),
    id: text().notNull(),
    workbook: text().notNull(),
    /** First and last write. */
    at: integer().notNull(),
    until: integer().notNull(),
    /** The first seq: the order in which batches are listed. */
    seq: integer().notNull(),
    /** JSON array of table names. */
    tables: text().notNull(),
    created: integer().notNull(),
    changed: integer().notNull(),
    archived: integer().notNull(),
    restored: integer().notNull(),
    /** The batch that this one takes back, and whose it was. */
    undoes: text(),
    undoes_by: text(),
    /** The batch that took this one back last. */
    undone: text(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.by_user, t.id] }),
    index('batch_seq').on(t.org, t.seq),
    index('batch_of_user').on(t.org, t.by_user, t.seq),
  ],
)

/**
 * One write of a batch. `rows` leads to its history: [[ordinal, id, base, hash], …], row n having taken the seq
 * `seq` + n - 1 if it was stored. One row a chunk instead of an index over all of history.
 */
export const batchPart = sqliteTable(
  'batch_part',
  {
    org: text().notNull(),
    by_user: text().notNull(),
    batch: text().notNull(),
    seq: integer().notNull(),
    rows: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.by_user, t.batch, t.seq] })],
)

/**
 * Intentions that were given up while nobody knew whether they would still arrive. The gate of a push lets
 * them pass only in the batch that asked: a request that was on its way before carries another. WITHOUT ROWID.
 */
export const intentVoid = sqliteTable(
  'intent_void',
  {
    org: text().notNull(),
    row_id: text().notNull(),
    base_rev: integer().notNull(),
    content_hash: text().notNull(),
    /** The fence holds for its own account: nobody hinders a colleague by guessing. */
    by_user: text().notNull(),
    /** null where the asker names no batch: then nothing passes. */
    batch: text(),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.row_id, t.base_rev, t.content_hash, t.by_user] }),
    index('intent_void_at').on(t.org, t.at),
  ],
)
