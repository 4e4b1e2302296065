// A workbook file as plain, immutable data: the table's rows, what stands beneath it, the very hidden state sheet.
// Undo, save, copies and old versions are other references to such contents, so that all of it travels together.
import type { Cell } from '../../shared/schema/kind.ts'

/** Every mark that a cell has shown, newest first. */
export interface Shown {
  readonly mark: number
  readonly before: Shown | null
}

/**
 * A cell, with what the oracle keeps of it: the mark names one act of typing (or of delivering), so that typing the
 * same text again is something else. 0 is a cell that nobody has touched.
 */
export interface GridCell {
  readonly value: Cell
  /** The user's formula; null for a plain value. */
  readonly formula: string | null
  readonly mark: number
  readonly shown: Shown | null
}

/** Has the cell said what this mark stands for, now or before? */
export const hasShown = (cell: GridCell, mark: number): boolean => {
  if (mark === 0) return true
  for (let at: Shown | null = cell.shown; at !== null; at = at.before)
    if (at.mark === mark) return true
  return false
}

/** Every mark that the cell has shown, the newest first. */
export const marksIn = ({ shown }: GridCell): readonly number[] => {
  const marks: number[] = []
  for (let at = shown; at !== null; at = at.before) marks.push(at.mark)
  return marks
}

export const blankCell: GridCell = { value: '', formula: null, mark: 0, shown: null }

/** Cells by the id of their column. */
export type GridRow = ReadonlyMap<number, GridCell>

export interface GridColumn {
  /** Excel's id of a table column. */
  readonly id: number
  readonly name: string
}

export interface Content {
  /** False once the table was converted to a range. */
  readonly hasTable: boolean
  readonly columns: readonly GridColumn[]
  readonly rows: readonly GridRow[]
  /** Rows beneath the table. */
  readonly below: readonly GridRow[]
  /** null: there is no such sheet. */
  readonly state: readonly (readonly string[])[] | null
  readonly isFiltered: boolean
}

export const cellAt = (row: GridRow | undefined, column: number): GridCell =>
  row?.get(column) ?? blankCell

export const blankRow: GridRow = new Map()

export const withCell = (row: GridRow, column: number, cell: GridCell): GridRow =>
  new Map(row).set(column, cell)

export const isBlankRow = (row: GridRow): boolean => {
  for (const cell of row.values()) if (cell.value !== '') return false
  return true
}

/** Does a cell that has shown the mark say the same text again, by whose hand ever? */
export const saysAgain = ({ rows, below }: Content, mark: number, text: string): boolean =>
  [...rows, ...below].some((row) => {
    for (const cell of row.values())
      if (String(cell.value) === text && hasShown(cell, mark)) return true
    return false
  })

/** Is the mark in this content, wherever? @param text in a cell that says just this */
export const holdsMark = ({ rows, below }: Content, mark: number, text?: string): boolean =>
  [...rows, ...below].some((row) => {
    for (const cell of row.values())
      if (cell.mark === mark && (text === undefined || String(cell.value) === text)) return true
    return false
  })
