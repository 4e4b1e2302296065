// The DOM of one cell. It remembers what it shows and touches the document only where that changes.
import { columnName } from '../model/rect.ts'
import type { CellLook } from './cell-look.ts'
import { make } from './dom.ts'

export interface CellFrame {
  readonly left: number
  readonly width: number
  /** More than one row for merged cells; in pixels. */
  readonly height: number
}

export interface HeaderButton {
  readonly label: string
  readonly isFiltered: boolean
}

export class CellNode {
  readonly element = make('div', 'cell', { role: 'gridcell' })
  private readonly text = document.createTextNode('')
  private readonly span = make('span')
  private button: HTMLButtonElement | undefined
  private shown = ''
  private classes = 'cell'
  private address = ''
  private frame = ''
  private fill = ''
  private color = ''
  private isSelected = false
  private isShown = true

  constructor() {
    this.span.append(this.text)
    this.element.append(this.span)
  }

  place(row: number, column: number, { left, width, height }: CellFrame): void {
    const frame = `${left} ${width} ${height}`
    if (frame !== this.frame) {
      this.frame = frame
      this.element.style.left = `${left}px`
      this.element.style.width = `${width}px`
      this.element.style.height = height === 0 ? '' : `${height}px`
    }
    const address = `${columnName(column)}${row + 1}`
    if (address === this.address) return
    this.address = address
    this.element.dataset['a'] = address
    this.element.setAttribute('aria-colindex', String(column + 1))
  }

  show(look: CellLook, extra: string, text: string): void {
    if (text !== this.shown) this.text.data = this.shown = text
    const base = look.classes === '' ? 'cell' : `cell ${look.classes}`
    const classes = extra === '' ? base : `${base} ${extra}`
    if (classes !== this.classes) this.element.className = this.classes = classes
    if (look.fill !== this.fill) this.element.style.backgroundColor = this.fill = look.fill
    if (look.color !== this.color) this.element.style.color = this.color = look.color
  }

  /** The filter button of a table's header cell. */
  setButton(wanted: HeaderButton | undefined): void {
    if (wanted === undefined) {
      this.button?.remove()
      this.button = undefined
      return
    }
    this.button ??= this.addButton()
    this.button.classList.toggle('active', wanted.isFiltered)
    if (this.button.getAttribute('aria-label') !== wanted.label) {
      this.button.setAttribute('aria-label', wanted.label)
    }
  }

  select(isSelected: boolean): void {
    if (isSelected === this.isSelected) return
    this.isSelected = isSelected
    if (isSelected) this.element.setAttribute('aria-selected', 'true')
    else this.element.removeAttribute('aria-selected')
  }

  setShown(isShown: boolean): void {
    if (isShown === this.isShown) return
    this.isShown = isShown
    this.element.hidden = !isShown
  }

  private addButton(): HTMLButtonElement {
    const button = make('button', 'filter-button', {
      type: 'button',
      tabindex: '-1',
      'aria-haspopup': 'menu',
    })
    this.element.append(button)
    return button
  }
}
