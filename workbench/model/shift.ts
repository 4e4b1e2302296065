// Inserting and deleting cells, and everything that has to move along: tables, merged areas,
// validation, conditional formats with their formulas, column widths. A shift that would cut a
// table in two is refused, as Excel does.
import { moveCharts } from './chart-move.ts'
import type { ChangeType, Direction, Origin } from './events.ts'
import { ExcelFailure } from './failure.ts'
import { type CellReference, moveReferences } from './formula.ts'
import {
  columnEnd,
  containsRect,
  intersect,
  isWholeColumns,
  isWholeRows,
  MAX_COLUMNS,
  MAX_ROWS,
  type Rect,
  rowEnd,
} from './rect.ts'
import { movePivots, refusePivotCut } from './pivot-move.ts'
import type { Sheet } from './sheet.ts'
import { rectAfterShift } from './span.ts'
import { moveSums } from './sum.ts'
import type { Table } from './table.ts'
import { requireUnprotected, type Workbook } from './workbook.ts'

/**
 * Opens room where `band` is. A table that `into` names takes the new rows or columns in, also at
 * its edges; others only when the room opens inside them.
 * @throws ExcelFailure InsertDeleteConflict when a table would be cut
 */
export function insertCells(
  book: Workbook,
  sheet: Sheet,
  band: Rect,
  direction: 'down' | 'right',
  origin: Origin,
  into?: Table,
): void {
  requireUnprotected(sheet)
  const isRows = direction === 'down'
  refuseCut(sheet, reachOf(band, isRows), isRows)
  refusePivotCut(sheet, band, direction)
  sheet.touch()
  const former = isRows ? into?.bodyRect : undefined
  for (const table of sheet.tables) {
    const rect =
      table === into ? grownInto(table, band, isRows) : rectAfterShift(table.rect, band, direction)
    if (rect !== undefined) placeTable(table, rect, band.column)
  }
  if (isRows) sheet.grid.insertRows(band)
  else sheet.grid.insertColumns(band)
  if (isWholeColumns(band)) sheet.moveLooks(band.column, band.columns)
  moveAlong(sheet, band, direction, former)
  if (isRows && book.quirks.formatsFollow) formatLikeNeighbour(sheet, band)
  announce(book, sheet, band, direction, origin)
}

/**
 * Takes the cells of `band` out. A table that loses all its data keeps one blank row.
 * @throws ExcelFailure InsertDeleteConflict when a table would be cut or lose only its header
 */
export function deleteCells(
  book: Workbook,
  sheet: Sheet,
  band: Rect,
  direction: 'up' | 'left',
  origin: Origin,
): void {
  requireUnprotected(sheet)
  const isRows = direction === 'up'
  refuseCut(sheet, reachOf(band, isRows), isRows)
  if (isRows) refuseHeaderLoss(sheet, band)
  refusePivotCut(sheet, band, direction)
  sheet.touch()
  const emptied = isRows ? sheet.tables.find((table) => isBodyOf(table, band)) : undefined
  if (emptied !== undefined) keepBlankRow(sheet, emptied)
  const gone = emptied === undefined ? band : { ...band, row: band.row + 1, rows: band.rows - 1 }
  if (gone.rows > 0) {
    for (const table of removeBand(sheet, gone, direction)) {
      book.emit({ kind: 'tableDeleted', sheet, table, origin })
    }
  }
  announce(book, sheet, band, direction, origin)
}

/** @returns the tables that went with the band */
function removeBand(sheet: Sheet, band: Rect, direction: 'up' | 'left'): readonly Table[] {
  const { tables } = sheet
  const left: Table[] = []
  for (const table of sheet.tables) {
    const rect = rectAfterShift(table.rect, band, direction)
    if (rect === undefined) continue
    placeTable(table, rect, band.column)
    left.push(table)
  }
  sheet.tables = left
  if (direction === 'up') sheet.grid.removeRows(band)
  else sheet.grid.removeColumns(band)
  if (isWholeColumns(band)) sheet.moveLooks(band.column, -band.columns)
  moveAlong(sheet, band, direction)
  return tables.filter((table) => !left.includes(table))
}

/** All that the shift moves: everything below, or to the right of, the band and the band itself. */
function reachOf(band: Rect, isRows: boolean): Rect {
  return isRows
    ? { ...band, rows: MAX_ROWS - band.row }
    : { ...band, columns: MAX_COLUMNS - band.column }
}

function refuseCut(sheet: Sheet, reach: Rect, isRows: boolean): void {
  for (const { rect, name } of sheet.tables) {
    const isCovered = isRows
      ? containsRect({ ...reach, row: rect.row, rows: rect.rows }, rect)
      : containsRect({ ...reach, column: rect.column, columns: rect.columns }, rect)
    if (intersect(rect, reach) !== undefined && !isCovered) {
      throw new ExcelFailure(
        'InsertDeleteConflict',
        `The operation would shift a part of the cells of the table ${name}.`,
      )
    }
  }
}

function refuseHeaderLoss(sheet: Sheet, band: Rect): void {
  const hit = sheet.tables.find(
    (table) => intersect(table.headerRect, band) !== undefined && rowEnd(band) < rowEnd(table.rect),
  )
  if (hit !== undefined) {
    throw new ExcelFailure('InsertDeleteConflict', `The table ${hit.name} needs its header row.`)
  }
}

function isBodyOf(table: Table, band: Rect): boolean {
  return containsRect(band, table.bodyRect) && band.row === table.bodyRect.row
}

