// The column `figures` of a customer's row: what his transactions say (figures.ts), and which fields they say.
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import { type Figured, figuredFields } from '../../shared/tier/figured.ts'
import type { Row } from './database.ts'
import { jsonOf, quoted } from './sql.ts'

/** To be selected with a row called t. */
export const figuresColumn = (table: TableName): string =>
  table === 'customer' ? ', t.figures' : ''

interface Stored {
  readonly now: WireValues
  readonly before: WireValues
}

export const figuredOf = (row: Row): Figured | undefined => {
  const stored = jsonOf<Stored | null>(row, 'figures', null)
  return stored === null ? undefined : { now: stored.now, before: stored.before }
}

const isFigured = (key: string): boolean => figuredFields.some((field) => field === key)

/** The column's new value in an upsert: what was entered, unless transactions say it. */
export const upsertedColumn = (table: TableName, key: string): string =>
  table === 'customer' && isFigured(key)
    ? `CASE WHEN json_type(${table}.figures, '$.now.${key}') IS NULL THEN excluded.${quoted(key)} ELSE ${table}.${quoted(key)} END`
    : `excluded.${quoted(key)}`
