// Guarded writes. Excel writes by position and cannot write on a condition, so each batch first loads what stands
// there, then writes; rows that were not the expected ones are put back as they were and reported.
import type { Cell } from '../../shared/schema/kind.ts'
import { cellsIn, planWrites, toColumnRuns } from './blocks.ts'
import type { Block, ColumnRun, WriteBatch } from './blocks.ts'
import { asCells } from './cells.ts'
import type { GuardedWrite, RowEdit, WriteReport } from '../../shared/sync/sheet.ts'
import { blockCells, toUndo } from './put-back.ts'
import type { BlockCells } from './put-back.ts'
import { runsToLines } from './read.ts'
import { isMoved } from './table.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

interface BatchResult {
  /** As it was when the batch ran. */
  readonly isFiltered: boolean
  /** Stood a column where another one was expected? */
  readonly isMoved: boolean
  /**
   * Before the write, by block: of the user's columns values, formulas and number formats; of ours only what would
   * be written back, in case that a column of the user's stands there by now.
   */
  readonly before: readonly (readonly (readonly Cell[])[])[]
  readonly formulas: readonly (readonly (readonly Cell[])[])[]
  readonly formats: readonly (readonly (readonly Cell[])[])[]
  /** The guard column before and after, by run. */
  readonly guards: readonly (readonly (readonly Cell[])[])[]
  readonly after: readonly (readonly (readonly Cell[])[])[]
  /** The columns of `read`, by run of rows and run of columns. */
  readonly reads: readonly (readonly (readonly (readonly Cell[])[])[])[]
}

const sizeOf = (block: Block): readonly [number, number] => [
  block.values.length - 1,
  (block.values[0]?.length ?? 1) - 1,
]

const runBatch = (
  runner: Runner,
  write: GuardedWrite,
  batch: WriteBatch,
  readRuns: readonly ColumnRun[],
): Promise<BatchResult> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(write.shape.id)
    const filter = context.workbook.tables.getItem(write.shape.id).autoFilter
    filter.load('isDataFiltered')
    const body = table.getDataBodyRange()
    const { columns } = table
    columns.load('items/id')
    const areaOf = (row: number, column: number, rows: number, columns: number) =>
      body.getCell(row, column).getResizedRange(rows, columns)
    const blockOf = (block: Block) => areaOf(block.row, block.column, ...sizeOf(block))
    const guardOf = (run: { row: number; count: number }) => {
      const range = areaOf(run.row, write.guardColumn, run.count - 1, 0)
      range.load('values')
      return range
    }
    const before = batch.blocks.map((block) => {
      const range = blockOf(block)
      range.load(block.isOurs ? 'formulas' : 'values,formulas,numberFormat')
      return range
    })
    const guards = batch.runs.map(guardOf)
    const reads = batch.runs.map((rows) =>
      readRuns.map((run) => {
        const range = areaOf(rows.row, run.first, rows.count - 1, run.count - 1)
        range.load('values')
        return range
      }),
    )
    for (const [at, block] of batch.blocks.entries()) {
      // A table that has become shorter must fail here, at its lowest block, before anything is written:
      // cells beneath a table are the user's, and writing there would make it grow.
      const area = blockOf(block)
      const range = at === 0 ? area.getIntersectionOrNullObject(body) : area
      if (block.formats !== null) range.numberFormat = block.formats.map((line) => [...line])
      range.values = block.values.map((line) => [...line])
    }
    const after = batch.runs.map(guardOf)
    await context.sync()
    runner.tally.syncs++
    return {
      isFiltered: filter.isDataFiltered,
      isMoved: isMoved(write.shape, columns.items),
      before: before.map((range, at) =>
        asCells(batch.blocks[at]?.isOurs === true ? range.formulas : range.values),
      ),
      formulas: before.map((range, at) =>
        batch.blocks[at]?.isOurs === false ? asCells(range.formulas) : [],
      ),
      formats: before.map((range, at) =>
        batch.blocks[at]?.isOurs === false ? asCells(range.numberFormat) : [],
      ),
      guards: guards.map((range) => asCells(range.values)),
      after: after.map((range) => asCells(range.values)),
      reads: reads.map((ranges) => ranges.map((range) => asCells(range.values))),
    }
  })

/** The guard column's texts by row. */
const guardsByRow = (batch: WriteBatch, guards: BatchResult['guards']): Map<number, Cell> => {
  const texts = new Map<number, Cell>()
  batch.runs.forEach((run, at) => {
    for (let line = 0; line < run.count; line++)
      texts.set(run.row + line, guards[at]?.[line]?.[0] ?? '')
  })
  return texts
}

/** A number in a text may have become one when it was written. */
const isSame = (now: Cell | undefined, then: Cell): boolean => String(now) === String(then)

const isAsExpected = (edit: RowEdit, before: BlockCells): boolean =>
  edit.writes.every(
    (write) => write.before === null || isSame(before.at(edit.row, write.column), write.before),
  )

const missedEdits = (
  write: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
): readonly RowEdit[] => {
  const before = blockCells(batch.blocks, result.before)
  const guards = guardsByRow(batch, result.guards)
  const after = guardsByRow(batch, result.after)
  if (result.isMoved) return batch.edits
  return batch.edits.filter((edit) => {
    const stamp = edit.writes.find((cell) => cell.column === write.guardColumn)
    const isThere = stamp === undefined || after.get(edit.row) === stamp.value
    return guards.get(edit.row) !== edit.guard || !isThere || !isAsExpected(edit, before)
  })
}

