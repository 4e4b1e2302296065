// How far customers' figures are worked out from their transactions: with it a settle looks only at what changed.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The seq and the day of the last figures. WITHOUT ROWID. */
export const figureMark = sqliteTable('figure_mark', {
  org: text().primaryKey(),
  seq: integer().notNull(),
  today: text().notNull(),
  /** All customers up to this seq were met by the last RFM scores (rfm.ts). */
  scored: integer().notNull().default(0),
})
