// Rows as they stood with a misplaced text of ours in them, which was taken back: Ctrl+Z may bring it back. They lie in a
// drawer of the pane's own, too, where one that is loaded anew finds them: in the workbook they would stand on the very
// undo stack that they are about, and Ctrl+Z would take them away first.
import type { Cell } from '../../shared/schema/kind.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { Undo } from './put-back.ts'

/** A row as it stood before a misplaced text of ours was taken back in it, or was gone with it. */
export interface Ghost {
  readonly tableId: string
  readonly undo: Undo
  /** All of its cells, by Excel's id of the column; null: it was gone before anybody read them. */
  readonly image: ReadonlyMap<number, string> | null
  /** Excel's id of the table's column of identities: a pane that is loaded anew has written none yet. */
  readonly syncId: number | null
}

/** Keeps one text for as long as Excel may undo: beyond the pane's page, not beyond its tab. */
export interface Drawer {
  readonly look: () => string | null
  readonly put: (text: string) => void
}

export interface Ghosts {
  /** The newest last. */
  readonly all: () => readonly Ghost[]
  readonly add: (more: readonly Ghost[]) => void
  readonly remove: (gone: readonly Ghost[]) => void
}

export const noDrawer: Drawer = { look: () => null, put: () => undefined }

const GHOSTS_MAX = 200

/** Browsers keep about five million; what is older than fits is known as long as the page lives. */
const CHARS_MAX = 1_000_000

/** In front of what lies in the drawer: a pane that is loaded anew may be a newer build. */
const FORMAT = 'taken1:'

const pack = (_: string, value: unknown): unknown => {
  if (value instanceof Map) return { map: [...value] }
  return value instanceof Set ? { set: [...value] } : value
}

const unpack = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if ('map' in value && Array.isArray(value.map)) return new Map(value.map)
  return 'set' in value && Array.isArray(value.set) ? new Set(value.set) : value
}

const toText = (ghosts: readonly Ghost[]): string => {
  const lines: string[] = []
  let chars = 0
  for (const ghost of ghosts.toReversed()) {
    const line = JSON.stringify(ghost, pack)
    chars += line.length
    if (chars > CHARS_MAX) break
    lines.unshift(line)
  }
  return lines.length === 0 ? '' : `${FORMAT}[${lines.join(',')}]`
}

/** The text is of this module's own making, and of this format. */
const fromText = (text: string | null): readonly Ghost[] => {
  if (text?.startsWith(FORMAT) !== true) return []
  try {
    return JSON.parse(text.slice(FORMAT.length), unpack) as readonly Ghost[]
  } catch {
    return []
  }
}

export const openGhosts = (drawer: Drawer): Ghosts => {
  let ghosts = fromText(drawer.look())
  const change = (after: readonly Ghost[]) => {
    ghosts = after
    drawer.put(toText(ghosts))
  }
  return {
    all: () => ghosts,
    add: (more) => {
      if (more.length > 0) change([...ghosts, ...more].slice(-GHOSTS_MAX))
    },
    remove: (gone) => {
      const left = ghosts.filter((ghost) => !gone.includes(ghost))
      if (left.length < ghosts.length) change(left)
    },
  }
}

/**
 * @param line all cells of its row, as they stood just before it was taken back; null: it was gone
 * @returns none for a blank row: it is like any other
 */
export const toGhosts = (
  { id: tableId, columns }: Pick<TableShape, 'id' | 'columns'>,
  syncId: number | null,
  undo: Undo,
  line: readonly Cell[] | null,
): readonly Ghost[] => {
  if (line?.every((cell) => cell === '') === true) return []
  const image = line && new Map(columns.map(({ id }, at) => [id, String(line[at] ?? '')]))
  return [{ tableId, undo, image, syncId }]
}

/**
 * A text of identity that stands where it was meant for says nothing of where it had been misplaced.
 * @param but these stay
 */
export const forgetGhosts = (
  ghosts: Ghosts,
  tableId: string,
  placed: ReadonlySet<string>,
  but: ReadonlySet<Ghost> = new Set(),
): void =>
  ghosts.remove(
    ghosts
      .all()
      .filter((one) => one.tableId === tableId && placed.has(one.undo.guard) && !but.has(one)),
  )
