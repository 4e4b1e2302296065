// A page of a report: read, compared, and written where it differs. Cells that are right are left alone, so that
// refreshing an unchanged report writes nothing.
import { jsonBytesAtMost } from '../../shared/sync/chunks.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { asCells } from './cells.ts'
import { asWritten, isSame } from './report-cells.ts'
import type { ReportColumn, ReportLines } from './report-port.ts'
import type { ReportTable } from './report-table.ts'
import { isTooLarge } from './run.ts'
import type { Runner } from './run.ts'

/** Less than half of what Excel on the web takes in one request. */
const WRITE_BYTES_MAX = 2_000_000
/** Rows that are right between two that are not, rather than one more block. */
const GAP_ROWS_MAX = 20

/** A line of a block: what is to be written; null leaves a cell. */
type Line = readonly (Cell | null)[]

interface Block {
  readonly row: number
  readonly lines: Line[]
}

const read = (
  runner: Runner,
  { id }: ReportTable,
  from: number,
  size: { readonly rows: number; readonly columns: number },
): Promise<readonly (readonly Cell[])[]> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(id).getDataBodyRange()
    const range = body.getCell(from, 0).getResizedRange(size.rows - 1, size.columns - 1)
    range.load('values')
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsRead += size.rows * size.columns
    return asCells(range.values)
  })

const toLine = (
  now: readonly Cell[],
  wanted: readonly Cell[],
  columns: readonly ReportColumn[],
): Line | null => {
  const line = columns.map(({ format }, at) => {
    const cell = wanted[at] ?? ''
    return isSame(now[at] ?? '', cell) ? null : asWritten(cell, format)
  })
  return line.every((cell) => cell === null) ? null : line
}

const bytesOf = (line: Line): number =>
  line.reduce<number>(
    (sum, cell) => sum + 5 + (cell === null ? 0 : jsonBytesAtMost(String(cell))),
    4,
  )

/** Changed lines as blocks with small gaps; each alone under a filter, where Excel misplaces blocks (#224). */
const toBlocks = (
  lines: readonly (Line | null)[],
  width: number,
  gap: number,
): readonly Block[] => {
  const blocks: Block[] = []
  lines.forEach((line, row) => {
    if (line === null) return
    const last = blocks.at(-1)
    const end = last === undefined ? 0 : last.row + last.lines.length
    if (last === undefined || row - end >= gap) {
      blocks.push({ row, lines: [line] })
      return
    }
    const empty = Array.from({ length: row - end }, () => Array<null>(width).fill(null))
    last.lines.push(...empty, line)
  })
  return blocks
}

/** Blocks that fit one request; a block is never larger than a page, whose size its reader chose. */
function* toRequests(blocks: readonly Block[]): Generator<readonly Block[], void, undefined> {
  let request: Block[] = []
  let bytes = 0
  for (const block of blocks.flatMap(cutBlock)) {
    const size = block.lines.reduce((sum, line) => sum + bytesOf(line), 150)
    if (bytes + size > WRITE_BYTES_MAX && request.length > 0) {
      yield request
      request = []
      bytes = 0
    }
    request.push(block)
    bytes += size
  }
  if (request.length > 0) yield request
}

const cutBlock = ({ row, lines }: Block): readonly Block[] => {
  const parts: Block[] = []
  let bytes = Infinity
  lines.forEach((line, at) => {
    const size = bytesOf(line)
    const last = parts.at(-1)
    if (last === undefined || bytes + size > WRITE_BYTES_MAX) {
      parts.push({ row: row + at, lines: [line] })
      bytes = size
    } else {
      last.lines.push(line)
      bytes += size
    }
  })
  return parts
}

const write = (
  runner: Runner,
  { id }: ReportTable,
  from: number,
  blocks: readonly Block[],
): Promise<void> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(id).getDataBodyRange()
    for (const { row, lines } of blocks) {
      const width = lines[0]?.length ?? 1
      body.getCell(from + row, 0).getResizedRange(lines.length - 1, width - 1).values = lines.map(
        (line) => [...line],
      )
    }
    await context.sync()
    runner.tally.syncs++
  })

const writeOnce = async (
  runner: Runner,
  table: ReportTable,
  from: number,
  wanted: ReportLines,
  columns: readonly ReportColumn[],
): Promise<number> => {
  const size = { rows: wanted.length, columns: columns.length }
  const now = await read(runner, table, from, size)
  const lines = wanted.map((line, at) => toLine(now[at] ?? [], line, columns))
  const blocks = toBlocks(lines, columns.length, table.isFiltered ? 0 : GAP_ROWS_MAX)
  for (const request of toRequests(blocks)) await write(runner, table, from, request)
  const count = lines.reduce(
    (sum, line) => sum + (line ?? []).filter((cell) => cell !== null).length,
    0,
  )
  runner.tally.cellsWritten += count
  return count
}

/**
 * Pages of long texts are read in halves, and those in halves, until Excel on the web gives them.
 * @param from row of the body of the first line; the body reaches as far as the lines do
 * @returns how many cells differed
 */
export const writePage: typeof writeOnce = async (runner, table, from, wanted, columns) => {
  try {
    return await writeOnce(runner, table, from, wanted, columns)
  } catch (error) {
    if (!isTooLarge(error) || wanted.length < 2) throw error
    const half = Math.ceil(wanted.length / 2)
    const [first, second] = [wanted.slice(0, half), wanted.slice(half)]
    const above = await writePage(runner, table, from, first, columns)
    return above + (await writePage(runner, table, from + half, second, columns))
  }
}
