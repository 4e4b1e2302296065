// How far a paste reaches: a block is repeated over a selection that it fills evenly, one cell goes
// into all selected cells, anything else goes once from the top left corner on. As Excel does it.
import { cellCount, type Rect } from '../model/rect.ts'

/** A selection larger than this is not filled by repetition (a whole column, say). */
const MAX_FILLED = 1_000_000

/** The rectangle that a block of rows x columns takes when pasted over a selection. */
export function pasteRect(selected: Rect, rows: number, columns: number): Rect {
  const once = { ...selected, rows, columns }
  const fits = selected.rows % rows === 0 && selected.columns % columns === 0
  return fits && cellCount(selected) <= MAX_FILLED ? selected : once
}

/** The block laid out over the rectangle. */
export function tile<T>(block: readonly (readonly T[])[], rect: Rect): readonly (readonly T[])[] {
  if (block.length === rect.rows && block[0]?.length === rect.columns) return block
  return Array.from({ length: rect.rows }, (_, down) => {
    const line = block[down % block.length] ?? []
    return Array.from({ length: rect.columns }, (_, right) => line[right % line.length]).filter(
      (cell) => cell !== undefined,
    )
  })
}
