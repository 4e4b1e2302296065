// What one batch of Excel works on: a content that is changed in place, cell by cell, and what was touched. Rows are
// counted from the first of the table's body; those past its end stand beneath it.
import type { Cell } from '../../shared/schema/kind.ts'
import { blankCell, blankRow, cellAt, isBlankRow, withCell } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'

/** Cells of the table that a batch wrote, as they stood before: by row and column id. */
export type Touched = ReadonlyMap<number, ReadonlyMap<number, GridCell>>

/** Excel's own error: the adapter looks at the code only. */
export const excelError = (code: string): Error => Object.assign(new Error(code), { code })

export interface Draft {
  readonly columns: Content['columns']
  readonly isFiltered: boolean
  readonly hasTable: boolean
  readonly rowCount: () => number
  readonly cell: (row: number, column: number) => GridCell
  readonly write: (row: number, column: number, value: Cell) => void
  /** The table's body gets so many rows, from those beneath or out among them. */
  readonly resize: (rows: number) => void
  readonly insertRows: (at: number, count: number) => void
  readonly isFilled: (at: number, count: number) => boolean
  state: readonly (readonly string[])[] | null
  readonly touched: Touched
  readonly finish: () => Content
}

/** `="text"`: the one shape of formula that simulated users type. */
export const formulaValue = (formula: string): Cell => formula.slice(2, -1)

const isFormula = (value: Cell): value is string =>
  typeof value === 'string' && value.startsWith('="')

const trimEnd = (rows: readonly GridRow[]): readonly GridRow[] => {
  const last = rows.findLastIndex((row) => !isBlankRow(row))
  return rows.slice(0, last + 1)
}

export const createDraft = (content: Content): Draft => {
  const { columns, isFiltered, hasTable } = content
  let all: GridRow[] = [...content.rows, ...content.below]
  let count = content.rows.length
  let isChanged = false
  const touched = new Map<number, Map<number, GridCell>>()
  const idAt = (column: number): number | null => columns[column]?.id ?? null

  const note = (row: number, id: number, before: GridCell) => {
    const cells = touched.get(row) ?? new Map<number, GridCell>()
    if (!cells.has(id)) cells.set(id, before)
    touched.set(row, cells)
  }
  const draft: Draft = {
    columns,
    isFiltered,
    hasTable,
    rowCount: () => count,
    cell: (row, column) => {
      const id = idAt(column)
      return id === null ? blankCell : cellAt(all[row], id)
    },
    write: (row, column, value) => {
      const id = idAt(column)
      if (id === null) return
      while (all.length <= row) all.push(blankRow)
      const before = cellAt(all[row], id)
      if (row < count) note(row, id, before)
      const after = isFormula(value)
        ? { ...before, value: formulaValue(value), formula: value }
        : { ...before, value, formula: null }
      all[row] = withCell(all[row] ?? blankRow, id, after)
      isChanged = true
    },
    resize: (rows) => {
      while (all.length < rows) all.push(blankRow)
      count = rows
      isChanged = true
    },
    insertRows: (at, inserted) => {
      all.splice(at, 0, ...Array.from({ length: inserted }, () => blankRow))
      if (at < count) count += inserted
      isChanged = true
    },
    isFilled: (at, rows) => all.slice(at, at + rows).some((row) => !isBlankRow(row)),
    state: content.state,
    touched,
    finish: () => {
      if (!isChanged && draft.state === content.state) return content
      const rows = isChanged ? all.slice(0, count) : content.rows
      const below = isChanged ? trimEnd(all.slice(count)) : content.below
      return { ...content, rows, below, state: draft.state }
    },
  }
  return draft
}
