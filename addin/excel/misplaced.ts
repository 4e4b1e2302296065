// What a batch did to rows that it did not mean, as edits that take it back. Where it hit a row that was still to get
// back what we had overwritten earlier, that earlier text of ours is never taken for its user's: the new edit gives back
// what truly stood there.
import type { Cell } from '../../shared/schema/kind.ts'
import type { GuardedWrite, RowEdit } from '../../shared/sync/sheet.ts'
import { guardsByRow } from './batch.ts'
import type { BatchResult } from './batch.ts'
import type { WriteBatch } from './blocks.ts'
import { isTextOf } from './damaged.ts'
import { blockCells, rowTexts, toUndo, undoOf } from './put-back.ts'
import type { Image, RowTexts, Undo } from './put-back.ts'

/** Edits of a batch that met other rows or columns, or cells that were typed in. */
export interface Wrong {
  readonly undone: readonly RowEdit[]
  readonly astray: readonly RowEdit[]
}

export interface Before {
  /** What the batch was to take back itself; null: these are plain edits. */
  readonly owed: ReadonlyMap<RowEdit, Undo> | null
  /** What other rows have in the guard column: given back by mistake, just that says nothing of where it is by right. */
  readonly standing: ReadonlySet<string>
  /** The rows that it hit as they stood before, as far as they were read. */
  readonly cells: ReadonlyMap<number, readonly Cell[]>
}

export interface Undos {
  readonly undos: readonly Undo[]
  /** What one of `undos` gives back instead, or what stands there already; each with its row as it stood before. */
  readonly handed: ReadonlyMap<Undo, RowTexts>
}

type CellUndo = Undo['writes'][number]

/** What its user typed in between is his; what he cleared there was our text. */
const isOurText = (earlier: CellUndo | undefined, { value }: CellUndo): earlier is CellUndo =>
  earlier !== undefined &&
  (earlier.before === null || value === '' || String(value) === String(earlier.before))

/** A cell that was hit twice. */
const ontoCell = (earlier: CellUndo | undefined, later: CellUndo): readonly CellUndo[] => {
  if (!isOurText(earlier, later)) return [later]
  const { before: wrote } = later
  if (wrote !== null && String(wrote) === String(earlier.value)) return []
  return [{ ...earlier, before: earlier.before === null ? null : wrote }]
}

const oursIn = (earlier: Undo, later: Undo): ReadonlySet<number> => {
  const firsts = new Map(earlier.writes.map((write) => [write.columnId, write]))
  const ours = later.writes.filter((write) => isOurText(firsts.get(write.columnId), write))
  return new Set(ours.map(({ columnId }) => columnId))
}

/** What gives the row back as it was before both. */
const onto = (earlier: Undo, later: Undo): Undo => {
  const firsts = new Map(earlier.writes.map((write) => [write.columnId, write]))
  const hit = new Set(later.writes.map(({ columnId }) => columnId))
  const kept = oursIn(earlier, later)
  // Our first text names the row better than what has come into a column that the batch took for the hidden one.
  const isNamed = earlier.guard !== '' && !hit.has(earlier.guardId)
  const { guard, says, guardId, isShared, stood, isOfBack } = isNamed ? earlier : later
  return {
    row: later.row,
    guard,
    says,
    guardId,
    writes: [
      ...earlier.writes.filter(({ columnId }) => !hit.has(columnId)),
      ...later.writes.flatMap((write) => ontoCell(firsts.get(write.columnId), write)),
    ],
    isWholeRow: earlier.isWholeRow || later.isWholeRow,
    isMoved: earlier.isMoved || later.isMoved,
    isAstray: true,
    isOfBack,
    level: later.level,
    wrote: new Set([...earlier.wrote, ...later.wrote]),
    ours: new Set([...earlier.ours].filter((id) => !hit.has(id) || kept.has(id))),
    isShared,
    stood,
    hit: null,
  }
}

/** What gives the row back as it was just before: the earlier one, which knows its user's texts, is still to come. */
const after = (earlier: Undo, later: Undo): Undo => ({ ...later, ours: oursIn(earlier, later) })

