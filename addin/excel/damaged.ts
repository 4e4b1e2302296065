// Rows whose hidden cell was damaged or emptied while a misplaced text of ours stood in them. Nothing names them any
// more; they are known by what we had written into their user's cells, and by their place.
import type { Cell } from '../../shared/schema/kind.ts'
import type { RowEdit, TableShape } from '../../shared/sync/sheet.ts'
import { idInText } from '../../shared/sync/stamp.ts'
import type { Met } from './batch.ts'
import type { WriteBatch } from './blocks.ts'
import { rowTexts, textsOf, undoToEdit } from './put-back.ts'
import type { Undo } from './put-back.ts'
import { readRows } from './read.ts'
import type { Runner } from './run.ts'

/** One text may stand in any row. */
export const TEXTS_MIN = 2

/** A row of ours that says a single thing, and nothing else in all that we filled. */
const isAlone = (
  { isWholeRow, wrote }: Undo,
  ours: readonly (readonly [number, string])[],
  cells: ReadonlyMap<number, string>,
): boolean => {
  const [only, ...more] = ours
  const isBlank = (id: number) => id === only?.[0] || (cells.get(id) ?? '') === ''
  return isWholeRow && only !== undefined && more.length === 0 && [...wrote].every(isBlank)
}

/**
 * Has another row come into the place of one that its guard column does not name, and that was known by what stood beside
 * our text? It says none of that, of two cells or more, or nothing at all.
 */
export const isBesideOther = (undo: Undo, cells: ReadonlyMap<number, string>): boolean => {
  const { guard, stood, isShared } = undo
  // Others say the same there: what else of ours stood in it tells, too.
  const known = isShared ? new Map([...textsOf(undo), ...stood]) : stood
  const beside = [...known].filter(([id, text]) => (isShared || text !== '') && cells.has(id))
  const isBlank = [...cells.values()].every((text) => text === '')
  return (
    (guard === '' || isShared) &&
    beside.length >= (isBlank ? 1 : TEXTS_MIN) &&
    beside.every(([id, text]) => cells.get(id) !== text)
  )
}

/**
 * Is it the row that the undo is for? One without an identity says all of our texts: two or more, or nothing beside one.
 * @param cells of the row, by Excel's id of the column; a column that is gone says nothing
 */
export const isTextOf = (undo: Undo, cells: ReadonlyMap<number, string>): boolean => {
  if (cells.get(undo.guardId) !== undo.guard) return false
  if (undo.guard !== '') return !isBesideOther(undo, cells)
  const ours = [...textsOf(undo)].filter(([id]) => cells.has(id))
  const isEnough = ours.length >= TEXTS_MIN || isAlone(undo, ours, cells)
  return isEnough && ours.every(([id, text]) => cells.get(id) === text)
}

/** Columns elsewhere or a row of ours, and nothing in the hidden cell: only what we wrote tells it wherever it went. */
export const isByText = ({ guard, isMoved, isWholeRow }: Undo): boolean =>
  guard === '' && (isMoved || isWholeRow)

/**
 * Has another row come into the place of one that only our texts name? It says none of them, and something of its own;
 * where its user has cleared them all it is still the same row.
 */
export const isAnother = (undo: Undo, cells: ReadonlyMap<number, string>): boolean => {
  const ours = [...textsOf(undo)].filter(([id]) => cells.has(id))
  return (
    isByText(undo) &&
    ours.length >= TEXTS_MIN &&
    ours.every(([id, text]) => cells.get(id) !== text) &&
    ours.some(([id]) => cells.get(id) !== '')
  )
}

/** Edits that met a row which stands in the place of theirs by now, though nothing in its hidden cell tells. */
export const toStrangers = (
  batch: WriteBatch,
  columnIds: readonly number[],
  cells: ReadonlyMap<number, readonly Cell[]>,
  owed: ReadonlyMap<RowEdit, Undo>,
): readonly RowEdit[] =>
  batch.edits.filter((edit) => {
    const undo = owed.get(edit)
    const line = cells.get(edit.row)
    if (undo === undefined || line === undefined) return false
    const texts = rowTexts(columnIds, line)
    if (!isByText(undo)) return isBesideOther(undo, texts)
    if (isAnother(undo, texts)) return true
    const isAnothers = (one: Undo) => one !== undo && isByText(one) && isTextOf(one, texts)
    return !isTextOf(undo, texts) && [...owed.values()].some(isAnothers)
  })

export const withStrangers = (met: Met, strangers: readonly RowEdit[]): Met => {
  const rows = new Set(strangers.map(({ row }) => row))
  return {
    astray: [...new Set([...met.astray, ...strangers])],
    typed: met.typed.filter(({ row }) => !rows.has(row)),
  }
}

const saysOurs = (undo: Undo, ids: readonly number[], line: readonly Cell[]): boolean =>
  [...textsOf(undo)].some(([id, text]) => String(line[ids.indexOf(id)] ?? '') === text)

/**
 * @param shape with the columns as they stand by now, all of them in their order
 * @param texts of the hidden column, by row
 * @param undos whose text stands nowhere
 * @returns those that are found all the same, each with the edit that takes it back: the row's own identity comes with it
 */
export const findDamaged = async (
  runner: Runner,
  shape: TableShape,
  texts: readonly string[],
  undos: readonly Undo[],
): Promise<readonly (readonly [Undo, RowEdit])[]> => {
  const ids = shape.columns.map(({ id }) => id)
  const columns = shape.columns.map(({ index }) => index)
  const found: (readonly [Undo, RowEdit])[] = []
  for (const undo of undos) {
    const guard = texts[undo.row]
    if (guard === undefined || idInText(guard) !== '' || textsOf(undo).size === 0) continue
    const [line = []] = await readRows(runner, shape, columns, undo.row, 1)
    if (saysOurs(undo, ids, line)) found.push([undo, { ...undoToEdit(undo, ids), guard }])
  }
  return found
}
