// New rows at the end of a table: what stands beneath moves down first, then the table is resized relative to what it
// is by then, then formats and values are written where nothing stands. A row of the user's that came in the way is
// put back as it was, and ours is reported.
import type { Cell } from '../../shared/schema/kind.ts'
import { must } from '../../shared/assert.ts'
import type { NewRows, RowEdit, TableShape } from '../../shared/sync/sheet.ts'
import { mustReach } from './batch.ts'
import { rowsPerWrite, toColumnRuns } from './blocks.ts'
import type { ColumnRun } from './blocks.ts'
import { asCells } from './cells.ts'
import { takeBack } from './guarded.ts'
import { undoOf } from './put-back.ts'
import type { Undo } from './put-back.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'
import { isMoved } from './table.ts'

/** The sheet's rows just below a table, as wide as it is. */
export const beneath = (table: Excel.Table, rows: number): Excel.Range =>
  table
    .getRange()
    .getLastRow()
    .getOffsetRange(1, 0)
    .getResizedRange(rows - 1, 0)

/** Is there anything in the sheet's rows just beneath, as wide as the table? */
const isBeneathFilled = (runner: Runner, shape: TableShape, rows: number): Promise<boolean> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(shape.id)
    const used = beneath(table, rows).getUsedRangeOrNullObject(true)
    used.load('rowCount')
    await context.sync()
    runner.tally.syncs++
    return !used.isNullObject
  })

/** @returns the first of the new rows, in the table's body */
const resize = (
  runner: Runner,
  shape: TableShape,
  rows: number,
  insert: boolean,
): Promise<number> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(shape.id)
    if (shape.hasTotals) table.showTotals = false
    if (insert) beneath(table, rows).getEntireRow().insert('Down')
    table.resize(table.getRange().getResizedRange(rows, 0))
    if (shape.hasTotals) table.showTotals = true
    const body = table.getDataBodyRange()
    body.load('rowCount')
    await context.sync()
    runner.tally.syncs++
    return body.rowCount - rows
  })

interface Fill {
  /** Of its first line, among all lines. */
  readonly from: number
  /** Row of the body for its first line. */
  readonly row: number
  readonly lines: readonly (readonly Cell[])[]
}

interface Looked {
  readonly before: readonly Before[]
  /** Excel's ids of the table's columns, in their order when the batch ran. */
  readonly columnIds: readonly number[]
  readonly isMoved: boolean
  /** What stands in the rows' guard column, where we write nothing there; [] where we do. */
  readonly guards: readonly string[]
}

interface Before {
  readonly run: ColumnRun
  /** Formulas, where a cell has one, else its value. */
  readonly cells: readonly (readonly Cell[])[]
  readonly formats: readonly (readonly Cell[])[]
}

const areaOf = (body: Excel.Range, row: number, { first, count }: ColumnRun, rows: number) =>
  body.getCell(row, first).getResizedRange(rows - 1, count - 1)

/** Looks and writes in one batch. */
const writeLines = (
  runner: Runner,
  rows: NewRows,
  runs: readonly ColumnRun[],
  part: Fill,
): Promise<Looked> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(rows.shape.id)
    const body = table.getDataBodyRange()
    const { columns } = table
    columns.load('items/id')
    const place = new Map(rows.columns.map((column, at) => [column, at]))
    const before = runs.map((run) => {
      const range = areaOf(body, part.row, run, part.lines.length)
      range.load('formulas,numberFormat')
      return { run, range }
    })
    const guards = rows.columns.includes(rows.guardColumn)
      ? null
      : areaOf(body, part.row, { first: rows.guardColumn, count: 1 }, part.lines.length)
    guards?.load('values')
    const columnsTo = Math.max(rows.guardColumn, ...rows.columns)
    mustReach(body, part.row + part.lines.length - 1, columnsTo)
    for (const run of runs) {
      const from = must(place.get(run.first), 'a run of new cells starts at none of its columns')
      const range = areaOf(body, part.row, run, part.lines.length)
      range.numberFormat = part.lines.map(() => rows.formats.slice(from, from + run.count))
      range.values = part.lines.map((line) => line.slice(from, from + run.count))
    }
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsWritten += part.lines.length * rows.columns.length
    return {
      columnIds: columns.items.map(({ id }) => id),
      isMoved: isMoved(rows.shape, columns.items),
      guards: guards === null ? [] : asCells(guards.values).map(([text = '']) => String(text)),
      before: before.map(({ run, range }) => ({
        run,
        cells: asCells(range.formulas),
        formats: asCells(range.numberFormat),
      })),
    }
  })

