// From what the server holds to what the cells of a row shall say. What was typed stays as typed where it means the
// same; a cell is rewritten only if its meaning changed.
import { isSensitive } from '../privacy/sights.ts'
import type { WireValues } from '../protocol/cell.ts'
import type { Cell, Setting, Value } from '../schema/kind.ts'
import { isMask } from '../schema/kinds/masked.ts'
import type { AnyField } from '../schema/table.ts'
import { isEntered } from '../sheet/column.ts'
import type { SheetRow } from './classify.ts'
import type { Layout, LayoutColumn } from './layout.ts'
import type { Stamp } from './stamp.ts'

/** What a row shall hold. */
export interface RowPlan {
  readonly stamp: Stamp
  /** In the order of the layout. */
  readonly entered: readonly Cell[]
  readonly computed: readonly Cell[]
  /** Did the server's values replace any entered cell? */
  readonly isRewritten: boolean
}

export interface PlanContext {
  readonly layout: Layout
  readonly setting: Setting
  /** Of the entered cells, in the order of the layout. */
  readonly hashOf: (entered: readonly Cell[]) => string
  /** Of the computed cells, in the order of the layout. */
  readonly computedHashOf: (computed: readonly Cell[]) => string
  /** Stored values as this sheet shows them (a person's name stands once). */
  readonly toSheet: (values: WireValues) => WireValues
}

type ServerValue = Value | null | undefined

/** Does the cell already say what the server holds? What was typed stays as typed. */
export const isSameValue = (
  cell: Cell,
  value: Value | null,
  field: AnyField,
  setting: Setting,
): boolean => {
  const { kind } = field
  const reading = kind.read(cell, setting)
  if (value === null) return reading.value === null && reading.flaw === null
  return reading.value === value || kind.canon(cell) === kind.canon(kind.write(value, setting))
}

/** A name that nobody is known by may be an earlier one of that very row, or another spelling: it tells nothing. */
const isUnknownName = (cell: Cell, value: Value | null, field: AnyField, setting: Setting) =>
  field.kind.refersTo !== null && value !== null && field.kind.read(cell, setting).flaw !== null

/** Of an untouched cell: does it say for certain something else than the server? */
export const isOtherValue = (
  cell: Cell,
  value: Value | null,
  field: AnyField,
  setting: Setting,
): boolean =>
  !isSameValue(cell, value, field, setting) && !isUnknownName(cell, value, field, setting)

export const valueToCell = (value: Value | null, field: AnyField, setting: Setting): Cell =>
  value === null ? '' : field.kind.write(value, setting)

/** An id, written where nobody could be named just then, though he can be by now. */
export const isBareId = (
  cell: Cell,
  value: ServerValue,
  { field }: LayoutColumn,
  setting: Setting,
): boolean =>
  field.kind.refersTo !== null && cell === value && valueToCell(value, field, setting) !== value

const deliver = (cell: Cell, value: ServerValue, column: LayoutColumn, setting: Setting): Cell => {
  if (value === undefined) return cell
  const isSame = isSameValue(cell, value, column.field, setting)
  return isSame && !isBareId(cell, value, column, setting)
    ? cell
    : valueToCell(value, column.field, setting)
}

/** The entered cells with what the server holds: the same list where nothing changes. */
export const deliverAll = (
  cells: readonly Cell[],
  values: Readonly<Record<string, ServerValue>>,
  { layout, setting }: PlanContext,
): readonly Cell[] => {
  const after = layout.entered.map((column, at) =>
    deliver(cells[at] ?? '', values[column.key], column, setting),
  )
  return after.every((cell, at) => cell === cells[at]) ? cells : after
}

/**
 * In a column of a sensitive field that is not sent: its user's own text. The server tells nothing but masks of such a
 * field, so that anything else was typed here, and stands nowhere else.
 */
export const isOwnText = ({ field }: LayoutColumn, cell: Cell): boolean =>
  cell !== '' && isEntered(field) && isSensitive(field) && !isMask(cell)

/** The computed cells without what the server sent. */
export const emptyComputed = ({ computed }: Layout, cells: readonly Cell[]): readonly Cell[] =>
  computed.map((column, at) => {
    const cell = cells[at] ?? ''
    return isOwnText(column, cell) ? cell : ''
  })

/** The computed cells with what the server sent; what it did not send stays. */
export const deliverComputed = (
  row: SheetRow,
  values: Readonly<Record<string, Value | null>>,
  { layout, setting }: PlanContext,
): readonly Cell[] =>
  layout.computed.map((column, at) => {
    const now = row.computed[at] ?? ''
    const value = values[column.key]
    if (value === undefined || isOwnText(column, now)) return now
    const cell = valueToCell(value, column.field, setting)
    return column.field.kind.canon(cell) === column.field.kind.canon(now) ? now : cell
  })
