// Conditional formats of type Custom: kept per sheet, highest priority (0) first, and evaluated for
// a cell on request.
import { findHolds, parseFindFormula } from './formula.ts'
import { intersect, type Rect } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { shownText } from './show.ts'

export interface ConditionalFormat {
  readonly id: string
  readonly rect: Rect
  readonly formula: string
  readonly fill: string
  readonly fontColor: string
  readonly stopIfTrue: boolean
}

/** What conditional formats lay over a cell; '' where they say nothing. */
export interface Overlay {
  readonly fill: string
  readonly fontColor: string
}

/** @throws ExcelFailure InvalidOperation for a formula that the workbench does not calculate */
export function overlayAt(sheet: Sheet, row: number, column: number): Overlay {
  const cell: Rect = { row, column, rows: 1, columns: 1 }
  let [fill, fontColor] = ['', '']
  const textAt = (row: number, column: number): string =>
    shownText(sheet.grid.value(row, column), 'General')
  for (const format of sheet.conditionals) {
    if (intersect(format.rect, cell) === undefined) continue
    const formula = parseFindFormula(format.formula)
    const down = row - format.rect.row
    if (!findHolds(formula, down, column - format.rect.column, textAt)) continue
    fill ||= format.fill
    fontColor ||= format.fontColor
    if (format.stopIfTrue) break
  }
  return { fill, fontColor }
}
