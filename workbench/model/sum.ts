// The one formula that cells are calculated with: =SUM(A1:B9) over cells of its own sheet, which is what the add-in
// writes to check a column of its own. Any other formula keeps the placeholder for its result.
import type { Direction } from './events.ts'
import { columnEnd, parseAddress, type Rect, rectToAddress, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { rectAfterShift } from './span.ts'

const SHAPE = /^=SUM\((\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)\)$/i

/** Only these sheets are looked through after an edit. */
const withSums = new WeakSet<Sheet>()

const rangeOf = (formula: string): Rect | undefined => {
  const address = SHAPE.exec(formula)?.[1]
  return address === undefined ? undefined : parseAddress(address).rect
}

/** A formula came into a cell of this sheet. */
export function enterSum(sheet: Sheet, formula: string): void {
  if (rangeOf(formula) !== undefined) withSums.add(sheet)
}

/** A sheet came from a file. */
export function noticeSums(sheet: Sheet): void {
  for (const [, , formula] of sheet.grid.formulaCells()) enterSum(sheet, formula)
}

/** Texts, logical values and empty cells add nothing, as in Excel. */
function sumOver(sheet: Sheet, rect: Rect): number {
  const bottom = Math.min(rowEnd(rect), sheet.grid.rowCount)
  let sum = 0
  for (let row = rect.row; row < bottom; row += 1) {
    for (let column = rect.column; column < columnEnd(rect); column += 1) {
      const value = sheet.grid.value(row, column)
      if (typeof value === 'number') sum += value
    }
  }
  return Number(sum.toPrecision(15))
}

function eachSum(
  sheet: Sheet,
  visit: (row: number, column: number, rect: Rect, formula: string) => void,
): void {
  if (!withSums.has(sheet)) return
  for (const [row, column, formula] of sheet.grid.formulaCells()) {
    const rect = rangeOf(formula)
    if (rect !== undefined) visit(row, column, rect, formula)
  }
}

/** Sums stand in the order of their rows: one that adds others stands below them. */
export function calculateSums(sheet: Sheet): void {
  eachSum(sheet, (row, column, rect, formula) => {
    const sum = sumOver(sheet, rect)
    if (sheet.grid.value(row, column) !== sum) sheet.grid.setValue(row, column, sum, formula)
  })
}

/** The ranges follow their cells; a range that is gone leaves #REF!. */
export function moveSums(sheet: Sheet, band: Rect, direction: Direction): void {
  eachSum(sheet, (row, column, rect) => {
    const moved = rectAfterShift(rect, band, direction)
    const formula = `=SUM(${moved === undefined ? '#REF!' : rectToAddress(moved)})`
    const value = moved === undefined ? '#REF!' : sheet.grid.value(row, column)
    sheet.grid.setValue(row, column, value, formula)
  })
}
