// Guarded writes: rows that were not the expected ones are put back as they were and reported. What Excel does not let
// us put back just now stays owed, and comes first of all as soon as it lets us.
import type { Cell } from '../../shared/schema/kind.ts'
import type { GuardedWrite, RowEdit, TableShape, WriteReport } from '../../shared/sync/sheet.ts'
import { cellsReadIn, collectReads, meetRows, tryBatch } from './batch.ts'
import type { Met } from './batch.ts'
import { cellsIn, planWrites } from './blocks.ts'
import type { WriteBatch } from './blocks.ts'
import { locateHit } from './copies.ts'
import { findDamaged, toStrangers, withStrangers } from './damaged.ts'
import {
  countIds,
  forgetGhosts,
  forgetGivenBack,
  identitiesOf,
  ownAgainOf,
  toGhosts,
} from './ghosts.ts'
import { shapesOf } from './locate.ts'
import type { FindNameless, Found } from './locate.ts'
import { toUndos } from './misplaced.ts'
import { isOfIdentity, rowTexts } from './put-back.ts'
import type { RowTexts, Undo } from './put-back.ts'
import type { Runner } from './run.ts'

const UNDO_TRIES_MAX = 4

/** Excel's id of the column that stands at an index of the shape; null: it is unknown. */
export const columnIdAt = ({ columns }: TableShape, index: number): number | null =>
  columns.find((column) => column.index === index)?.id ?? null

/** Only those cells of the undo that the edit could not give back for sure. */
const toDoubtful = ({ shape, placed }: Found, { row, writes }: RowEdit): readonly Undo[] => {
  const ids = new Set(writes.map(({ column }) => shape.columns[column]?.id))
  const its = placed.flatMap(([undo, edit]) => (edit.row === row ? [undo] : []))
  return its.map((undo) => ({ ...undo, writes: undo.writes.filter((w) => ids.has(w.columnId)) }))
}

/** Identities that rows have again, now that something was taken back in them. */
const identitiesIn = (undos: readonly Undo[], left: readonly Undo[]): ReadonlySet<string> => {
  const open = new Set(left)
  return identitiesOf(undos.filter((undo) => !open.has(undo)))
}

/** It is taken back: where nothing is found any more, nothing is lost. */
const isLook = ({ hit }: Undo): boolean => hit !== null

/**
 * What is still to be looked for, once something was taken back.
 * @param taken with the row as it stood just before
 */
const looksAfter = (taken: ReadonlyMap<Undo, RowTexts>): readonly Undo[] => {
  // Given back just now, an identity stands where it belongs.
  const back = identitiesIn([...taken.keys()], [])
  return [...taken].flatMap(([undo, hit]) =>
    isOfIdentity(undo) && !back.has(undo.guard) ? [{ ...undo, hit }] : [],
  )
}

/** What is given back, edit by edit: debts are paid as soon as it stands, for what comes next may be refused. */
const openDebts = (runner: Runner, found: Found) => {
  const undoOfEdit = new Map(found.placed.map(([undo, edit]) => [edit, undo]))
  const open = new Map<Undo, number>()
  for (const [undo] of found.placed) open.set(undo, (open.get(undo) ?? 0) + 1)
  const rows = new Map<RowEdit, RowTexts>()
  const doubtful: Undo[] = []
  const paid: Back['paid'] = (edit, unsure, texts) => {
    for (const undo of unsure === null ? [] : toDoubtful(found, unsure)) {
      doubtful.push(undo)
      runner.debts.set(undo, found.shape.id)
    }
    rows.set(edit, texts)
    const undo = undoOfEdit.get(edit)
    if (undo === undefined) return
    open.set(undo, (open.get(undo) ?? 0) - 1)
    if (open.get(undo) === 0) runner.debts.delete(undo)
  }
  const handed = new Map<Undo, RowTexts>()
  const hand: Back['hand'] = (undo, texts) => {
    handed.set(undo, texts)
    runner.debts.delete(undo)
  }
  /** With the row as it stood just before. */
  const done = (): ReadonlyMap<Undo, RowTexts> =>
    new Map(
      found.placed.flatMap(([undo, edit]) =>
        open.get(undo) === 0 ? [[undo, rows.get(edit) ?? new Map<number, string>()] as const] : [],
      ),
    )
  return { owed: undoOfEdit, doubtful, paid, done, hand, handed }
}

