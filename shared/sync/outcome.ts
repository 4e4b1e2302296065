// What the server's answer to a row means for the row in the sheet, three-way: what was sent, what stands there
// now, what the server holds. A cell typed during the push stays, and its row stays dirty (R9).
import type { WireValues } from '../protocol/cell.ts'
import type { PulledRow } from '../protocol/pull.ts'
import type { RowResult } from '../protocol/push.ts'
import type { Cell, Setting, Value } from '../schema/kind.ts'
import type { AnyField } from '../schema/table.ts'
import type { SheetRow } from './classify.ts'
import type { Layout, LayoutColumn } from './layout.ts'
import { answerLetters } from './stamp.ts'
import type { Refused, Stamp } from './stamp.ts'

/** The entered cells as they were pushed, and their hash. */
export interface Sent {
  readonly cells: readonly Cell[]
  readonly hash: string
}

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

export const valueToCell = (value: Value | null, field: AnyField, setting: Setting): Cell =>
  value === null ? '' : field.kind.write(value, setting)

const deliver = (cell: Cell, value: ServerValue, column: LayoutColumn, setting: Setting): Cell =>
  value === undefined || isSameValue(cell, value, column.field, setting)
    ? cell
    : valueToCell(value, column.field, setting)

/** The entered cells with what the server holds: the same list where nothing changes. */
const deliverAll = (
  cells: readonly Cell[],
  values: Readonly<Record<string, ServerValue>>,
  { layout, setting }: PlanContext,
): readonly Cell[] => {
  const after = layout.entered.map((column, at) =>
    deliver(cells[at] ?? '', values[column.key], column, setting),
  )
  return after.every((cell, at) => cell === cells[at]) ? cells : after
}

/** The computed cells with what the server sent; what it did not send stays. */
const deliverComputed = (
  row: SheetRow,
  values: Readonly<Record<string, Value | null>>,
  { layout, setting }: PlanContext,
): readonly Cell[] =>
  layout.computed.map((column, at) => {
    const now = row.computed[at] ?? ''
    const value = values[column.key]
    if (value === undefined) return now
    const cell = valueToCell(value, column.field, setting)
    return column.field.kind.canon(cell) === column.field.kind.canon(now) ? now : cell
  })

const isRefused = (outcome: string): outcome is Refused => Object.hasOwn(answerLetters, outcome)

const headersOf = (fields: Iterable<string>, layout: Layout): readonly string[] => {
  const wanted = new Set(fields)
  return layout.entered
    .filter((column) => wanted.has(column.key))
    .map((column) => column.header)
    .toSorted()
}

const marksFor = (result: RowResult, layout: Layout): readonly string[] =>
  headersOf(
    [...(result.problems ?? []), ...(result.conflicts ?? [])].map(({ field }) => field),
    layout,
  )

/** Typed over during the push in a cell that the server wants to change too. */
const collides = (row: SheetRow, sent: readonly Cell[], result: RowResult, layout: Layout) =>
  layout.entered.some(
    (column, at) => result.values?.[column.key] !== undefined && row.entered[at] !== sent[at],
  )

const planRefused = (
  row: SheetRow,
  stamp: Stamp,
  sent: Sent,
  result: RowResult,
  context: PlanContext,
): RowPlan | null =>
  isRefused(result.outcome)
    ? {
        stamp: {
          ...stamp,
          answer: { outcome: result.outcome, hash: sent.hash },
          marks: marksFor(result, context.layout),
        },
        entered: row.entered,
        computed: row.computed,
        isRewritten: false,
      }
    : null

const planStored = (
  row: SheetRow,
  stamp: Stamp,
  sent: Sent,
  result: RowResult,
  context: PlanContext,
): RowPlan => {
  const { layout } = context
  const after = deliverAll(sent.cells, result.values ?? {}, context)
  const isRewritten = after !== sent.cells
  const computed = deliverComputed(row, result.computed ?? {}, context)
  const typed = (cell: Cell, at: number) => (cell === sent.cells[at] ? row.entered[at] : cell) ?? ''
  return {
    stamp: {
      version: layout.version,
      id: result.as ?? stamp.id,
      rev: result.rev ?? stamp.rev,
      crev: result.crev ?? stamp.crev,
      hash: isRewritten ? context.hashOf(after) : sent.hash,
      ohash: result.computed === undefined ? stamp.ohash : context.computedHashOf(computed),
      answer: null,
      marks: marksFor(result, layout),
    },
    entered: isRewritten ? after.map(typed) : row.entered,
    computed,
    isRewritten,
  }
}

