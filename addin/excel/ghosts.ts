// Rows as they stood with a misplaced text of ours in them, which was taken back: Ctrl+Z may bring it back. They are
// remembered one by one, and hardly where that text stands where it was meant for by now; see memory.ts for how long.
import type { GuardedWrite, RowEdit } from '../../shared/sync/sheet.ts'
import { idInText } from '../../shared/sync/stamp.ts'
import { textsOf } from './put-back.ts'
import type { RowTexts, Undo } from './put-back.ts'

/** A row as it stood before a misplaced text of ours was taken back in it, or was gone with it. */
export interface Ghost {
  readonly tableId: string
  readonly undo: Undo
  /**
   * All of its cells, by Excel's id of the column; null: it was gone before anybody read them. None where its pane was
   * closed before: then it is known as one that was typed in.
   */
  readonly image: RowTexts | null
  /** In how many other rows its identity stood just then: its user's copies. */
  readonly copies: number
  /** How often it came back and was put right. */
  readonly rests: number
  /** Does its text stand in other rows by right, where it was meant for or in copies? Then it is known by all of its cells alone. */
  readonly isPlaced: boolean
}

export interface Ghosts {
  /** The newest last. */
  readonly all: () => readonly Ghost[]
  readonly add: (more: readonly Ghost[]) => void
  readonly remove: (gone: readonly Ghost[]) => void
  /** @param by what comes in the place of each; null: nothing */
  readonly replace: (by: (ghost: Ghost) => Ghost | null) => void
}

const GHOSTS_MAX = 200

/** @param changed is told after each change */
export const createGhosts = (known: readonly Ghost[], changed: () => void): Ghosts => {
  let ghosts: readonly Ghost[] = known.slice(-GHOSTS_MAX)
  const change = (after: readonly Ghost[]) => {
    ghosts = after
    changed()
  }
  const replace: Ghosts['replace'] = (by) => {
    const after = ghosts.flatMap((ghost) => by(ghost) ?? [])
    if (after.length < ghosts.length || after.some((ghost, at) => ghost !== ghosts[at]))
      change(after)
  }
  return {
    all: () => ghosts,
    add: (more) => {
      if (more.length > 0) change([...ghosts, ...more].slice(-GHOSTS_MAX))
    },
    replace,
    remove: (gone) => replace((ghost) => (gone.includes(ghost) ? null : ghost)),
  }
}

/** How often each identity stands in rows that hold no misplaced text. */
export const countIds = (
  guards: readonly string[],
  misplaced: ReadonlySet<number>,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const [row, text] of guards.entries()) {
    const id = misplaced.has(row) ? '' : idInText(text)
    if (id !== '') counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** The identity of the row that was hit; '' for none. */
export const idOfHit = ({ guardId, writes }: Undo): string =>
  idInText(String(writes.find(({ columnId }) => columnId === guardId)?.value ?? ''))

/** The texts of identity that rows have again once these are carried out. */
export const identitiesOf = (undos: readonly Undo[]): ReadonlySet<string> => {
  const texts = undos.map(
    ({ guardId, writes }) => writes.find(({ columnId }) => columnId === guardId)?.value ?? '',
  )
  return new Set(texts.map(String).filter((text) => text !== ''))
}

/**
 * @param image all cells of its row, as they stood just before it was taken back; null: it was gone
 * @param counts of identities, as {@link countIds} tells
 * @returns none for a blank row: it is like any other
 */
export const toGhosts = (
  tableId: string,
  undo: Undo,
  image: RowTexts | null,
  counts: ReadonlyMap<string, number> = new Map(),
): readonly Ghost[] => {
  if (image !== null && [...image.values()].every((text) => text === '')) return []
  // Shared, other rows say so by right, in that column.
  const isPlaced = undo.isShared && !undo.isMoved
  const ghost = { tableId, undo, image, copies: counts.get(idOfHit(undo)) ?? 0, rests: 0, isPlaced }
  return isPlaced && !isKnownWhole(ghost) ? [] : [ghost]
}

/**
 * Is it the row of an edit all the same, where its guard column says something else? We had taken just that text back in
 * just this row; Ctrl+Z has brought it back amid the write, which goes over all of it.
 */
export const ownAgainOf = (
  ghosts: Ghosts,
  { shape, guardColumn }: GuardedWrite,
  columnIds: readonly number[],
) => {
  const guardId = columnIds[guardColumn]
  const its = ghosts.all().filter(({ tableId, undo, isPlaced }) => {
    const isOurs = undo.writes.every(({ before }) => before === null)
    return tableId === shape.id && undo.guardId === guardId && !isPlaced && isOurs
  })
  return ({ guard, writes }: RowEdit, text: string): boolean => {
    const written = new Set(writes.map(({ column }) => columnIds[column]))
    const isBackIn = ({ columnId, value }: Undo['writes'][number]) =>
      written.has(columnId) && (columnId !== guardId || String(value) === guard)
    return its.some(({ undo }) => undo.guard === text && undo.writes.every(isBackIn))
  }
}

/** Can a row be told by all of its cells from the one that its text was meant for? */
export const isKnownWhole = ({ image, undo }: Ghost): boolean =>
  image !== null &&
  image.size > 0 &&
  !undo.isOfBack &&
  [...undo.says.keys()].some((id) => !undo.wrote.has(id))

/**
 * A text of identity that stands where it was meant for says nothing of where it had been misplaced, unless Ctrl+Z takes
 * it from there, too: then all that its row said tells.
 * @param but these stay, unless they are of a text that was given back to the wrong row: it stands in the right one now
 */
export const forgetGhosts = (
  ghosts: Ghosts,
  tableId: string,
  placed: ReadonlySet<string>,
  but: ReadonlySet<Ghost> = new Set(),
): void =>
  ghosts.replace((one) => {
    const isMet = one.tableId === tableId && !one.isPlaced && placed.has(one.undo.guard)
    if (!isMet || (but.has(one) && !one.undo.isOfBack)) return one
    return isKnownWhole(one) ? { ...one, isPlaced: true } : null
  })

/**
 * Nor does a row without an identity that says all of it, once it has been given back: it would be taken for the one
 * that its text had come into by mistake.
 */
export const forgetGivenBack = (ghosts: Ghosts, tableId: string, given: readonly Undo[]): void => {
  const nameless = given.flatMap(({ guardId, writes }) => {
    const texts = new Map(writes.map(({ columnId, value }) => [columnId, String(value)]))
    return texts.get(guardId) === '' ? [texts] : []
  })
  if (nameless.length === 0) return
  const isGiven = ({ undo }: Ghost): boolean => {
    const ours = [...textsOf(undo)]
    return (
      ours.length > 0 && nameless.some((its) => ours.every(([id, text]) => its.get(id) === text))
    )
  }
  ghosts.remove(
    ghosts.all().filter((one) => one.tableId === tableId && one.undo.guard === '' && isGiven(one)),
  )
}