function keepBlankRow(sheet: Sheet, table: Table): void {
  const { row, column } = table.bodyRect
  for (let at = column; at < columnEnd(table.rect); at += 1) sheet.grid.setValue(row, at, '')
}

function grownInto(table: Table, band: Rect, isRows: boolean): Rect {
  return isRows
    ? { ...table.rect, rows: table.rect.rows + band.rows }
    : { ...table.rect, columns: table.rect.columns + band.columns }
}

/** Gives a table its new rectangle; columns that came or went at `at` come and go in its list. */
function placeTable(table: Table, rect: Rect, at: number): void {
  const change = rect.columns - table.rect.columns
  const index = Math.max(0, at - table.rect.column)
  if (change > 0) {
    table.columns = table.columns.toSpliced(
      index,
      0,
      ...Array.from({ length: change }, () => table.newColumn()),
    )
  }
  if (change < 0) table.columns = table.columns.toSpliced(index, -change)
  table.rect = rect
}

/**
 * Merged areas, validation and conditional formats move with their cells. `former` is the body of a
 * table that takes rows in: what reaches its edge there grows with it.
 */
function moveAlong(sheet: Sheet, band: Rect, direction: Direction, former?: Rect): void {
  const moved = (rect: Rect): Rect | undefined =>
    former !== undefined && reachesEdge(rect, band, former)
      ? { ...rect, rows: rect.rows + band.rows }
      : rectAfterShift(rect, band, direction)
  sheet.merges = sheet.merges.flatMap((rect) => moved(rect) ?? [])
  sheet.pivots = movePivots(sheet.pivots, band, direction)
  sheet.charts = moveCharts(sheet.charts, band, direction)
  moveSums(sheet, band, direction)
  sheet.validations = sheet.validations.flatMap((zone) => {
    const rect = moved(zone.rect)
    return rect === undefined ? [] : [{ ...zone, rect }]
  })
  sheet.conditionals = sheet.conditionals.flatMap((format) => {
    const rect = moved(format.rect)
    if (rect === undefined) return []
    const formula = moveReferences(format.formula, (cell) =>
      movedCell(cell, band, direction, {
        down: rect.row - format.rect.row,
        right: rect.column - format.rect.column,
      }),
    )
    return [{ ...format, rect, formula }]
  })
}

function reachesEdge(rect: Rect, band: Rect, former: Rect): boolean {
  const isBeside = rect.column >= band.column && columnEnd(rect) <= columnEnd(band)
  const atTop = band.row === former.row && rect.row === former.row
  const atBottom = band.row === rowEnd(former) && rowEnd(rect) === rowEnd(former)
  return isBeside && (atTop || atBottom)
}

/** Fixed references follow their cell; relative ones keep their distance from the format's corner. */
function movedCell(
  cell: CellReference,
  band: Rect,
  direction: Direction,
  by: { readonly down: number; readonly right: number },
): readonly [number, number] | undefined {
  const isVertical = direction === 'down' || direction === 'up'
  if (isVertical && !cell.isRowFixed) return [cell.row + by.down, cell.column]
  if (!isVertical && !cell.isColumnFixed) return [cell.row, cell.column + by.right]
  const { row, column } = cell
  const moved = rectAfterShift({ row, column, rows: 1, columns: 1 }, band, direction)
  return moved === undefined ? undefined : [moved.row, moved.column]
}

/** New rows look like the row above; the first row under a header looks like the one below. */
function formatLikeNeighbour(sheet: Sheet, band: Rect): void {
  const isHeader = sheet.tables.some((table) => table.rect.row === band.row - 1)
  const model = band.row === 0 || isHeader ? rowEnd(band) : band.row - 1
  const columns = Math.min(columnEnd(band), isWholeRows(band) ? usedColumnEnd(sheet) : MAX_COLUMNS)
  for (let column = band.column; column < columns; column += 1) {
    const style = sheet.grid.style(model, column)
    for (let row = band.row; row < rowEnd(band); row += 1) sheet.grid.setStyle(row, column, style)
  }
}

function usedColumnEnd(sheet: Sheet): number {
  const used = sheet.grid.usedRect(false)
  return used === undefined ? 0 : columnEnd(used)
}

function announce(
  book: Workbook,
  sheet: Sheet,
  band: Rect,
  direction: Direction,
  origin: Origin,
): void {
  book.emit({ kind: 'moved', sheet, band, direction })
  book.emit({
    kind: 'changed',
    sheet,
    rect: band,
    changeType: changeTypeOf(sheet, band, direction),
    origin,
    direction,
  })
}

/** Rows of a table count as rows although the cells beside them stay. */
function changeTypeOf(sheet: Sheet, band: Rect, direction: Direction): ChangeType {
  const isInsert = direction === 'down' || direction === 'right'
  const isVertical = direction === 'down' || direction === 'up'
  const isOfTable = sheet.tables.some(({ rect }) =>
    isVertical
      ? rect.column === band.column && rect.columns === band.columns && rect.row < band.row
      : rect.row === band.row && rect.rows === band.rows,
  )
  if (isWholeRows(band) || (isOfTable && isVertical)) return isInsert ? 'RowInserted' : 'RowDeleted'
  if (isWholeColumns(band) || isOfTable) return isInsert ? 'ColumnInserted' : 'ColumnDeleted'
  return isInsert ? 'CellInserted' : 'CellDeleted'
}
