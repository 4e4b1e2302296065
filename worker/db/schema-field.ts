// The tables of D1 that field rights need beside the policy: values revealed a day, and how far the days that sensitive
// values are kept were looked at.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Values revealed to a user on a day of the organisation. WITHOUT ROWID. */
export const valueReveal = sqliteTable(
  'value_reveal',
  {
    org: text().notNull(),
    by_user: text().notNull(),
    day: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.by_user, t.day] })],
)

/** The last row of a table that was looked at for the values of a field that are too old. WITHOUT ROWID. */
export const fieldMark = sqliteTable(
  'field_mark',
  {
    org: text().notNull(),
    /** `table.key`, as in the policy. */
    field: text().notNull(),
    after: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.field] })],
)