const isFilled = (before: readonly Before[], line: number): boolean =>
  before.some(({ cells }) => (cells[line] ?? []).some((cell) => cell !== ''))

/** What takes our line back: what stood in its place, where our own text still stands. */
const toUndo = (rows: NewRows, part: Fill, { before, guards }: Looked, line: number): RowEdit => {
  const ours = part.lines[line] ?? []
  const textAt = (column: number) => ours[rows.columns.indexOf(column)] ?? ''
  return {
    row: part.row + line,
    guard: guards[line] ?? String(textAt(rows.guardColumn)),
    writes: before.flatMap(({ run, cells, formats }) =>
      Array.from({ length: run.count }, (_, at) => ({
        column: run.first + at,
        value: cells[line]?.[at] ?? '',
        before: textAt(run.first + at),
        format: String(formats[line]?.[at] ?? 'General'),
      })),
    ),
  }
}

interface Filled {
  readonly missed: readonly number[]
  readonly lost: readonly Undo[]
}

/** null: the table no longer reaches so far; nothing was written. */
const tryLines = async (...asked: Parameters<typeof writeLines>): Promise<Looked | null> => {
  try {
    return await writeLines(...asked)
  } catch (error) {
    if (isCode(error, 'ItemNotFound') || isCode(error, 'InvalidArgument')) return null
    throw error
  }
}

const fill = async (
  runner: Runner,
  rows: NewRows,
  runs: readonly ColumnRun[],
  part: Fill,
): Promise<Filled> => {
  const looked = await tryLines(runner, rows, runs, part)
  if (looked === null) return { missed: part.lines.map((_, line) => part.from + line), lost: [] }
  const { before, columnIds, isMoved: areMoved } = looked
  const wrong = part.lines.flatMap((_, line) => (areMoved || isFilled(before, line) ? [line] : []))
  if (wrong.length === 0) return { missed: [], lost: [] }
  const undos = wrong.map((line) =>
    undoOf(toUndo(rows, part, looked, line), columnIds, rows.guardColumn, {
      says: new Map(),
      isWholeRow: true,
      isMoved: areMoved,
      isAstray: true,
      isOfBack: false,
      level: 0,
      wrote: rows.columns,
    }),
  )
  const lost = await takeBack(runner, rows.shape, undos, 0)
  return { missed: wrong.map((line) => part.from + line), lost }
}

/** Rows that existed before and those that the table grew by; where it had grown meanwhile they do not adjoin. */
const partsOf = ({ rows, first, shape }: NewRows, grownFrom: number): readonly Fill[] => {
  const old = Math.min(rows.length, Math.max(0, shape.rowCount - first))
  return [
    { from: 0, row: first, lines: rows.slice(0, old) },
    { from: old, row: grownFrom, lines: rows.slice(old) },
  ]
}

interface Added {
  /** Lines (numbers in `rows`) that something stood in the place of. */
  readonly missed: ReadonlySet<number>
  /** What stood there and could not be put back. */
  readonly lost: readonly Undo[]
}

export const addOnce = async (runner: Runner, rows: NewRows): Promise<Added> => {
  const { shape, first } = rows
  const added = Math.max(0, first + rows.rows.length - shape.rowCount)
  const isInTheWay = added > 0 && (shape.hasTotals || (await isBeneathFilled(runner, shape, added)))
  const grownFrom = added > 0 ? await resize(runner, shape, added, isInTheWay) : shape.rowCount
  const runs = toColumnRuns(rows.columns)
  const size = shape.isFiltered ? 1 : rowsPerWrite(rows.columns.length)
  const missed = new Set<number>()
  const lost: Undo[] = []
  for (const part of partsOf(rows, grownFrom))
    for (let at = 0; at < part.lines.length; at += size) {
      const lines = part.lines.slice(at, at + size)
      const filled = await fill(runner, rows, runs, {
        from: part.from + at,
        row: part.row + at,
        lines,
      })
      for (const line of filled.missed) missed.add(line)
      lost.push(...filled.lost)
    }
  return { missed, lost }
}
