// The menu of a table's column: sort, and filter by the values that stand in it.
import { headerName } from '../model/tables.ts'
import { tableAt } from './cell-look.ts'
import { type ColumnValue, columnValues } from './column-values.ts'
import { make } from './dom.ts'
import type { GridTexts } from './grid-texts.ts'
import { boxOf } from './marks.ts'
import { openMenu } from './menu.ts'
import type { CellPlace } from './selection.ts'
import type { SheetGrid } from './sheet-grid.ts'
import { HEAD_HEIGHT, HEAD_WIDTH } from './sizes.ts'

/** A longer list is searched, not scrolled. */
const MAX_LISTED = 500

/** Opens the menu of the column in whose table the cell lies; does nothing outside of tables. */
export function openColumnMenu(grid: SheetGrid, cell: CellPlace, onClose: () => void): void {
  const table = tableAt(grid.sheet, cell.row, cell.column)
  if (table === undefined) return
  const index = cell.column - table.rect.column
  const { texts } = grid
  const { user, book } = grid.desk
  const values = columnValues(grid.sheet, table, index, book.date1904)
  const list = new ValueList(values, texts)
  const apply = (): void => {
    const chosen = list.chosen()
    grid.attempt(() => {
      if (chosen.length === values.length) user.clearColumnFilter(table, index)
      else user.filterColumn(table, index, chosen)
    })
  }
  const isFiltered = table.columns[index]?.shown !== undefined
  const close = openMenu(
    texts.columnMenu(headerName(grid.sheet, table, index)),
    [
      { label: texts.sortAscending, run: () => sort(grid, true) },
      { label: texts.sortDescending, run: () => sort(grid, false) },
      'line',
      {
        label: texts.clearFilter,
        isDisabled: !isFiltered,
        run: () => grid.attempt(() => user.clearColumnFilter(table, index)),
      },
      list.element,
    ],
    placeBelow(grid, { row: table.rect.row, column: cell.column }),
    onClose,
  )
  const finish = (): void => {
    close()
    apply()
  }
  list.onApply(finish, close)

  function sort(grid: SheetGrid, isAscending: boolean): void {
    if (table !== undefined) grid.attempt(() => user.sortColumn(table, index, isAscending))
  }
}

function placeBelow(grid: SheetGrid, cell: CellPlace) {
  const box = boxOf(grid, { ...cell, rows: 1, columns: 1 })
  const layer = grid.layer.getBoundingClientRect()
  return {
    x: layer.left + HEAD_WIDTH + box.left,
    y: layer.top + HEAD_HEIGHT + Math.max(0, box.top) + box.height,
  }
}

class ValueList {
  readonly element = make('div', 'value-list')
  private readonly search: HTMLInputElement
  private readonly all = make('input', '', { type: 'checkbox' })
  private readonly list = make('div', 'values')
  private readonly note = make('p', 'note')
  private readonly buttons = make('div', 'buttons')
  private readonly values: readonly ColumnValue[]
  private readonly kept: Set<string>
  private readonly texts: GridTexts

  constructor(values: readonly ColumnValue[], texts: GridTexts) {
    this.values = values
    this.texts = texts
    this.kept = new Set(values.filter(({ isShown }) => isShown).map(({ text }) => text))
    this.search = make('input', '', { type: 'search', 'aria-label': texts.searchValues })
    this.search.placeholder = texts.searchValues
    this.search.addEventListener('input', () => this.draw())
    this.all.addEventListener('change', () => this.setAll(this.all.checked))
    this.element.append(this.search, labelled(this.all, texts.allValues), this.list, this.note)
    this.element.append(this.buttons)
    this.draw()
  }

  /** The texts to let through; a search that is still on narrows them to what it finds. */
  chosen(): readonly string[] {
    return this.found().flatMap(({ text }) => (this.kept.has(text) ? [text] : []))
  }

  onApply(apply: () => void, cancel: () => void): void {
    const button = (label: string, className: string, run: () => void): HTMLButtonElement => {
      const made = make('button', className, { type: 'button' })
      made.textContent = label
      made.addEventListener('click', run)
      return made
    }
    this.buttons.append(button(this.texts.apply, 'primary', apply))
    this.buttons.append(button(this.texts.cancel, '', cancel))
    this.element.addEventListener('keydown', (event) => {
      const isBox = event.target instanceof HTMLInputElement
      if (event.key !== 'Enter' || !isBox || event.isComposing || event.keyCode === 229) return
      // The key must not go on to the cell that gets the focus.
      event.preventDefault()
      apply()
    })
  }

  private found(): readonly ColumnValue[] {
    const wanted = this.search.value.trim().toLowerCase()
    if (wanted === '') return this.values
    return this.values.filter(({ text }) => text.toLowerCase().includes(wanted))
  }

  private setAll(isKept: boolean): void {
    for (const { text } of this.found()) {
      if (isKept) this.kept.add(text)
      else this.kept.delete(text)
    }
    this.draw()
  }

  private draw(): void {
    const found = this.found()
    const boxes = found.slice(0, MAX_LISTED).map(({ text, count }) => {
      const box = make('input', '', { type: 'checkbox' })
      box.checked = this.kept.has(text)
      box.addEventListener('change', () => {
        if (box.checked) this.kept.add(text)
        else this.kept.delete(text)
        this.drawAll()
      })
      return labelled(box, `${text === '' ? this.texts.blanks : text} (${count})`)
    })
    this.list.replaceChildren(...boxes)
    const more = found.length - MAX_LISTED
    this.note.textContent = more > 0 ? this.texts.moreValues(more) : ''
    this.drawAll()
  }

  private drawAll(): void {
    const kept = this.chosen().length
    this.all.checked = kept === this.found().length
    this.all.indeterminate = kept > 0 && !this.all.checked
  }
}

function labelled(box: HTMLInputElement, text: string): HTMLLabelElement {
  const label = make('label')
  const words = make('span')
  words.textContent = text
  label.append(box, words)
  return label
}
