// What an organisation decides about itself: tier cuts, matching, limits, purposes. One append-only table, so that
// the history of policies is the table, and a change is a compare-and-set on the version.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The newest version of a name is in force. WITHOUT ROWID. */
export const policy = sqliteTable(
  'policy',
  {
    org: text().notNull(),
    /** tier, match, …: each is a zod schema beside the code that it rules. */
    name: text().notNull(),
    version: integer().notNull(),
    /** JSON. */
    value: text().notNull(),
    at: integer().notNull(),
    by_user: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.name, t.version] })],
)
