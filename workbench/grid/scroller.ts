// The scroll bars: how much there is to scroll, and the way between a bar's position and the pixels
// of the sheet, which differ on sheets higher than a browser can count.
import { MAX_COLUMNS, MAX_ROWS, type Rect } from '../model/rect.ts'
import { make } from './dom.ts'
import type { Axes, Selection } from './selection.ts'
import { HEAD_HEIGHT, HEAD_WIDTH } from './sizes.ts'
import { scrollScale } from './viewport.ts'

export interface Offsets {
  top: number
  left: number
}

export interface ScrollFrame {
  readonly axes: Axes
  /** The smallest rectangle around all values. */
  readonly used: Rect
  readonly selection: Selection
  readonly rect: Rect
}

/** Rows and columns to scroll to beyond what is used, selected or in sight. */
const MORE = { used: 30, focus: 10, usedColumns: 4, columns: 3, atLeastColumns: 25 }

export class Scroller {
  readonly viewport = make('div', 'viewport', { tabindex: '-1' })
  /** Everything drawn; stays in place while the scroll bars move. */
  readonly layer = make('div', 'layer')
  private readonly sizer = make('div', 'sizer')
  private scale = scrollScale(0, 0)
  /** Where the bars were put or seen last: a move to there is none of the person's. */
  private bars = { top: -1, left: -1 }

  constructor() {
    this.viewport.append(this.sizer)
    this.sizer.append(this.layer)
  }

  /** Pixels for cells, without the heads. */
  get window(): { readonly width: number; readonly height: number } {
    return {
      width: Math.max(0, this.viewport.clientWidth - HEAD_WIDTH),
      height: Math.max(0, this.viewport.clientHeight - HEAD_HEIGHT),
    }
  }

  /** Gives the bars their room and puts them where the offsets say. */
  fit(frame: ScrollFrame, offsets: Offsets): void {
    const { window } = this
    const { axes } = frame
    const height = axes.rows.start(Math.min(axes.rows.count, lastRow(frame, offsets, window)))
    const last = Math.min(axes.columns.count, lastColumn(frame, offsets, window))
    const width = axes.columns.start(last)
    this.scale = scrollScale(height, window.height)
    this.sizer.style.height = `${Math.max(this.scale.barSize, window.height) + HEAD_HEIGHT}px`
    this.sizer.style.width = `${Math.max(width, window.width) + HEAD_WIDTH}px`
    this.layer.style.width = `${window.width + HEAD_WIDTH}px`
    this.layer.style.height = `${window.height + HEAD_HEIGHT}px`
    this.place(offsets)
  }

  /** Takes over where the person has moved the bars to. */
  follow(offsets: Offsets): void {
    const { scrollTop, scrollLeft } = this.viewport
    if (scrollTop !== this.bars.top) offsets.top = this.scale.toOffset(scrollTop)
    if (scrollLeft !== this.bars.left) offsets.left = scrollLeft
    this.bars = { top: scrollTop, left: scrollLeft }
  }

  /** Another sheet is shown: the bars go where it was left. */
  forget(): void {
    this.bars = { top: -1, left: -1 }
  }

  private place(offsets: Offsets): void {
    const top = Math.round(this.scale.toScroll(offsets.top))
    const left = Math.round(offsets.left)
    // What the person has moved meanwhile and was not heard of yet must not be taken for our own.
    if (top !== this.bars.top) {
      this.viewport.scrollTop = top
      this.bars.top = this.viewport.scrollTop
    }
    if (left !== this.bars.left) {
      this.viewport.scrollLeft = left
      this.bars.left = this.viewport.scrollLeft
    }
  }
}

type Window = Scroller['window']

function lastRow(
  { axes, used, selection, rect }: ScrollFrame,
  at: Offsets,
  window: Window,
): number {
  const { rows } = axes
  return Math.max(
    rows.trackOf(used.row + used.rows) + MORE.used,
    rect.rows < MAX_ROWS ? rows.trackOf(selection.focus.row) + MORE.focus : 0,
    rows.trackAt(at.top + window.height) + MORE.focus,
  )
}

function lastColumn(frame: ScrollFrame, at: Offsets, window: Window): number {
  const { axes, used, selection, rect } = frame
  const { columns } = axes
  return Math.max(
    columns.trackOf(used.column + used.columns) + MORE.usedColumns,
    columns.trackOf(MORE.atLeastColumns),
    rect.columns < MAX_COLUMNS ? columns.trackOf(selection.focus.column) + MORE.columns : 0,
    columns.trackAt(at.left + window.width) + MORE.columns,
  )
}