/** Whose texts stand in one column. */
const takeBackBy = async (
  runner: Runner,
  shape: TableShape,
  guardId: number,
  undos: readonly Undo[],
  depth: number,
): Promise<readonly Undo[]> => {
  const findNameless: FindNameless = (...asked) => findDamaged(runner, ...asked)
  const found = await locateHit(runner, shape, guardId, undos, findNameless)
  if (found === null) {
    for (const look of undos.filter(isLook)) runner.debts.delete(look)
    return undos
  }
  const { placed, guards, ...write } = found
  const here = new Set(placed.map(([undo]) => undo))
  const away = undos.filter((undo) => !here.has(undo))
  for (const look of away.filter(isLook)) runner.debts.delete(look)
  const gone = away.filter((undo) => !isLook(undo))
  // Overwritten or deleted by its user, together with our text: his Ctrl+Z brings both back.
  const deleted = gone.filter(isOfIdentity)
  runner.ghosts.add(deleted.flatMap((undo) => toGhosts(shape.id, undo, null)))
  const edits = placed.map(([, edit]) => edit)
  const hit = new Set(placed.map(([, { row }]) => row))
  const standing = new Set(guards.filter((_, row) => !hit.has(row)))
  const { doubtful, done, handed, ...back } = openDebts(runner, found)
  let left: readonly Undo[]
  let looks: readonly Undo[] = []
  try {
    const order = { ...write, edits, read: null }
    const report = await writeDeep(runner, order, depth + 1, { ...back, standing })
    const { missed, lost } = report
    const again = new Set(placed.flatMap(([undo, { row }]) => (missed.has(row) ? [undo] : [])))
    const open = [...again].filter((undo) => !handed.has(undo))
    const owed = await takeBack(runner, found.shape, open, depth + 1)
    left = [...lost, ...doubtful, ...owed]
  } finally {
    // Also where Excel refused something: what stands as it was before is no debt any more, and Ctrl+Z may bring it back.
    const counts = countIds(guards, hit)
    const taken = [...handed, ...done()]
    runner.ghosts.add(taken.flatMap((one) => toGhosts(shape.id, ...one, counts)))
    forgetGivenBack(runner.ghosts, shape.id, [...done().keys()])
    looks = looksAfter(new Map(taken))
    // Of what was given back to a wrong row at once or never: soon it stands in the right one.
    for (const look of looks) if (!look.isOfBack) runner.debts.set(look, shape.id)
  }
  const copied = await takeBackCopies(runner, found.shape, guardId, looks, depth + 1)
  return [...gone, ...left, ...copied]
}

/**
 * What was taken back may have been copied by its user just before: no row keeps an identity that is not its own.
 * @param looks as {@link looksAfter} tells; owed until they are done
 */
const takeBackCopies = async (
  runner: Runner,
  shape: TableShape,
  guardId: number,
  looks: readonly Undo[],
  depth: number,
): Promise<readonly Undo[]> => {
  if (looks.length === 0 || depth >= UNDO_TRIES_MAX) return []
  const found = await locateHit(runner, shape, guardId, looks)
  for (const look of looks) runner.debts.delete(look)
  if (found === null) return []
  // Each once: its other copies are found again.
  const copied = new Map(found.placed.map(([look, { row }]) => [look, { ...look, row, hit: null }]))
  return await takeBack(runner, found.shape, [...copied.values()], depth)
}

/**
 * Takes back what was written to wrong rows or columns, wherever they are by now; taking back is guarded like any
 * write, and may itself meet other ones. What is not taken back yet stands among the runner's debts.
 * @returns what could not be taken back, still owed
 */
