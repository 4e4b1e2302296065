// Gives cells back what was typed into them, where Excel took a phone number with a plus for a formula.
import { typedNumber } from '../../shared/sheet/typed-number.ts'
import { READ_ROWS_MAX } from './blocks.ts'
import { asCells, forAllCells } from './cells.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { Runner } from './run.ts'

interface Typed {
  readonly row: number
  readonly column: number
  readonly text: string
}

const findTyped = (runner: Runner, shape: TableShape, columns: readonly number[], first: number) =>
  runner.run(async (context) => {
    const count = Math.min(READ_ROWS_MAX, shape.rowCount - first)
    const body = context.workbook.tables.getItem(shape.id).getDataBodyRange()
    const ranges = columns.map((column) => {
      const range = body.getCell(first, column).getResizedRange(count - 1, 0)
      range.load('formulas')
      return range
    })
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsRead += count * columns.length
    return ranges.flatMap((range, at): readonly Typed[] =>
      asCells(range.formulas).flatMap(([formula = ''], row) => {
        const text = typedNumber(formula)
        return text === null ? [] : [{ row: first + row, column: columns[at] ?? 0, text }]
      }),
    )
  })

const writeTyped = (runner: Runner, shape: TableShape, found: readonly Typed[]) =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(shape.id).getDataBodyRange()
    for (const { row, column, text } of found) {
      const cell = body.getCell(row, column)
      cell.numberFormat = forAllCells('@')
      cell.values = [[text]]
    }
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsWritten += found.length
  })

/** One round trip a block of rows to look, one to write where anything is found. @returns how many cells */
export const restoreTyped = async (
  runner: Runner,
  shape: TableShape,
  columns: readonly number[],
): Promise<number> => {
  let restored = 0
  for (let first = 0; first < shape.rowCount && columns.length > 0; first += READ_ROWS_MAX) {
    const found = await findTyped(runner, shape, columns, first)
    if (found.length > 0) await writeTyped(runner, shape, found)
    restored += found.length
  }
  return restored
}
