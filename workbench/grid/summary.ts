// What the status bar says of the selected cells: how many hold something, the sum of the numbers.
// Rows hidden by a filter do not count, as in Excel.
import { intersect, type Rect } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'

export interface Summary {
  readonly count: number
  readonly numbers: number
  readonly sum: number
}

/** @param rect may be whole rows or columns: only what is used is looked at */
export function summarize(sheet: Sheet, rect: Rect): Summary {
  const used = sheet.grid.usedRect(true)
  const looked = used === undefined ? undefined : intersect(rect, used)
  let [count, numbers, sum] = [0, 0, 0]
  if (looked === undefined) return { count, numbers, sum }
  for (const [index, line] of sheet.grid.values(looked).entries()) {
    if (sheet.grid.hiding(looked.row + index) === 2) continue
    for (const value of line) {
      if (value === '') continue
      count += 1
      if (typeof value !== 'number') continue
      numbers += 1
      sum += value
    }
  }
  return { count, numbers, sum }
}
