// The columns of a bound sheet that are no fields: the status column, which says in words how a row stands,
// and the hidden last column, which carries the row's identity. And the columns that a new sheet gets.
import type { Label, Locale } from '../schema/kind.ts'
import type { AnyField } from '../schema/table.ts'
import { sheetFields } from '../schema/tables.ts'
import type { TableKey } from '../schema/table-keys.ts'

export const STATUS_KEY = 'sync_status'
/** Header and key of the hidden column; never translated. */
export const IDENTITY_KEY = '_sync'
export const statusLabel: Label = { 'zh-Hans': '同步状态', 'zh-Hant': '同步狀態', en: 'Sync' }

/** A field of a sheet, with the key that it has there. */
interface SheetField {
  readonly key: string
  readonly field: AnyField
}

export const isEntered = (field: AnyField): boolean => field.filled !== 'computed'

/** All fields that a sheet of the table can have, in order. */
export const fieldList = (table: TableKey): readonly SheetField[] =>
  Object.entries(sheetFields(table)).map(([key, field]) => ({ key, field }))

/** Keys of the fields that users fill, in schema order: the order of hashes and messages. */
export const enteredKeys = (table: TableKey): readonly string[] =>
  fieldList(table)
    .filter(({ field }) => isEntered(field))
    .map(({ key }) => key)

export const computedKeys = (table: TableKey): readonly string[] =>
  fieldList(table)
    .filter(({ field }) => !isEntered(field))
    .map(({ key }) => key)

/** The label of a column by its key; a key that is no field's is shown as it is. */
export const labelOfKey = (table: TableKey, key: string, locale: Locale): string => {
  if (key === STATUS_KEY) return statusLabel[locale]
  return sheetFields(table)[key]?.label[locale] ?? key
}

const overview: Partial<Readonly<Record<TableKey, readonly string[]>>> = {
  customer: ['region_code', 'sales_12m', 'profit_12m', 'rfm', 'rhythm'],
}

/** What the reader of everybody's rows groups and adds up by; a PivotTable of his finds it there. */
export const overviewKeys = (table: TableKey): readonly string[] => overview[table] ?? []

/** The keys of a new sheet: status, the fields shown by default, `more` of them, identity. */
export const newSheetKeys = (table: TableKey, more: readonly string[] = []): readonly string[] => {
  const shown = fieldList(table)
    .filter(({ field }) => field.show === 'shown')
    .map(({ key }) => key)
  return [STATUS_KEY, ...shown, ...more.filter((key) => !shown.includes(key)), IDENTITY_KEY]
}

/** The header cells of keys, in one language. */
export const headerCells = (
  table: TableKey,
  keys: readonly string[],
  locale: Locale,
): readonly string[] => keys.map((key) => labelOfKey(table, key, locale))
