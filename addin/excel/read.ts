// Reads columns of a table's body in blocks of rows that stay below Excel's 5 MB a response. Each batch looks whether
// the columns still stand where they stood, and, of a whole body, whether it still has as many rows: what one column
// says is never taken for another's, and no row falls out.
import type { Cell } from '../../shared/schema/kind.ts'
import { READ_ROWS_MAX, toColumnRuns } from './blocks.ts'
import type { ColumnRun } from './blocks.ts'
import { asCells } from './cells.ts'
import { SheetRefusal } from './port.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import { isTooLarge } from './run.ts'
import type { Runner } from './run.ts'
import { isMoved } from './table.ts'

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

const isIn = (runs: readonly ColumnRun[], index: number): boolean =>
  runs.some(({ first, count }) => index >= first && index < first + count)

interface Block {
  readonly first: number
  readonly count: number
  /** Of a body that is read from its first row to its last. */
  readonly isOfWhole: boolean
}

const readBlock = (
  runner: Runner,
  shape: TableShape,
  runs: readonly ColumnRun[],
  { first, count, isOfWhole }: Block,
): Promise<readonly (readonly (readonly Cell[])[])[]> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(shape.id)
    const body = table.getDataBodyRange()
    const { columns } = table
    columns.load('items/id')
    body.load('rowCount')
    const ranges = runs.map((run) => {
      const range = body.getCell(first, run.first).getResizedRange(count - 1, run.count - 1)
      range.load('values')
      return range
    })
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsRead += count * runs.reduce((sum, run) => sum + run.count, 0)
    const wanted = shape.columns.filter(({ index }) => isIn(runs, index))
    if (isMoved({ columns: wanted }, columns.items))
      throw new SheetRefusal('restless', 'Columns were moved while they were read.')
    if (isOfWhole && body.rowCount !== shape.rowCount)
      throw new SheetRefusal('restless', 'Rows came or went while they were read.')
    return ranges.map((range) => asCells(range.values))
  })

/**
 * One round trip a block: that many are needed, because each response is limited.
 * @throws SheetRefusal `restless` where a column that is read stands elsewhere than in `shape`, or where all of its
 *   rows are read and there are more or fewer by now
 */
export const readRows = async (
  runner: Runner,
  shape: TableShape,
  columns: readonly number[],
  from: number,
  count: number,
): Promise<readonly (readonly Cell[])[]> => {
  const runs = toColumnRuns(columns)
  const isOfWhole = from === 0 && count === shape.rowCount
  const lines: (readonly Cell[])[] = []
  let rows = READ_ROWS_MAX
  let first = from
  while (first < from + count && runs.length > 0) {
    const size = Math.min(rows, from + count - first)
    try {
      const values = await readBlock(runner, shape, runs, { first, count: size, isOfWhole })
      lines.push(...runsToLines(columns, runs, values))
      first += size
    } catch (error) {
      if (!isTooLarge(error) || size <= READ_ROWS_MIN) throw error
      rows = Math.ceil(size / 2)
    }
  }
  return lines
}
