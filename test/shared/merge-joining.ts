// Rows to be joined, and what is decided about their fields, for the tests of survivorship.
import { type Chosen, decidedValues, type MergingRow, survive } from '../../shared/merge/survive.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { customer } from '../../shared/schema/customer.ts'
import type { Fields } from '../../shared/schema/table.ts'

export const rowsOf = (...values: readonly WireValues[]): readonly MergingRow[] =>
  values.map((each, i) => ({ id: `r${i}`, values: each, updatedAt: 100 + i }))

export const decide = (
  rows: readonly MergingRow[],
  chosen: Readonly<Record<string, Chosen>> = {},
  fields: Fields = customer.fields,
) => {
  const decisions = survive(fields, rows, new Map(Object.entries(chosen)))
  const of = (field: string) => decisions.find((decision) => decision.field === field)
  return { of, values: decidedValues(decisions), decisions }
}

/** [value, rule, rows that gave it] */
export const ruling = (field: string, ...values: readonly WireValues[]) => {
  const found = decide(rowsOf(...values)).of(field)
  return found && [found.value, found.rule, found.from]
}
