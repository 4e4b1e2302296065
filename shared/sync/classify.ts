// What each row of a scanned sheet is: nothing, new, as last synced, edited, answered, or in need of a decision.
// Identity comes from the stamp alone, never from the position; a removal is never inferred.
import type { Cell } from '../schema/kind.ts'
import { isNothing, plainText } from '../schema/kinds/cell-text.ts'
import { hash64 } from './hash.ts'
import { isUndecided, openIntention } from './stamp.ts'
import type { Refused, Stamp } from './stamp.ts'

export type RowState =
  /** No id, nothing entered. */
  | 'empty'
  /** Entered, no id yet (or an edited copy, which gets an id of its own). */
  | 'new'
  /** As last synced. */
  | 'clean'
  /** Edited since, or never sent. */
  | 'dirty'
  /** The server refused exactly this content already; or the row was linked, and what differs is not decided. */
  | 'answered'
  /** Had an id, and all entered cells are empty: a question, never an edit. */
  | 'cleared'
  /** The stamp cannot be read, or belongs elsewhere. */
  | 'damaged'
  /** An untouched copy of a row that is here already: inert. */
  | 'copy'
  /** Left its user's sight: its bound cells were emptied, its own columns stay. */
  | 'departed'
  /** All rows with this id are edited: which is the original? */
  | 'twin'
  /** Stamped under another canon or mapping: hashed anew against the server's content. */
  | 'stale'

/** A row as it was read. */
export interface ScannedRow {
  /** Zero-based in the table's body, when it was read. */
  readonly index: number
  /** Entered cells, in the order of the layout. */
  readonly entered: readonly Cell[]
  /** Computed cells, in the order of the layout. */
  readonly computed: readonly Cell[]
  readonly status: Cell
  /** The text of `_sync`, as it stands. */
  readonly stampText: string
  readonly stamp: Stamp | null
}

export interface SheetRow extends ScannedRow {
  readonly state: RowState
  /** Of the entered cells; '' for an empty row. */
  readonly hash: string
}

export interface ClassifyOptions {
  readonly version: string
  readonly hashOf: (entered: readonly Cell[]) => string
}

const NOTHING = hash64('')

const stateAlone = (row: ScannedRow, hash: string, version: string): RowState => {
  const isEmpty = hash === ''
  const { stamp } = row
  if (stamp === null) {
    if (row.stampText !== '') return 'damaged'
    return isEmpty ? 'empty' : 'new'
  }
  // Typed into the place of a departed row: another one.
  if (stamp.answer?.outcome === 'gone' && stamp.answer.hash === '')
    return isEmpty ? 'departed' : 'new'
  // What the server never had is not asked about.
  if (isEmpty) return stamp.rev === 0 ? 'empty' : 'cleared'
  if (stamp.rev > 0 && stamp.version !== version) return 'stale'
  // Also of a row as last synced: a server that was set back may refuse what it had.
  if (isUndecided(stamp)) return 'answered'
  if (stamp.answer?.hash === hash && openIntention(stamp) === null) return 'answered'
  return stamp.rev > 0 && stamp.hash === hash ? 'clean' : 'dirty'
}

const isUntouched = ({ state, stamp, hash }: SheetRow): boolean =>
  state === 'clean' || (state === 'answered' && stamp?.answer?.hash === hash)

/** Edited on the revision that another row still says: what the server answered to that is no matter of the original. */
const isEditedBeside = ({ state, stamp, hash }: SheetRow, original: SheetRow): boolean =>
  original.state === 'clean' &&
  state === 'answered' &&
  stamp !== null &&
  !isUndecided(stamp) &&
  stamp.rev === original.stamp?.rev &&
  stamp.hash !== hash

const stateOfTwin = (row: SheetRow, keeper: SheetRow | null): RowState => {
  if (row === keeper) return row.state
  if (keeper === null) return 'twin'
  if (isEditedBeside(row, keeper)) return 'new'
  return isUntouched(row) || row.state === 'cleared' ? 'copy' : 'new'
}

/**
 * Rows that share an id: of those with the highest rev the first untouched one keeps it, untouched copies are
 * inert, edited copies become new rows; where all are edited, all are held.
 */
const settleTwins = (group: readonly SheetRow[]): readonly SheetRow[] => {
  if (group.length === 1) return group
  const top = Math.max(...group.map((row) => row.stamp?.rev ?? 0))
  const newest = group.filter((row) => row.stamp?.rev === top)
  const isEdited = (row: SheetRow) => newest.some((one) => isEditedBeside(row, one))
  const keeper = newest.find((row) => isUntouched(row) && !isEdited(row)) ?? null
  return group.map((row) => ({ ...row, state: stateOfTwin(row, keeper) }))
}

/** A blank row, and what was typed into a departed one, lay no claim to the id beside them. */
const isClaiming = ({ stamp, state }: SheetRow): boolean =>
  stamp !== null && state !== 'empty' && state !== 'departed' && state !== 'new'

const groupsById = (rows: readonly SheetRow[]): Map<string, SheetRow[]> => {
  const groups = new Map<string, SheetRow[]>()
  for (const row of rows) {
    if (row.stamp === null || !isClaiming(row)) continue
    const group = groups.get(row.stamp.id)
    if (group === undefined) groups.set(row.stamp.id, [row])
    else group.push(row)
  }
  return groups
}

/** Blank, or one of the words for nothing: 无, -, N/A. */
export const saysNothing = (cell: Cell): boolean =>
  cell === '' || (typeof cell === 'string' && isNothing(plainText(cell)))

const contentHash = (entered: readonly Cell[], { hashOf }: ClassifyOptions): string => {
  const hash = entered.every(saysNothing) ? NOTHING : hashOf(entered)
  return hash === NOTHING ? '' : hash
}

/**
 * The state of a row by itself, as if no other had its id.
 * @param before the same row as it was known: its hash is taken where the entered cells are the same list
 */
export const classifyRow = (
  row: ScannedRow,
  options: ClassifyOptions,
  before: SheetRow | null = null,
): SheetRow => {
  const isSame = before !== null && before.entered === row.entered
  const hash = isSame ? before.hash : contentHash(row.entered, options)
  return { ...row, hash, state: stateAlone(row, hash, options.version) }
}

/**
 * @param alone all rows of a sheet, each classified by itself
 * @returns the same rows in the same order; rows that share an id are told apart
 */
export const settleCopies = (alone: readonly SheetRow[]): readonly SheetRow[] => {
  const settled = new Map<number, SheetRow>()
  for (const group of groupsById(alone).values()) {
    if (group.length > 1) for (const row of settleTwins(group)) settled.set(row.index, row)
  }
  return settled.size === 0 ? alone : alone.map((row) => settled.get(row.index) ?? row)
}

/** @returns the same rows in the same order, each with its state and content hash */
export const classifyRows = (
  rows: readonly ScannedRow[],
  options: ClassifyOptions,
): readonly SheetRow[] => settleCopies(rows.map((row) => classifyRow(row, options)))

/** What the server said about an answered row; null for any other. */
export const refusedBefore = ({ state, stamp }: SheetRow): Refused | null => {
  const outcome = state === 'answered' ? (stamp?.answer?.outcome ?? null) : null
  return outcome === 'sent' ? null : outcome
}