/** @param texts of its row, whole */
const stoodBeside = (
  { wrote, guardId, isShared }: Undo,
  texts: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> => {
  const beside = [...texts].filter(([id]) => id !== guardId && !wrote.has(id))
  return new Map(beside.filter(([, text]) => isShared || text !== ''))
}

/** What the row of an edit that met it says since: copies that say the same in its guard column say something else beside. */
const saidSince = (
  { writes }: RowEdit,
  columnIds: readonly number[],
  texts: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> => {
  const wrote = writes.map(({ column, value }) => [columnIds[column] ?? -1, String(value)] as const)
  return new Map([...texts, ...wrote].filter(([, text]) => !text.startsWith('=')))
}

const undoOfEdit = (
  write: GuardedWrite,
  { columnIds, isMoved }: BatchResult,
  edit: RowEdit,
  image: Image,
  { guard, level }: { readonly guard: Cell | undefined; readonly level: number },
): Undo | null => {
  const stamp = edit.writes.find(({ column }) => column === write.guardColumn)
  const undo = toUndo(edit, String(stamp?.value ?? guard ?? ''), image, isMoved)
  const wrote = edit.writes.map(({ column }) => column)
  const stood = undo?.writes.find(({ column }) => column === write.guardColumn)?.value
  const isAstray = isMoved || (stood !== undefined && String(stood) !== edit.guard)
  const says = new Map(
    isMoved ? [] : write.says?.map((at, n) => [columnIds[at] ?? -1, String(edit.says?.[n] ?? '')]),
  )
  const isOfBack = level > 0
  const ground = { says, isWholeRow: false, isMoved, isAstray, isOfBack, level, wrote }
  return undo && undoOf(undo, columnIds, write.guardColumn, ground)
}

const levelAbove = (undos: readonly Undo[]): number =>
  1 + undos.reduce((highest, { level }) => Math.max(highest, level), 0)

export const toUndos = (
  write: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
  { undone, astray }: Wrong,
  { owed, standing, cells }: Before,
): Undos => {
  if (undone.length === 0) return { undos: [], handed: new Map() }
  const image = {
    before: blockCells(batch.blocks, result.before),
    formulas: blockCells(batch.blocks, result.formulas),
    formats: blockCells(batch.blocks, result.formats),
  }
  const guards = guardsByRow(batch, result.after)
  const isAnother = new Set(astray)
  const isShared = owed === null && write.read === null
  const level = owed === null ? 0 : levelAbove([...owed.values()])
  // Of one whose row was typed in only those cells are undone.
  const edits = new Map(batch.edits.map((edit) => [edit.row, edit]))
  const handed = new Map<Undo, RowTexts>()
  const undos = undone.flatMap((edit): readonly Undo[] => {
    const its = { guard: guards.get(edit.row), level }
    const back = undoOfEdit(write, result, edit, image, its)
    if (back === null) return []
    const line = write.read === null ? (cells.get(edit.row) ?? []) : []
    const texts = rowTexts(result.columnIds, line)
    if (!isAnother.has(edit) && !isShared)
      return owed === null || back.guard === ''
        ? [back]
        : [
            {
              ...back,
              isShared: true,
              stood: saidSince(edits.get(edit.row) ?? edit, result.columnIds, texts),
            },
          ]
    const isAlike = isShared || (back.guard !== '' && standing.has(back.guard))
    const alike = { ...back, isShared: isAlike }
    const undo = { ...alike, stood: stoodBeside(alike, texts) }
    const own = owed?.get(edit)
    const earlier = [...(own === undefined ? [] : [own]), ...(owed?.values() ?? [])].find((one) =>
      isTextOf(one, texts),
    )
    if (earlier === undefined) return [undo]
    // With the identity of a third row in it that one goes first: no identity ever stands twice.
    if (earlier !== own && undo.guard !== '') return [after(earlier, undo)]
    handed.set(earlier, texts)
    const both = onto(earlier, undo)
    return both.writes.length === 0 ? [] : [both]
  })
  return { undos, handed }
}
