// The tables of matching: what a customer is found by, pairs that wait for a person, the answers given, and how many
// customers out of sight were hinted at. A customer's features stand in his own row (`features` of customer).
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Beside the strong keys, which find too. Rows that are archived or merged keep theirs. WITHOUT ROWID. */
export const matchKey = sqliteTable(
  'match_key',
  { org: text().notNull(), key: integer().notNull(), row_id: text().notNull() },
  (t) => [primaryKey({ columns: [t.org, t.key, t.row_id] })],
)

/** A pair that may be one customer or is related; `a` sorts before `b`. WITHOUT ROWID. */
export const matchPair = sqliteTable(
  'match_pair',
  {
    org: text().notNull(),
    a: text().notNull(),
    b: text().notNull(),
    outcome: text({ enum: ['same', 'look', 'related'] }).notNull(),
    kind: text(),
    /** Bits, as they were when the pair was found. */
    score: real().notNull(),
    /** Whose write found it, and in which batch. */
    by_user: text().notNull(),
    batch: text(),
    at: integer().notNull(),
    /** 0: answered, or retired. */
    open: integer().notNull(),
    /** The row that was merged away while the pair was open. */
    retired: text(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.a, t.b] }),
    index('match_pair_b').on(t.org, t.b),
    index('match_pair_open').on(t.org, t.score).where(sql.raw('open = 1')),
  ],
)

/** What somebody said of a pair, the newest answer only. WITHOUT ROWID. */
export const matchAnswer = sqliteTable(
  'match_answer',
  {
    org: text().notNull(),
    a: text().notNull(),
    b: text().notNull(),
    verdict: text({ enum: ['different', 'related', 'unsure', 'merged'] }).notNull(),
    kind: text(),
    by_user: text().notNull(),
    at: integer().notNull(),
    /** JSON, see shared/match/print.ts: it silences the pair as long as the fields that mattered stand. */
    print: text().notNull(),
    /** JSON [[field, level, common], …]: what learning is taught. */
    evidence: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.a, t.b] }),
    index('match_answer_at').on(t.org, t.at, t.a, t.b),
  ],
)

/** Hints about customers out of a user's sight, by day of the organisation. WITHOUT ROWID. */
export const matchHint = sqliteTable(
  'match_hint',
  {
    org: text().notNull(),
    by_user: text().notNull(),
    day: text().notNull(),
    told: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.by_user, t.day] })],
)

/** How far a rebuild has come. WITHOUT ROWID. */
export const matchRebuild = sqliteTable(
  'match_rebuild',
  {
    org: text().notNull(),
    version: integer().notNull(),
    phase: text({ enum: ['keys', 'pairs', 'done'] }).notNull(),
    /** The last customer looked at in this phase. */
    after: text().notNull(),
    looked: integer().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org] })],
)