/**
 * @param row as it stands in the sheet now
 * @param sent what was pushed of it
 * @returns null: the sheet stays as it is, and the row is pushed again from its old base
 */
export const planResult = (
  row: SheetRow,
  sent: Sent,
  result: RowResult,
  context: PlanContext,
): RowPlan | null => {
  const { stamp } = row
  if (stamp === null || result.outcome === 'retry') return null
  if (isRefused(result.outcome)) return planRefused(row, stamp, sent, result, context)
  return collides(row, sent.cells, result, context.layout)
    ? null
    : planStored(row, stamp, sent, result, context)
}

/** Only the computed cells: the row's own content is not touched. */
const planComputed = (
  row: SheetRow,
  stamp: Stamp,
  pulled: PulledRow,
  context: PlanContext,
): RowPlan => {
  const computed = deliverComputed(row, pulled.computed, context)
  return {
    stamp: {
      ...stamp,
      crev: Math.max(stamp.crev, pulled.crev),
      ohash: context.computedHashOf(computed),
    },
    entered: row.entered,
    computed,
    isRewritten: false,
  }
}

/** All of a row as the server holds it; what was typed stays as typed where it means the same. */
export const planWhole = (row: SheetRow, pulled: PulledRow, context: PlanContext): RowPlan => {
  const { layout } = context
  const values = context.toSheet(pulled.values)
  const whole = Object.fromEntries(layout.entered.map(({ key }) => [key, values[key] ?? null]))
  const entered = deliverAll(row.entered, whole, context)
  const computed = deliverComputed(row, pulled.computed, context)
  const isRewritten = entered !== row.entered
  return {
    stamp: {
      version: layout.version,
      id: pulled.id,
      rev: pulled.rev,
      crev: pulled.crev,
      hash: context.hashOf(entered),
      ohash: context.computedHashOf(computed),
      answer: null,
      marks: isRewritten ? [] : (row.stamp?.marks ?? []),
    },
    entered,
    computed,
    isRewritten,
  }
}

/**
 * A row under another canon or mapping (R26): equal to the server's content it is stamped anew; else it keeps its
 * old base and is an edit like any other.
 */
const planStale = (row: SheetRow, stamp: Stamp, pulled: PulledRow, context: PlanContext) => {
  const { layout, setting } = context
  const values = context.toSheet(pulled.values)
  const isEqual = layout.entered.every((column, at) =>
    isSameValue(row.entered[at] ?? '', values[column.key] ?? null, column.field, setting),
  )
  if (isEqual) return planWhole(row, pulled, context)
  return planComputed(row, { ...stamp, version: layout.version, hash: '' }, pulled, context)
}

/**
 * @param row as it stands in the sheet now
 * @returns null: nothing to do with this row
 */
export const planPulled = (
  row: SheetRow,
  pulled: PulledRow,
  context: PlanContext,
): RowPlan | null => {
  const { stamp } = row
  if (stamp === null || pulled.rev < stamp.rev) return null
  switch (row.state) {
    case 'clean':
      return pulled.rev === stamp.rev
        ? planComputed(row, stamp, pulled, context)
        : planWhole(row, pulled, context)
    case 'stale':
      return planStale(row, stamp, pulled, context)
    case 'dirty':
    case 'answered':
      return planComputed(row, stamp, pulled, context)
    case 'empty':
    case 'new':
    case 'cleared':
    case 'damaged':
    case 'copy':
    case 'twin':
      return null
  }
}

/** The cells and the stamp of a row that the sheet does not have yet. */
export const planArrival = (pulled: PulledRow, context: PlanContext): RowPlan => {
  const blank: SheetRow = {
    index: -1,
    entered: context.layout.entered.map(() => ''),
    computed: context.layout.computed.map(() => ''),
    status: '',
    stampText: '',
    stamp: null,
    state: 'empty',
    hash: '',
  }
  return planWhole(blank, pulled, context)
}
