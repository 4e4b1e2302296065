// What a person does with mouse and keyboard: with cells (see user-cells.ts), tables and sheets.
// Tables and columns are named by their names; rows of a table count from 0 below its header.
import { clearCells, finishEdit, typeText } from './edit.ts'
import { clearFilter, filterColumn } from './filter.ts'
import { pivotsOf, refreshPivot } from './pivot.ts'
import { columnEnd, MAX_COLUMNS, rectOf } from './rect.ts'
import { copySheet } from './sheet-copy.ts'
import type { Sheet } from './sheet.ts'
import { deleteCells, insertCells } from './shift.ts'
import { sortRows } from './sort.ts'
import type { Table } from './table.ts'
import { convertToRange, createTable } from './tables.ts'
import { CellUser } from './user-cells.ts'

export class User extends CellUser {
  /** Ctrl+T over a range whose first row holds headers. */
  makeTable(address: string): Table {
    const { sheet, rect } = this.book.locate(address)
    return this.act(() => createTable(this.book, sheet, rect, true, 'user'))
  }

  sort(tableName: string, header: string, order: 'ascending' | 'descending' = 'ascending'): void {
    const { sheet, table } = this.table(tableName)
    const column = this.column(tableName, header)
    const keys = [{ column, ascending: order === 'ascending' }]
    this.act(() => sortRows(this.book, sheet, table.bodyRect, keys, 'user'))
  }

  /** Leaves only rows whose cell in the column shows one of the texts. */
  filter(tableName: string, header: string, shown: readonly string[]): void {
    const { table } = this.table(tableName)
    const index = this.column(tableName, header)
    this.act(() => filterColumn(this.book, table, index, shown, 'user'))
  }

  clearFilter(tableName: string): void {
    const { table } = this.table(tableName)
    this.act(() => clearFilter(this.book, table, 'user'))
  }

  insertRows(tableName: string, at: number, count = 1): void {
    const { sheet, table } = this.table(tableName)
    const body = table.bodyRect
    const band = rectOf(body.row + at, body.column, count, body.columns)
    this.act(() => insertCells(this.book, sheet, band, 'down', 'user', table))
  }

  /** Deletes rows of a table; under a filter only those in sight, as Excel does. */
  deleteRows(tableName: string, at: number, count = 1): void {
    const { sheet, table } = this.table(tableName)
    const body = table.bodyRect
    this.act(() => {
      const rows = Array.from({ length: count }, (_, index) => body.row + at + index)
      const isWhole = rows.every((row) => sheet.grid.hiding(row) !== 2)
      const bands = isWhole
        ? [rectOf(body.row + at, body.column, count, body.columns)]
        : rows
            .filter((row) => sheet.grid.hiding(row) !== 2)
            .toReversed()
            .map((row) => rectOf(row, body.column, 1, body.columns))
      for (const band of bands) deleteCells(this.book, sheet, band, 'up', 'user')
    })
  }

  /** Copies a row and inserts the copy below it. */
  duplicateRow(tableName: string, at: number): void {
    const { sheet, table } = this.table(tableName)
    const rect = this.row(table, at)
    this.act(() => {
      const cells = sheet.grid.cells(rect)
      const band = { ...rect, row: rect.row + 1 }
      insertCells(this.book, sheet, band, 'down', 'user', table)
      this.put({ sheet, rect: band }, band, cells, 'all')
    })
  }

  /** Cuts a row and pastes it over another; the row it came from is left empty. */
  cutPasteRow(tableName: string, from: number, to: number): void {
    const { sheet, table } = this.table(tableName)
    const [source, target] = [this.row(table, from), this.row(table, to)]
    this.act(() => {
      const cells = sheet.grid.cells(source)
      clearCells(this.book, sheet, source, 'Contents', 'user')
      this.put({ sheet, rect: target }, target, cells, 'all')
    })
  }

