// What is selected and how keys move it. A selection spans from its anchor to its focus; the active
// cell lies within and is the one that typing goes to. Moves go by tracks, so hidden rows are passed over.
import {
  boundingRect,
  cellCount,
  columnEnd,
  MAX_COLUMNS,
  MAX_ROWS,
  type Rect,
  rowEnd,
} from '../model/rect.ts'
import type { Axis } from './axis.ts'

export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface Selection {
  readonly anchor: CellPlace
  readonly focus: CellPlace
  readonly active: CellPlace
}

export interface Axes {
  readonly rows: Axis
  readonly columns: Axis
}

export type Step = -1 | 0 | 1

const cellRect = ({ row, column }: CellPlace): Rect => ({ row, column, rows: 1, columns: 1 })

export const selectCell = (cell: CellPlace): Selection => ({
  anchor: cell,
  focus: cell,
  active: cell,
})

export const selectionRect = ({ anchor, focus }: Selection): Rect =>
  boundingRect(cellRect(anchor), cellRect(focus))

export const selectRect = (rect: Rect): Selection => {
  const anchor = { row: rect.row, column: rect.column }
  const focus = { row: rowEnd(rect) - 1, column: columnEnd(rect) - 1 }
  return { anchor, focus, active: anchor }
}

/** Whole rows (or columns) from one to another. */
export const selectRows = (from: number, to: number): Selection => ({
  anchor: { row: from, column: 0 },
  focus: { row: to, column: MAX_COLUMNS - 1 },
  active: { row: from, column: 0 },
})
export const selectColumns = (from: number, to: number): Selection => ({
  anchor: { row: 0, column: from },
  focus: { row: MAX_ROWS - 1, column: to },
  active: { row: 0, column: from },
})

export const extendTo = (selection: Selection, focus: CellPlace): Selection => ({
  ...selection,
  focus,
})

function moveIndex(axis: Axis, index: number, by: number): number {
  if (by === 0) return index
  const track = Math.max(0, Math.min(axis.count - 1, axis.trackOf(index) + by))
  return axis.indexOf(track)
}

export const moveCell = (
  axes: Axes,
  cell: CellPlace,
  rows: number,
  columns: number,
): CellPlace => ({
  row: moveIndex(axes.rows, cell.row, rows),
  column: moveIndex(axes.columns, cell.column, columns),
})

/**
 * Ctrl+arrow: to the last filled cell of a run, or over a gap to the next filled cell, or to the edge.
 * @param lastFilled the last row or column that holds anything
 */
export function jumpIndex(
  axis: Axis,
  index: number,
  step: -1 | 1,
  isFilled: (index: number) => boolean,
  lastFilled: number,
): number {
  const edge = axis.indexOf(step < 0 ? 0 : axis.count - 1)
  const at = (track: number): boolean => isFilled(axis.indexOf(track))
  const limit = step < 0 ? 0 : Math.min(axis.count - 1, axis.trackOf(lastFilled))
  let track = axis.trackOf(index)
  const isWithin = (): boolean => (step < 0 ? track > limit : track < limit)
  if (!isWithin()) return edge
  if (at(track) && at(track + step)) {
    while (isWithin() && at(track + step)) track += step
    return axis.indexOf(track)
  }
  do track += step
  while (isWithin() && !at(track))
  return at(track) ? axis.indexOf(track) : edge
}

/** Enter and Tab: within a larger selection the active cell goes round in it, else it moves on. */
export function stepActive(axes: Axes, selection: Selection, rows: Step, columns: Step): Selection {
  const rect = selectionRect(selection)
  if (cellCount(rect) === 1) return selectCell(moveCell(axes, selection.active, rows, columns))
  const down = ringOf(axes.rows, rect.row, rowEnd(rect) - 1)
  const right = ringOf(axes.columns, rect.column, columnEnd(rect) - 1)
  let row = axes.rows.trackOf(selection.active.row)
  let column = axes.columns.trackOf(selection.active.column)
  if (rows !== 0) [row, column] = advance(row, column, rows, down, right)
  else if (columns !== 0) [column, row] = advance(column, row, columns, right, down)
  const active = { row: axes.rows.indexOf(row), column: axes.columns.indexOf(column) }
  return { ...selection, active }
}

type Ring = readonly [first: number, last: number]

const ringOf = (axis: Axis, first: number, last: number): Ring => {
  const start = axis.trackOf(first)
  return [start, Math.max(start, axis.trackOf(last + 1) - 1)]
}

/** One step along the first coordinate; past its end the second one steps as well. */
function advance(
  main: number,
  other: number,
  by: -1 | 1,
  ring: Ring,
  otherRing: Ring,
): readonly [number, number] {
  if (main + by >= ring[0] && main + by <= ring[1]) return [main + by, other]
  const turned = other + by
  const next = turned > otherRing[1] ? otherRing[0] : turned < otherRing[0] ? otherRing[1] : turned
  return [by > 0 ? ring[0] : ring[1], next]
}
