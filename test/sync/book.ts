// One workbook file on somebody's desk: what it holds now, what can be undone, what was saved, older versions.
import { cellAt } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'
import { identityOf } from './layout.ts'
import { alsoShown, shownToo } from './marks.ts'

const UNDO_MAX = 12
const VERSIONS_MAX = 4

export interface Book {
  readonly id: number
  content: Content
  undo: Content[]
  redo: Content[]
  saved: Content
  versions: Content[]
  /** Ids that have ever stood in this file: what is missing of them its user has taken out. */
  readonly held: Set<string>
  /** The newest revision that each row's stamp has ever named here. */
  readonly stood: Map<string, number>
  /** Ids that have ever stood in two rows at once when the pane looked. */
  readonly doubled: Set<string>
  /** Ids of rows that were said to have left. */
  readonly left: Set<string>
  /** Ids of customers that rows with nothing stored have become here: linked, or adopted. */
  readonly became: Set<string>
  /** Ids that this file has offered to a server that had lost them. */
  readonly recovered: Set<string>
  /** Something was undone, restored, copied or closed without saving. */
  isForgetful: boolean
  /** A cell is being edited for so many more batches: Excel refuses them. */
  refusals: number
  refusal: string
}

export const createBook = (id: number, content: Content): Book => ({
  id,
  content,
  undo: [],
  redo: [],
  saved: content,
  versions: [content],
  held: new Set(),
  stood: new Map(),
  doubled: new Set(),
  left: new Set(),
  became: new Set(),
  recovered: new Set(),
  isForgetful: false,
  refusals: 0,
  refusal: '',
})

/** A step that Ctrl+Z takes back: the user's, or one batch of the add-in. */
export const change = (book: Book, content: Content): void => {
  if (content === book.content) return
  book.undo = [...book.undo.slice(1 - UNDO_MAX), book.content]
  book.redo = []
  book.content = content
}

/** Of several undos in a row the last one takes back what the first one took back, too. */
const withShown = (cell: GridCell, later: GridCell): GridCell => {
  const now = later.mark === cell.mark ? cell : alsoShown(cell, later.mark)
  return shownToo(now, later.shown)
}

/** What was typed in a row and is taken back has been shown there all the same. */
const withTakenBack = (row: GridRow, later: readonly GridRow[]): GridRow => {
  const identity = identityOf(row)
  const after = later.find((one) => {
    const { id, rev } = identityOf(one) ?? {}
    return identity !== null && id === identity.id && rev === identity.rev
  })
  if (after === undefined || after === row) return row
  // A cell that was never touched before stands in the later row only.
  const columns = [...new Set([...row.keys(), ...after.keys()])]
  return new Map(
    columns.map((column) => {
      const cell = cellAt(row, column)
      return [column, withShown(cell, after.get(column) ?? cell)]
    }),
  )
}

export const undo = (book: Book): boolean => {
  const before = book.undo.pop()
  if (before === undefined) return false
  book.redo.push(book.content)
  book.isForgetful = true
  const { rows } = book.content
  book.content = { ...before, rows: before.rows.map((row) => withTakenBack(row, rows)) }
  return true
}

export const redo = (book: Book): boolean => {
  const after = book.redo.pop()
  if (after === undefined) return false
  book.undo.push(book.content)
  book.content = after
  return true
}

export const save = (book: Book): void => {
  book.saved = book.content
  book.versions = [...book.versions.slice(1 - VERSIONS_MAX), book.content]
}

/** The file as it was saved, in a fresh Excel: nothing can be undone any more. */
export const open = (book: Book, content: Content): void => {
  book.isForgetful ||= book.content !== content
  book.content = content
  book.saved = content
  book.undo = []
  book.redo = []
}
