// Cells of reports and receipts as Excel must be given them, so that nothing turns into a formula, a number or a date
// that was meant as text.
import type { Cell } from '../../shared/schema/kind.ts'

/** Excel's limit of a cell. */
const TEXT_MAX = 32_767

/** Under "@" text stays text; only an apostrophe in front would hide itself. */
export const underText = (text: string): string =>
  (text.startsWith("'") ? `'${text}` : text).slice(0, TEXT_MAX)

/** What to put into `values` for a cell whose format has been set before. */
export const asWritten = (cell: Cell, format: string): Cell => {
  if (typeof cell !== 'string' || cell === '') return cell
  return format === '@' ? underText(cell) : `'${cell}`.slice(0, TEXT_MAX)
}

/** Excel keeps 15 digits of a number. */
const kept = (cell: Cell): Cell => (typeof cell === 'number' ? Number(cell.toPrecision(15)) : cell)

/** Does the cell, as it was read, already hold what is wanted? */
export const isSame = (read: Cell, wanted: Cell): boolean =>
  kept(read) === kept(typeof wanted === 'string' ? wanted.slice(0, TEXT_MAX) : wanted)
