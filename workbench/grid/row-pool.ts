// The rows in sight, kept by their number: a row that stays in sight keeps its nodes, one that went
// out of sight is bound to one that came in. Rows stand in the document in the order of the sheet.
import type { Rect } from '../model/rect.ts'
import { make } from './dom.ts'
import { type RowFrame, RowNode } from './row-node.ts'
import { screenStart } from './viewport.ts'

export class RowPool {
  readonly element = make('div', 'rows', { role: 'rowgroup' })
  private used = new Map<number, RowNode>()
  private free: RowNode[] = []

  /** @param tracks of the rows in sight @param top how far they are scrolled */
  paint(frame: RowFrame, tracks: readonly number[], top: number, rect: Rect): void {
    const axis = frame.axes.rows
    const wanted = new Map(tracks.map((track) => [axis.indexOf(track), track]))
    for (const [row, node] of this.used) {
      if (wanted.has(row)) continue
      node.element.remove()
      this.used.delete(row)
      this.free.push(node)
    }
    const columns = frame.columns.map((track) => frame.axes.columns.indexOf(track))
    let next = this.element.firstElementChild
    for (const [row, track] of wanted) {
      const node = this.used.get(row) ?? this.free.pop() ?? new RowNode()
      this.used.set(row, node)
      node.bind(row, frame)
      node.move(screenStart(axis, track, top), track < axis.frozen)
      node.select(rect, columns)
      if (node.element === next) next = next.nextElementSibling
      else this.element.insertBefore(node.element, next)
    }
  }

  /** Lets all nodes go: another sheet is shown. */
  clear(): void {
    this.used = new Map()
    this.free = []
    this.element.replaceChildren()
  }
}
