// Taking a merge back for one row: what it set is put back where it still stands, and what somebody set since stays and
// is listed.
import type { WireValues } from '../protocol/cell.ts'
import { sparse, type StoredValue, valueAt } from './three-way.ts'

export interface KeptValue {
  readonly field: string
  readonly now: StoredValue
  /** Before the merge. */
  readonly before: StoredValue
}

export interface Unjoined {
  readonly values: WireValues
  readonly kept: readonly KeptValue[]
}

/** `before` and `joined` are the whole row before and after the merge, `now` as it stands. */
export const unjoin = (before: WireValues, joined: WireValues, now: WireValues): Unjoined => {
  const keys = [...new Set([before, joined, now].flatMap((values) => Object.keys(values)))]
  const isChanged = (key: string) => valueAt(now, key) !== valueAt(joined, key)
  const values = Object.fromEntries(
    keys.map((key) => [key, valueAt(isChanged(key) ? now : before, key)]),
  )
  return {
    values: sparse(values),
    kept: keys
      .filter((key) => isChanged(key) && valueAt(now, key) !== valueAt(before, key))
      .map((field) => ({ field, now: valueAt(now, field), before: valueAt(before, field) })),
  }
}
