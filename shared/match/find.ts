// Rows found by their keys: an index in memory, for lists in the pane and on the command line. A store answers
// the same question from its key table.
import { createKeyTable } from './key-table.ts'
import { KEY_ROWS_MAX, keysOf } from './keys.ts'
import type { MatchRecord } from './record.ts'

export interface KeyIndex {
  /** The rows that have a key, ascending; none where more than `most` have it. */
  readonly rowsOf: (key: number, most: number) => Int32Array
  /** The keys of each row. */
  readonly keys: readonly (readonly number[])[]
}

const noRows = new Int32Array(0)

/** Rows are laid out key by key: one table has how many a key has, another where they start. */
export const createKeyIndex = (records: readonly MatchRecord[]): KeyIndex => {
  const keys = records.map(keysOf)
  const total = keys.reduce((sum, own) => sum + own.length, 0)
  const sizes = createKeyTable(total)
  for (const own of keys) for (const key of own) sizes.add(key, 1)
  const ends = createKeyTable(total)
  const rows = new Int32Array(total)
  let next = 0
  for (const [row, own] of keys.entries())
    for (const key of own) {
      // The end of a key's rows moves on as they are laid down; 0 says that its place is not yet chosen.
      let end = ends.get(key)
      if (end === 0) {
        end = next
        next += sizes.get(key)
        ends.add(key, end)
      }
      rows[end] = row
      ends.add(key, 1)
    }
  return {
    rowsOf: (key, most) => {
      const size = sizes.get(key)
      const end = ends.get(key)
      return size === 0 || size > most ? noRows : rows.subarray(end - size, end)
    },
    keys,
  }
}

/** The rows that share a key with `keys`, each once, ascending. Keys that too many rows have are passed over. */
export const findCandidates = (
  index: KeyIndex,
  keys: readonly number[],
  rowsMax: number = KEY_ROWS_MAX,
): readonly number[] => {
  const found = new Set<number>()
  for (const key of keys) for (const row of index.rowsOf(key, rowsMax)) found.add(row)
  return [...found].toSorted((a, b) => a - b)
}
