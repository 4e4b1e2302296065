// Which rows a co-author of the file typed in since the last sync, as far as Excel told: for the audit, no outcome
// depends on it. Rows are remembered by their place, and forgotten once a sync went through.
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { RowRange, TableShape } from '../../shared/sync/sheet.ts'
import type { Area } from '../excel/port.ts'

/** Of more touches than this between two syncs the oldest are forgotten. */
const RANGES_MAX = 500

export interface CoAuthors {
  readonly touched: (table: TableKey, shape: TableShape, area: Area) => void
  /** Ranges of rows of the table's body, as they were touched. */
  readonly rows: (table: TableKey) => readonly RowRange[]
  /** A sync that was given these went through. */
  readonly told: (table: TableKey, rows: readonly RowRange[]) => void
}

export const createCoAuthors = (): CoAuthors => {
  const byTable = new Map<TableKey, readonly RowRange[]>()
  const rows = (table: TableKey): readonly RowRange[] => byTable.get(table) ?? []
  return {
    rows,
    touched: (table, { headerRow, rowCount }, { top, rows: count }) => {
      const first = Math.max(0, top - headerRow - 1)
      const last = Math.min(rowCount, top - headerRow - 1 + count) - 1
      if (last >= first)
        byTable.set(table, [...rows(table), [first, last] as const].slice(-RANGES_MAX))
    },
    told: (table, taken) => {
      byTable.set(
        table,
        rows(table).filter((range) => !taken.includes(range)),
      )
    },
  }
}
