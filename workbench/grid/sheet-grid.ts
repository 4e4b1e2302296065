// The visible sheet: what is scrolled and selected, and drawing it. Rows are recycled DOM nodes in a
// layer that stays put while the scroll bar moves; nothing is redrawn that shows the same as before.
import { ExcelFailure } from '../model/failure.ts'
import { MAX_COLUMNS, MAX_ROWS, type Rect } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import type { Workbook } from '../model/workbook.ts'
import { columnAxis, rowAxis } from './axis.ts'
import { mergeAt } from './cell-look.ts'
import { make } from './dom.ts'
import type { GridTexts } from './grid-texts.ts'
import { type GridUser, PIXELS_PER_POINT } from './grid-user.ts'
import { HeadRow } from './head-row.ts'
import { Marks } from './marks.ts'
import { RowPool } from './row-pool.ts'
import { Scroller } from './scroller.ts'
import {
  type Axes,
  type CellPlace,
  selectCell,
  selectRect,
  type Selection,
  selectionRect,
} from './selection.ts'
import { ROW_HEIGHT } from './sizes.ts'
import { offsetToShow, trackAtScreen, tracksInView } from './viewport.ts'

/** A workbook and the person who sits before it. */
export interface Desk {
  readonly book: Workbook
  readonly user: GridUser
}

interface SheetView {
  selection: Selection
  top: number
  left: number
}

const TOP_LEFT: CellPlace = { row: 0, column: 0 }

export class SheetGrid {
  readonly element = make('div', 'sheet-grid')
  readonly marks = new Marks()
  desk: Desk
  texts: GridTexts
  /** Milliseconds of the latest drawings, for benchmarks. */
  readonly paintTimes: number[] = []
  /** Listeners after each drawing, such as the editor that keeps to its cell. */
  readonly afterPaint: (() => void)[] = []
  /** Told when the selection, or what it holds, has changed. */
  readonly onSelect: (() => void)[] = []
  private readonly onRefusal: (text: string) => void
  private readonly scroller = new Scroller()
  private readonly table = make('div', 'table', { role: 'grid' })
  private readonly head = new HeadRow()
  private readonly pool = new RowPool()
  private readonly views = new WeakMap<Sheet, SheetView>()
  private axesKept: Axes | undefined
  private usedKept: Rect | undefined
  private version = 0
  private pending = 0
  private stopListening: () => void
  private isTelling = false

  constructor(desk: Desk, texts: GridTexts, onRefusal: (text: string) => void) {
    this.desk = desk
    this.texts = texts
    this.onRefusal = onRefusal
    const { viewport } = this.scroller
    this.element.append(viewport)
    this.table.append(this.head.element, this.pool.element)
    this.layer.append(this.table, this.marks.element)
    this.table.setAttribute('aria-rowcount', String(MAX_ROWS))
    this.table.setAttribute('aria-colcount', String(MAX_COLUMNS))
    this.table.setAttribute('aria-multiselectable', 'true')
    const follow = (): void => {
      this.scroller.follow(this.view)
      this.schedule()
    }
    viewport.addEventListener('scroll', follow, { passive: true })
    new ResizeObserver(() => this.changed()).observe(viewport)
    this.stopListening = this.listen()
    this.setTexts(texts)
  }

  get book(): Workbook {
    return this.desk.book
  }

  get sheet(): Sheet {
    return this.desk.book.active
  }

  get selection(): Selection {
    return this.view.selection
  }

  get rect(): Rect {
    return selectionRect(this.view.selection)
  }

  get axes(): Axes {
    this.axesKept ??= this.measure()
    return this.axesKept
  }

  /** The smallest rectangle around all values. */
  get used(): Rect {
    this.usedKept ??= this.sheet.grid.usedRect(true) ?? { row: 0, column: 0, rows: 1, columns: 1 }
    return this.usedKept
  }

  /** Where everything is drawn. */
  get layer(): HTMLElement {
    return this.scroller.layer
  }

  /** Pixels for cells, without the heads. */
  get window(): { readonly width: number; readonly height: number } {
    return this.scroller.window
  }

  get offsets(): { readonly top: number; readonly left: number } {
    return this.view
  }

  /** Shows another person's workbook; where he was in it is remembered. */
  open(desk: Desk): void {
    this.stopListening()
    this.desk = desk
    this.stopListening = this.listen()
    this.leaveSheet()
    this.changed()
    this.tellSelected()
  }

  setTexts(texts: GridTexts): void {
    this.texts = texts
    this.table.setAttribute('aria-label', texts.sheet)
    this.head.setTexts(texts)
    this.changed()
  }

  /** Something of the model has changed: measure and draw anew with the next frame. */
  changed(): void {
    this.version += 1
    this.axesKept = undefined
    this.usedKept = undefined
    this.schedule()
  }

