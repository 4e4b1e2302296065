// One table: where it stands, its columns' identities, its filters. The header texts themselves are
// cells of the sheet. A table without data keeps one blank row ("insert row"), as Excel does.
import type { Rect } from './rect.ts'

export interface TableColumn {
  /** Stays with the column through rename, move of the table and sort; unique within the table. */
  readonly id: number
  /** The texts that a filter lets through; undefined when the column is not filtered. */
  readonly shown: ReadonlySet<string> | undefined
}

export interface TableState {
  readonly name: string
  readonly rect: Rect
  readonly columns: readonly TableColumn[]
  readonly showTotals: boolean
  readonly style: string
  readonly showFilterButton: boolean
}

export class Table {
  readonly id: string
  name: string
  /** Header row, body and, if shown, the row of totals. */
  rect: Rect
  columns: readonly TableColumn[]
  showTotals = false
  style = 'TableStyleMedium2'
  showFilterButton = true
  private lastColumnId = 0

  constructor(id: string, name: string, rect: Rect) {
    this.id = id
    this.name = name
    this.rect = rect
    this.columns = Array.from({ length: rect.columns }, (_, index) => ({
      id: index + 1,
      shown: undefined,
    }))
  }

  get headerRect(): Rect {
    return { ...this.rect, rows: 1 }
  }

  get bodyRect(): Rect {
    return { ...this.rect, row: this.rect.row + 1, rows: this.bodyRows }
  }

  get bodyRows(): number {
    return this.rect.rows - 1 - (this.showTotals ? 1 : 0)
  }

  get isFiltered(): boolean {
    return this.columns.some((column) => column.shown !== undefined)
  }

  /** A column that the table does not have yet; ids are never given twice. */
  newColumn(): TableColumn {
    this.lastColumnId = Math.max(this.lastColumnId, ...this.columns.map((column) => column.id)) + 1
    return { id: this.lastColumnId, shown: undefined }
  }

  setShown(index: number, shown: ReadonlySet<string> | undefined): void {
    this.columns = this.columns.map((column, at) => (at === index ? { ...column, shown } : column))
  }

  state(): TableState {
    const { name, rect, columns, showTotals, style, showFilterButton } = this
    return { name, rect, columns, showTotals, style, showFilterButton }
  }

  restore(state: TableState): void {
    Object.assign(this, state)
  }
}
