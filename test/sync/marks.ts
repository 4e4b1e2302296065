// Who typed what: every act of typing or delivering gets a mark of its own, so that typing an old text again, or
// clearing a cell, is followed like any other edit.
import type { Cell } from '../../shared/schema/kind.ts'
import { hasShown } from './content.ts'
import type { GridCell, Shown } from './content.ts'
import { meaningOfCell } from './fields.ts'

export interface Mark {
  readonly key: string
  readonly meaning: string
  /** The mark that stood there before; 0 for none. */
  readonly over: number
  /** It says again what the server had told before: nothing new as long as nothing between was sent. */
  readonly isRevert: boolean
}

export interface Marks {
  readonly at: (mark: number) => Mark
  /** @param over what the server had there before; none, where nobody knows */
  readonly fresh: (key: string, meaning: string, over?: number) => number
  /**
   * What a cell is after its user typed into it.
   * @param isAct is another spelling of what stood there an act of his, too? It may have stood there by our mistake.
   */
  readonly type: (
    cell: GridCell,
    key: string,
    value: Cell,
    formula?: string,
    isAct?: boolean,
  ) => GridCell
  /** Marks that the server keeps, in a row, its history or a conflict; and those that were as good as these. */
  durable: Set<number>
}

/** The cell has shown this mark too, whatever it says now. */
export const alsoShown = (cell: GridCell, mark: number): GridCell =>
  hasShown(cell, mark) ? cell : { ...cell, shown: { mark, before: cell.shown } }

/** The cell has shown all that another one has. */
export const shownToo = (cell: GridCell, shown: Shown | null): GridCell => {
  let now = cell
  for (let at = shown; at !== null; at = at.before) now = alsoShown(now, at.mark)
  return now
}

const none: Mark = { key: '', meaning: '', over: 0, isRevert: false }

export const createMarks = (): Marks => {
  const all: Mark[] = [none]
  const add = (mark: Mark): number => all.push(mark) - 1
  const marks: Marks = {
    at: (mark) => all[mark] ?? none,
    fresh: (key, meaning, over = 0) => add({ key, meaning, over, isRevert: false }),
    type: (cell, key, value, formula, isAct = false) => {
      const meaning = meaningOfCell(key, value)
      const typed = { value, formula: formula ?? null }
      const isText = String(value) === String(cell.value)
      const isSame = isAct ? isText : meaning === meaningOfCell(key, cell.value)
      if (isSame) return { ...cell, ...typed }
      let isRevert = false
      for (let at = cell.shown; at !== null && !isRevert; at = at.before)
        isRevert = marks.durable.has(at.mark) && marks.at(at.mark).meaning === meaning
      const mark = add({ key, meaning, over: cell.mark, isRevert })
      return { ...typed, mark, shown: { mark, before: cell.shown } }
    },
    durable: new Set(),
  }
  return marks
}

/**
 * What the cell has said before, the newest first, and just so.
 * @param nobodys marks that do not count
 */
export const shownMark = (
  marks: Marks,
  cell: GridCell,
  meaning: string,
  nobodys: ReadonlySet<number>,
): number | null => {
  for (let at = cell.shown; at !== null; at = at.before)
    if (marks.at(at.mark).meaning === meaning && !nobodys.has(at.mark)) return at.mark
  return null
}

/** Was it typed over that one, or over what was? */
export const stoodBelow = (marks: Marks, mark: number, below: number): boolean => {
  let at = mark
  while (at !== 0 && at !== below) at = marks.at(at).over
  return at !== 0
}

/** Did the revert undo only what never left the sheet? Then nothing is lost with it. */
export const undidNothing = (marks: Marks, mark: number): boolean => {
  const { isRevert, meaning } = marks.at(mark)
  if (!isRevert) return false
  for (let at = marks.at(mark).over; at !== 0; at = marks.at(at).over) {
    if (marks.at(at).meaning === meaning) return true
    if (marks.durable.has(at)) return false
  }
  return true
}
