// A read-only report: a table of its own on a sheet of its own, replaced page by page. The table stays the same
// object, so that the user's PivotTables and charts on it go on; cells that are right already are not touched.
import { assert } from '../../shared/assert.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { addSheet } from './add-sheet.ts'
import { READ_ROWS_MAX } from './blocks.ts'
import { SheetRefusal } from './port.ts'
import { writePage } from './report-page.ts'
import type { ReportLines, ReportOccupied, ReportPlan, ReportWritten } from './report-port.ts'
import {
  findReport,
  rememberChoice,
  rememberHeaders,
  reportTableName,
  typedColumns,
} from './report-find.ts'
import { beginTable, clearRest, fitColumns, fitWidths, reachRows } from './report-table.ts'
import type { ReportTable } from './report-table.ts'
import type { Runner } from './run.ts'

/** A sheet has 1,048,576 rows, one of them the header. */
const ROWS_MAX = 1_000_000

/** So many rows say how wide a column is to be. */
const ROWS_FITTED = 1_000

const createReport = async (runner: Runner, plan: ReportPlan): Promise<ReportTable> => {
  const sheet = await addSheet(runner, plan.sheetName)
  const table = await beginTable(runner, sheet, reportTableName(plan.key), plan.columns)
  await rememberHeaders(runner, plan)
  return table
}

/** `isNew`: the table, or its columns. */
type Opened =
  | { readonly kind: 'open'; readonly table: ReportTable; readonly isNew: boolean }
  | ReportOccupied

/** The table of the plan, with its columns; what its cells hold is another matter. */
const openReport = async (runner: Runner, plan: ReportPlan): Promise<Opened> => {
  const found = await findReport(runner, reportTableName(plan.key), plan)
  if (found === null) return { kind: 'open', table: await createReport(runner, plan), isNew: true }
  const { table, ours, foreign } = found
  const wanted = plan.columns.map(({ header }) => header)
  const isSameWidth = ours.length === wanted.length
  const typed = await typedColumns(runner, found)
  if (typed.length > 0 || (foreign.length > 0 && !isSameWidth)) {
    const headers = typed.length > 0 ? typed : foreign.map(({ header }) => header)
    return { kind: 'occupied', sheet: table.sheet, headers }
  }
  if (isSameWidth && wanted.every((header, at) => header === ours[at])) {
    return { kind: 'open', table, isNew: false }
  }
  // First of all, so that a run that breaks off later still knows these columns for its own.
  await rememberHeaders(runner, plan)
  await fitColumns(runner, table, ours.length, plan.columns)
  return { kind: 'open', table, isNew: true }
}

const checkPlan = ({ key, columns }: ReportPlan): void => {
  assert(/^[a-z0-9_]+$/u.test(key), 'a report is known by a plain key')
  const headers = columns.map(({ header }) => header.toLowerCase())
  assert(headers.length > 0 && !headers.includes(''), 'a report has columns, each with a header')
  assert(new Set(headers).size === headers.length, 'two columns of a report are called alike')
}

/** About 2 MB at 20 bytes a cell. */
const PART_CELLS_MAX = 100_000

/** Lines as wide as the report, in parts that can be read and written at once. */
function* toParts(lines: ReportLines, width: number): Generator<Cell[][], void, undefined> {
  const size = Math.max(1, Math.min(READ_ROWS_MAX, Math.floor(PART_CELLS_MAX / width)))
  for (let from = 0; from < lines.length; from += size)
    yield lines
      .slice(from, from + size)
      .map((line) => Array.from({ length: width }, (_, at) => line[at] ?? ''))
}

/** The rows are all there; what was chosen for them is kept for the next time. */
const finish = (
  runner: Runner,
  table: ReportTable,
  plan: ReportPlan,
  rows: number,
): Promise<void> =>
  runner.run(async (context) => {
    const { rows: now } = context.workbook.tables.getItem(table.id)
    now.load('count')
    rememberChoice(context, plan)
    await context.sync()
    runner.tally.syncs++
    if (now.count !== Math.max(1, rows)) {
      throw new SheetRefusal('restless', `the report has ${now.count} rows, not ${rows}`)
    }
  })

export const writeReport = async (
  runner: Runner,
  plan: ReportPlan,
  pages: AsyncIterable<ReportLines>,
): Promise<ReportWritten | ReportOccupied> => {
  checkPlan(plan)
  const opened = await openReport(runner, plan)
  if (opened.kind === 'occupied') return opened
  const { table } = opened
  let rows = 0
  let room = table.rows
  let cellsWritten = 0
  for await (const page of pages)
    for (const lines of toParts(page, plan.columns.length)) {
      const before = rows
      rows += lines.length
      assert(rows <= ROWS_MAX, 'a report is longer than a sheet')
      if (rows > room) {
        await reachRows(runner, table, room, rows, plan.columns)
        room = rows
      }
      cellsWritten += await writePage(runner, table, before, lines, plan.columns)
    }
  if (opened.isNew) {
    await fitWidths(runner, table, plan.columns.length, Math.min(rows, ROWS_FITTED))
  }
  if (rows < room) await clearRest(runner, table, rows, room)
  await finish(runner, table, plan, rows)
  return { kind: 'written', tableId: table.id, sheet: table.sheet, rows, cellsWritten }
}
