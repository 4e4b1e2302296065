// Which pane of an account syncs a workbook. Whoever else opens the file has a lease of his own, which hinders nobody:
// whose a sheet is, is said in the workbook, where the server does not look.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row a workbook and account; rows that ended long ago are purged (db/upkeep.ts). WITHOUT ROWID. */
export const paneLease = sqliteTable(
  'pane_lease',
  {
    org: text().notNull(),
    workbook: text().notNull(),
    by_user: text().notNull(),
    session: text().notNull(),
    until: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.workbook, t.by_user] })],
)
