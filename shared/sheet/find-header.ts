// Where the header row of a list is: exported and hand-made lists have titles, notes and blank rows above it.
import type { Cell } from '../schema/kind.ts'
import type { TableKey } from '../schema/table-keys.ts'
import { guessTable, mapHeader } from './header.ts'

const ROWS_SEARCHED = 20
const SAMPLES = 20

interface HeaderPlace {
  /** Index of the header row in the rows given. */
  readonly row: number
  readonly table: TableKey
  /** The key of each column; null is the user's own. */
  readonly mapping: readonly (string | null)[]
  readonly recognised: number
  /** true: at least two columns and half of the header are recognised; false: ask the user. */
  readonly isSure: boolean
}

const recognisedIn = (table: TableKey, row: readonly Cell[]): number =>
  mapHeader(table, row).filter((key) => key !== null).length

const textCount = (row: readonly Cell[]): number =>
  row.filter((cell) => typeof cell === 'string' && cell.trim() !== '').length

/**
 * The row with the most recognised headers among the first 20, the upper one of equals; null where none has
 * any. `table` null lets the header say which table it is.
 */
export const findHeader = (
  rows: readonly (readonly Cell[])[],
  table: TableKey | null,
): HeaderPlace | null => {
  let best: { readonly row: number; readonly table: TableKey; readonly recognised: number } | null =
    null
  for (const [index, row] of rows.slice(0, ROWS_SEARCHED).entries()) {
    const meant = table ?? guessTable(row)
    const recognised = recognisedIn(meant, row)
    if (recognised > (best?.recognised ?? 0)) best = { row: index, table: meant, recognised }
  }
  if (!best) return null
  const header = rows[best.row] ?? []
  const mapping = mapHeader(best.table, header, rows.slice(best.row + 1, best.row + 1 + SAMPLES))
  const isSure = best.recognised >= 2 && best.recognised * 2 >= textCount(header)
  return { ...best, mapping, isSure }
}
