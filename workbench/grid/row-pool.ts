// The rows in sight, kept by their number: a row that stays in sight keeps its nodes, one that went
// out of sight is bound to one that came in, where it stands. To move rows in the document costs more
// than to draw them, so they are put into the order of the sheet, for those who are read to, at rest.
import type { Rect } from '../model/rect.ts'
import { make } from './dom.ts'
import { type RowFrame, RowNode } from './row-node.ts'
import { screenStart } from './viewport.ts'

/** So long after the last drawing that moved rows the sheet is at rest. */
const REST_MS = 150

export class RowPool {
  readonly element = make('div', 'rows', { role: 'rowgroup' })
  private used = new Map<number, RowNode>()
  private free: RowNode[] = []
  private resting: ReturnType<typeof setTimeout> | undefined

  /** @param tracks of the rows in sight @param top how far they are scrolled */
  paint(frame: RowFrame, tracks: readonly number[], top: number, rect: Rect): void {
    const axis = frame.axes.rows
    const wanted = new Map(tracks.map((track) => [axis.indexOf(track), track]))
    const leaving: RowNode[] = []
    for (const [row, node] of this.used) {
      if (wanted.has(row)) continue
      this.used.delete(row)
      leaving.push(node)
    }
    const columns = frame.columns.map((track) => frame.axes.columns.indexOf(track))
    for (const [row, track] of wanted) {
      const node = this.used.get(row) ?? leaving.pop() ?? this.add()
      this.used.set(row, node)
      node.bind(row, frame)
      node.move(screenStart(axis, track, top), track < axis.frozen)
      node.select(rect, columns)
    }
    for (const node of leaving) node.element.remove()
    this.free.push(...leaving)
    clearTimeout(this.resting)
    this.resting = setTimeout(() => this.order(), REST_MS)
  }

  /** Lets all nodes go: another sheet is shown. */
  clear(): void {
    this.used = new Map()
    this.free = []
    this.element.replaceChildren()
  }

  private add(): RowNode {
    const node = this.free.pop() ?? new RowNode()
    this.element.append(node.element)
    return node
  }

  /** Rows stand in the document in the order of the sheet; one that stands right is not touched. */
  private order(): void {
    let next = this.element.firstElementChild
    for (const [, node] of [...this.used].sort(([a], [b]) => a - b)) {
      if (node.element === next) next = next.nextElementSibling
      else this.element.insertBefore(node.element, next)
    }
  }
}
