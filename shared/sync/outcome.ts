// What becomes of a row of the sheet when the server has answered its push. What was typed meanwhile stays, unless it
// is kept elsewhere and somebody else's value takes its place. Pure.
import type { RowResult } from '../protocol/push.ts'
import type { Cell } from '../schema/kind.ts'
import type { SheetRow } from './classify.ts'
import { deliverAll, deliverComputed } from './deliver.ts'
import type { PlanContext, RowPlan } from './deliver.ts'
import { namesRows } from './layout.ts'
import type { Layout } from './layout.ts'
import { answerLetters, newStamp, withAnswer } from './stamp.ts'
import type { Refused, Stamp } from './stamp.ts'

/** The entered cells as they were pushed, and their hash. */
export interface Sent {
  readonly cells: readonly Cell[]
  readonly hash: string
}

const isRefused = (outcome: string): outcome is Refused => Object.hasOwn(answerLetters, outcome)

const headersOf = (fields: Iterable<string>, layout: Layout): readonly string[] => {
  const wanted = new Set(fields)
  return layout.entered
    .filter((column) => wanted.has(column.key))
    .map((column) => column.header)
    .toSorted()
}

const marksFor = (
  result: RowResult,
  layout: Layout,
  noted: Iterable<string> = [],
): readonly string[] => {
  const told = [...(result.problems ?? []), ...(result.conflicts ?? [])]
  return headersOf([...told.map(({ field }) => field), ...noted], layout)
}

/**
 * Cells that were typed over during the push, and that the server wants to change too.
 * @returns their places in the layout
 */
export const collisions = (
  row: SheetRow,
  sent: readonly Cell[],
  result: RowResult,
  layout: Layout,
): readonly number[] =>
  result.values === undefined
    ? []
    : layout.entered.flatMap((column, at) =>
        result.values?.[column.key] !== undefined && row.entered[at] !== sent[at] ? [at] : [],
      )

/** What the row stands on after a refusal. */
const stampRefused = (stamp: Stamp, outcome: Refused): Stamp => {
  // Said of new rows only: one that the server lost and does not take back is new to it.
  if (outcome === 'known') return { ...newStamp(stamp.version, stamp.id), older: stamp.older }
  // Out of sight: typed back to what it was it is no more as on the server than before.
  return outcome === 'gone' || outcome === 'forbidden' ? { ...stamp, hash: '' } : stamp
}

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
          ...withAnswer(stampRefused(stamp, result.outcome), {
            outcome: result.outcome,
            hash: sent.hash,
          }),
          marks: marksFor(result, context.layout),
        },
        entered: row.entered,
        computed: row.computed,
        isRewritten: false,
      }
    : null

/** Where a row that was there names others, what they are called by now has to come yet: it does with the next pull. */
const crevAfter = ({ rev, crev }: Stamp, result: RowResult, { layout }: PlanContext): number => {
  const told = result.crev ?? crev
  const mayName = rev > 0 && result.as === undefined && layout.entered.some(namesRows)
  return mayName ? Math.min(crev, told) : told
}

const planStored = (
  row: SheetRow,
  stamp: Stamp,
  sent: Sent,
  result: RowResult,
  context: PlanContext,
  noted: ReadonlyMap<string, Cell>,
): RowPlan => {
  const { layout } = context
  const after = deliverAll(sent.cells, result.values ?? {}, context)
  const isRewritten = after !== sent.cells
  const computed = deliverComputed(row, result.computed ?? {}, context)
  // What was typed meanwhile stays, unless it is kept elsewhere and the server's value takes its place.
  const typed = (cell: Cell, at: number) => (cell === sent.cells[at] ? row.entered[at] : cell) ?? ''
  return {
    stamp: {
      version: layout.version,
      id: result.as ?? stamp.id,
      rev: result.rev ?? stamp.rev,
      crev: crevAfter(stamp, result, context),
      hash: isRewritten ? context.hashOf(after) : sent.hash,
      ohash: result.computed === undefined ? stamp.ohash : context.computedHashOf(computed),
      answer: null,
      older: [],
      marks: marksFor(result, layout, noted.keys()),
    },
    entered: isRewritten ? after.map(typed) : row.entered,
    computed,
    isRewritten,
  }
}

/**
 * @param row as it stands in the sheet now
 * @param sent what was pushed of it
 * @param noted cells, by field, that are kept on the server and may be replaced as long as they say this
 * @returns null: the sheet stays as it is, and the row is pushed again from its old base
 */
export const planResult = (
  row: SheetRow,
  sent: Sent,
  result: RowResult,
  context: PlanContext,
  noted: ReadonlyMap<string, Cell> = new Map(),
): RowPlan | null => {
  const { stamp } = row
  if (stamp === null || result.outcome === 'retry') return null
  if (isRefused(result.outcome)) return planRefused(row, stamp, sent, result, context)
  const isKept = (at: number) => {
    const kept = noted.get(context.layout.entered[at]?.key ?? '')
    return kept !== undefined && kept === row.entered[at]
  }
  const colliding = collisions(row, sent.cells, result, context.layout)
  if (!colliding.every(isKept)) return null
  return planStored(row, stamp, sent, result, context, noted)
}
