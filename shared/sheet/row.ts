// Cells of one row -> values and problems, and back. Only entered fields are read; the user's own columns
// and computed ones are passed over.
import type { Problem } from '../problem.ts'
import type { WireValues } from '../protocol/cell.ts'
import type { Cell, Setting } from '../schema/kind.ts'
import { sheetFields } from '../schema/tables.ts'
import type { TableKey } from '../schema/table-keys.ts'
import { missingRequired, sheetToCustomer, withKind } from './lead.ts'
import { placesOf } from './place.ts'
import type { Keys, Place } from './place.ts'
import { inCurrency, transactionFaults } from './trade.ts'

export interface RowReading {
  /** A value or null for every entered field that has a column. A field with an error is null. */
  readonly values: WireValues
  readonly problems: readonly Problem[]
}

const currencyIn = (
  places: readonly Place[],
  cells: readonly Cell[],
  setting: Setting,
): string | number | null => {
  const place = places.find(({ key }) => key === 'currency')
  return place ? place.field.kind.read(cells[place.index] ?? '', setting).value : null
}

/** What the cells say, field by field. `keys` names the field of each cell, null the user's own. */
export const readRow = (
  table: TableKey,
  keys: Keys,
  cells: readonly Cell[],
  setting: Setting,
): RowReading => {
  const values: Record<string, string | number | null> = {}
  const problems: Problem[] = []
  const { entered } = placesOf(table, keys)
  const own =
    table === 'transaction' ? inCurrency(setting, currencyIn(entered, cells, setting)) : setting
  for (const { key, field, index } of entered) {
    const reading = field.kind.read(cells[index] ?? '', own)
    values[key] = reading.value
    if (reading.flaw) problems.push({ field: key, ...reading.flaw })
  }
  return { values, problems }
}

/** The same for a row that is new, with what it lacks: what the server will say of it, ahead of time. */
export const checkNewRow = (
  table: TableKey,
  keys: Keys,
  cells: readonly Cell[],
  setting: Setting,
): RowReading => {
  const { values, problems } = readRow(table, keys, cells, setting)
  const whole = table === 'customer' ? withKind(sheetToCustomer(values, null)) : values
  const trade = table === 'transaction' ? transactionFaults(whole, setting.currency) : []
  const missing = [...missingRequired(table, whole), ...trade].filter(
    ({ field }) => !problems.some((p) => p.field === field && p.level === 'error'),
  )
  return { values: whole, problems: [...problems, ...missing] }
}

/** The row says nothing: all its entered cells are blank. */
export const isEmptyRow = (table: TableKey, keys: Keys, cells: readonly Cell[]): boolean =>
  placesOf(table, keys).entered.every(
    ({ field, index }) => field.kind.canon(cells[index] ?? '') === '',
  )

/** The cell that shows a value in a column; '' for none and for a key that is no field of the table. */
export const writeCell = (
  table: TableKey,
  key: string,
  value: string | number | null,
  setting: Setting,
): Cell => {
  const field = sheetFields(table)[key]
  return field === undefined || value === null ? '' : field.kind.write(value, setting)
}
