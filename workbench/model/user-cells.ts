// What a person does with cells. Addresses are A1 texts, with a sheet's name or meaning the active
// sheet.
import { readClipboard } from './clipboard.ts'
import { clearCells, enter, finishEdit, formatCells, pasteTexts, typeText } from './edit.ts'
import { Person } from './person.ts'
import { rectOf, rowEnd } from './rect.ts'
import { undoStep } from './undo-step.ts'
import type { Place } from './workbook.ts'

export class CellUser extends Person {
  private edited: Place | undefined

  /** Types a text into one cell and presses Enter. */
  type(address: string, text: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => typeText(this.book, sheet, rect.row, rect.column, text))
  }

  /** Types a formula whose result is `result`: the workbench calculates none itself. */
  typeFormula(address: string, formula: string, result: string | number | boolean): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => enter(this.book, sheet, rect, [[{ value: result, formula }]], 'user'))
  }

  /** Pastes plain text from a corner on: a matrix, or the clipboard's text with tabs and newlines. */
  paste(address: string, clipboard: string | readonly (readonly string[])[]): void {
    const { sheet, rect } = this.book.locate(address)
    const lines = typeof clipboard === 'string' ? readClipboard(clipboard) : clipboard
    const columns = Math.max(1, ...lines.map((line) => line.length))
    const block = rectOf(rect.row, rect.column, Math.max(1, lines.length), columns)
    this.act(() => pasteTexts(this.book, sheet, block, lines))
  }

  /** Copies cells to another corner, with their looks or as values only. */
  copy(from: string, to: string, what: 'all' | 'values' = 'all'): void {
    const source = this.book.locate(from)
    const target = this.book.locate(to)
    const cells = source.sheet.grid.cells(source.rect)
    this.act(() => this.put(target, source.rect, cells, what))
  }

  /** Empties cells by the Delete key: looks stay. */
  clearCells(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => clearCells(this.book, sheet, rect, 'Contents', 'user'))
  }

  /** Ctrl+D: the first row of the range goes into its other rows that are not hidden by a filter. */
  fillDown(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => {
      sheet.touch()
      const [first = []] = sheet.grid.cells({ ...rect, rows: 1 })
      for (let row = rect.row + 1; row < rowEnd(rect); row += 1) {
        if (sheet.grid.hiding(row) !== 2) sheet.grid.putCells(row, rect.column, [first])
      }
      finishEdit(this.book, sheet, rect, 'user')
    })
  }

  formatCells(address: string, numberFormat: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => formatCells(this.book, sheet, rect, 'numberFormat', () => numberFormat, 'user'))
  }

  fillColor(address: string, color: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => formatCells(this.book, sheet, rect, 'fill', () => color, 'user'))
  }

  /** Text to Columns without a separator: texts are read anew, as if typed under General. */
  textToColumns(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => {
      formatCells(this.book, sheet, rect, 'numberFormat', () => 'General', 'user')
      pasteTexts(
        this.book,
        sheet,
        rect,
        sheet.grid.values(rect).map((line) => line.map(String)),
      )
    })
  }

  merge(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.act(() => {
      sheet.touch()
      sheet.merges = [...sheet.merges, rect]
    })
  }

  select(address: string): void {
    const { sheet, rect } = this.book.locate(address)
    this.book.select(sheet, rect)
  }

  /** Begins to type into a cell; the API answers nothing until endEdit. */
  startEdit(address?: string): void {
    this.edited = address === undefined ? this.book.selection : this.book.locate(address)
    this.book.isEditing = true
  }

  /** Presses Enter with a text, or Esc without one. */
  endEdit(text?: string): void {
    const place = this.edited
    this.edited = undefined
    this.book.isEditing = false
    if (place !== undefined && text !== undefined) {
      const { row, column } = place.rect
      this.act(() => typeText(this.book, place.sheet, row, column, text))
    }
    this.book.emit({ kind: 'editEnded' })
  }

  undo(): void {
    undoStep(this.book, 'undo')
  }

  redo(): void {
    undoStep(this.book, 'redo')
  }
}