  schedule(): void {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0
      this.paint()
    })
  }

  /** Does what a person does; a refusal of the model is told, not thrown. @returns whether it was done */
  attempt(action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      if (!(error instanceof ExcelFailure)) throw error
      this.onRefusal(this.texts.refusals[error.code] ?? this.texts.refused)
      return false
    } finally {
      this.changed()
      this.tellSelected()
    }
  }

  /** Selects, tells the workbook (and so the add-in), and brings the focus into sight. */
  select(
    selection: Selection,
    how: { readonly reveal?: boolean; readonly tell?: boolean } = {},
  ): void {
    this.view.selection = this.overMerges(selection)
    if (how.reveal ?? true) this.reveal(this.view.selection.focus)
    if (how.tell ?? true) this.tell()
    this.schedule()
    this.tellSelected()
  }

  /** Tells the workbook what is selected now. */
  tell(): void {
    this.isTelling = true
    this.book.select(this.sheet, this.rect)
    this.isTelling = false
  }

  showSheet(sheet: Sheet): void {
    this.attempt(() => this.book.activate(sheet))
  }

  reveal(cell: CellPlace): void {
    const { axes, window, view, rect } = this
    // Of a whole column or row the far end is nowhere to go.
    if (rect.rows < MAX_ROWS) {
      const track = axes.rows.trackOf(cell.row)
      view.top = offsetToShow(axes.rows, track, view.top, window.height)
    }
    if (rect.columns < MAX_COLUMNS) {
      const track = axes.columns.trackOf(cell.column)
      view.left = offsetToShow(axes.columns, track, view.left, window.width)
    }
    this.schedule()
  }

  /** The cell under a point of the window of cells, the nearest one if the point lies outside. */
  cellAt(x: number, y: number): CellPlace {
    const { axes, view } = this
    return {
      row: axes.rows.indexOf(trackAtScreen(axes.rows, y, view.top)),
      column: axes.columns.indexOf(trackAtScreen(axes.columns, x, view.left)),
    }
  }

  private get view(): SheetView {
    const known = this.views.get(this.sheet)
    if (known !== undefined) return known
    const fresh = { selection: selectCell(TOP_LEFT), top: 0, left: 0 }
    this.views.set(this.sheet, fresh)
    return fresh
  }

  private listen(): () => void {
    return this.book.listen((event) => {
      if (event.kind === 'sheetActivated') {
        this.leaveSheet()
        this.tellSelected()
      }
      if (event.kind === 'selected' && !this.isTelling && event.sheet === this.sheet) {
        this.select(selectRect(event.rect), { tell: false })
      }
      this.changed()
    })
  }

  private measure(): Axes {
    const { sheet } = this
    const rows = rowAxis({
      total: MAX_ROWS,
      height: ROW_HEIGHT,
      known: sheet.grid.rowCount,
      isHidden: (row) => sheet.grid.hiding(row) !== 0,
      frozenRows: sheet.frozenRows,
    })
    const widths = Array.from({ length: MAX_COLUMNS }, (_, column) => {
      const { hidden, width } = sheet.look(column)
      return hidden ? 0 : Math.round(width * PIXELS_PER_POINT)
    })
    return { rows, columns: columnAxis(widths, sheet.frozenColumns) }
  }

  private overMerges(selection: Selection): Selection {
    if (this.sheet.merges.length === 0) return selection
    const { row, column } = selection.active
    const rect = selectionRect(selection)
    const merge = mergeAt(this.sheet, row, column)
    if (merge === undefined || rect.rows * rect.columns !== 1) return selection
    return selectRect(merge)
  }

  private paint(): void {
    const { axes, view, window } = this
    const started = performance.now()
    this.scroller.fit(this, view)
    const columns = tracksInView(axes.columns, view.left, window.width)
    const rows = tracksInView(axes.rows, view.top, window.height)
    const look = {
      sheet: this.sheet,
      date1904: this.book.date1904,
      trackOf: (row: number) => axes.rows.trackOf(row),
    }
    const stamp = `${this.version} ${columns[axes.columns.frozen] ?? 0} ${columns.length}`
    this.layer.style.setProperty('--shift', `${-view.left}px`)
    this.head.paint({ axes, columns, left: view.left, rect: this.rect })
    this.pool.paint({ look, axes, columns, stamp, texts: this.texts }, rows, view.top, this.rect)
    this.marks.paint(this)
    for (const listener of this.afterPaint) listener()
    this.paintTimes.push(performance.now() - started)
    if (this.paintTimes.length > 200) this.paintTimes.shift()
  }

  private tellSelected(): void {
    for (const listener of this.onSelect) listener()
  }

  private leaveSheet(): void {
    this.scroller.forget()
    this.pool.clear()
  }
}