export const takeBack = async (
  runner: Runner,
  shape: TableShape,
  undos: readonly Undo[],
  depth: number,
): Promise<readonly Undo[]> => {
  for (const undo of undos) runner.debts.set(undo, shape.id)
  // Should the pane die before it is taken back, its next page does it.
  if (undos.length > 0) runner.keep()
  if (depth >= UNDO_TRIES_MAX) return undos.filter((undo) => !isLook(undo))
  const before = new Set(runner.ghosts.all())
  const left: Undo[] = []
  let isOver = false
  try {
    for (const guardId of new Set(undos.map((undo) => undo.guardId))) {
      const its = undos.filter((undo) => undo.guardId === guardId)
      left.push(...(await takeBackBy(runner, shape, guardId, its, depth)))
    }
    isOver = true
  } finally {
    const open = isOver ? left : undos.filter((undo) => runner.debts.has(undo))
    // Of what it met on its way only: what stood there before may have been misplaced itself.
    if (depth === 0) forgetGhosts(runner.ghosts, shape.id, identitiesIn(undos, open), before)
  }
  return left.filter((undo) => !isLook(undo))
}

interface Written extends WriteReport {
  /** Edits that would have taken back what was written to wrong rows, and could not. */
  readonly lost: readonly Undo[]
}

/** Edits that take something back. */
interface Back {
  readonly owed: ReadonlyMap<RowEdit, Undo>
  /** What other rows have in the guard column. */
  readonly standing: ReadonlySet<string>
  /**
   * Is told of each edit as soon as it stands.
   * @param unsure in a row without an identity, those of its cells that said something else than expected: typed over,
   *   or another row that was sorted into its place, nobody can tell; null: none
   * @param texts what its row said just before
   */
  readonly paid: (edit: RowEdit, unsure: RowEdit | null, texts: RowTexts) => void
  /**
   * Is told of what is in the hands of another edit from now on: its row was hit once more.
   * @param texts what its row said just before
   */
  readonly hand: (undo: Undo, texts: RowTexts) => void
}

/** Typed into meanwhile: a plain edit leaves its row as it was, one that takes something back only those cells. */
const toFaults = (batch: WriteBatch, { astray, typed }: Met, isBack: boolean) => {
  if (isBack) return { missed: astray, undone: [...astray, ...typed] }
  const rows = new Set(typed.map(({ row }) => row))
  const missed = [...astray, ...batch.edits.filter(({ row }) => rows.has(row))]
  return { missed, undone: missed }
}

/** @param back null: these are plain edits, none that takes something back */
export const writeDeep = async (
  runner: Runner,
  write: GuardedWrite,
  depth: number,
  back: Back | null = null,
): Promise<Written> => {
  const missed = new Set<number>()
  const lost: Undo[] = []
  const cells = new Map<number, readonly Cell[]>()
  const isBack = back !== null
  const readCells = write.read === null ? write.shape.columns.length : 0
  for (const batch of planWrites(write.edits, write.shape.isFiltered, readCells)) {
    const result = await tryBatch(runner, write, batch)
    if (result === null) {
      for (const edit of batch.edits) missed.add(edit.row)
      continue
    }
    runner.tally.cellsWritten += cellsIn(batch.blocks)
    runner.tally.cellsRead += cellsReadIn(batch, (write.read ?? result.columnIds).length)
    collectReads(write, batch, result, cells)
    const owed = back?.owed ?? new Map<RowEdit, Undo>()
    const strangers = toStrangers(batch, result.columnIds, cells, owed)
    const isOwn = isBack ? () => false : ownAgainOf(runner.ghosts, write, result.columnIds)
    const met = withStrangers(meetRows(write, batch, result, isBack, isOwn), strangers)
    const faults = toFaults(batch, met, isBack)
    const unsure = new Map(met.typed.map((edit) => [edit.row, edit.guard === '' ? edit : null]))
    for (const edit of faults.missed) missed.add(edit.row)
    for (const edit of batch.edits)
      if (!missed.has(edit.row))
        back?.paid(
          edit,
          unsure.get(edit.row) ?? null,
          rowTexts(result.columnIds, cells.get(edit.row) ?? []),
        )
    const columns = shapesOf(result.columnIds)
    const shape = { ...write.shape, columns, isFiltered: result.isFiltered }
    const wrong = { undone: faults.undone, astray: met.astray }
    const before = {
      owed: back?.owed ?? null,
      standing: back?.standing ?? new Set<string>(),
      cells,
    }
    const undos = toUndos(write, batch, result, wrong, before)
    for (const one of undos.handed) back?.hand(...one)
    lost.push(...(await takeBack(runner, shape, undos.undos, depth)))
  }
  return { missed, lost, cells }
}
