// The row of column letters above the cells, with the corner that selects everything and the grips
// between the letters that size columns.
import { columnName, type Rect } from '../model/rect.ts'
import { make } from './dom.ts'
import type { GridTexts } from './grid-texts.ts'
import type { Axes } from './selection.ts'
import { screenSpan } from './viewport.ts'

export interface HeadFrame {
  readonly axes: Axes
  readonly columns: readonly number[]
  readonly left: number
  readonly rect: Rect
}

export class HeadRow {
  readonly element = make('div', 'head-row', { role: 'row' })
  private readonly corner = make('div', 'corner', { role: 'presentation' })
  private readonly cells: HTMLElement[] = []

  constructor() {
    this.element.append(this.corner)
  }

  setTexts(texts: GridTexts): void {
    this.corner.title = texts.selectAll
  }

  paint({ axes, columns, left, rect }: HeadFrame): void {
    while (this.cells.length < columns.length) this.cells.push(this.addCell())
    for (const cell of this.cells.splice(columns.length)) cell.remove()
    for (const [at, track] of columns.entries()) {
      const cell = this.cells[at]
      if (cell === undefined) continue
      const column = axes.columns.indexOf(track)
      const span = screenSpan(axes.columns, track, track, left)
      const name = columnName(column)
      if (cell.dataset['column'] !== String(column)) {
        cell.dataset['column'] = String(column)
        cell.setAttribute('aria-colindex', String(column + 1))
        if (cell.firstChild !== null) cell.firstChild.textContent = name
      }
      cell.style.transform = `translateX(${span.start}px)`
      cell.style.width = `${span.size}px`
      const isOn = column >= rect.column && column < rect.column + rect.columns
      cell.classList.toggle('on', isOn)
    }
  }

  private addCell(): HTMLElement {
    const cell = make('div', 'column-head', { role: 'columnheader' })
    cell.append(document.createTextNode(''), make('i', 'grip'))
    this.element.append(cell)
    return cell
  }
}
