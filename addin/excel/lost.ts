// Cells of the user's that were overwritten by mistake and could not be put back, because something else stood in
// their place by then: they come to the end of the table as rows of their own, so that nothing typed is gone.
import type { Cell } from '../../shared/schema/kind.ts'
import type { NewRows, TableShape } from '../../shared/sync/sheet.ts'

/** Of one row, by Excel's ids of the columns: formulas as formulas. */
export type LostCells = readonly (readonly [columnId: number, value: Cell])[]

/** What has a column in the table as it is by now; what stood in one that is gone went with it. */
export const placeLost = ({ columns }: TableShape, lost: LostCells): LostCells =>
  lost.filter(([columnId]) => columns.some(({ id }) => id === columnId))

/**
 * @param shape the table as it is by now, with all columns of `lost`
 * @param guardColumn of identities
 */
export const lostToRows = (
  shape: TableShape,
  lost: readonly LostCells[],
  guardColumn: number,
): NewRows => {
  const placed = shape.columns.filter(({ id }) => lost.some((cells) => new Map(cells).has(id)))
  const columns = placed.toSorted((a, b) => a.index - b.index)
  const rows = lost.map((cells) => {
    const byColumn = new Map(cells)
    return columns.map(({ id }) => byColumn.get(id) ?? '')
  })
  return {
    shape,
    guardColumn,
    columns: columns.map(({ index }) => index),
    // Digits in a text would be taken for a number.
    formats: columns.map((_, at) =>
      rows.some((line) => typeof line[at] === 'string') ? '@' : 'General',
    ),
    rows,
    first: shape.rowCount,
  }
}
