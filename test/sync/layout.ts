// Which column of a simulated sheet holds what, as the oracle sees it: by Excel's column id, or by its header where
// the user made the column anew. And the few things that it reads out of a stamp.
import { tableKeys } from '../../shared/schema/table-keys.ts'
import type { Content, GridColumn, GridRow } from './content.ts'
import { cellAt } from './content.ts'
import { CUSTOMER, DATE, headersOf } from './fields.ts'
import type { AsideKey } from './fields.ts'

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
/** Ids beyond those of columns that users insert. */
export const asideIds: Readonly<Record<AsideKey, number>> = { [CUSTOMER]: 99, [DATE]: 98 }
const asidesById = new Map(Object.entries(asideIds).map(([key, id]) => [id, key]))
export const SYNC = firstColumns.indexOf('_sync') + 1
export const OWN = firstColumns.indexOf(null) + 1
/** No header means something else in the sheet of another table. */
const keysByHeader = new Map(
  tableKeys.flatMap((table) =>
    Object.entries(headersOf(table)).map(([key, header]) => [header, key] as const),
  ),
)

export const keyOfColumn = ({ id, name }: GridColumn): string | null => {
  if (id <= firstColumns.length) return firstColumns[id - 1] ?? null
  return asidesById.get(id) ?? keysByHeader.get(name) ?? null
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
