// Reads columns of a table's body in blocks of rows that stay below Excel's 5 MB a response.
import type { Cell } from '../../shared/schema/kind.ts'
import { READ_ROWS_MAX, toColumnRuns } from './blocks.ts'
import type { ColumnRun } from './blocks.ts'
import { asCells } from './cells.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import { isTooLarge } from './run.ts'
import type { Runner } from './run.ts'

/** Below this a response over 5 MB is Excel's own trouble. */
const READ_ROWS_MIN = 20

/** Lines of `columns` in the order asked for, out of the runs that were read. */
export const runsToLines = (
  columns: readonly number[],
  runs: readonly ColumnRun[],
  values: readonly (readonly (readonly Cell[])[])[],
): readonly (readonly Cell[])[] => {
  const places = columns.map((column) => {
    const at = runs.findIndex((run) => column >= run.first && column < run.first + run.count)
    return { at, offset: column - (runs[at]?.first ?? 0) }
  })
  return (values[0] ?? []).map((_, row) =>
    places.map(({ at, offset }) => values[at]?.[row]?.[offset] ?? ''),
  )
}

const readBlock = (
  runner: Runner,
  tableId: string,
  runs: readonly ColumnRun[],
  first: number,
  count: number,
): Promise<readonly (readonly (readonly Cell[])[])[]> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(tableId).getDataBodyRange()
    const ranges = runs.map((run) => {
      const range = body.getCell(first, run.first).getResizedRange(count - 1, run.count - 1)
      range.load('values')
      return range
    })
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsRead += count * runs.reduce((sum, run) => sum + run.count, 0)
    return ranges.map((range) => asCells(range.values))
  })

/** One round trip a block: that many are needed, because each response is limited. */
export const readRows = async (
  runner: Runner,
  shape: TableShape,
  columns: readonly number[],
  from: number,
  count: number,
): Promise<readonly (readonly Cell[])[]> => {
  const runs = toColumnRuns(columns)
  const lines: (readonly Cell[])[] = []
  let rows = READ_ROWS_MAX
  let first = from
  while (first < from + count && runs.length > 0) {
    const size = Math.min(rows, from + count - first)
    try {
      const values = await readBlock(runner, shape.id, runs, first, size)
      lines.push(...runsToLines(columns, runs, values))
      first += size
    } catch (error) {
      if (!isTooLarge(error) || size <= READ_ROWS_MIN) throw error
      rows = Math.ceil(size / 2)
    }
  }
  return lines
}
