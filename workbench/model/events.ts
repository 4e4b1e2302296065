// What the model tells those who listen: the host (which turns it into Office.js events) and a grid
// (which repaints). Events are sent after the change stands.
import type { CellValue } from './grid.ts'
import type { Rect } from './rect.ts'
import type { Sheet } from './sheet.ts'
import type { Table } from './table.ts'

/** Who did it: the person at the grid, an add-in through the API, or a co-author elsewhere. */
export type Origin = 'user' | 'addin' | 'remote'

export type ChangeType =
  | 'RangeEdited'
  | 'RowInserted'
  | 'RowDeleted'
  | 'ColumnInserted'
  | 'ColumnDeleted'
  | 'CellInserted'
  | 'CellDeleted'

export type Direction = 'down' | 'right' | 'up' | 'left'

export interface Changed {
  readonly kind: 'changed'
  readonly sheet: Sheet
  readonly rect: Rect
  readonly changeType: ChangeType
  readonly origin: Origin
  readonly direction?: Direction
  /** Only when exactly one cell was edited. */
  readonly before?: CellValue
  readonly after?: CellValue
}

export type ModelEvent =
  | Changed
  | { readonly kind: 'editEnded' }
  /** A chart has come, changed or gone: the sheet looks different, no cell does. */
  | { readonly kind: 'drawn'; readonly sheet: Sheet }
  | {
      readonly kind: 'rowsSorted'
      readonly sheet: Sheet
      readonly rect: Rect
      readonly origin: Origin
    }
  | {
      readonly kind: 'rowsHidden'
      readonly sheet: Sheet
      readonly rect: Rect
      readonly hidden: boolean
      readonly origin: Origin
    }
  | {
      readonly kind: 'moved'
      readonly sheet: Sheet
      readonly band: Rect
      readonly direction: Direction
    }
  | { readonly kind: 'selected'; readonly sheet: Sheet; readonly rect: Rect }
  | {
      readonly kind: 'sheetActivated' | 'sheetDeactivated' | 'sheetAdded' | 'sheetDeleted'
      readonly sheet: Sheet
      readonly origin: Origin
    }
  | {
      readonly kind: 'tableAdded' | 'tableDeleted'
      readonly sheet: Sheet
      readonly table: Table
      readonly origin: Origin
    }
