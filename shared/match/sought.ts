// A row as it is looked up: its record, the store's keys and the strong keys of the sync.
import type { RowKey } from '../merge/facts.ts'
import type { WireValues } from '../protocol/cell.ts'
import { customerRecord } from './customer.ts'
import type { NamedKey, Sought } from './search.ts'
import { storeKeysOf } from './store-keys.ts'

const strongKinds: readonly string[] = ['credit', 'name', 'mobile', 'phone', 'email']

const strongOf = (keys: readonly RowKey[]): readonly NamedKey[] =>
  keys.filter(({ kind }) => strongKinds.includes(kind)).map(({ key, kind }) => ({ key, kind }))

/** @param keys of a customer's rules (TableRules.keysOf) for the same values */
export const soughtOf = (id: string, values: WireValues, keys: readonly RowKey[]): Sought => {
  const record = customerRecord(values)
  return { id, record, keys: storeKeysOf(record), strong: strongOf(keys) }
}

/** What a store is asked: each key once, 1 for a strong one. */
export const askedKeys = (
  rows: readonly Sought[],
): readonly (readonly [key: number, isStrong: 0 | 1])[] => {
  const asked = new Map<number, 0 | 1>()
  for (const { keys, strong } of rows) {
    for (const key of keys) asked.set(key, 0)
    for (const { key } of strong) asked.set(key, 1)
  }
  return [...asked]
}
