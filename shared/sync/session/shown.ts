// How the board calls things: a row by its name, a cell and a stored value as a reader knows them.
import type { AnyField } from '../../schema/table.ts'
import type { Cell, Setting, Value } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import type { Layout } from '../layout.ts'

/** Fields whose text names a row, the best first. */
export const NAME_KEYS: readonly string[] = ['name', 'contact.name', 'customer']

/** Columns whose text names a row: the usual ones, then whatever is filled, from the left. */
export const namingColumns = ({ entered }: Layout): readonly number[] => {
  const place = (key: string) => {
    const at = NAME_KEYS.indexOf(key)
    return at < 0 ? NAME_KEYS.length : at
  }
  return entered
    .map(({ key, index }, at) => ({ at, place: place(key), index }))
    .toSorted((a, b) => a.place - b.place || a.index - b.index)
    .map(({ at }) => at)
}

export const labelOf = (row: SheetRow, naming: readonly number[]): string => {
  for (const at of naming) {
    const text = String(row.entered[at] ?? '').trim()
    if (text !== '') return text
  }
  return ''
}

/** A date is a number in its cell; a reader knows it as 2026-03-05. */
export const cellText = (cell: Cell, { kind }: AnyField): string =>
  typeof cell === 'number' && kind.numberFormat.includes('yy') ? kind.canon(cell) : String(cell)

/** As the sheet would show it. */
export const valueText = (
  value: Value | null,
  field: AnyField | undefined,
  setting: Setting,
): string => {
  if (value === null) return ''
  return field === undefined ? String(value) : cellText(field.kind.write(value, setting), field)
}
