// Figures of a customer that are typed until his transactions say them; from then on they are worked out, and what is
// typed there is answered with a warning. What was typed stays in history, and counts again without transactions.
import { flaw, type Problem } from '../problem.ts'
import type { WireValues } from '../protocol/cell.ts'

export const figuredFields = ['sales_12m', 'profit_12m', 'purchase_cycle_days'] as const

/** What a customer's transactions say of fields that could be typed; null where they say that there is no figure. */
export interface Figured {
  readonly now: WireValues
  /** What his row showed before: a sheet that has not been synced since still does. */
  readonly before: WireValues
}

/** The fields that a row may still say itself. */
export const unfigured = (values: WireValues, figured: Figured | undefined): WireValues =>
  figured === undefined
    ? values
    : Object.fromEntries(Object.entries(values).filter(([key]) => !(key in figured.now)))

/** The row as sheets show it. */
export const withFigures = (values: WireValues, figured: Figured | undefined): WireValues =>
  figured === undefined ? values : { ...values, ...figured.now }

/**
 * A warning for each figure that was typed over a computed one. A cell that shows what the server said before, or what
 * the row itself says (`own`), was not typed.
 */
export const figureWarnings = (
  sent: WireValues,
  own: WireValues,
  figured: Figured | undefined,
): readonly Problem[] =>
  Object.keys(figured?.now ?? {}).flatMap((field) => {
    const value = sent[field] ?? null
    const shown = [figured?.now[field], figured?.before[field], own[field]]
    const isTyped = value !== null && !shown.includes(value)
    return isTyped ? [{ field, ...flaw('figure.computed', 'warning') }] : []
  })
