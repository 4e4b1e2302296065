// Guarded writes. Excel writes by position and cannot write on a condition, so each batch first loads what stands
// there, then writes; rows that were not the expected ones are put back as they were and reported.
import type { Cell } from '../../shared/schema/kind.ts'
import { cellsIn, planWrites, toColumnRuns } from './blocks.ts'
import type { Block, ColumnRun, WriteBatch } from './blocks.ts'
import { asCells } from './cells.ts'
import type { GuardedWrite, RowEdit, WriteReport } from '../../shared/sync/sheet.ts'
import { blockCells, putBack } from './put-back.ts'
import type { BlockCells } from './put-back.ts'
import { runsToLines } from './read.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

interface BatchResult {
  /** As it was when the batch ran. */
  readonly isFiltered: boolean
  /** Before the write, by block: values, and of the user's columns formulas and number formats too. */
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
      range.load(block.isOurs ? 'values' : 'values,formulas,numberFormat')
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
      before: before.map((range) => asCells(range.values)),
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

const isAsExpected = (edit: RowEdit, before: BlockCells): boolean =>
  edit.writes.every(
    (write) => write.before === null || before.at(edit.row, write.column) === write.before,
  )

const missedEdits = (
  write: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
): readonly RowEdit[] => {
  const before = blockCells(batch.blocks, result.before)
  const guards = guardsByRow(batch, result.guards)
  const after = guardsByRow(batch, result.after)
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

/** One round trip a batch of at most 2 MB, two more for a batch that met unexpected rows. */
export const writeRows = async (runner: Runner, write: GuardedWrite): Promise<WriteReport> => {
  const missed = new Set<number>()
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
    if (wrong.length === 0) continue
    for (const edit of wrong) missed.add(edit.row)
    const shape = { ...write.shape, isFiltered: result.isFiltered }
    await putBack(runner, shape, batch.blocks, wrong, result)
  }
  return { missed, cells }
}
