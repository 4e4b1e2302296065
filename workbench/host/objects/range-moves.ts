// From one Range to another: cells, rows, columns and sizes relative to a rectangle.
import { refuseArgument } from '../../model/failure.ts'
import {
  boundingRect,
  columnEnd,
  intersect,
  MAX_COLUMNS,
  MAX_ROWS,
  type Rect,
  rectOf,
  rowEnd,
} from '../../model/rect.ts'
import { RangeSpot } from '../range-spot.ts'
import type { Session } from '../session.ts'
import { asNumber, selfOf, wire, type WireMethod, type WireObject, wireOrNull } from '../wire.ts'

/** A method that answers the rectangle which `to` computes from this one and numbers. */
function move(to: (rect: Rect, first: number, second: number) => Rect): WireMethod<RangeSpot> {
  return ({ sheet, rect }, args) => {
    const [first, second] = args.map((value) => asNumber(value, 'a count'))
    const { row, column, rows, columns } = to(rect, first ?? 0, second ?? 0)
    return wire('Range', new RangeSpot(sheet, rectOf(row, column, rows, columns)))
  }
}

/** Rows beside the range: a negative count means the other side. */
function rowsBeside(rect: Rect, count: number): Rect {
  const rows = Math.abs(count)
  return { ...rect, row: count > 0 ? rowEnd(rect) : rect.row - rows, rows }
}

function columnsBeside(rect: Rect, count: number): Rect {
  const columns = Math.abs(count)
  return { ...rect, column: count > 0 ? columnEnd(rect) : rect.column - columns, columns }
}

/** Another range as argument: an object or an address on the same sheet. */
function otherRange(spot: RangeSpot, value: unknown, session: Session): RangeSpot {
  const other = selfOf(value, 'Range')
  if (other !== undefined) return other
  if (typeof value !== 'string') refuseArgument('a range or an address is wanted')
  const { sheet, rect } = session.book.locate(value, spot.sheet)
  return new RangeSpot(sheet, rect)
}

function intersection(spot: RangeSpot, value: unknown, session: Session): WireObject | null {
  const other = otherRange(spot, value, session)
  if (other.sheet !== spot.sheet) refuseArgument('the ranges are on different sheets')
  const rect = intersect(spot.rect, other.rect)
  return wireOrNull('Range', rect === undefined ? undefined : new RangeSpot(spot.sheet, rect))
}

function used(spot: RangeSpot, valuesOnly: unknown): WireObject | null {
  const all = spot.sheet.grid.usedRect(valuesOnly === true)
  const rect = all === undefined ? undefined : intersect(spot.rect, all)
  return wireOrNull('Range', rect === undefined ? undefined : new RangeSpot(spot.sheet, rect))
}

export const RANGE_MOVES: Readonly<Record<string, WireMethod<RangeSpot>>> = {
  GetCell: move((rect, row, column) => ({
    row: rect.row + row,
    column: rect.column + column,
    rows: 1,
    columns: 1,
  })),
  GetRow: move((rect, row) => ({ ...rect, row: rect.row + row, rows: 1 })),
  GetColumn: move((rect, column) => ({ ...rect, column: rect.column + column, columns: 1 })),
  GetLastRow: move((rect) => ({ ...rect, row: rowEnd(rect) - 1, rows: 1 })),
  GetLastColumn: move((rect) => ({ ...rect, column: columnEnd(rect) - 1, columns: 1 })),
  GetLastCell: move((rect) => rectOf(rowEnd(rect) - 1, columnEnd(rect) - 1, 1, 1)),
  GetOffsetRange: move((rect, rows, columns) => ({
    ...rect,
    row: rect.row + rows,
    column: rect.column + columns,
  })),
  GetResizedRange: move((rect, rows, columns) => ({
    ...rect,
    rows: rect.rows + rows,
    columns: rect.columns + columns,
  })),
  GetAbsoluteResizedRange: move((rect, rows, columns) => ({ ...rect, rows, columns })),
  GetRowsBelow: ({ sheet, rect }, [count]) =>
    wire('Range', new RangeSpot(sheet, checked(rowsBeside(rect, asNumber(count ?? 1, 'count'))))),
  GetRowsAbove: ({ sheet, rect }, [count]) =>
    wire('Range', new RangeSpot(sheet, checked(rowsBeside(rect, -asNumber(count ?? 1, 'count'))))),
  GetColumnsAfter: ({ sheet, rect }, [count]) =>
    wire(
      'Range',
      new RangeSpot(sheet, checked(columnsBeside(rect, asNumber(count ?? 1, 'count')))),
    ),
  GetEntireRow: move((rect) => ({ ...rect, column: 0, columns: MAX_COLUMNS })),
  GetEntireColumn: move((rect) => ({ ...rect, row: 0, rows: MAX_ROWS })),
  GetBoundingRect: (spot, [value], session) => {
    const other = otherRange(spot, value, session)
    if (other.sheet !== spot.sheet) refuseArgument('the ranges are on different sheets')
    return wire('Range', new RangeSpot(spot.sheet, boundingRect(spot.rect, other.rect)))
  },
  GetIntersectionOrNullObject: (spot, [value], session) => intersection(spot, value, session),
  GetUsedRangeOrNullObject: (spot, [valuesOnly]) => used(spot, valuesOnly),
}

function checked({ row, column, rows, columns }: Rect): Rect {
  return rectOf(row, column, rows, columns)
}
