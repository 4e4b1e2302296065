// How the board calls things: a row by its name, a cell and a stored value as a reader knows them.
import type { AnyField } from '../../schema/table.ts'
import type { Cell, Setting, Value } from '../../schema/kind.ts'
import type { WireValues } from '../../protocol/cell.ts'
import type { SheetRow } from '../classify.ts'
import { isSameValue } from '../deliver.ts'
import type { PlanContext } from '../deliver.ts'
import type { Layout, LayoutColumn } from '../layout.ts'
import type { Difference } from './memory.ts'

/** What a text is worked out with. */
interface Reading {
  readonly layout: Layout
  readonly setting: Setting
}

/** Fields whose text names a row, the best first. */
export const NAME_KEYS: readonly string[] = ['name', 'contact.name', 'customer']

/** Columns whose text names a row: the usual ones, then whatever is filled, from the left. */
export const namingColumns = ({
  entered,
}: {
  readonly entered: readonly Pick<LayoutColumn, 'key' | 'index'>[]
}): readonly number[] => {
  const place = (key: string) => {
    const at = NAME_KEYS.indexOf(key)
    return at < 0 ? NAME_KEYS.length : at
  }
  return entered
    .map(({ key, index }, at) => ({ at, place: place(key), index }))
    .toSorted((a, b) => a.place - b.place || a.index - b.index)
    .map(({ at }) => at)
}

export const labelOf = (row: Pick<SheetRow, 'entered'>, naming: readonly number[]): string => {
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

/** Of stored values, the best of those that name a row, as this sheet would show it. */
export const nameIn = (values: WireValues, { layout, setting }: Reading): string => {
  const texts = NAME_KEYS.map((key) => {
    const field = layout.entered.find((column) => column.key === key)?.field
    return valueText(values[key] ?? null, field, setting)
  })
  return texts.find((text) => text !== '') ?? ''
}

/**
 * The cells that say something else than the server has there, from the left.
 * @param values those that are not what was sent of the row; null: not known
 */
export const whatDiffers = (
  row: SheetRow,
  values: WireValues | null,
  { layout, setting, plan }: Reading & { readonly plan: PlanContext },
): readonly Difference[] => {
  if (values === null) return []
  const there = plan.toSheet(values)
  const found = layout.entered.flatMap(({ key, header, index, field }, at): Difference[] => {
    const cell = row.entered[at] ?? ''
    const value = there[key]
    if (value === undefined || isSameValue(cell, value, field, setting)) return []
    const theirs = valueText(value, field, setting)
    return [{ field: key, header, column: index, mine: cellText(cell, field), theirs }]
  })
  return found.toSorted((a, b) => a.column - b.column)
}
