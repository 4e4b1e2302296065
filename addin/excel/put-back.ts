// What a batch must write to undo what it did to rows that were not the expected ones: what stood there before,
// formulas as formulas, guarded by our own text as any other write is. Pure.
import type { Cell } from '../../shared/schema/kind.ts'
import type { CellWrite, RowEdit } from '../../shared/sync/sheet.ts'
import type { Block } from './blocks.ts'
import type { LostCells } from './lost.ts'

/** Cells of blocks by row and column of the table's body. */
export interface BlockCells {
  readonly at: (row: number, column: number) => Cell | undefined
}

export type BlockValues = readonly (readonly (readonly Cell[])[])[]

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

const isFormula = (cell: Cell | undefined): cell is string =>
  typeof cell === 'string' && cell.startsWith('=')

/** What stood in the cells of a batch before it wrote. */
export interface Image {
  readonly before: BlockCells
  readonly formulas: BlockCells
  readonly formats: BlockCells
}

const undoWrite = (
  row: number,
  write: CellWrite,
  image: Image,
  isUsers: boolean,
): readonly CellWrite[] => {
  const value = image.before.at(row, write.column)
  if (value === undefined || String(value) === String(write.value)) return []
  const formula = image.formulas.at(row, write.column)
  const format = image.formats.at(row, write.column)
  return [
    {
      column: write.column,
      value: isFormula(formula) && formula !== value ? formula : value,
      // Typed over since: then it is no longer ours to take back.
      before: isUsers ? write.value : null,
      format: write.format === null || format === undefined ? null : String(format),
    },
  ]
}

/**
 * @param guard the text that stands in the row's guard column since the batch ran
 * @param isMoved stood columns elsewhere than expected? Then any of them may be the user's
 * @returns the edit that takes it back, where the row is by then; null where nothing was changed
 */
export const toUndo = (
  edit: RowEdit,
  guard: string,
  image: Image,
  isMoved: boolean,
): RowEdit | null => {
  const writes = edit.writes.flatMap((write) =>
    undoWrite(edit.row, write, image, isMoved || write.before !== null),
  )
  return writes.length === 0 ? null : { row: edit.row, guard, writes }
}

/** Of edits that could not be taken back: the cells that were the user's, row by row. */
export const toLost = (undos: readonly RowEdit[], guardColumn: number): readonly LostCells[] =>
  undos.flatMap(({ writes }) => {
    const cells = writes.flatMap(({ column, value, before }): LostCells =>
      before === null || value === '' || column === guardColumn ? [] : [[column, value]],
    )
    return cells.length === 0 ? [] : [cells]
  })
