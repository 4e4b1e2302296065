// One guarded batch: loads what stands there, then writes, in one round trip, and says afterwards which rows were not
// the expected ones. Excel writes by position and cannot write on a condition.
import type { Cell } from '../../shared/schema/kind.ts'
import type { GuardedWrite, RowEdit } from '../../shared/sync/sheet.ts'
import { toColumnRuns } from './blocks.ts'
import type { Block, ColumnRun, WriteBatch } from './blocks.ts'
import { asCells } from './cells.ts'
import { blockCells } from './put-back.ts'
import { runsToLines } from './read.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'
import { isMoved } from './table.ts'

export interface BatchResult {
  /** As it was when the batch ran. */
  readonly isFiltered: boolean
  /** Excel's ids of the table's columns, in their order when the batch ran. */
  readonly columnIds: readonly number[]
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
  /** Before the write, by run of rows and run of columns: those of `read`, or whole rows as one run. */
  readonly reads: readonly (readonly (readonly (readonly Cell[])[])[])[]
}

const sizeOf = (block: Block): readonly [number, number] => [
  block.values.length - 1,
  (block.values[0]?.length ?? 1) - 1,
]

/**
 * The batch goes on only if the body still reaches so far down and to the right: cells beside and beneath a table are
 * the user's, and writing there would make it grow. It must be queued before anything is written.
 * @throws ItemNotFound with the batch
 */
export const mustReach = (body: Excel.Range, row: number, column: number): void => {
  // null leaves the cell as it is.
  body.getCell(row, column).getIntersectionOrNullObject(body).values = [[null]]
}

/** Loads what stands in the body, writes, and loads the guards again. */
const queueBatch = (body: Excel.Range, { guardColumn, read }: GuardedWrite, batch: WriteBatch) => {
  const areaOf = (row: number, column: number, rows: number, columns: number) =>
    body.getCell(row, column).getResizedRange(rows, columns)
  const blockOf = (block: Block) => areaOf(block.row, block.column, ...sizeOf(block))
  const valuesOf = (row: number, count: number, run: ColumnRun) => {
    const range = areaOf(row, run.first, count - 1, run.count - 1)
    range.load('values')
    return range
  }
  const guard = { first: guardColumn, count: 1 }
  const before = batch.blocks.map((block) => {
    const range = blockOf(block)
    range.load(block.isOurs ? 'formulas' : 'values,formulas,numberFormat')
    return range
  })
  const guards = batch.runs.map(({ row, count }) => valuesOf(row, count, guard))
  const readRuns = read === null ? null : toColumnRuns(read)
  const reads = batch.runs.map(({ row, count }) => {
    if (readRuns !== null) return readRuns.map((run) => valuesOf(row, count, run))
    // A row past the body's end is an invalid argument: then nothing is written, as wherever the body ends before.
    const rows = body.getRow(row).getResizedRange(count - 1, 0)
    rows.load('values')
    return [rows]
  })
  const columns = batch.blocks.map(({ column, values }) => column + (values[0]?.length ?? 1) - 1)
  mustReach(
    body,
    Math.max(...batch.blocks.map(({ row, values }) => row + values.length - 1)),
    // Without the guards nobody could tell later whose rows these were.
    Math.max(guardColumn, ...columns),
  )
  for (const block of batch.blocks) {
    const range = blockOf(block)
    if (block.formats !== null) range.numberFormat = block.formats.map((line) => [...line])
    range.values = block.values.map((line) => [...line])
  }
  const after = batch.runs.map(({ row, count }) => valuesOf(row, count, guard))
  return { before, guards, reads, after }
}

const runBatch = (runner: Runner, write: GuardedWrite, batch: WriteBatch): Promise<BatchResult> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(write.shape.id)
    const filter = context.workbook.tables.getItem(write.shape.id).autoFilter
    filter.load('isDataFiltered')
    const { columns } = table
    columns.load('items/id')
    const queued = queueBatch(table.getDataBodyRange(), write, batch)
    const { before, guards, reads, after } = queued
    await context.sync()
    runner.tally.syncs++
    const isOurs = (at: number) => batch.blocks[at]?.isOurs === true
    return {
      isFiltered: filter.isDataFiltered,
      columnIds: columns.items.map(({ id }) => id),
      isMoved: isMoved(write.shape, columns.items),
      before: before.map((range, at) => asCells(isOurs(at) ? range.formulas : range.values)),
      formulas: before.map((range, at) => (isOurs(at) ? [] : asCells(range.formulas))),
      formats: before.map((range, at) => (isOurs(at) ? [] : asCells(range.numberFormat))),
      guards: guards.map((range) => asCells(range.values)),
      after: after.map((range) => asCells(range.values)),
      reads: reads.map((ranges) => ranges.map((range) => asCells(range.values))),
    }
  })

