// The name box and the formula bar above the sheet, and the status bar below it.
import { make } from '../grid/dom.ts'
import type { OpenGrid } from '../grid/open-grid.ts'
import { selectRect } from '../grid/selection.ts'
import { summarize } from '../grid/summary.ts'
import { MAX_COLUMNS, MAX_ROWS, rectToAddress } from '../model/rect.ts'
import type { Texts } from './text/texts.ts'

/** A selection is summed up once it has stood still so long, in milliseconds. */
const SUMMARY_DELAY = 80

export class Bars {
  readonly top = make('div', 'formula-row')
  readonly status = make('div', 'status', { role: 'status' })
  readonly formula = make('input', 'formula-bar', { spellcheck: 'false', autocomplete: 'off' })
  private readonly name = make('input', 'name-box', { spellcheck: 'false', autocomplete: 'off' })
  private readonly opened: OpenGrid
  private texts: Texts
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(opened: OpenGrid, texts: Texts) {
    this.opened = opened
    this.texts = texts
    const sign = make('span', 'formula-sign', { 'aria-hidden': 'true' })
    sign.textContent = 'fx'
    this.top.append(this.name, sign, this.formula)
    opened.editor.attachBar(this.formula)
    opened.grid.onSelect.push(() => this.refresh())
    this.name.addEventListener('focus', () => this.name.select())
    this.name.addEventListener('blur', () => this.showName())
    this.name.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return
      if (event.key !== 'Escape' && event.key !== 'Enter') return
      // The key must not go on to the cell that gets the focus.
      event.preventDefault()
      if (event.key === 'Enter') this.go(this.name.value.trim())
      else opened.editor.focus()
    })
    this.setTexts(texts)
  }

  setTexts(texts: Texts): void {
    this.texts = texts
    this.name.setAttribute('aria-label', texts.nameBox)
    this.formula.setAttribute('aria-label', texts.formulaBar)
    this.refresh()
  }

  /** The selection or its cells have changed. */
  refresh(): void {
    this.showName()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.showSummary(), SUMMARY_DELAY)
  }

  private showName(): void {
    const { grid } = this.opened
    const { row, column } = grid.selection.active
    const { rect } = grid
    const isWhole = rect.rows === MAX_ROWS || rect.columns === MAX_COLUMNS
    const active = { row, column, rows: 1, columns: 1 }
    this.name.value = rectToAddress(isWhole ? rect : active)
  }

  private showSummary(): void {
    const { grid } = this.opened
    const { rect, sheet } = grid
    const { count, numbers, sum } = summarize(sheet, rect)
    const number = new Intl.NumberFormat(this.texts.locale, { maximumFractionDigits: 2 })
    const parts = []
    if (count > 1) {
      if (numbers > 0) parts.push(this.texts.average(number.format(sum / numbers)))
      parts.push(this.texts.count(number.format(count)))
      if (numbers > 0) parts.push(this.texts.sum(number.format(sum)))
    }
    this.status.textContent = parts.length === 0 ? this.texts.ready : parts.join('   ')
  }

  /** To an address, a table's name, or a sheet's cell. */
  private go(text: string): void {
    const { grid, editor } = this.opened
    grid.attempt(() => {
      const table = grid.book.findTable(text)
      const place =
        table === undefined
          ? grid.book.locate(text)
          : { sheet: grid.book.sheetOf(table), rect: table.bodyRect }
      grid.book.activate(place.sheet)
      grid.select(selectRect(place.rect))
    })
    editor.focus()
  }
}
