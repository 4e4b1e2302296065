// The mouse on the sheet: selecting by press and drag on cells, row numbers and column letters,
// sizing columns by their grips, double click to edit or to fit a column.
import { MAX_COLUMNS, MAX_ROWS } from '../model/rect.ts'
import { bestWidth } from './best-width.ts'
import { drag } from './dom.ts'
import type { Editor } from './editor.ts'
import {
  type CellPlace,
  extendTo,
  selectCell,
  selectColumns,
  selectRect,
  selectRows,
  type Selection,
} from './selection.ts'
import type { SheetGrid } from './sheet-grid.ts'
import { HEAD_HEIGHT, HEAD_WIDTH } from './sizes.ts'

type Area = 'cell' | 'row' | 'column' | 'corner'

interface Spot extends CellPlace {
  readonly area: Area
}

const MIN_WIDTH = 8

export class Pointer {
  private readonly grid: SheetGrid
  private readonly editor: Editor
  private readonly openColumnMenu: (cell: CellPlace) => void

  constructor(grid: SheetGrid, editor: Editor, openColumnMenu: (cell: CellPlace) => void) {
    this.grid = grid
    this.editor = editor
    this.openColumnMenu = openColumnMenu
    grid.layer.addEventListener('mousedown', (event) => this.press(event))
    grid.layer.addEventListener('dblclick', (event) => this.doublePress(event))
  }

  /** What lies under the pointer. */
  spotAt(event: MouseEvent): Spot {
    const box = this.grid.layer.getBoundingClientRect()
    const x = event.clientX - box.left - HEAD_WIDTH
    const y = event.clientY - box.top - HEAD_HEIGHT
    const area = y < 0 ? (x < 0 ? 'corner' : 'column') : x < 0 ? 'row' : 'cell'
    return { ...this.grid.cellAt(Math.max(0, x), Math.max(0, y)), area }
  }

  /** A right click inside the selection keeps it. */
  selectForMenu(event: MouseEvent): void {
    const spot = this.spotAt(event)
    const { rect } = this.grid
    const isInside =
      spot.row >= rect.row &&
      spot.row < rect.row + rect.rows &&
      spot.column >= rect.column &&
      spot.column < rect.column + rect.columns
    if (!isInside) this.grid.select(selectionOf(spot, spot), { reveal: false })
  }

  private press(event: MouseEvent): void {
    const { target } = event
    if (!(target instanceof HTMLElement) || target === this.editor.area) return
    event.preventDefault()
    if (this.editor.isEditing && !this.editor.commit()) return
    this.editor.focus()
    if (event.button !== 0) return
    const spot = this.spotAt(event)
    if (target.classList.contains('filter-button')) {
      this.grid.select(selectCell(spot))
      this.openColumnMenu(spot)
    } else if (target.classList.contains('grip')) {
      this.size(Number(target.parentElement?.dataset['column']), event.clientX)
    } else this.startSelecting(spot, event.shiftKey)
  }

  private startSelecting(spot: Spot, isExtending: boolean): void {
    const { grid } = this
    const { active } = grid.selection
    const from = isExtending ? { ...spot, ...active } : spot
    const fresh = selectionOf(from, spot)
    const start = isExtending && spot.area === 'cell' ? extendTo(grid.selection, spot) : fresh
    grid.select(start, { reveal: false, tell: false })
    let last: CellPlace = spot
    drag(
      (event) => {
        const over = this.spotAt(event)
        if (over.row === last.row && over.column === last.column) return
        last = over
        const next =
          spot.area === 'cell'
            ? extendTo(grid.selection, over)
            : selectionOf(from, { ...over, area: spot.area })
        grid.select(next, { tell: false, reveal: spot.area === 'cell' })
      },
      () => grid.tell(),
    )
  }

  private doublePress(event: MouseEvent): void {
    const { target } = event
    if (!(target instanceof HTMLElement) || target === this.editor.area) return
    if (target.classList.contains('grip')) {
      const column = Number(target.parentElement?.dataset['column'])
      const width = bestWidth(this.grid.sheet, column, this.grid.book.date1904)
      this.grid.attempt(() => {
        this.grid.desk.user.sizeColumns(this.grid.sheet, this.sizedWith(column), width)
      })
    } else if (this.spotAt(event).area === 'cell' && target.closest('button') === null) {
      this.editor.begin('edit')
    }
  }

  private size(column: number, startX: number): void {
    const { grid } = this
    const { columns } = grid.axes
    const track = columns.trackOf(column)
    const before = columns.start(track + 1) - columns.start(track)
    let width = before
    grid.layer.classList.add('sizing')
    drag(
      (event) => {
        width = Math.max(MIN_WIDTH, Math.round(before + event.clientX - startX))
        grid.sheet.setLook(column, { width: (width * 3) / 4 })
        grid.changed()
      },
      () => {
        grid.layer.classList.remove('sizing')
        grid.sheet.setLook(column, { width: (before * 3) / 4 })
        if (width === before) return
        grid.attempt(() => {
          grid.desk.user.sizeColumns(grid.sheet, this.sizedWith(column), width)
        })
      },
    )
  }

  /** All selected columns are sized together if the one at hand is among them. */
  private sizedWith(column: number): readonly number[] {
    const { rect } = this.grid
    const isAmong =
      rect.rows === MAX_ROWS && column >= rect.column && column < rect.column + rect.columns
    if (!isAmong || rect.columns === MAX_COLUMNS) return [column]
    return Array.from({ length: rect.columns }, (_, index) => rect.column + index)
  }
}

function selectionOf(from: Spot, to: Spot): Selection {
  switch (from.area) {
    case 'row':
      return selectRows(from.row, to.row)
    case 'column':
      return selectColumns(from.column, to.column)
    case 'corner':
      return selectRect({ row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS })
    case 'cell':
      return extendTo(selectCell(from), to)
  }
}
