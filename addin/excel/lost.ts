// Cells of the user's that were overwritten by mistake and could not be put back, because something else stood in
// their place by then: they come to the end of the table as rows of their own, so that nothing typed is gone.
import type { Cell } from '../../shared/schema/kind.ts'
import type { NewRows, TableShape } from '../../shared/sync/sheet.ts'

/** Of one row, by column: formulas as formulas. */
export type LostCells = readonly (readonly [column: number, value: Cell])[]

/**
 * @param shape the table as it is by now
 * @param guardColumn of identities
 */
export const lostToRows = (
  shape: TableShape,
  lost: readonly LostCells[],
  guardColumn: number,
): NewRows => {
  const columns = [...new Set(lost.flatMap((cells) => cells.map(([column]) => column)))].toSorted(
    (a, b) => a - b,
  )
  const rows = lost.map((cells) => {
    const byColumn = new Map(cells)
    return columns.map((column) => byColumn.get(column) ?? '')
  })
  return {
    shape,
    guardColumn,
    columns,
    // Digits in a text would be taken for a number.
    formats: columns.map((_, at) =>
      rows.some((line) => typeof line[at] === 'string') ? '@' : 'General',
    ),
    rows,
    first: shape.rowCount,
  }
}