const collectReads = (
  write: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
  readRuns: readonly ColumnRun[],
  cells: Map<number, readonly Cell[]>,
) => {
  const wanted = new Set(batch.edits.map((edit) => edit.row))
  batch.runs.forEach((run, at) => {
    const lines = runsToLines(write.read, readRuns, result.reads[at] ?? [])
    lines.forEach((line, offset) => {
      if (wanted.has(run.row + offset)) cells.set(run.row + offset, line)
    })
  })
}

const cellsReadIn = (write: GuardedWrite, batch: WriteBatch): number => {
  const rows = batch.runs.reduce((sum, run) => sum + run.count, 0)
  const before = batch.blocks.reduce(
    (sum, block) => sum + block.values.length * (block.values[0]?.length ?? 0),
    0,
  )
  return before + rows * (2 + write.read.length)
}

/** null: the table has fewer rows than the batch writes to; nothing was written. */
const tryBatch = async (
  runner: Runner,
  write: GuardedWrite,
  batch: WriteBatch,
  readRuns: readonly ColumnRun[],
): Promise<BatchResult | null> => {
  try {
    return await runBatch(runner, write, batch, readRuns)
  } catch (error) {
    if (isCode(error, 'ItemNotFound') || isCode(error, 'InvalidArgument')) return null
    throw error
  }
}

/** What a batch did to rows that it did not mean, as edits that take it back. */
const toUndos = (
  write: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
  wrong: readonly RowEdit[],
): readonly RowEdit[] => {
  const image = {
    before: blockCells(batch.blocks, result.before),
    formulas: blockCells(batch.blocks, result.formulas),
    formats: blockCells(batch.blocks, result.formats),
  }
  const guards = guardsByRow(batch, result.after)
  return wrong.flatMap((edit) => {
    const stamp = edit.writes.find(({ column }) => column === write.guardColumn)
    const guard = String(stamp?.value ?? guards.get(edit.row) ?? '')
    return toUndo(edit, guard, image, result.isMoved) ?? []
  })
}

/** Where the rows with these texts in the guard column are by now; one that stands nowhere is left out. */
const locate = (
  runner: Runner,
  write: GuardedWrite,
  undos: readonly RowEdit[],
): Promise<readonly RowEdit[]> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(write.shape.id).getDataBodyRange()
    const column = body.getColumn(write.guardColumn)
    column.load('values')
    await context.sync()
    runner.tally.syncs++
    const texts = asCells(column.values).map(([text = '']) => String(text))
    return undos.flatMap((undo) => {
      if (texts[undo.row] === undo.guard) return [undo]
      const row = undo.guard === '' ? -1 : texts.indexOf(undo.guard)
      return row < 0 ? [] : [{ ...undo, row }]
    })
  })

const UNDO_TRIES_MAX = 4

/**
 * Takes back what was written to wrong rows, wherever they are by now; taking back is guarded like any write, and may
 * itself meet other rows.
 * @returns what could not be taken back
 */
export const takeBack = async (
  runner: Runner,
  write: GuardedWrite,
  undos: readonly RowEdit[],
  depth: number,
): Promise<readonly RowEdit[]> => {
  if (undos.length === 0) return []
  if (depth === UNDO_TRIES_MAX) return undos
  const found = await locate(runner, write, undos)
  const guards = new Set(found.map(({ guard }) => guard))
  const gone = undos.filter(({ guard }) => !guards.has(guard))
  // To where it was written, whatever column stands there by now.
  const shape = { ...write.shape, columns: [] }
  const back = { ...write, shape, edits: found, read: [] }
  const { missed, lost } = await writeDeep(runner, back, depth + 1)
  const again = found.filter(({ row }) => missed.has(row))
  return [...gone, ...lost, ...(await takeBack(runner, write, again, depth + 1))]
}

interface Written extends WriteReport {
  /** Edits that would have taken back what was written to wrong rows, and could not. */
  readonly lost: readonly RowEdit[]
}

export const writeDeep = async (
  runner: Runner,
  write: GuardedWrite,
  depth: number,
): Promise<Written> => {
  const missed = new Set<number>()
  const lost: RowEdit[] = []
  const cells = new Map<number, readonly Cell[]>()
  const readRuns = toColumnRuns(write.read)
  for (const batch of planWrites(write.edits, write.shape.isFiltered)) {
    const result = await tryBatch(runner, write, batch, readRuns)
    if (result === null) {
      for (const edit of batch.edits) missed.add(edit.row)
      continue
    }
    runner.tally.cellsWritten += cellsIn(batch.blocks)
    runner.tally.cellsRead += cellsReadIn(write, batch)
    collectReads(write, batch, result, readRuns, cells)
    const wrong = missedEdits(write, batch, result)
    for (const edit of wrong) missed.add(edit.row)
    const shape = { ...write.shape, isFiltered: result.isFiltered }
    const undos = toUndos(write, batch, result, wrong)
    lost.push(...(await takeBack(runner, { ...write, shape }, undos, depth)))
  }
  return { missed, lost, cells }
}
