// The frames laid over the cells: around the selection, the active cell, and what was copied or cut.
import type { Rect } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { mergeAt } from './cell-look.ts'
import { make } from './dom.ts'
import type { Axes, Selection } from './selection.ts'
import { screenSpan } from './viewport.ts'

export interface MarkFrame {
  readonly axes: Axes
  readonly sheet: Sheet
  readonly selection: Selection
  readonly rect: Rect
  readonly offsets: { readonly top: number; readonly left: number }
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where a rectangle of cells stands in the window of cells; empty when it is scrolled away. */
export function boxOf({ axes, offsets }: MarkFrame, rect: Rect): Box {
  const span = (axis: Axes['rows'], first: number, count: number, offset: number) => {
    const from = axis.trackOf(first)
    const to = Math.max(from, axis.trackOf(first + count) - 1)
    return screenSpan(axis, from, Math.min(to, axis.count - 1), offset)
  }
  const across = span(axes.columns, rect.column, rect.columns, offsets.left)
  const down = span(axes.rows, rect.row, rect.rows, offsets.top)
  return { left: across.start, top: down.start, width: across.size, height: down.size }
}

/** The active cell, with the cells that it is merged with. */
export function activeRect({ sheet, selection }: Pick<MarkFrame, 'sheet' | 'selection'>): Rect {
  const { row, column } = selection.active
  return mergeAt(sheet, row, column) ?? { row, column, rows: 1, columns: 1 }
}

export class Marks {
  readonly element = make('div', 'marks', { 'aria-hidden': 'true' })
  /** What was copied or cut, until Esc or the next edit. */
  copied: { readonly sheet: Sheet; readonly rect: Rect } | undefined
  private readonly range = make('div', 'mark range')
  private readonly active = make('div', 'mark active')
  private readonly ants = make('div', 'mark ants')

  constructor() {
    this.element.append(this.range, this.active, this.ants)
  }

  paint(frame: MarkFrame): void {
    place(this.range, boxOf(frame, frame.rect))
    const active = activeRect(frame)
    const isAll = active.rows === frame.rect.rows && active.columns === frame.rect.columns
    this.active.classList.toggle('within', !isAll)
    place(this.active, boxOf(frame, active))
    const isHere = this.copied?.sheet === frame.sheet
    place(this.ants, isHere && this.copied ? boxOf(frame, this.copied.rect) : undefined)
  }
}

/** A frame of a million rows is cut to what a screen can show: its far edge is out of sight anyway. */
const FAR = 20_000

function place(element: HTMLElement, box: Box | undefined): void {
  element.hidden = box === undefined || box.width === 0 || box.height === 0
  if (box === undefined) return
  const [width, height] = [Math.min(box.width, FAR), Math.min(box.height, FAR)]
  element.style.transform = `translate(${box.left - 1}px, ${box.top - 1}px)`
  element.style.width = `${width + 1}px`
  element.style.height = `${height + 1}px`
}
