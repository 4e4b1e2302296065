// What a new row would be: its values with what the server adds, and the keys that it is looked up by.
import type { WireValues } from '../protocol/cell.ts'
import type { Incoming, RowKey, TableRules } from './facts.ts'
import { sparse } from './three-way.ts'

export interface Created {
  readonly values: WireValues
  readonly keys: readonly RowKey[]
  readonly first: RowKey
}

/** Keys are the dear part of a push, and are wanted before the facts are read and again when deciding. */
const known = new WeakMap<Incoming, Created>()

export const createdOf = (row: Incoming, rules: TableRules): Created => {
  const before = known.get(row)
  if (before) return before
  const values = sparse(rules.completed(rules.meant(row.values, null)))
  const created = { values, keys: rules.keysOf(values), first: rules.firstKey(values, row.first) }
  known.set(row, created)
  return created
}
