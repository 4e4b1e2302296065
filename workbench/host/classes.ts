// All classes that the host plays. What is not listed here, or not in a listed class, is refused by
// name; test/workbench/schema.test.ts holds every member against Microsoft's own library.
import {
  CONDITIONAL_FORMAT,
  CONDITIONAL_FORMAT_RULE,
  CONDITIONAL_FORMATS,
  CONDITIONAL_RANGE_FILL,
  CONDITIONAL_RANGE_FONT,
  CONDITIONAL_RANGE_FORMAT,
  CUSTOM_CONDITIONAL_FORMAT,
} from './objects/conditional.ts'
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
  ConditionalFormat: CONDITIONAL_FORMAT,
  ConditionalFormatCollection: CONDITIONAL_FORMATS,
  ConditionalFormatRule: CONDITIONAL_FORMAT_RULE,
  ConditionalRangeFill: CONDITIONAL_RANGE_FILL,
  ConditionalRangeFont: CONDITIONAL_RANGE_FONT,
  ConditionalRangeFormat: CONDITIONAL_RANGE_FORMAT,
  CustomConditionalFormat: CUSTOM_CONDITIONAL_FORMAT,
  DataValidation: DATA_VALIDATION,
  Filter: FILTER,
  FunctionResult: FUNCTION_RESULT,
  Functions: FUNCTIONS,
  Range: RANGE,
  RangeAreas: RANGE_AREAS,
  RangeCollection: RANGE_COLLECTION,
  RangeFill: RANGE_FILL,
  RangeFont: RANGE_FONT,
  RangeFormat: RANGE_FORMAT,
  RangeSort: RANGE_SORT,
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
