// Which column of a simulated sheet holds what, as the oracle sees it: by Excel's column id, or by its header where
// the user made the column anew. And the few things that it reads out of a stamp.
import type { Content, GridColumn, GridRow } from './content.ts'
import { cellAt } from './content.ts'
import { CUSTOMER, headersOf, sheetTables } from './fields.ts'

/** Keys of the columns that every simulated sheet begins with, by column id from 1. null is the user's own. */
export const firstColumns: readonly (string | null)[] = [
  'sync_status',
  'name',
  'city',
  'contact.mobile',
  'sales_12m',
  'note',
  null,
  'tier',
  '_sync',
]
/** The id of the column that says whose a visit or a contact is: beyond those that users insert. */
export const CUSTOMER_ID = 99
export const SYNC = firstColumns.indexOf('_sync') + 1
export const OWN = firstColumns.indexOf(null) + 1
/** No header means something else in the sheet of another table. */
const keysByHeader = new Map(
  sheetTables.flatMap((table) =>
    Object.entries(headersOf(table)).map(([key, header]) => [header, key] as const),
  ),
)

export const keyOfColumn = ({ id, name }: GridColumn): string | null => {
  if (id <= firstColumns.length) return firstColumns[id - 1] ?? null
  return id === CUSTOMER_ID ? CUSTOMER : (keysByHeader.get(name) ?? null)
}

/** The id of the column that holds a field; null where there is none. */
export const columnOf = ({ columns }: Pick<Content, 'columns'>, key: string): number | null =>
  columns.find((column) => keyOfColumn(column) === key)?.id ?? null

export interface Identity {
  readonly id: string
  readonly rev: number
}

/** What a `_sync` text says, sound or not; null for none. */
export const identityIn = (text: string): Identity | null => {
  const parts = text.split('|')
  const [, id, rev] = parts
  return parts.length < 7 || id === undefined || id.length !== 26
    ? null
    : { id, rev: Number(rev) || 0 }
}

export const identityOf = (row: GridRow | undefined): Identity | null =>
  identityIn(String(cellAt(row, SYNC).value))
