// What a pane must know of its own writes: which of them are still to be taken back, and which were, since Ctrl+Z may bring
// them back. It lies in a drawer of the browser's, too, where one that is loaded anew finds it, and the next one on a
// file that was closed: in the workbook it would stand on the very undo stack that it is about, and Ctrl+Z would take it
// away first.
import { createGhosts } from './ghosts.ts'
import type { Ghost, Ghosts } from './ghosts.ts'
import { isOfIdentity } from './put-back.ts'
import type { Undo } from './put-back.ts'

/** Keeps one text of each pane, beyond its page and, for a while, beyond its tab. */
export interface Drawer {
  /** What this pane had put there before it was loaded anew. */
  readonly look: () => string | null
  /** What panes on this file left that were closed, the oldest first; it is gone from there then. */
  readonly takeLeft: () => readonly string[]
  readonly put: (text: string) => void
}

export const noDrawer: Drawer = { look: () => null, takeLeft: () => [], put: () => undefined }

export interface Memory {
  /** What was written to wrong places and is not taken back yet, with its table: it comes before anything else. */
  readonly debts: Map<Undo, string>
  /** The same, of tables that are gone: Ctrl+Z brings back one that was deleted or turned into a range. */
  readonly asleep: Map<Undo, string>
  /** What was taken back: Ctrl+Z may bring it back. */
  readonly ghosts: Ghosts
  /** Excel's id of the column of identities, by table. */
  readonly identities: Map<string, number>
  /** Lays the debts into the drawer as they are now; ghosts lie there already. */
  readonly keep: () => void
  /** Takes out of the drawer what was paid since. */
  readonly settle: () => void
}

/** Browsers keep about five million; what is older than fits is known as long as the page lives. */
const CHARS_MAX = 1_000_000

/** In front of what lies in the drawer: a pane that is loaded anew may be a newer build. */
const FORMAT = 'taken4:'

type Owed = readonly [undo: Undo, tableId: string]

/** What lies in the drawer, line by line: the most urgent first. */
type Line =
  | { readonly of: 'identity'; readonly one: readonly [tableId: string, columnId: number] }
  | { readonly of: 'debt' | 'asleep'; readonly one: Owed }
  | { readonly of: 'ghost'; readonly one: Ghost }

const pack = (_: string, value: unknown): unknown => {
  if (value instanceof Map) return { map: [...value] }
  return value instanceof Set ? { set: [...value] } : value
}

const unpack = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if ('map' in value && Array.isArray(value.map)) return new Map(value.map)
  return 'set' in value && Array.isArray(value.set) ? new Set(value.set) : value
}

const toText = (lines: readonly Line[]): string => {
  const kept: string[] = []
  let chars = 0
  for (const line of lines) {
    const text = JSON.stringify(line, pack)
    chars += text.length
    if (chars > CHARS_MAX) break
    kept.push(text)
  }
  return kept.length === 0 ? '' : `${FORMAT}[${kept.join(',')}]`
}

/** A text of this module's own making, and of this format; anything else is passed over. */
const fromText = (text: string | null): readonly Line[] => {
  if (text?.startsWith(FORMAT) !== true) return []
  try {
    return JSON.parse(text.slice(FORMAT.length), unpack) as readonly Line[]
  } catch {
    return []
  }
}

/**
 * What a pane that was closed knew. What it still owed may have been saved with the file or not, so that it is no debt:
 * it is put right where it stands, beside what it was not meant for.
 */
const toLeft = (line: Line): readonly Ghost[] => {
  if (line.of === 'ghost') return [line.one]
  if (line.of === 'identity') return []
  const [undo, tableId] = line.one
  const isToSee = undo.hit === null && isOfIdentity(undo)
  return isToSee ? [{ tableId, undo, image: new Map(), copies: 0, rests: 0, isPlaced: false }] : []
}

export const openMemory = (drawer: Drawer): Memory => {
  const known = fromText(drawer.look())
  const left = drawer.takeLeft().flatMap((text) => fromText(text).toReversed().flatMap(toLeft))
  const owed = (of: 'debt' | 'asleep') =>
    new Map(known.flatMap((line) => (line.of === of ? [line.one] : [])).toReversed())
  const debts = owed('debt')
  const asleep = owed('asleep')
  const identities = new Map(known.flatMap((line) => (line.of === 'identity' ? [line.one] : [])))
  let laid = debts.size + asleep.size
  const keep = () => {
    laid = debts.size + asleep.size
    const rest: Line[] = [
      ...[...debts].toReversed().map((one): Line => ({ of: 'debt', one })),
      ...[...asleep].toReversed().map((one): Line => ({ of: 'asleep', one })),
      ...ghosts
        .all()
        .toReversed()
        .map((one): Line => ({ of: 'ghost', one })),
    ]
    const names = [...identities].map((one): Line => ({ of: 'identity', one }))
    drawer.put(rest.length === 0 ? '' : toText([...names, ...rest]))
  }
  const own = known.flatMap((line) => (line.of === 'ghost' ? [line.one] : [])).toReversed()
  const ghosts = createGhosts([...left, ...own], keep)
  // Taken, it lies nowhere else.
  if (left.length > 0) keep()
  const settle = () => {
    if (debts.size + asleep.size !== laid) keep()
  }
  return { debts, asleep, ghosts, identities, keep, settle }
}