/** The guard column's texts by row. */
export const guardsByRow = (
  batch: WriteBatch,
  guards: BatchResult['guards'],
): Map<number, Cell> => {
  const texts = new Map<number, Cell>()
  batch.runs.forEach((run, at) => {
    for (let line = 0; line < run.count; line++)
      texts.set(run.row + line, guards[at]?.[line]?.[0] ?? '')
  })
  return texts
}

/** A number in a text may have become one when it was written. */
const isSame = (now: Cell | undefined, then: Cell): boolean => String(now) === String(then)

export interface Met {
  /** Edits that met another row than theirs, or another column. */
  readonly astray: readonly RowEdit[]
  /** Of edits that met their row: the cells that said something else than expected. */
  readonly typed: readonly RowEdit[]
}

/**
 * How the edits of a batch met their rows.
 * @param isBack do they put back what we overwrote? Then a blank cell is no text of its user's: what he cleared there
 *   was our misplaced text, which hid his own, unless both say the same
 * @param isOwn is it its row all the same, where that stands in its guard column?
 */
export const meetRows = (
  write: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
  isBack: boolean,
  isOwn: (edit: RowEdit, text: string) => boolean,
): Met => {
  const before = blockCells(batch.blocks, result.before)
  const formulas = blockCells(batch.blocks, result.formulas)
  const guards = guardsByRow(batch, result.guards)
  const after = guardsByRow(batch, result.after)
  const isAstray = (edit: RowEdit): boolean => {
    const stamp = edit.writes.find((cell) => cell.column === write.guardColumn)
    const isThere = stamp === undefined || after.get(edit.row) === stamp.value
    const guard = guards.get(edit.row)
    const isIts = guard === edit.guard || isOwn(edit, String(guard ?? ''))
    return result.isMoved || !isIts || !isThere
  }
  const astray = new Set(batch.edits.filter(isAstray))
  const typed = batch.edits.flatMap((edit) => {
    if (astray.has(edit)) return []
    const writes = edit.writes.filter((cell) => {
      if (cell.before === null) return false
      const now = before.at(edit.row, cell.column)
      // What we put back as a formula stands there as its value.
      const isFormula = isSame(formulas.at(edit.row, cell.column), cell.before)
      const isUncovered = isBack && now === '' && !isSame(cell.value, cell.before)
      return !isSame(now, cell.before) && !isFormula && !isUncovered
    })
    return writes.length === 0 ? [] : [{ ...edit, writes }]
  })
  return { astray: [...astray], typed }
}

export const collectReads = (
  { read }: GuardedWrite,
  batch: WriteBatch,
  result: BatchResult,
  cells: Map<number, readonly Cell[]>,
) => {
  const runs = toColumnRuns(read ?? [])
  const wanted = new Set(batch.edits.map((edit) => edit.row))
  batch.runs.forEach((run, at) => {
    const values = result.reads[at] ?? []
    const lines = read === null ? (values[0] ?? []) : runsToLines(read, runs, values)
    lines.forEach((line, offset) => {
      if (wanted.has(run.row + offset)) cells.set(run.row + offset, line)
    })
  })
}

export const cellsReadIn = (batch: WriteBatch, columns: number): number => {
  const rows = batch.runs.reduce((sum, run) => sum + run.count, 0)
  const before = batch.blocks.reduce(
    (sum, block) => sum + block.values.length * (block.values[0]?.length ?? 0),
    0,
  )
  return before + rows * (2 + columns)
}

/** null: the table has fewer rows or columns than the batch writes to; nothing was written. */
export const tryBatch = async (
  runner: Runner,
  write: GuardedWrite,
  batch: WriteBatch,
): Promise<BatchResult | null> => {
  try {
    return await runBatch(runner, write, batch)
  } catch (error) {
    if (isCode(error, 'ItemNotFound') || isCode(error, 'InvalidArgument')) return null
    throw error
  }
}
