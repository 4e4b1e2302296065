// A bound table as a session sees it, and what it asks to be read and written there: by position, but guarded by the
// row's identity, because Excel can write in no other way. Whoever carries it out keeps the promises said here.
import type { Cell } from '../schema/kind.ts'

export interface ColumnShape {
  /** Excel's own id of the column: it survives renaming and moving. */
  readonly id: number
  readonly name: string
  /** Zero-based in the table. */
  readonly index: number
}

export interface TableShape {
  readonly id: string
  readonly sheet: string
  readonly columns: readonly ColumnShape[]
  /** Rows of the data body: without header and totals, hidden rows included. */
  readonly rowCount: number
  /** Zero-based on the sheet. */
  readonly headerRow: number
  readonly firstColumn: number
  readonly isFiltered: boolean
  readonly hasTotals: boolean
  readonly isProtected: boolean
  /** The name of the file: another one than before, and it was renamed or copied. */
  readonly file: string
}

/** Rows of the data body, zero-based, both ends included. */
export type RowRange = readonly [first: number, last: number]

export const isWithin = (ranges: readonly RowRange[], row: number): boolean =>
  ranges.some(([first, last]) => row >= first && row <= last)

export interface CellWrite {
  /** Zero-based in the table. */
  readonly column: number
  readonly value: Cell
  /** What must stand there before, where the cell is not ours alone; null does not ask. */
  readonly before: Cell | null
  /** Number format set before the value, so that Excel takes it as it is; null leaves it. */
  readonly format: string | null
}

export interface RowEdit {
  /** Zero-based in the data body. */
  readonly row: number
  /** The text that must stand in the guard column before. */
  readonly guard: string
  readonly writes: readonly CellWrite[]
  /** What the whole row says then, in the columns of `GuardedWrite.says`: it tells the row from one that was hit. */
  readonly says?: readonly Cell[]
}

export interface GuardedWrite {
  readonly shape: TableShape
  /** Index of the column whose text says which row it is. */
  readonly guardColumn: number
  readonly edits: readonly RowEdit[]
  /** Columns that the user fills, zero-based in the table. */
  readonly says?: readonly number[]
  /**
   * Columns to read in the same round trip, before anything is written; null: whole rows, because other rows say by right
   * what these get in the guard column. Only what stands beside tells from them a row that was hit by mistake.
   */
  readonly read: readonly number[] | null
}

export interface WriteReport {
  /** Rows (numbers as in the edits) that were not as expected: nothing of theirs was left written. */
  readonly missed: ReadonlySet<number>
  /** By row: the cells of `read`, or all of them. */
  readonly cells: ReadonlyMap<number, readonly Cell[]>
}

export interface NewRows {
  readonly shape: TableShape
  /** Index of the column whose text says which row it is. */
  readonly guardColumn: number
  /** Columns to fill, in ascending order. */
  readonly columns: readonly number[]
  /** Number formats of the same columns, set before the values. */
  readonly formats: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** First row in the data body; rows from `shape.rowCount` on are added to the table. */
  readonly first: number
}

/** Texts of the state sheet, from A1 on. */
export type StateLines = readonly (readonly string[])[]

export interface StatePlace {
  readonly row: number
  readonly column: number
}

export interface StateCell extends StatePlace {
  readonly text: string
}

export type SheetRefusalCode =
  /** A cell is being edited: finish it first. */
  | 'cell_edit'
  | 'protected'
  | 'table_lost'
  | 'merged_cells'
  /** No sheet may be added: the workbook's structure is protected. */
  | 'structure_locked'
  /** Rows or columns moved again and again, or amid a look. */
  | 'restless'
  /** Excel's own no, in `detail`. */
  | 'excel'
