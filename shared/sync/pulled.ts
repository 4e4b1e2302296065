// What becomes of a row of the sheet when the server sends it: a clean one is replaced, an edited one keeps what its
// user typed and gets only what is computed. Pure.
import type { PulledRow } from '../protocol/pull.ts'
import type { Cell } from '../schema/kind.ts'
import type { SheetRow } from './classify.ts'
import {
  deliverAll,
  deliverComputed,
  isBareId,
  isOtherValue,
  isSameValue,
  valueToCell,
} from './deliver.ts'
import type { PlanContext, RowPlan } from './deliver.ts'
import { isSameMapping, namedTable, namesRows } from './layout.ts'
import { withAnswer } from './stamp.ts'
import type { Stamp } from './stamp.ts'

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

/**
 * What names other rows: all of it where they may be called otherwise by now, else where an id stands for a name. Whom
 * nobody names to us stays as he is called here.
 */
const namedIn = (row: SheetRow, pulled: PulledRow, isNews: boolean, context: PlanContext) => {
  const { layout, setting, toSheet } = context
  const values = toSheet(pulled.values)
  const named = layout.entered.flatMap((column, at) => {
    const [table, id] = [namedTable(column), values[column.key]]
    if (table === null || typeof id !== 'string' || !setting.refs?.label(table, id)) return []
    const isWanted = isNews || isBareId(row.entered[at] ?? '', id, column, setting)
    return isWanted ? [[column.key, id] as const] : []
  })
  return Object.fromEntries(named)
}

/** Of a row that was not edited, entered cells too that the server now works out itself, and new names. */
const planClean = (
  row: SheetRow,
  stamp: Stamp,
  pulled: PulledRow,
  context: PlanContext,
): RowPlan => {
  const plan = planComputed(row, stamp, pulled, context)
  const names = namedIn(row, pulled, pulled.crev > stamp.crev, context)
  const entered = deliverAll(row.entered, { ...names, ...pulled.computed }, context)
  if (entered === row.entered) return plan
  const hashed = { ...plan.stamp, hash: context.hashOf(entered) }
  return { ...plan, stamp: hashed, entered, isRewritten: true }
}

/** What it names others by is its user's own until it is stored: what they are called by now comes then. */
const planEdited = (
  row: SheetRow,
  stamp: Stamp,
  pulled: PulledRow,
  context: PlanContext,
): RowPlan => {
  const plan = planComputed(row, stamp, pulled, context)
  if (!context.layout.entered.some(namesRows)) return plan
  return { ...plan, stamp: { ...plan.stamp, crev: stamp.crev } }
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
      older: [],
      marks: isRewritten ? [] : (row.stamp?.marks ?? []),
    },
    entered,
    computed,
    isRewritten,
  }
}

/** Blank cells as the server has them. */
const fillBlanks = (
  { entered }: SheetRow,
  values: PulledRow['values'],
  { layout, setting }: PlanContext,
): readonly Cell[] => {
  const after = layout.entered.map(({ key, field }, at) => {
    const cell = entered[at] ?? ''
    return cell === '' ? valueToCell(values[key] ?? null, field, setting) : cell
  })
  return after.every((cell, at) => cell === entered[at]) ? entered : after
}

const isAsOnServer = (
  entered: readonly Cell[],
  pulled: PulledRow,
  { layout, setting, toSheet }: PlanContext,
): boolean => {
  const values = toSheet(pulled.values)
  return layout.entered.every(({ key, field }, at) =>
    isSameValue(entered[at] ?? '', values[key] ?? null, field, setting),
  )
}

/** An untouched row that says something else than the server, though by its revision it should not. */
export const saysOther = (
  row: SheetRow,
  pulled: PulledRow,
  { layout, setting, toSheet }: PlanContext,
): boolean => {
  const values = toSheet(pulled.values)
  return layout.entered.some(({ key, field }, at) =>
    isOtherValue(row.entered[at] ?? '', values[key] ?? null, field, setting),
  )
}

/** Once it is delivered again: the server had said that it is gone. */
export const isBack = ({ answer }: Stamp): boolean => answer?.outcome === 'gone'

/**
 * A row that had left its user's sight and is back, with what was typed in it held meanwhile (R33): as the server has
 * it, or an edit of its old base like any other. A base that the server has lost by now it does not know: then what
 * differs is a conflict (R28).
 */
const planBack = (row: SheetRow, stamp: Stamp, pulled: PulledRow, context: PlanContext) => {
  if (isAsOnServer(row.entered, pulled, context)) return planWhole(row, pulled, context)
  return planComputed(row, { ...withAnswer(stamp, null), hash: '' }, pulled, context)
}

/**
 * A row under another canon or mapping (R26): equal to the server's content it is stamped anew; else it keeps its
 * old base and is an edit like any other. Under another mapping a blank cell says nothing: its column may not have
 * been there when the row was synced (R13).
 */
const planStale = (row: SheetRow, stamp: Stamp, pulled: PulledRow, context: PlanContext) => {
  const { layout } = context
  const isMapped = !layout.isRemapped && isSameMapping(stamp.version, layout.version)
  const entered = isMapped ? row.entered : fillBlanks(row, context.toSheet(pulled.values), context)
  if (isAsOnServer(entered, pulled, context)) return planWhole(row, pulled, context)
  const plan = planComputed(row, { ...stamp, version: layout.version, hash: '' }, pulled, context)
  return { ...plan, entered, isRewritten: entered !== row.entered }
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
        ? planClean(row, stamp, pulled, context)
        : planWhole(row, pulled, context)
    case 'stale':
      return planStale(row, stamp, pulled, context)
    case 'dirty':
      return planEdited(row, stamp, pulled, context)
    case 'answered':
      return isBack(stamp)
        ? planBack(row, stamp, pulled, context)
        : planComputed(row, stamp, pulled, context)
    case 'departed':
      return planWhole(row, pulled, context)
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