  insertColumn(tableName: string, at: number, header?: string): void {
    const { sheet, table } = this.table(tableName)
    const { row, rows, column } = table.rect
    this.act(() => {
      const band = rectOf(row, column + at, rows, 1)
      insertCells(this.book, sheet, band, 'right', 'user', table)
      typeText(this.book, sheet, row, column + at, header ?? '')
    })
  }

  deleteColumn(tableName: string, header: string): void {
    const { sheet, table } = this.table(tableName)
    const { row, rows, column } = table.rect
    const band = rectOf(row, column + this.column(tableName, header), rows, 1)
    this.act(() => deleteCells(this.book, sheet, band, 'left', 'user'))
  }

  renameHeader(tableName: string, from: string, to: string): void {
    const { sheet, table } = this.table(tableName)
    const column = table.rect.column + this.column(tableName, from)
    this.act(() => typeText(this.book, sheet, table.rect.row, column, to))
  }

  /** Drags a column to another place in its table; its identity goes with it. */
  moveColumn(tableName: string, header: string, to: number): void {
    const { sheet, table } = this.table(tableName)
    const from = this.column(tableName, header)
    this.act(() => {
      sheet.touch()
      const { row, column } = table.rect
      const cells = sheet.grid.cells(table.rect).map((line) => moved(line, from, to))
      sheet.grid.putCells(row, column, cells)
      table.columns = moved(table.columns, from, to)
      finishEdit(this.book, sheet, table.rect, 'user')
    })
  }

  /** Excel's Remove Duplicates: of rows that are equal in the named columns the first stays. */
  removeDuplicates(tableName: string, headers: readonly string[]): void {
    const { sheet, table } = this.table(tableName)
    const columns = headers.map((header) => this.column(tableName, header))
    this.act(() => {
      const seen = new Set<string>()
      const doubles: number[] = []
      const lines = sheet.grid.values(table.bodyRect)
      const keys = lines.map((line) => JSON.stringify(columns.map((column) => line[column])))
      for (const [at, key] of keys.entries()) {
        if (seen.has(key)) doubles.push(at)
        seen.add(key)
      }
      for (const at of doubles.toReversed()) {
        deleteCells(this.book, sheet, this.row(table, at), 'up', 'user')
      }
    })
  }

  convertToRange(tableName: string): void {
    const { table } = this.table(tableName)
    this.act(() => convertToRange(this.book, table, 'user'))
  }

  /** Data › Refresh All (Ctrl+Alt+F5). */
  refreshAll(): void {
    this.act(() => {
      for (const spot of pivotsOf(this.book)) refreshPivot(this.book, spot, 'user')
    })
  }

  insertSheetRows(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    const band = rectOf(rect.row, 0, rect.rows, MAX_COLUMNS)
    this.act(() => insertCells(this.book, sheet, band, 'down', 'user'))
  }

  deleteSheetRows(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    const band = rectOf(rect.row, 0, rect.rows, MAX_COLUMNS)
    this.act(() => deleteCells(this.book, sheet, band, 'up', 'user'))
  }

  hideColumn(address: string): void {
    this.setColumnHidden(address, true)
  }

  unhideColumn(address: string): void {
    this.setColumnHidden(address, false)
  }

  addSheet(name: string): void {
    this.book.addSheet(name, 'user')
  }

  deleteSheet(name: string): void {
    this.book.deleteSheet(this.sheet(name), 'user')
  }

  /** The copy stands behind its source; its tables have new names. */
  copySheet(name: string): Sheet {
    return copySheet(this.book, this.sheet(name))
  }

  protect(name: string): void {
    this.sheet(name).isProtected = true
  }

  unprotect(name: string): void {
    this.sheet(name).isProtected = false
  }

  /** Review › Protect Workbook. */
  protectStructure(): void {
    this.book.isStructureProtected = true
  }

  unprotectStructure(): void {
    this.book.isStructureProtected = false
  }

  private setColumnHidden(address: string, hidden: boolean): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => {
      sheet.touch()
      for (let column = rect.column; column < columnEnd(rect); column += 1) {
        sheet.setLook(column, { hidden })
      }
    })
  }
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1))
}
