// The person at the grid: what all actions share. Each action is one undo step; while a cell is
// being edited there are no others.
import { finishEdit } from './edit.ts'
import { ExcelFailure, refuseMissing } from './failure.ts'
import type { Cell } from './grid.ts'
import { type Rect, rectOf } from './rect.ts'
import type { Sheet } from './sheet.ts'
import type { Table } from './table.ts'
import { columnIndex } from './tables.ts'
import type { Place, Workbook } from './workbook.ts'

export interface TablePlace {
  readonly sheet: Sheet
  readonly table: Table
}

export class Person {
  protected readonly book: Workbook

  constructor(book: Workbook) {
    this.book = book
  }

  protected act<T>(work: () => T): T {
    if (this.book.isEditing) {
      throw new ExcelFailure('InvalidOperationInCellEditMode', 'A cell is being edited.')
    }
    return this.book.undoStack.step('user', work)
  }

  protected put(
    target: Place,
    source: Rect,
    cells: readonly (readonly Cell[])[],
    what: 'all' | 'values',
  ): void {
    const { sheet } = target
    const rect = rectOf(target.rect.row, target.rect.column, source.rows, source.columns)
    sheet.touch()
    const before = sheet.grid.value(rect.row, rect.column)
    for (const [down, line] of cells.entries()) {
      for (const [right, cell] of line.entries()) {
        const [row, column] = [rect.row + down, rect.column + right]
        if (what === 'all') sheet.grid.setCell(row, column, cell)
        else sheet.grid.setValue(row, column, cell.value)
      }
    }
    finishEdit(this.book, sheet, rect, 'user', before)
  }

  protected sheet(name: string): Sheet {
    return this.book.findSheet(name) ?? refuseMissing(`sheet ${name}`)
  }

  protected table(name: string): TablePlace {
    const table = this.book.findTable(name) ?? refuseMissing(`table ${name}`)
    return { table, sheet: this.book.sheetOf(table) }
  }

  protected column(tableName: string, header: string): number {
    const { sheet, table } = this.table(tableName)
    const index = columnIndex(sheet, table, header)
    return index < 0 ? refuseMissing(`column ${header}`) : index
  }

  protected row(table: Table, at: number): Rect {
    const body = table.bodyRect
    if (at < 0 || at >= body.rows) refuseMissing(`row ${at} of ${table.name}`)
    return { ...body, row: body.row + at, rows: 1 }
  }
}
