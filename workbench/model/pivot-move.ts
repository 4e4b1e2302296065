// PivotTables when cells are inserted or deleted: they move as wholes, go with all of their cells, and are never cut.
import type { Direction } from './events.ts'
import { ExcelFailure } from './failure.ts'
import { type Pivot, reachOf } from './pivot.ts'
import { columnEnd, intersect, MAX_COLUMNS, MAX_ROWS, type Rect, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { rectAfterShift } from './span.ts'

/** Does the shift move this rectangle as a whole, leave it, or take it away as a whole? */
function isUncut(rect: Rect, band: Rect, isRows: boolean): boolean {
  const reach = isRows
    ? { ...band, rows: MAX_ROWS - band.row }
    : { ...band, columns: MAX_COLUMNS - band.column }
  if (intersect(rect, reach) === undefined) return true
  return isRows
    ? rect.row >= band.row && rect.column >= band.column && columnEnd(rect) <= columnEnd(band)
    : rect.column >= band.column && rect.row >= band.row && rowEnd(rect) <= rowEnd(band)
}

/** @throws ExcelFailure InsertDeleteConflict when a report would be cut in two (known) */
export function refusePivotCut(sheet: Sheet, band: Rect, direction: Direction): void {
  const isRows = direction === 'down' || direction === 'up'
  const hit = sheet.pivots.find((pivot) => {
    const reach = reachOf(pivot)
    const isPartlyGone =
      (direction === 'up' || direction === 'left') &&
      intersect(reach, band) !== undefined &&
      rectAfterShift(reach, band, direction) !== undefined
    return isPartlyGone || !isUncut(reach, band, isRows)
  })
  if (hit === undefined) return
  throw new ExcelFailure('InsertDeleteConflict', `The PivotTable ${hit.name} cannot be cut.`)
}

export function movePivots(
  pivots: readonly Pivot[],
  band: Rect,
  direction: Direction,
): readonly Pivot[] {
  return pivots.flatMap((pivot) => {
    const rect = rectAfterShift(pivot.rect, band, direction)
    return rect === undefined ? [] : [{ ...pivot, rect }]
  })
}
