// The tabs of the visible sheets: choose, add, rename by double click or F2.
import { make } from '../grid/dom.ts'
import type { SheetGrid } from '../grid/sheet-grid.ts'
import type { Sheet } from '../model/sheet.ts'
import type { Texts } from './text/texts.ts'

export class SheetTabs {
  readonly element = make('div', 'tabs')
  private readonly list = make('div', 'tab-list', { role: 'tablist' })
  private readonly add = make('button', 'add-sheet', { type: 'button' })
  private readonly grid: SheetGrid
  private texts: Texts
  private drawn = ''

  constructor(grid: SheetGrid, texts: Texts, onDone: () => void) {
    this.grid = grid
    this.texts = texts
    this.add.textContent = '+'
    this.element.append(this.list, this.add)
    this.add.addEventListener('click', () => {
      grid.attempt(() => grid.book.activate(grid.book.addSheet(undefined, 'user')))
      onDone()
    })
    this.list.addEventListener('click', (event) => {
      const sheet = this.sheetOf(event.target)
      if (sheet === undefined || sheet === grid.sheet) return
      grid.showSheet(sheet)
      onDone()
    })
    this.list.addEventListener('dblclick', (event) =>
      this.rename(this.sheetOf(event.target), onDone),
    )
    this.list.addEventListener('keydown', (event) => this.key(event, onDone))
    grid.afterPaint.push(() => this.draw())
    this.setTexts(texts)
  }

  setTexts(texts: Texts): void {
    this.texts = texts
    this.list.setAttribute('aria-label', texts.sheetTabs)
    this.add.setAttribute('aria-label', texts.addSheet)
    this.add.title = texts.addSheet
  }

  private get sheets(): readonly Sheet[] {
    return this.grid.book.sheets.filter(({ visibility }) => visibility === 'Visible')
  }

  private sheetOf(target: EventTarget | null): Sheet | undefined {
    const tab = target instanceof HTMLElement ? target.closest<HTMLElement>('.tab') : null
    return this.sheets.find(({ id }) => id === tab?.dataset['sheet'])
  }

  private draw(): void {
    const { grid, sheets } = this
    const now = JSON.stringify([grid.sheet.id, sheets.map(({ id, name }) => [id, name])])
    if (now === this.drawn || this.list.querySelector('input') !== null) return
    this.drawn = now
    const hadFocus = this.list.contains(document.activeElement)
    const tabs = sheets.map((sheet) => {
      const isActive = sheet === grid.sheet
      const tab = make('button', isActive ? 'tab active' : 'tab', {
        type: 'button',
        role: 'tab',
        'aria-selected': String(isActive),
        tabindex: isActive ? '0' : '-1',
        'data-sheet': sheet.id,
      })
      tab.textContent = sheet.name
      return tab
    })
    this.list.replaceChildren(...tabs)
    const active = tabs.find((tab) => tab.classList.contains('active'))
    active?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (hadFocus) active?.focus()
  }

  private key(event: KeyboardEvent, onDone: () => void): void {
    if (event.target instanceof HTMLInputElement) return
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (event.key === 'F2') this.rename(this.sheetOf(event.target), onDone)
    else if (by === 0) return
    else {
      const { sheets } = this
      const at = sheets.indexOf(this.grid.sheet) + by
      const next = sheets[(at + sheets.length) % sheets.length]
      if (next !== undefined) this.grid.showSheet(next)
    }
    event.preventDefault()
  }

  private rename(sheet: Sheet | undefined, onDone: () => void): void {
    const tab = this.list.querySelector<HTMLElement>(`[data-sheet="${sheet?.id ?? ''}"]`)
    if (sheet === undefined || tab === null) return
    const input = make('input', 'tab-name', { 'aria-label': this.texts.sheetName, maxlength: '31' })
    input.value = sheet.name
    input.size = Math.max(6, sheet.name.length * 2)
    tab.replaceWith(input)
    input.select()
    let isDone = false
    const end = (isKept: boolean): void => {
      if (isDone) return
      isDone = true
      const name = input.value.trim()
      input.remove()
      this.drawn = ''
      if (isKept && name !== '') this.grid.attempt(() => this.grid.book.renameSheet(sheet, name))
      this.grid.changed()
      onDone()
    }
    input.addEventListener('blur', () => end(true))
    input.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return
      event.stopPropagation()
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      // The key must not go on to the cell that gets the focus.
      event.preventDefault()
      end(event.key === 'Enter')
    })
  }
}
