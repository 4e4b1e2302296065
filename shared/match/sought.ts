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

/** 1 for a strong key; 1 where the customers who have it are wanted, 0 where only how many they are. */
export type AskedKey = readonly [key: number, isStrong: 0 | 1, isWanted: 0 | 1]

/**
 * What a store is asked: each key once.
 * @param isFound rows whose customer is known by a strong key already: nobody else is looked for
 * @param nobodys strong keys that were looked up before, and that nobody has
 */
export const askedKeys = (
  rows: readonly Sought[],
  isFound: (id: string) => boolean = () => false,
  nobodys: ReadonlySet<number> = new Set(),
): readonly AskedKey[] => {
  const asked = new Map<number, AskedKey>()
  for (const { id, keys, strong } of rows) {
    const isWanted = isFound(id) ? 0 : 1
    for (const key of keys) if (asked.get(key)?.[2] !== 1) asked.set(key, [key, 0, isWanted])
    for (const { key } of strong) if (!nobodys.has(key)) asked.set(key, [key, 1, 1])
  }
  return [...asked.values()]
}
