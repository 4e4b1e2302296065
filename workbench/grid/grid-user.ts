// What a person does with the mouse and the clipboard, beyond the model's own User: pasting cells
// with their looks, moving cut cells, filtering one column, sizing columns. One undo step each.
import { clearCells, finishEdit, pasteTexts as enterTexts } from '../model/edit.ts'
import { clearFilter, filterColumn } from '../model/filter.ts'
import type { Cell } from '../model/grid.ts'
import { intersect, quoteSheet, type Rect, rectOf, rectToAddress, rowEnd } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { deleteCells, insertCells } from '../model/shift.ts'
import { sortRows } from '../model/sort.ts'
import { restyle } from '../model/style.ts'
import type { Table } from '../model/table.ts'
import { User } from '../model/user.ts'
import { requireUnprotected } from '../model/workbook.ts'
import type { PastedCell, PastedMerge, PastedTable } from './clipboard-html.ts'
import { pasteRect, tile } from './paste-block.ts'

/** Points to pixels at 96 dots an inch. */
export const PIXELS_PER_POINT = 4 / 3

export class GridUser extends User {
  /** Pastes cells that were copied here, looks and formulas included. @returns where they stand */
  pasteCells(
    sheet: Sheet,
    selected: Rect,
    cells: readonly (readonly Cell[])[],
    cutFrom?: { readonly sheet: Sheet; readonly rect: Rect },
  ): Rect {
    const block = blockOf(selected, cells, cutFrom === undefined)
    this.act(() => {
      requireUnprotected(sheet)
      if (cutFrom !== undefined) {
        clearCells(this.book, cutFrom.sheet, cutFrom.rect, 'All', 'user')
      }
      sheet.touch()
      sheet.grid.putCells(block.row, block.column, tile(cells, block))
      finishEdit(this.book, sheet, block, 'user')
    })
    return block
  }

  /** Pastes texts through the same door as typing. */
  pasteTexts(sheet: Sheet, selected: Rect, lines: readonly (readonly string[])[]): Rect {
    const width = Math.max(1, ...lines.map((line) => line.length))
    const even = lines.map((line) => Array.from({ length: width }, (_, at) => line[at] ?? ''))
    const block = blockOf(selected, even, true)
    this.act(() => {
      enterTexts(this.book, sheet, block, tile(even, block))
    })
    return block
  }

  /** Pastes a foreign table: what was text there stays text (format "@"), merged cells stay merged. */
  pasteTable(sheet: Sheet, selected: Rect, { lines, merges }: PastedTable): Rect {
    const block = blockOf(selected, lines, true)
    this.act(() => {
      requireUnprotected(sheet)
      sheet.touch()
      const cells = tile(lines, block)
      keepTexts(sheet, block, cells)
      const texts = cells.map((line) => line.map(({ text }) => text))
      enterTexts(this.book, sheet, block, texts)
      if (block.rows === lines.length) this.addMerges(sheet, block, merges)
    })
    return block
  }

  /** Fills the cells of a selection with one typed text (Ctrl+Enter). */
  typeInto(sheet: Sheet, rect: Rect, text: string): void {
    this.act(() => this.pasteTexts(sheet, rect, [[text]]))
  }

  /** Ctrl+D: the first row goes into the others that are not hidden by a filter. */
  fillDownRect(sheet: Sheet, rect: Rect): void {
    const { rowCount } = sheet.grid
    const bottom = Math.max(rect.row + 1, Math.min(rowEnd(rect), rowCount))
    this.fillDown(addressOf(sheet, { ...rect, rows: bottom - rect.row }))
  }

  makeTableOf(sheet: Sheet, rect: Rect): Table {
    return this.makeTable(addressOf(sheet, rect))
  }

  formatRect(sheet: Sheet, rect: Rect, numberFormat: string): void {
    this.formatCells(addressOf(sheet, rect), numberFormat)
  }

  mergeRect(sheet: Sheet, rect: Rect): void {
    this.merge(addressOf(sheet, rect))
  }

  clearRect(sheet: Sheet, rect: Rect): void {
    this.act(() => clearCells(this.book, sheet, rect, 'Contents', 'user'))
  }

  insertRowsAt(sheet: Sheet, band: Rect, table?: Table): void {
    this.act(() => insertCells(this.book, sheet, band, 'down', 'user', table))
  }

