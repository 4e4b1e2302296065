// Which thing of the model each Office.js class stands for. Classes name each other by these names,
// so that their descriptions need not import one another.
import type { Sheet } from '../model/sheet.ts'
import type { Table } from '../model/table.ts'
import type { Workbook } from '../model/workbook.ts'
import type { RangeSpot } from './range-spot.ts'

/** A column is found by its id, which stays with it through moves and renames. */
export interface ColumnSpot {
  readonly table: Table
  readonly id: number
}

export interface ConditionalSpot {
  readonly sheet: Sheet
  readonly id: string
}

export interface SettingSpot {
  readonly key: string
}

/** The tables of one sheet, or of all when there is no sheet. */
export interface TablesSpot {
  readonly sheet: Sheet | undefined
}

export interface WireSelves {
  Application: Workbook
  AutoFilter: Table | undefined
  ConditionalFormat: ConditionalSpot
  ConditionalFormatCollection: RangeSpot
  ConditionalFormatRule: ConditionalSpot
  ConditionalRangeFill: ConditionalSpot
  ConditionalRangeFont: ConditionalSpot
  ConditionalRangeFormat: ConditionalSpot
  CustomConditionalFormat: ConditionalSpot
  DataValidation: RangeSpot
  Filter: ColumnSpot
  FunctionResult: { readonly value: number }
  Functions: Workbook
  Range: RangeSpot
  RangeAreas: { readonly areas: readonly RangeSpot[] }
  RangeCollection: { readonly areas: readonly RangeSpot[] }
  RangeFill: RangeSpot
  RangeFont: RangeSpot
  RangeFormat: RangeSpot
  RangeSort: RangeSpot
  Runtime: Workbook
  Setting: SettingSpot
  SettingCollection: Workbook
  Table: Table
  TableCollection: TablesSpot
  TableColumn: ColumnSpot
  TableColumnCollection: Table
  TableRowCollection: Table
  TableSort: Table
  Workbook: Workbook
  WorkbookProtection: Workbook
  Worksheet: Sheet
  WorksheetCollection: Workbook
  WorksheetFreezePanes: Sheet
  WorksheetProtection: Sheet
}

export type WireName = keyof WireSelves
