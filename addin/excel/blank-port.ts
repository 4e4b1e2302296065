// What emptying a workbook needs of Excel beside the bound tables themselves: which tables there are, and everything
// that the add-in laid beside them. No Office types: addin/excel/blank-book.ts keeps these promises.

export interface TableSeen {
  readonly id: string
  readonly name: string
  readonly sheet: string
  readonly headers: readonly string[]
}

export interface PivotSeen {
  readonly name: string
  readonly sheet: string
}

export interface PivotsEmptied {
  /** Ours: Excel keeps the names of entries that are gone for as long as a PivotTable lives. */
  readonly removed: readonly PivotSeen[]
  /** The user's on our tables: their figures are gone, names may still stand in their filter lists. */
  readonly refreshed: readonly PivotSeen[]
  /** They show what they showed. */
  readonly failed: readonly PivotSeen[]
}

export interface BlankPort {
  readonly tables: () => Promise<readonly TableSeen[]>
  /** Takes the filter off: its criteria hold values too, and it would hide what is left. */
  readonly showAll: (tableId: string) => Promise<void>
  /**
   * Empties the columns that the add-in filled in one of its reports; the user's own beside them stay.
   * @returns false where nothing tells which those are
   */
  readonly emptyReport: (table: TableSeen) => Promise<boolean>
  /**
   * Empties receipts and other blocks of cells that were laid out, wherever they stand on their sheet by now.
   * @returns sheets on which one was not found again, or could not be emptied
   */
  readonly emptyBlocks: () => Promise<readonly string[]>
  /** Once the tables are empty. Before ExcelApi 1.15 nothing tells where a PivotTable is fed from: then all are refreshed. */
  readonly emptyPivots: (tableIds: readonly string[]) => Promise<PivotsEmptied>
}
