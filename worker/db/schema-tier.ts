// What managers decide on tiers beside the policy, next steps of single customers; and what the last run taught about
// whom a lead is like. Runs and their frozen inputs stand in schema.ts.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Append-only: decisions on proposed steps, the newest of a customer counts. WITHOUT ROWID. */
export const tierStep = sqliteTable(
  'tier_step',
  {
    org: text().notNull(),
    row_id: text().notNull(),
    /** Counts the decisions of a customer. */
    n: integer().notNull(),
    /** The request that it came in: sent twice it is stored once. */
    batch: text().notNull(),
    proposed: text().notNull(),
    answer: text({ enum: ['accept', 'change', 'dismiss', 'withdraw'] }).notNull(),
    /** What is to be done; null where the proposal was dismissed, or the decision taken back. */
    step: text(),
    reason: text().notNull(),
    at: integer().notNull(),
    by_user: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.row_id, t.n] })],
)

/** How often what stands among the ranked customers of the last run, the best and the worst of them. WITHOUT ROWID. */
export const tierTrait = sqliteTable(
  'tier_trait',
  {
    org: text().notNull(),
    /** 0 to 3 as `traitKeys` has them; -1 counts all ranked customers. */
    kind: integer().notNull(),
    value: text().notNull(),
    n: integer().notNull(),
    a: integer().notNull(),
    c: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.kind, t.value] })],
)
