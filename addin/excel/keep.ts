// Keeps what was overwritten by mistake and cannot be put back where it was: at the end of the table, as rows of their
// own. What stands in its row after all (its user took our write back himself) is not added a second time.
import type { Cell } from '../../shared/schema/kind.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import { asCells } from './cells.ts'
import { forgetGivenBack } from './ghosts.ts'
import { addOnce } from './grow.ts'
import { lostToRows, placeLost } from './lost.ts'
import type { LostCells } from './lost.ts'
import { undoToLost } from './put-back.ts'
import type { Undo } from './put-back.ts'
import type { Runner } from './run.ts'
import { readShape } from './table.ts'

const KEEP_TRIES_MAX = 4

interface Kept {
  readonly undo: Undo
  readonly cells: LostCells
}

/** Columns of the table, whole, by Excel's id: formulas where a cell has one. */
const readColumns = (
  runner: Runner,
  shape: TableShape,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly Cell[]>> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(shape.id).getDataBodyRange()
    const columns = shape.columns
      .filter(({ id }) => ids.has(id))
      .map(({ id, index }) => {
        const range = body.getColumn(index)
        range.load('formulas')
        return [id, range] as const
      })
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsRead += columns.length * shape.rowCount
    return new Map(
      columns.map(([id, range]) => [id, asCells(range.formulas).map(([cell = '']) => cell)]),
    )
  })

/** The text that stood in the row's hidden cell before it was overwritten; null: nothing of ours came into that one. */
const identityBefore = ({ guard, guardId, writes }: Undo, syncId: number): string | null => {
  const before = writes.find(({ columnId }) => columnId === syncId)
  if (before === undefined && guardId !== syncId) return null
  return before === undefined ? guard : String(before.value)
}

/**
 * Had we overwritten the identity that a row alone has again where it stood? Then it has it by its user's undoing, and
 * what its cells say else he has typed since.
 */
const isUndone = ({ row, writes }: Undo, texts: readonly Cell[], syncId: number): boolean => {
  const before = String(writes.find(({ columnId }) => columnId === syncId)?.value ?? '')
  const named = before === '' ? [] : texts.flatMap((text, at) => (text === before ? [at] : []))
  return named.length === 1 && named[0] === row
}

/** Do the cells stand in their own row? One without an identity is known by its place, or by two cells or more. */
const isStanding = (
  { undo, cells }: Kept,
  columns: ReadonlyMap<number, readonly Cell[]>,
  syncId: number,
): boolean => {
  const before = identityBefore(undo, syncId)
  const texts = columns.get(syncId) ?? []
  if (isUndone(undo, texts, syncId)) return true
  return texts.some((text, row) => {
    const isNamed = before !== null && before !== ''
    const isIts = isNamed ? String(text) === before : row === undo.row || cells.length > 1
    const isFree = before === null || String(text) === before
    return (
      isIts &&
      isFree &&
      cells.every(([id, value]) => String(columns.get(id)?.[row]) === String(value))
    )
  })
}

const stillLost = async (
  runner: Runner,
  shape: TableShape,
  kept: readonly Kept[],
): Promise<readonly Kept[]> => {
  const syncId = runner.identities.get(shape.id)
  if (syncId === undefined || kept.length === 0) return kept
  const ids = new Set([syncId, ...kept.flatMap(({ cells }) => cells.map(([id]) => id))])
  const columns = await readColumns(runner, shape, ids)
  return kept.filter((one) => !isStanding(one, columns, syncId))
}

const ASLEEP_MAX = 1_000

/** The table is gone, and what stood in it: it is owed again only if the table comes back. */
export const letSleep = (
  { debts, asleep, keep }: Runner,
  tableId: string,
  undos: readonly Undo[],
): void => {
  for (const undo of undos) {
    debts.delete(undo)
    asleep.set(undo, tableId)
  }
  for (const undo of [...asleep.keys()].slice(0, -ASLEEP_MAX)) asleep.delete(undo)
  keep()
}

/** Adds what could not be taken back at the end of the table, as long as something comes in the way four times at most. */
export const keepLost = async (
  runner: Runner,
  tableId: string,
  lost: readonly Undo[],
): Promise<void> => {
  const syncId = runner.identities.get(tableId) ?? null
  let open = lost
  for (let tries = 0; tries < KEEP_TRIES_MAX && open.length > 0; tries++) {
    const shape = await readShape(runner, tableId)
    if (shape === null) return letSleep(runner, tableId, open)
    const placed = open.map((undo): Kept => ({
      undo,
      cells: placeLost(shape, undoToLost(undo, syncId)),
    }))
    const filled = placed.filter(({ cells }) => cells.length > 0)
    const kept = await stillLost(runner, shape, filled)
    const wanted = new Set(kept.map(({ undo }) => undo))
    for (const undo of open) if (!wanted.has(undo)) runner.debts.delete(undo)
    if (kept.length === 0) return
    const guardColumn = shape.columns.find(({ id }) => id === syncId)?.index ?? -1
    const lines = kept.map(({ cells }) => cells)
    // Before they stand there: whoever reads next must not take one for what Ctrl+Z has brought back.
    forgetGivenBack(
      runner.ghosts,
      tableId,
      kept.map(({ undo }) => undo),
    )
    const { missed, lost: more } = await addOnce(runner, lostToRows(shape, lines, guardColumn))
    for (const [at, { undo }] of kept.entries()) if (!missed.has(at)) runner.debts.delete(undo)
    open = [...kept.filter((_, at) => missed.has(at)).map(({ undo }) => undo), ...more]
  }
}
