// Typing into a cell. One transparent text area always lies over the active cell and has the focus:
// it takes keys, input methods and the clipboard's events, and speaks the cell to screen readers.
// While a cell is being edited it is visible, and the workbook answers no add-in.
import { rectToAddress } from '../model/rect.ts'
import { shownText } from '../model/show.ts'
import { make } from './dom.ts'
import { editText } from './edit-text.ts'
import { editCommand, type EditMode, type KeyPress } from './keys.ts'
import { activeRect, boxOf } from './marks.ts'
import { stepActive, type Step } from './selection.ts'
import type { SheetGrid } from './sheet-grid.ts'
import { HEAD_HEIGHT, HEAD_WIDTH } from './sizes.ts'

export class Editor {
  readonly area = make('textarea', 'editor', {
    rows: '1',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
  })
  mode: EditMode | undefined
  private readonly grid: SheetGrid
  private bar: HTMLInputElement | undefined
  private isComposing = false

  constructor(grid: SheetGrid) {
    this.grid = grid
    grid.layer.append(this.area)
    grid.afterPaint.push(() => this.place())
    grid.onSelect.push(() => this.refresh())
    this.area.addEventListener('compositionstart', () => {
      this.isComposing = true
      if (this.mode === undefined) this.begin('enter', '')
    })
    this.area.addEventListener('compositionend', () => {
      this.isComposing = false
    })
    this.area.addEventListener('input', () => {
      if (this.mode === undefined) this.begin('enter', this.area.value)
      if (this.bar !== undefined) this.bar.value = this.area.value
      this.place()
    })
    this.area.addEventListener('blur', () => {
      if (this.mode !== undefined && document.activeElement !== this.bar) this.commit()
    })
  }

  get isEditing(): boolean {
    return this.mode !== undefined
  }

  focus(): void {
    this.area.focus({ preventScroll: true })
  }

  /** The formula bar shows the same text and may be typed into as well. */
  attachBar(bar: HTMLInputElement): void {
    this.bar = bar
    bar.addEventListener('focus', () => {
      if (this.mode === undefined) this.begin('edit')
      this.mode = 'edit'
    })
    bar.addEventListener('input', () => {
      this.area.value = bar.value
      this.place()
    })
    bar.addEventListener('blur', () => {
      if (this.mode !== undefined && document.activeElement !== this.area) this.commit()
    })
    bar.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return
      if (this.handleKey(event)) event.preventDefault()
    })
  }

  /** @param text to begin with; the cell's own if left out */
  begin(mode: EditMode, text?: string): void {
    const { grid } = this
    const { row, column } = grid.selection.active
    this.mode = mode
    grid.marks.copied = undefined
    grid.desk.user.startEdit()
    grid.reveal(grid.selection.active)
    if (text !== this.area.value || text === undefined) {
      this.area.value = text ?? editText(grid.sheet, row, column, grid.book.date1904)
    }
    if (this.bar !== undefined) this.bar.value = this.area.value
    this.area.classList.add('editing')
    grid.schedule()
  }

  /** Puts what was typed into the active cell. @returns false if the workbook refuses it */
  commit(): boolean {
    if (this.mode === undefined) return true
    const text = this.area.value
    const { row, column } = this.grid.selection.active
    const address = rectToAddress({ row, column, rows: 1, columns: 1 })
    this.leave()
    return this.grid.attempt(() => this.grid.desk.user.type(address, text))
  }

  cancel(): void {
    if (this.mode !== undefined) this.leave()
    this.grid.changed()
    this.refresh()
  }

  /** A key in the text area or the formula bar. @returns whether it was ours */
  handleKey(press: KeyPress): boolean {
    if (this.mode === undefined || this.isComposing) return false
    const command = editCommand(press, this.mode)
    if (command === undefined) return false
    switch (command.kind) {
      case 'cancel':
        this.cancel()
        this.focus()
        return true
      case 'toggleMode':
        this.mode = this.mode === 'edit' ? 'enter' : 'edit'
        return true
      case 'newLine':
        this.area.setRangeText('\n', this.area.selectionStart, this.area.selectionEnd, 'end')
        this.place()
        return true
      case 'fillSelection':
        this.fillSelection()
        return true
      case 'commit':
        this.commitAndStep(command.rows, command.columns)
        return true
    }
  }

  /** Shows and speaks the active cell. */
  refresh(): void {
    const { grid } = this
    if (this.mode !== undefined) return
    const { row, column } = grid.selection.active
    const style = grid.sheet.grid.style(row, column)
    const value = grid.sheet.grid.value(row, column)
    const text = shownText(value, style.numberFormat, grid.book.date1904)
    const address = rectToAddress({ row, column, rows: 1, columns: 1 })
    this.area.setAttribute('aria-label', `${address} ${text}`.trim())
    this.area.value = ''
    if (this.bar !== undefined) {
      this.bar.value = editText(grid.sheet, row, column, grid.book.date1904)
    }
  }

  private fillSelection(): void {
    const { grid } = this
    const text = this.area.value
    this.leave()
    grid.attempt(() => grid.desk.user.typeInto(grid.sheet, grid.rect, text))
    this.focus()
  }

  private commitAndStep(rows: Step, columns: Step): void {
    const { grid } = this
    if (this.commit()) grid.select(stepActive(grid.axes, grid.selection, rows, columns))
    this.focus()
  }

  private leave(): void {
    this.mode = undefined
    this.isComposing = false
    this.area.value = ''
    this.area.classList.remove('editing')
    this.grid.desk.user.endEdit()
  }

  /** Over its cell; while editing as wide as its text needs, up to the window's edge. */
  private place(): void {
    const { grid } = this
    const box = boxOf(grid, activeRect(grid))
    const { style } = this.area
    style.transform = `translate(${HEAD_WIDTH + box.left}px, ${HEAD_HEIGHT + box.top}px)`
    style.height = `${Math.max(box.height, 21)}px`
    style.width = `${Math.max(box.width, 20)}px`
    if (this.mode === undefined) return
    const room = Math.max(box.width, grid.window.width - box.left)
    style.width = `${Math.min(room, Math.max(box.width, this.area.scrollWidth + 4))}px`
    style.height = `${Math.max(box.height, this.area.scrollHeight)}px`
  }
}
