// The three-way merge of one row, field by field, on stored values (never on the text of cells).
// It loses nothing: a field that both sides changed differently becomes a conflict with both values.
import type { WireValues } from '../protocol/cell.ts'

export type StoredValue = string | number | null

export interface FieldConflict {
  readonly field: string
  readonly mine: StoredValue
  readonly theirs: StoredValue
}

export interface Merge {
  /** The whole row after the merge: theirs, with my changes that clash with nothing. */
  readonly values: WireValues
  /** Fields in which it differs from theirs. */
  readonly changed: readonly string[]
  readonly conflicts: readonly FieldConflict[]
}

/** A key that is absent is empty. */
export const valueAt = (values: WireValues, field: string): StoredValue => values[field] ?? null

/** Without empty fields: the form in which rows are stored and sent. */
export const sparse = (values: WireValues): WireValues => {
  const filled: WireValues = {}
  for (const field of Object.keys(values)) {
    const value = values[field] ?? null
    if (value !== null) filled[field] = value
  }
  return filled
}

/**
 * Merges the fields that `mine` names into `theirs`. A field missing from `mine` is unchanged.
 * `base` null means that nobody knows what I had seen: then each difference is a conflict.
 */
export const mergeRow = (base: WireValues | null, mine: WireValues, theirs: WireValues): Merge => {
  const values: WireValues = { ...theirs }
  const changed: string[] = []
  const conflicts: FieldConflict[] = []
  for (const field of Object.keys(mine)) {
    const my = valueAt(mine, field)
    const their = valueAt(theirs, field)
    if (my === their) continue
    if (base !== null && my === valueAt(base, field)) continue
    if (base !== null && their === valueAt(base, field)) {
      values[field] = my
      changed.push(field)
    } else conflicts.push({ field, mine: my, theirs: their })
  }
  return { values: sparse(values), changed, conflicts }
}

/** Fields of `sent` that now stand otherwise, as they stand; null when there are none. */
export const differing = (sent: WireValues, now: WireValues): WireValues | null => {
  const fields = Object.keys(sent).filter((field) => valueAt(sent, field) !== valueAt(now, field))
  return fields.length === 0
    ? null
    : Object.fromEntries(fields.map((field) => [field, valueAt(now, field)]))
}
