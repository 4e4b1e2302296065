// Which thing of the model each Office.js class stands for. Classes name each other by these names,
// so that their descriptions need not import one another.
import type { ChartSpot } from '../model/chart.ts'
import type { PivotSpot } from '../model/pivot.ts'
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

/** The PivotTables or charts of one sheet, or of all when there is no sheet. */
export interface PivotsSpot {
  readonly sheet: Sheet | undefined
}

/** A field of a PivotTable's source, on an axis or on none. */
export interface PivotFieldSpot {
  readonly pivot: PivotSpot
  readonly field: string
}

export interface PivotAxisSpot {
  readonly pivot: PivotSpot
  readonly axis: 'rows' | 'columns'
}

export interface PivotValueSpot {
  readonly pivot: PivotSpot
  readonly id: string
}

export interface ChartAxisSpot {
  readonly chart: ChartSpot
  readonly axis: 'category' | 'value'
}

export interface ChartSeriesSpot {
  readonly chart: ChartSpot
  readonly index: number
}

export interface WireSelves {
  Application: Workbook
  AutoFilter: Table | undefined
  Chart: ChartSpot
  ChartAxes: ChartSpot
  ChartAxis: ChartAxisSpot
  ChartAxisTitle: ChartAxisSpot
  ChartCollection: Sheet
  ChartLegend: ChartSpot
  ChartSeries: ChartSeriesSpot
  ChartSeriesCollection: ChartSpot
  ChartTitle: ChartSpot
  ConditionalFormat: ConditionalSpot
  ConditionalFormatCollection: RangeSpot
  ConditionalFormatRule: ConditionalSpot
  ConditionalRangeFill: ConditionalSpot
  ConditionalRangeFont: ConditionalSpot
  ConditionalRangeFormat: ConditionalSpot
  CustomConditionalFormat: ConditionalSpot
  DataPivotHierarchy: PivotValueSpot
  DataPivotHierarchyCollection: PivotSpot
  DataValidation: RangeSpot
  Filter: ColumnSpot
  FilterPivotHierarchy: PivotFieldSpot
  FilterPivotHierarchyCollection: PivotSpot
  FunctionResult: { readonly value: number }
  Functions: Workbook
  PivotHierarchy: PivotFieldSpot
  PivotHierarchyCollection: PivotSpot
  PivotLayout: PivotSpot
  PivotTable: PivotSpot
  PivotTableCollection: PivotsSpot
  Range: RangeSpot
  RangeAreas: { readonly areas: readonly RangeSpot[] }
  RangeCollection: { readonly areas: readonly RangeSpot[] }
  RangeFill: RangeSpot
  RangeFont: RangeSpot
  RangeFormat: RangeSpot
  RangeSort: RangeSpot
  RowColumnPivotHierarchy: PivotAxisSpot & PivotFieldSpot
  RowColumnPivotHierarchyCollection: PivotAxisSpot
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
