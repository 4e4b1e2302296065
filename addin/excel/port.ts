// The workbook as the rest of the add-in sees it: tables, rows of cells, one hidden state sheet. No Office types.
// addin/excel keeps its promises with the real Excel; test/addin/support has a second one in memory.
import type { Cell } from '../../shared/schema/kind.ts'
import type {
  GuardedWrite,
  NewRows,
  SheetRefusalCode,
  StateCell,
  StateLines,
  StatePlace,
  TableShape,
  WriteReport,
} from '../../shared/sync/sheet.ts'

/** What the workbook was asked for so far. */
export interface Counters {
  /** Round trips to Excel (context.sync). */
  readonly syncs: number
  readonly cellsRead: number
  readonly cellsWritten: number
}

/** A rectangle of cells, zero-based. */
export interface Area {
  readonly top: number
  readonly left: number
  readonly rows: number
  readonly columns: number
}

export interface SheetLook {
  readonly name: string
  readonly isProtected: boolean
  /** May no sheet be added? Then our state sheet finds no place, where there is none yet. */
  readonly isStructureLocked: boolean
  readonly isFiltered: boolean
  /** Is there a state sheet in the workbook? */
  readonly hasState: boolean
  /** Does the workbook count its dates from 1904? */
  readonly is1904: boolean
  readonly tableIds: readonly string[]
  /** null: an empty sheet. */
  readonly used: Area | null
  /** The first rows of `used`, at most LOOK_ROWS. */
  readonly head: readonly (readonly Cell[])[]
  /** Number formats of the same cells. */
  readonly formats: readonly (readonly string[])[]
  /** Formulas, where a cell has one, else its value. */
  readonly formulas: readonly (readonly Cell[])[]
  readonly merged: readonly Area[]
}
export const LOOK_ROWS = 40

export interface ColumnList {
  readonly index: number
  readonly items: readonly string[]
  readonly message: string
}

/** A table to be made or widened. Column indexes count in the finished table. */
export interface TablePlan {
  readonly sheet: string
  readonly source:
    | { readonly kind: 'table'; readonly id: string }
    | { readonly kind: 'area'; readonly area: Area }
  /** Headers to write before the table is made, for an empty sheet. */
  readonly headers: readonly string[] | null
  /** Headers of columns to append at the right. */
  readonly append: readonly string[]
  readonly formats: readonly { readonly index: number; readonly format: string }[]
  /** Offers in a list; anything else may be typed too. */
  readonly lists: readonly ColumnList[]
  readonly hidden: readonly number[]
  /** Of our own columns, so that their words can be read; the user's widths are his. */
  readonly widths: readonly { readonly index: number; readonly points: number }[]
  /** One conditional format over the whole body, with a light fill. */
  readonly markFormula: string
}

/** A very hidden sheet of our own: text in cells, because a file keeps cells on every platform. */
export const STATE_SHEET = '_kehu'

export interface WorkbookPort {
  readonly counters: () => Counters
  /** @param sheet a name; null: the active sheet */
  readonly look: (sheet: string | null) => Promise<SheetLook>
  readonly makeTable: (plan: TablePlan) => Promise<TableShape>
  /** null: no such table any more. */
  readonly shape: (tableId: string) => Promise<TableShape | null>
  /** Whole columns (`count` rows from `first`), in the order asked for. */
  readonly readRows: (
    shape: TableShape,
    columns: readonly number[],
    first: number,
    count: number,
  ) => Promise<readonly (readonly Cell[])[]>
  /**
   * Writes rows where they are what they were when planned; puts back what it wrote elsewhere. What cannot be put
   * back, because it moved meanwhile, comes to the end of the table as a row of its own.
   */
  readonly writeRows: (write: GuardedWrite) => Promise<WriteReport>
  /**
   * Fills rows at the end of a table, which grows exactly so far; what stands beneath moves down.
   * @returns lines (numbers in `rows`) that were not added: something stood in their place, and is kept
   */
  readonly addRows: (rows: NewRows) => Promise<ReadonlySet<number>>
  /**
   * Phone numbers typed with a plus that Excel took for formulas become the text that was typed.
   * @returns how many
   */
  readonly restoreTyped: (shape: TableShape, columns: readonly number[]) => Promise<number>
  readonly readState: () => Promise<StateLines>
  /** @returns what stood in the place to check just before */
  readonly writeState: (cells: readonly StateCell[], check: StatePlace) => Promise<string>
  /** Calls back after something happened in the table, perhaps late, twice or not at all. */
  readonly watch: (tableId: string, hint: Hint) => Promise<() => Promise<void>>
  /** Calls back after the selection moved in or out of the table; a hint too. */
  readonly watchSelection: (tableId: string, hint: () => void) => Promise<() => Promise<void>>
  /** The first selected cell, where it stands in the table's body; null elsewhere. */
  readonly selection: (shape: TableShape) => Promise<BodyPlace | null>
  /** Brings the sheet into view and selects a cell of the table's body. */
  readonly select: (tableId: string, place: BodyPlace) => Promise<void>
  /**
   * Adds an empty sheet at the end and brings it into view.
   * @param name taken as it is where it is free, else with a number behind
   * @returns its name
   */
  readonly addSheet: (name: string) => Promise<string>
}

/**
 * @param area what changed, on the sheet; null where Excel did not say
 * @param isRemote by a co-author in his own Excel
 */
export type Hint = (area: Area | null, isRemote: boolean) => void

/** A cell of a table's body, zero-based. */
export interface BodyPlace {
  readonly row: number
  readonly column: number
}

/** Excel's no. Thrown in addin/excel and addin/sync, answered as a Result by the engine. */
export class SheetRefusal extends Error {
  readonly code: SheetRefusalCode
  constructor(code: SheetRefusalCode, detail: string) {
    super(detail)
    this.name = 'SheetRefusal'
    this.code = code
  }
}
