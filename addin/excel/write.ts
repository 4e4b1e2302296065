// Writes to rows of a table, each guarded by its identity, and new rows at its end: what was not as expected is left as
// it was and reported. What was written to a wrong place is taken back before anything else happens in the workbook.
import type { GuardedWrite, NewRows, TableShape, WriteReport } from '../../shared/sync/sheet.ts'
import { addOnce } from './grow.ts'
import { forgetGhosts } from './ghosts.ts'
import { columnIdAt, takeBack, writeDeep } from './guarded.ts'
import { keepLost, letSleep } from './keep.ts'
import type { Undo } from './put-back.ts'
import type { Runner } from './run.ts'
import { readShape } from './table.ts'

/** Where Excel refuses even that, it is asked again after so many milliseconds, then before the next call. */
const DEBT_DELAYS_MS = [500, 1_500, 5_000]

const isOwing = ({ debts, asleep }: Runner): boolean => debts.size > 0 || asleep.size > 0

/** What a taking back did to wrong rows goes before what that was to take back, as it does where Excel refuses nothing. */
const takeBackInTurn = async (
  runner: Runner,
  shape: TableShape,
  undos: readonly Undo[],
): Promise<readonly Undo[]> => {
  const levels = [...new Set(undos.map(({ level }) => level))].toSorted((a, b) => b - a)
  const left: Undo[] = []
  for (const now of levels) {
    const its = undos.filter(({ level }) => level === now)
    left.push(...(await takeBack(runner, shape, its, 0)))
  }
  return left
}

/** Takes back what is owed, table by table. @throws what Excel says */
const payDebts = async (runner: Runner): Promise<void> => {
  const owed = new Map([...runner.asleep, ...runner.debts])
  for (const tableId of new Set(owed.values())) {
    const undos = [...owed].filter(([, of]) => of === tableId).map(([undo]) => undo)
    const shape = await readShape(runner, tableId)
    if (shape === null) letSleep(runner, tableId, undos)
    else {
      for (const undo of undos) runner.asleep.delete(undo)
      await keepLost(runner, tableId, await takeBackInTurn(runner, shape, undos))
    }
  }
  runner.settle()
}

/** Carries something out once nothing is owed any more. */
export const afterDebts = async <T>(runner: Runner, work: () => Promise<T>): Promise<T> => {
  if (isOwing(runner)) await payDebts(runner)
  return await work()
}

const payLater = async (runner: Runner): Promise<void> => {
  for (const delay of DEBT_DELAYS_MS) {
    if (runner.debts.size === 0) return
    await runner.sleep(delay)
    try {
      await payDebts(runner)
    } catch {
      // Excel still refuses: the next try, or the next call, takes it back.
    }
  }
}

/** What goes wrong is told only when nothing is owed any more, or Excel goes on refusing. */
const cleanly = async <T>(
  runner: Runner,
  { shape, guardColumn }: Pick<GuardedWrite, 'shape' | 'guardColumn'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    if (isOwing(runner)) await payDebts(runner)
    const id = columnIdAt(shape, guardColumn)
    if (id !== null) runner.identities.set(shape.id, id)
    return await work()
  } catch (error) {
    await payLater(runner)
    throw error
  } finally {
    runner.settle()
  }
}

/** One round trip a batch of at most 2 MB, more for a batch that met unexpected rows. */
export const writeRows = (runner: Runner, write: GuardedWrite): Promise<WriteReport> =>
  cleanly(runner, write, async () => {
    const { missed, lost, cells } = await writeDeep(runner, write, 0)
    const there = write.edits.filter(({ row }) => !missed.has(row))
    const stamps = there.flatMap(({ writes }) =>
      writes.filter(({ column }) => column === write.guardColumn).map(({ value }) => String(value)),
    )
    forgetGhosts(runner.ghosts, write.shape.id, new Set(stamps))
    await keepLost(runner, write.shape.id, lost)
    return { missed, cells }
  })

/** @returns lines (numbers in `rows`) that were not added */
export const addRows = (runner: Runner, rows: NewRows): Promise<ReadonlySet<number>> =>
  cleanly(runner, rows, async () => {
    const { missed, lost } = await addOnce(runner, rows)
    const at = rows.columns.indexOf(rows.guardColumn)
    const there = rows.rows.filter((_, line) => !missed.has(line))
    forgetGhosts(runner.ghosts, rows.shape.id, new Set(there.map((line) => String(line[at] ?? ''))))
    await keepLost(runner, rows.shape.id, lost)
    return missed
  })
