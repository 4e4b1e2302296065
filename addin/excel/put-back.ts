// What a batch must write to undo what it did to rows that were not the expected ones: what stood there before,
// formulas as formulas, guarded by our own text as any other write is. Pure.
import type { Cell } from '../../shared/schema/kind.ts'
import { idInText } from '../../shared/sync/stamp.ts'
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

/** Its column by Excel's id: it may stand elsewhere by the time that it is taken back. */
type CellUndo = Omit<CellWrite, 'column'> & { readonly columnId: number }

/** What a row says, by Excel's id of the column: columns may stand elsewhere by the time that it is compared. */
export type RowTexts = ReadonlyMap<number, string>

/** @param ids of the columns that the line has, in its order */
export const rowTexts = (ids: readonly number[], line: readonly Cell[]): RowTexts =>
  new Map(line.map((cell, at) => [ids[at] ?? -1, String(cell)]))

/** An edit that takes back what a batch did to a row. */
export interface Undo {
  /** Where the row stood. */
  readonly row: number
  /** The text that stands in the row's guard column since the batch ran. */
  readonly guard: string
  /** What the row that it was for says then, as far as it is known. */
  readonly says: RowTexts
  /** The column that the batch took for the one of identities: our text stands there. */
  readonly guardId: number
  readonly writes: readonly CellUndo[]
  /** A row that came in the way of new ones: where it must go elsewhere, its identity goes with it. */
  readonly isWholeRow: boolean
  /** Stood columns elsewhere than expected? Then our texts were in foreign ones. */
  readonly isMoved: boolean
  /** Columns that we wrote to, also where just that stood there already. */
  readonly wrote: ReadonlySet<number>
  /** Met another row than its own, or its own at another revision; else only some cells were typed over. */
  readonly isAstray: boolean
  /** Was that batch itself to take something back? */
  readonly isOfBack: boolean
  /** 0: of a plain write; else one more than what that batch was to take back, which must wait for this one. */
  readonly level: number
  /** Columns where our own text stood, of a write that is to be taken back as well: its undo knows what was the user's. */
  readonly ours: ReadonlySet<number>
  /** Do other rows say by right what ours is in the guard column? Then `stood` has blank cells, too. */
  readonly isShared: boolean
  /** What else its row said when it was hit: where the guard column does not name it, nothing else tells where it went. */
  readonly stood: RowTexts
  /** It is taken back; copies of its row are still to be looked for, which stood so with our text in it. null: it is not. */
  readonly hit: RowTexts | null
}

/** What else is to be known of an edit that must be taken back. */
type Ground = Pick<Undo, 'says' | 'isWholeRow' | 'isMoved' | 'isAstray' | 'isOfBack' | 'level'> & {
  readonly wrote: readonly number[]
}

/** @param ids of the table's columns, in their order when the batch ran */
export const undoOf = (
  { row, guard, writes }: RowEdit,
  ids: readonly number[],
  guardColumn: number,
  { wrote, ...ground }: Ground,
): Undo => ({
  row,
  guard,
  guardId: ids[guardColumn] ?? -1,
  ...ground,
  wrote: new Set(wrote.flatMap((column) => ids[column] ?? [])),
  ours: new Set(),
  isShared: false,
  stood: new Map(),
  hit: null,
  writes: writes.flatMap(({ column, ...write }) => {
    const columnId = ids[column]
    return columnId === undefined ? [] : [{ ...write, columnId }]
  }),
})

/**
 * Would the row, with our text in it, be taken for what it is not? It has another one's identity, or that of another
 * revision, beside cells that we did not write, blank or not, or texts of ours in foreign columns; one that we had filled
 * whole says what it is. A row that was typed in gets there by its user's own undoing.
 * @param cells that are read, by Excel's id of the column
 */
export const isMixed = (
  { guard, guardId, writes, isMoved, isAstray, wrote }: Undo,
  cells: ReadonlyMap<number, string>,
): boolean => {
  const own = writes.find(({ columnId }) => columnId === guardId)
  const isSame = idInText(String(own?.value ?? '')) === idInText(guard)
  if (own === undefined || (isSame && !isAstray)) return false
  return isMoved || [...cells.keys()].some((id) => !wrote.has(id))
}

/** Texts of ours that stand in cells of their user's, where he had said something else. */
export const textsOf = ({ writes }: Undo): ReadonlyMap<number, string> =>
  new Map(
    writes.flatMap(({ columnId, value, before }) =>
      before === null || before === '' || String(before) === String(value)
        ? []
        : [[columnId, String(before)] as const],
    ),
  )

/** Is the text that it is found by our own? Then no row but those that its user has copied from it has that text. */
export const isOfIdentity = ({ guard, guardId, writes, isShared }: Undo): boolean =>
  guard !== '' && !isShared && writes.some(({ columnId }) => columnId === guardId)

/** The guard column as it stands now. */
export interface GuardTexts {
  readonly at: (row: number) => string | undefined
  /** Top to bottom. */
  readonly rowsSaying: (text: string) => readonly number[]
}

/**
 * The rows (by number) that an undo is for, given the texts of the guard column: none, where it stands nowhere; more
 * than one, where its user has copied the row with what is not its own.
 */
export const rowsOfUndo = (undo: Undo, { at, rowsSaying }: GuardTexts): readonly number[] => {
  const { row, guard, isMoved, isShared } = undo
  // Each copy of a row whose cells stood elsewhere has our texts in foreign columns, beside its own identity.
  const isCopied = isMoved && !isShared && idInText(guard) !== ''
  if (isOfIdentity(undo) || isCopied) return rowsSaying(guard)
  if (at(row) === guard) return [row]
  return guard === '' ? [] : rowsSaying(guard).slice(0, 1)
}

/** @param ids of the table's columns as they stand now; what stood in one that is gone went with it */
export const undoToEdit = ({ row, guard, writes }: Undo, ids: readonly number[]): RowEdit => ({
  row,
  guard,
  writes: writes.flatMap(({ columnId, ...write }) => {
    const column = ids.indexOf(columnId)
    return column < 0 ? [] : [{ ...write, column }]
  }),
})

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
 * @returns the edit that takes it back, in the columns of the batch; null where nothing was changed
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

/**
 * Of an edit that could not be taken back: the cells that were the user's.
 * @param syncId the column of identities
 */
export const undoToLost = ({ writes, isWholeRow, ours }: Undo, syncId: number | null): LostCells =>
  writes.flatMap(({ columnId, value, before }): LostCells => {
    const isIdentity = columnId === syncId && !isWholeRow
    return before === null || value === '' || isIdentity || ours.has(columnId)
      ? []
      : [[columnId, value]]
  })
