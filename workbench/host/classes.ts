// All classes that the host plays. What is not listed here, or not in a listed class, is refused by
// name; test/workbench/schema.test.ts holds every member against Microsoft's own library.
import {
  CHART,
  CHART_AXES,
  CHART_AXIS,
  CHART_AXIS_TITLE,
  CHART_COLLECTION,
  CHART_LEGEND,
  CHART_TITLE,
} from './objects/chart.ts'
import { CHART_SERIES, CHART_SERIES_COLLECTION } from './objects/chart-series.ts'
import {
  CONDITIONAL_FORMAT,
  CONDITIONAL_FORMAT_RULE,
  CONDITIONAL_FORMATS,
  CONDITIONAL_RANGE_FILL,
  CONDITIONAL_RANGE_FONT,
  CONDITIONAL_RANGE_FORMAT,
  CUSTOM_CONDITIONAL_FORMAT,
} from './objects/conditional.ts'
import {
  DATA_HIERARCHIES,
  DATA_HIERARCHY,
  FILTER_HIERARCHIES,
  FILTER_HIERARCHY,
  PIVOT_HIERARCHIES,
  PIVOT_HIERARCHY,
  ROW_COLUMN_HIERARCHIES,
  ROW_COLUMN_HIERARCHY,
} from './objects/pivot-hierarchy.ts'
import { PIVOT_LAYOUT, PIVOT_TABLE, PIVOT_TABLE_COLLECTION } from './objects/pivot.ts'
import { RANGE_FILL, RANGE_FONT, RANGE_FORMAT } from './objects/range-format.ts'
import { RANGE, RANGE_AREAS, RANGE_COLLECTION, RANGE_SORT } from './objects/range.ts'
import { FILTER, TABLE_COLUMN, TABLE_COLUMNS } from './objects/table-column.ts'
import { AUTO_FILTER, TABLE, TABLE_COLLECTION, TABLE_ROWS, TABLE_SORT } from './objects/table.ts'
import { DATA_VALIDATION } from './objects/validation.ts'
import {
  APPLICATION,
  FUNCTION_RESULT,
  FUNCTIONS,
  RUNTIME,
  SETTING,
  SETTINGS,
  WORKBOOK,
  WORKBOOK_PROTECTION,
} from './objects/workbook.ts'
import { FREEZE_PANES, PROTECTION, WORKSHEET, WORKSHEETS } from './objects/worksheet.ts'
import type { WireName } from './selves.ts'
import type { WireClass } from './wire.ts'

export const CLASSES: Readonly<Record<WireName, WireClass>> = {
  Application: APPLICATION,
  AutoFilter: AUTO_FILTER,
  Chart: CHART,
  ChartAxes: CHART_AXES,
  ChartAxis: CHART_AXIS,
  ChartAxisTitle: CHART_AXIS_TITLE,
  ChartCollection: CHART_COLLECTION,
  ChartLegend: CHART_LEGEND,
  ChartSeries: CHART_SERIES,
  ChartSeriesCollection: CHART_SERIES_COLLECTION,
  ChartTitle: CHART_TITLE,
  ConditionalFormat: CONDITIONAL_FORMAT,
  ConditionalFormatCollection: CONDITIONAL_FORMATS,
  ConditionalFormatRule: CONDITIONAL_FORMAT_RULE,
  ConditionalRangeFill: CONDITIONAL_RANGE_FILL,
  ConditionalRangeFont: CONDITIONAL_RANGE_FONT,
  ConditionalRangeFormat: CONDITIONAL_RANGE_FORMAT,
  CustomConditionalFormat: CUSTOM_CONDITIONAL_FORMAT,
  DataPivotHierarchy: DATA_HIERARCHY,
  DataPivotHierarchyCollection: DATA_HIERARCHIES,
  DataValidation: DATA_VALIDATION,
  Filter: FILTER,
  FilterPivotHierarchy: FILTER_HIERARCHY,
  FilterPivotHierarchyCollection: FILTER_HIERARCHIES,
  FunctionResult: FUNCTION_RESULT,
  Functions: FUNCTIONS,
  PivotHierarchy: PIVOT_HIERARCHY,
  PivotHierarchyCollection: PIVOT_HIERARCHIES,
  PivotLayout: PIVOT_LAYOUT,
  PivotTable: PIVOT_TABLE,
  PivotTableCollection: PIVOT_TABLE_COLLECTION,
  Range: RANGE,
  RangeAreas: RANGE_AREAS,
  RangeCollection: RANGE_COLLECTION,
  RangeFill: RANGE_FILL,
  RangeFont: RANGE_FONT,
  RangeFormat: RANGE_FORMAT,
  RangeSort: RANGE_SORT,
  RowColumnPivotHierarchy: ROW_COLUMN_HIERARCHY,
  RowColumnPivotHierarchyCollection: ROW_COLUMN_HIERARCHIES,
  Runtime: RUNTIME,
  Setting: SETTING,
  SettingCollection: SETTINGS,
  Table: TABLE,
  TableCollection: TABLE_COLLECTION,
  TableColumn: TABLE_COLUMN,
  TableColumnCollection: TABLE_COLUMNS,
  TableRowCollection: TABLE_ROWS,
  TableSort: TABLE_SORT,
  Workbook: WORKBOOK,
  WorkbookProtection: WORKBOOK_PROTECTION,
  Worksheet: WORKSHEET,
  WorksheetCollection: WORKSHEETS,
  WorksheetFreezePanes: FREEZE_PANES,
  WorksheetProtection: PROTECTION,
}