  deleteRowsAt(sheet: Sheet, band: Rect): void {
    this.act(() => {
      for (const part of visibleBands(sheet, band)) {
        deleteCells(this.book, sheet, part, 'up', 'user')
      }
    })
  }

  sortColumn(table: Table, index: number, isAscending: boolean): void {
    const sheet = this.book.sheetOf(table)
    const keys = [{ column: index, ascending: isAscending }]
    this.act(() => sortRows(this.book, sheet, table.bodyRect, keys, 'user'))
  }

  filterColumn(table: Table, index: number, shown: readonly string[]): void {
    this.act(() => filterColumn(this.book, table, index, shown, 'user'))
  }

  clearColumnFilter(table: Table, index?: number): void {
    this.act(() => clearFilter(this.book, table, 'user', index))
  }

  toggleFilterButtons(table: Table): void {
    this.act(() => {
      this.book.sheetOf(table).touch()
      if (table.showFilterButton) clearFilter(this.book, table, 'user')
      table.showFilterButton = !table.showFilterButton
    })
  }

  /** @param width in pixels; 0 hides the column */
  sizeColumns(sheet: Sheet, columns: readonly number[], width: number): void {
    this.act(() => {
      sheet.touch()
      for (const column of columns) {
        if (width <= 0) sheet.setLook(column, { hidden: true })
        else sheet.setLook(column, { width: width / PIXELS_PER_POINT, hidden: false })
      }
    })
  }

  hideRows(sheet: Sheet, rect: Rect, isHidden: boolean): void {
    this.act(() => {
      sheet.touch()
      for (let row = rect.row; row < Math.min(rowEnd(rect), 1_048_576); row += 1) {
        if (isHidden || sheet.grid.hiding(row) === 1) sheet.grid.setHiding(row, isHidden ? 1 : 0)
      }
      this.book.emit({ kind: 'rowsHidden', sheet, rect, hidden: isHidden, origin: 'user' })
    })
  }

  unmerge(sheet: Sheet, rect: Rect): void {
    this.act(() => {
      sheet.touch()
      sheet.merges = sheet.merges.filter((merge) => intersect(merge, rect) === undefined)
    })
  }

  private addMerges(sheet: Sheet, block: Rect, merges: readonly PastedMerge[]): void {
    const placed = merges.map((merge) =>
      rectOf(block.row + merge.row, block.column + merge.column, merge.rows, merge.columns),
    )
    const kept = placed.filter(
      (merge) => !sheet.tables.some((table) => intersect(table.rect, merge) !== undefined),
    )
    const others = sheet.merges.filter((merge) => intersect(merge, block) === undefined)
    sheet.merges = [...others, ...kept]
  }
}

const addressOf = (sheet: Sheet, rect: Rect): string =>
  `${quoteSheet(sheet.name)}!${rectToAddress(rect)}`

function blockOf(selected: Rect, lines: readonly (readonly unknown[])[], mayRepeat: boolean): Rect {
  const [rows, columns] = [Math.max(1, lines.length), Math.max(1, lines[0]?.length ?? 1)]
  const { row, column } = selected
  const wanted = mayRepeat ? pasteRect(selected, rows, columns) : { row, column, rows, columns }
  return rectOf(wanted.row, wanted.column, wanted.rows, wanted.columns)
}

function keepTexts(sheet: Sheet, block: Rect, cells: readonly (readonly PastedCell[])[]): void {
  for (const [down, line] of cells.entries()) {
    for (const [right, cell] of line.entries()) {
      if (!cell.isText) continue
      const [row, column] = [block.row + down, block.column + right]
      const style = sheet.grid.style(row, column)
      sheet.grid.setStyle(row, column, restyle(style, 'numberFormat', '@'))
    }
  }
}

/** Under a filter only the rows in sight are deleted, from the bottom up. */
function visibleBands(sheet: Sheet, band: Rect): readonly Rect[] {
  const bands: Rect[] = []
  for (let row = rowEnd(band) - 1; row >= band.row; row -= 1) {
    if (sheet.grid.hiding(row) === 2) continue
    const last = bands.at(-1)
    if (last?.row === row + 1) bands[bands.length - 1] = { ...last, row, rows: last.rows + 1 }
    else bands.push({ ...band, row, rows: 1 })
  }
  return bands
}
