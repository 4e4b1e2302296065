// What the add-in shows beside the bound tables: PivotTables, charts, receipts as ordinary cells, read-only report
// sheets. None of it is ever synced back. No Office types: addin/excel/report-book.ts keeps these promises.
import type { Cell } from '../../shared/schema/kind.ts'
import type { Area, Counters } from './port.ts'

/** This Excel has no such thing, or denies it: the caller can show the same as cells. */
export interface Unsupported {
  readonly kind: 'unsupported'
  /** Excel's own words, for a report of a fault. */
  readonly detail: string
}

export interface PivotValuePlan {
  /** A header of the table, on neither axis. */
  readonly header: string
  readonly summarize: 'Count' | 'Sum'
  readonly name: string
  /** Excel's number format, such as `#,##0`. */
  readonly format: string
}

export interface PivotPlan {
  readonly tableId: string
  /** Headers of the table, outermost first. */
  readonly rows: readonly string[]
  /** At most one header. */
  readonly columns: readonly string[]
  /** One to three: more have brought Excel down (OfficeDev/script-lab#884). */
  readonly values: readonly PivotValuePlan[]
  /** Of the new sheet; a number is put behind where the name is taken. */
  readonly sheetName: string
}

export type PivotMade =
  | { readonly kind: 'made'; readonly sheet: string; readonly name: string }
  | Unsupported

export interface PivotsRefreshed {
  readonly refreshed: readonly string[]
  /** Their source or their room is gone; they show what they showed. */
  readonly failed: readonly string[]
}

/** A PivotTable in the file, whoever made it. */
export interface PivotUse {
  readonly name: string
  readonly sheet: string
  readonly isOurs: boolean
  /** null: this Excel does not say where the figures come from (before ExcelApi 1.15). */
  readonly usesTable: boolean | null
}

/** A rectangle within a block, counted from the block's first cell. */
export type BlockArea = Area

/**
 * A text stays the text that it is, whatever it begins with; a sum is =SUM over cells of the same block, the only
 * formula that is ever written; null is an empty cell.
 */
export type SpillCell =
  | string
  | { readonly kind: 'number'; readonly value: number; readonly format: string }
  | { readonly kind: 'sum'; readonly over: BlockArea; readonly format: string }
  | null

export interface SpillPlan {
  /**
   * Where the block may stand to the right of, one column apart from all that stands in its rows; null: on a sheet of
   * its own, as also where there is no room, a filter, merged cells, or more than one request would take.
   */
  readonly beside: { readonly sheet: string; readonly area: Area } | null
  /** Of the sheet that is made where there is no room beside. */
  readonly sheetName: string
  /** Lines may be of different lengths. */
  readonly rows: readonly (readonly SpillCell[])[]
  /** Lines that are shown in bold, such as headings. */
  readonly bold: readonly number[]
}

export interface SpillPlace {
  readonly sheet: string
  readonly area: Area
  readonly isNewSheet: boolean
}

export interface ChartSpec {
  /** Ours to find it by: a chart of this name on the sheet is replaced. */
  readonly name: string
  /** Lying bars begin with the first point at the bottom. */
  readonly type: 'Line' | 'ColumnClustered' | 'BarClustered'
  /** '': none of ours, as with the titles of the axes. */
  readonly title: string
  /** Columns of figures under one line of names. */
  readonly values: Area
  /** What the points are called; one column, as high as the figures without their names. */
  readonly categories: Area
  /** The cells that the chart covers. */
  readonly place: Area
  readonly categoryTitle: string
  readonly valueTitle: string
  /** '' : as the cells. */
  readonly valueFormat: string
  readonly hasLegend: boolean
}

export interface ReportColumn {
  readonly header: string
  /** "@" for texts; else of numbers and dates (serials). */
  readonly format: string
}

export interface ReportPlan {
  /** Small letters, digits, underscores: the same report is found again by it. */
  readonly key: string
  /** Of the sheet, where the report does not exist yet. */
  readonly sheetName: string
  readonly columns: readonly ReportColumn[]
  /** What its user chose for it, in words of ours; kept in the workbook until he chooses otherwise. */
  readonly choice?: readonly string[]
}

export type ReportLines = readonly (readonly Cell[])[]

export interface ReportWritten {
  readonly kind: 'written'
  readonly tableId: string
  readonly sheet: string
  readonly rows: number
  /** Of the body: those that were not what they are now. */
  readonly cellsWritten: number
}

/**
 * Nothing was written: the user has typed into columns of his own within the report, whose rows would come to stand
 * beside others. Columns of formulas only, at the right end, are no hindrance while the report keeps its columns.
 */
export interface ReportOccupied {
  readonly kind: 'occupied'
  readonly sheet: string
  readonly headers: readonly string[]
}

export interface ReportPort {
  readonly counters: () => Counters
  /** On a sheet of its own; see refreshPivots. @throws SheetRefusal table_lost, structure_locked, restless */
  readonly makePivot: (plan: PivotPlan) => Promise<PivotMade>
  /** @param names null: those that this add-in made */
  readonly refreshPivots: (names: readonly string[] | null) => Promise<PivotsRefreshed>
  readonly listPivots: (tableId: string) => Promise<readonly PivotUse[]>
  /** Writes where nothing stands; undone by Ctrl+Z, in as many steps as it took requests. */
  readonly spill: (plan: SpillPlan) => Promise<SpillPlace>
  /** @throws SheetRefusal protected, table_lost for a sheet that is gone */
  readonly drawCharts: (
    sheet: string,
    specs: readonly ChartSpec[],
  ) => Promise<{ readonly kind: 'drawn' } | Unsupported>
  /** What was chosen for a report when it was last written; null: never in this workbook. */
  readonly readChoice: (key: string) => Promise<readonly string[] | null>
  /**
   * Makes or replaces a report, page by page. The table stays the same object, so that the user's PivotTables and
   * charts on it go on; only cells that differ are written. Where the pages break off, the first rows are new and the
   * others old until the next time.
   * @throws SheetRefusal protected, structure_locked, restless; excel where a PivotTable stands in the way
   */
  readonly writeReport: (
    plan: ReportPlan,
    pages: AsyncIterable<ReportLines>,
  ) => Promise<ReportWritten | ReportOccupied>
}
