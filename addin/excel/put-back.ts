// Undoes a write that met other rows than expected: what stood there before is put back, formulas as formulas,
// but only where our own text still stands.
import type { Cell } from '../../shared/schema/kind.ts'
import { cellsIn, planWrites } from './blocks.ts'
import type { Block } from './blocks.ts'
import { asCells } from './cells.ts'
import type { CellWrite, RowEdit, TableShape } from '../../shared/sync/sheet.ts'
import type { Runner } from './run.ts'

/** Cells of blocks by row and column of the table's body. */
export interface BlockCells {
  readonly at: (row: number, column: number) => Cell | undefined
}

type BlockValues = readonly (readonly (readonly Cell[])[])[]

export const blockCells = (blocks: readonly Block[], values: BlockValues): BlockCells => {
  const byRow = new Map<number, number[]>()
  blocks.forEach((block, at) => {
    for (let line = 0; line < block.values.length; line++) {
      const known = byRow.get(block.row + line)
      if (known === undefined) byRow.set(block.row + line, [at])
      else known.push(at)
    }
  })
  return {
    at: (row, column) => {
      for (const at of byRow.get(row) ?? []) {
        const block = blocks[at]
        const offset = column - (block?.column ?? column)
        if (block === undefined || offset < 0 || offset >= (block.values[0]?.length ?? 0)) continue
        return values[at]?.[row - block.row]?.[offset]
      }
      return undefined
    },
  }
}

/** A number in a text may have become one when it was written. */
const isOurText = (now: Cell | undefined, ours: Cell): boolean => String(now) === String(ours)

const isFormula = (cell: Cell | undefined): cell is string =>
  typeof cell === 'string' && cell.startsWith('=')

const readNow = (
  runner: Runner,
  shape: TableShape,
  blocks: readonly Block[],
): Promise<BlockValues> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(shape.id).getDataBodyRange()
    const ranges = blocks.map((block) => {
      const range = body
        .getCell(block.row, block.column)
        .getResizedRange(block.values.length - 1, (block.values[0]?.length ?? 1) - 1)
      range.load('values')
      return range
    })
    await context.sync()
    runner.tally.syncs++
    return ranges.map((range) => asCells(range.values))
  })

const writeBlocks = (runner: Runner, shape: TableShape, blocks: readonly Block[]): Promise<void> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(shape.id).getDataBodyRange()
    for (const block of blocks) {
      const range = body
        .getCell(block.row, block.column)
        .getResizedRange(block.values.length - 1, (block.values[0]?.length ?? 1) - 1)
      if (block.formats !== null) range.numberFormat = block.formats.map((line) => [...line])
      range.values = block.values.map((line) => [...line])
    }
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsWritten += cellsIn(blocks)
  })

/** @param wrong the edits to undo, out of the batch that `blocks` belong to */
export const putBack = async (
  runner: Runner,
  shape: TableShape,
  blocks: readonly Block[],
  wrong: readonly RowEdit[],
  image: {
    readonly before: BlockValues
    readonly formulas: BlockValues
    readonly formats: BlockValues
  },
): Promise<void> => {
  const now = blockCells(blocks, await readNow(runner, shape, blocks))
  const before = blockCells(blocks, image.before)
  const formulas = blockCells(blocks, image.formulas)
  const formats = blockCells(blocks, image.formats)
  const undo = (row: number, write: CellWrite): CellWrite | null => {
    const value = before.at(row, write.column)
    const formula = formulas.at(row, write.column)
    if (value === undefined || !isOurText(now.at(row, write.column), write.value)) return null
    const format = formats.at(row, write.column)
    return {
      ...write,
      format: write.format === null || format === undefined ? null : String(format),
      value: isFormula(formula) && formula !== value ? formula : value,
    }
  }
  const edits = wrong.map((edit) => ({
    ...edit,
    writes: edit.writes.flatMap((write) => undo(edit.row, write) ?? []),
  }))
  for (const batch of planWrites(edits, shape.isFiltered))
    await writeBlocks(runner, shape, batch.blocks)
}
