// The DOM of one row: its number and its cells, those of frozen columns in front of the others.
// A row is bound to what it shows by a stamp; bound again with the same stamp, it does nothing.
import { type Rect, rowEnd } from '../model/rect.ts'
import { type CellLook, cellLook, type LookContext, mergeAt } from './cell-look.ts'
import { CellNode } from './cell-node.ts'
import { make } from './dom.ts'
import { fittedNumber, textWidth } from './fit.ts'
import type { GridTexts } from './grid-texts.ts'
import type { Axes } from './selection.ts'

export interface RowFrame {
  readonly look: LookContext
  readonly axes: Axes
  /** Tracks of the columns to draw, the frozen ones first. */
  readonly columns: readonly number[]
  /** Changes with everything that rows show: the model, widths, texts, the columns in view. */
  readonly stamp: string
  readonly texts: GridTexts
}

export class RowNode {
  readonly element = make('div', 'row', { role: 'row' })
  row = -1
  private readonly head = make('div', 'row-head', { role: 'rowheader' })
  private readonly frozen = make('div', 'cells frozen', { role: 'presentation' })
  private readonly scrolled = make('div', 'cells', { role: 'presentation' })
  private cells: CellNode[] = []
  private stamp = ''
  private top = Number.NaN
  private isFrozen = false

  constructor() {
    this.element.append(this.head, this.frozen, this.scrolled)
  }

  /** @param top where the row stands in the window of cells, in pixels */
  move(top: number, isFrozen: boolean): void {
    if (isFrozen !== this.isFrozen) {
      this.isFrozen = isFrozen
      this.element.classList.toggle('frozen-row', isFrozen)
    }
    if (top === this.top) return
    this.top = top
    this.element.style.transform = `translateY(${top}px)`
  }

  bind(row: number, frame: RowFrame): void {
    const stamp = `${frame.stamp} ${row}`
    if (stamp === this.stamp) return
    this.stamp = stamp
    if (row !== this.row) {
      this.row = row
      this.element.setAttribute('aria-rowindex', String(row + 1))
      this.head.textContent = String(row + 1)
      this.head.dataset['row'] = String(row)
    }
    this.fitCells(frame)
    const columns = frame.columns.map((track) => frame.axes.columns.indexOf(track))
    const looks = columns.map((column) => cellLook(frame.look, row, column))
    let isTall = false
    for (const [at, column] of columns.entries()) {
      const merge = mergeAt(frame.look.sheet, row, column)
      this.showCell(at, row, column, { frame, looks, merge })
      isTall ||= merge !== undefined && merge.row === row && merge.rows > 1
    }
    this.element.style.zIndex = isTall ? '1' : ''
  }

  /** Marks the cells of the selection. @param columns of the cells, as they were bound */
  select(rect: Rect, columns: readonly number[]): void {
    const isInRows = this.row >= rect.row && this.row < rowEnd(rect)
    this.head.classList.toggle('on', isInRows)
    for (const [at, cell] of this.cells.entries()) {
      const column = columns[at] ?? -1
      cell.select(isInRows && column >= rect.column && column < rect.column + rect.columns)
    }
  }

  private fitCells({ columns, axes }: RowFrame): void {
    const frozen = Math.min(axes.columns.frozen, columns.length)
    if (this.frozen.childElementCount !== frozen) {
      for (const cell of this.cells) cell.element.remove()
      this.cells = []
    }
    while (this.cells.length < columns.length) {
      const cell = new CellNode()
      const home = this.cells.length < frozen ? this.frozen : this.scrolled
      home.append(cell.element)
      this.cells.push(cell)
    }
    for (const cell of this.cells.splice(columns.length)) cell.element.remove()
  }

  private showCell(
    at: number,
    row: number,
    column: number,
    bound: {
      readonly frame: RowFrame
      readonly looks: readonly CellLook[]
      readonly merge: Rect | undefined
    },
  ): void {
    const { frame, looks, merge } = bound
    const [cell, look, track] = [this.cells[at], looks[at], frame.columns[at]]
    if (cell === undefined || look === undefined || track === undefined) return
    const { axes } = frame
    const isCorner = merge?.row === row && merge.column === column
    const last = isCorner ? axes.columns.trackOf(merge.column + merge.columns) : track + 1
    const left = axes.columns.start(track)
    const width = axes.columns.start(last) - left
    const height = isCorner
      ? axes.rows.start(axes.rows.trackOf(rowEnd(merge))) - axes.rows.start(axes.rows.trackOf(row))
      : 0
    cell.setShown(merge === undefined || isCorner)
    cell.place(row, column, { left, width, height })
    const isWide = look.text.length * 13 > width && textWidth(look.text) > width - 8
    const spills = isWide && look.kind === 'text' && isFree(looks[at + 1]) && !isCorner
    const text = isWide && look.kind === 'number' ? fittedNumber(look, width - 8) : look.text
    const extra = `${spills ? 'spill' : ''}${isCorner ? ' merged' : ''}`
    cell.show(look, extra, text)
    cell.setButton(buttonOf(look, frame.texts))
  }
}

const isFree = (next: CellLook | undefined): boolean =>
  next !== undefined && next.kind === 'empty' && next.fill === '' && next.classes === ''

function buttonOf(look: CellLook, texts: GridTexts) {
  const { header } = look
  if (header === undefined || !header.table.showFilterButton) return undefined
  const isFiltered = header.table.columns[header.index]?.shown !== undefined
  return { label: texts.filterButton(look.text), isFiltered }
}
