// Taking one change of a row back, field by field: what it set is put back where it still stands, and what somebody
// set since is left alone. It is an ordinary three-way merge with the roles turned round.
import type { WireValues } from '../protocol/cell.ts'
import { valueAt } from './three-way.ts'

export interface Reversal {
  /** The fields that the change set, with the values they had before; null where they were empty. */
  readonly values: WireValues
  /** Fields of it that say something else by now, neither the old nor the new. */
  readonly kept: readonly string[]
}

/** `before` and `after` are the whole row around the change, `now` as it stands. */
export const reverse = (before: WireValues, after: WireValues, now: WireValues): Reversal => {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const set = keys.filter((key) => valueAt(before, key) !== valueAt(after, key))
  const isKept = (key: string) =>
    valueAt(now, key) !== valueAt(after, key) && valueAt(now, key) !== valueAt(before, key)
  return {
    values: Object.fromEntries(set.map((key) => [key, valueAt(before, key)])),
    kept: set.filter(isKept),
  }
}
