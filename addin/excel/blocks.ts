// Geometry of reads and writes: which columns are read together, which edited cells go out as one block.
// Pure; the Excel side only carries out what is planned here.
import type { Cell } from '../../shared/schema/kind.ts'
import { jsonBytesAtMost } from '../../shared/sync/chunks.ts'
import type { RowEdit, StateCell } from '../../shared/sync/sheet.ts'

/** Excel on the web allows 5 MB a request and a response; a batch is planned for less than half of it. */
const WRITE_BYTES_MAX = 2_000_000
export const READ_ROWS_MAX = 5_000
/** What one task plans, sends and checks: so many rows take well below 100 ms. */
const WRITE_ROWS_MAX = 2_500
/** Rows of our own columns that are left alone between two edited ones, rather than starting a new block. */
const GAP_ROWS_MAX = 20

export interface ColumnRun {
  readonly first: number
  readonly count: number
}

/** @returns neighbours grouped, ascending */
export const toColumnRuns = (columns: readonly number[]): readonly ColumnRun[] => {
  const runs: { first: number; count: number }[] = []
  for (const column of [...columns].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && column < last.first + last.count) continue
    if (last !== undefined && column === last.first + last.count) last.count++
    else runs.push({ first: column, count: 1 })
  }
  return runs
}

/** Cells of one rectangle; null leaves a cell as it is. */
export interface Block {
  readonly row: number
  readonly column: number
  /** Columns that only we write; in others a formula or a format of the user's may stand. */
  readonly isOurs: boolean
  readonly values: readonly (readonly (Cell | null)[])[]
  /** Number formats to set first; null where there are none to set. */
  readonly formats: readonly (readonly (string | null)[])[] | null
}

/** Edits that go out in one round trip, and the runs of rows that they touch. */
export interface WriteBatch {
  readonly edits: readonly RowEdit[]
  readonly runs: readonly { readonly row: number; readonly count: number }[]
  readonly blocks: readonly Block[]
}

const toRowRuns = (edits: readonly RowEdit[], gap: number): readonly (readonly RowEdit[])[] => {
  const runs: RowEdit[][] = []
  for (const edit of edits) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && edit.row - last.row <= gap) run.push(edit)
    else runs.push([edit])
  }
  return runs
}

const columnsOf = (edits: readonly RowEdit[], isOurs: boolean): readonly number[] => [
  ...new Set(
    edits.flatMap((edit) =>
      edit.writes.filter((write) => (write.before === null) === isOurs).map((w) => w.column),
    ),
  ),
]

const toBlocks = (edits: readonly RowEdit[], isOurs: boolean): readonly Block[] => {
  const first = edits[0]
  const last = edits.at(-1)
  if (first === undefined || last === undefined) return []
  const rows = last.row - first.row + 1
  return toColumnRuns(columnsOf(edits, isOurs)).map((run) => {
    const values = blankLines<Cell>(rows, run.count)
    const formats = blankLines<string>(rows, run.count)
    let isFormatted = false
    for (const edit of edits) {
      for (const write of edit.writes) {
        const at = write.column - run.first
        if ((write.before === null) !== isOurs || at < 0 || at >= run.count) continue
        put(values, edit.row - first.row, at, write.value)
        put(formats, edit.row - first.row, at, write.format)
        isFormatted ||= write.format !== null
      }
    }
    return {
      row: first.row,
      column: run.first,
      isOurs,
      values,
      formats: isFormatted ? formats : null,
    }
  })
}

const blankLines = <T>(rows: number, columns: number): (T | null)[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => null))

const put = <T>(lines: T[][], row: number, column: number, value: T): void => {
  const line = lines[row]
  if (line !== undefined) line[column] = value
}

const CELL_BYTES = 24

const bytesOf = (edit: RowEdit, readCells: number): number =>
  edit.writes.reduce(
    (sum, { value }) => sum + 4 + jsonBytesAtMost(String(value)),
    150 + readCells * CELL_BYTES,
  )

/** One batch after the other, as they are asked for: the work on a long list is spread over its round trips. */
function* toBatches(
  edits: readonly RowEdit[],
  readCells: number,
): Generator<readonly RowEdit[], void, undefined> {
  let batch: RowEdit[] = []
  let bytes = 0
  for (const edit of edits) {
    const size = bytesOf(edit, readCells)
    const isFull = bytes + size > WRITE_BYTES_MAX || batch.length >= WRITE_ROWS_MAX
    if (isFull && batch.length > 0) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(edit)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

const withWrites = (edits: readonly RowEdit[], isOurs: boolean): readonly RowEdit[] =>
  edits.filter((edit) => edit.writes.some((write) => (write.before === null) === isOurs))

const bottom = (block: Block): number => block.row + block.values.length

const toWriteBatch = (edits: readonly RowEdit[], isFiltered: boolean): WriteBatch => {
  const blocksOf = (isOurs: boolean, gap: number) =>
    toRowRuns(withWrites(edits, isOurs), gap).flatMap((run) => toBlocks(run, isOurs))
  const runs = toRowRuns(edits, GAP_ROWS_MAX).map((run) => {
    const row = run[0]?.row ?? 0
    return { row, count: (run.at(-1)?.row ?? row) - row + 1 }
  })
  const ours = blocksOf(true, isFiltered ? 0 : GAP_ROWS_MAX)
  const blocks = [...ours, ...blocksOf(false, isFiltered ? 0 : 1)]
  return { edits, runs, blocks: blocks.toSorted((a, b) => bottom(b) - bottom(a)) }
}

/**
 * Cells of ours (status, tiers, `_sync`) go as blocks with small gaps; cells that users type in go exactly, so
 * that nothing between them is ever touched. Under a filter each row goes alone: Excel misplaces blocks there.
 * @param readCells of each row that are read whole in the same round trip
 * @returns batches of at most 2 MB, each for one round trip, planned when it is asked for; the lowest block
 * stands first in its batch
 */
export function* planWrites(
  edits: readonly RowEdit[],
  isFiltered: boolean,
  readCells = 0,
): Generator<WriteBatch, void, undefined> {
  const sorted = edits.toSorted((a, b) => a.row - b.row)
  for (const batch of toBatches(sorted, readCells)) yield toWriteBatch(batch, isFiltered)
}

export const cellsIn = (blocks: readonly Block[]): number =>
  blocks.reduce(
    (sum, block) => sum + block.values.reduce((n, line) => n + line.filter(isWritten).length, 0),
    0,
  )
const isWritten = (cell: Cell | null): boolean => cell !== null

/** Rows of so many cells a row that fit a message, at about 24 bytes a cell. */
export const rowsPerWrite = (columns: number): number =>
  Math.max(1, Math.min(WRITE_ROWS_MAX, Math.floor(WRITE_BYTES_MAX / (columns * CELL_BYTES))))

/** The rectangle that holds all the cells, as lines; null leaves a cell. */
export const stateToBlock = (cells: readonly StateCell[]): Block => {
  const row = Math.min(...cells.map((cell) => cell.row))
  const column = Math.min(...cells.map((cell) => cell.column))
  const height = Math.max(...cells.map((cell) => cell.row)) - row + 1
  const width = Math.max(...cells.map((cell) => cell.column)) - column + 1
  const values = blankLines<Cell>(height, width)
  for (const cell of cells) put(values, cell.row - row, cell.column - column, cell.text)
  return { row, column, isOurs: true, values, formats: null }
}
