// Whether a row says what was synced last, without the server: its hash covers the fields that its user could write
// then, and the stamp's version names them. Which they were is found again by trying.
import { fieldAt } from '../../../shared/privacy/sights.ts'
import type { Cell } from '../../../shared/schema/kind.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import { isSameMapping, mappingVersion } from '../../../shared/sync/layout.ts'
import { rowHash } from '../../../shared/sync/row-hash.ts'

/** Of so many keys each may have been denied by itself; of all others one at a time: some thousand tries a version. */
const LIKELY_MAX = 8

/** Keys by their place among a row's entered cells; null: was not its user's to write. */
type Written = readonly (string | null)[]

export interface Hashes {
  /** Of the entered cells, as a stamp of that version has it. */
  readonly of: (version: string, cells: readonly Cell[]) => string
  /** Could its user write the field then? Also true where nobody knows. */
  readonly wrote: (version: string, key: string) => boolean
}

interface Columns {
  readonly table: TableKey
  /** Keys of the entered columns that stand in the sheet, in the order of a row's cells. */
  readonly present: readonly string[]
  /** Keys of all entered columns that were ever bound, in the order of keys. */
  readonly bound: readonly string[]
}

/** Managers hand customers over; sensitive fields are off until somebody switches them on; a column may be gone. */
const isLikely = ({ table, present }: Columns, key: string): boolean =>
  key === 'owner' || !present.includes(key) || fieldAt(table, key)?.field.privacy === 'P3'

/** All ways to leave out some of the likely keys and at most one of the others, the fewest of those first. */
function* leavingOut(columns: Columns): Generator<ReadonlySet<string>, void, undefined> {
  const likely = columns.bound.filter((key) => isLikely(columns, key)).slice(0, LIKELY_MAX)
  const others = columns.bound.filter((key) => !likely.includes(key))
  for (const other of [null, ...others])
    for (let mask = 0; mask < 2 ** likely.length; mask++) {
      const left = likely.filter((_, at) => Math.floor(mask / 2 ** at) % 2 === 1)
      yield new Set(other === null ? left : [...left, other])
    }
}

/** The mapping tells it alone: rows of an older canon say the same in most cells, and their hash says whether they do. */
const findWritten = (columns: Columns, version: string): ReadonlySet<string> | null => {
  for (const left of leavingOut(columns)) {
    const keys = columns.bound.filter((key) => !left.has(key))
    if (isSameMapping(mappingVersion('', keys), version)) return new Set(keys)
  }
  return null
}

export const createHashes = (columns: Columns): Hashes => {
  const known = new Map<string, Written>()
  const writtenIn = (version: string): Written => {
    const before = known.get(version)
    if (before !== undefined) return before
    const found = findWritten(columns, version)
    const keys = columns.present.map((key) => (found === null || found.has(key) ? key : null))
    known.set(version, keys)
    return keys
  }
  return {
    of: (version, cells) => rowHash(columns.table, writtenIn(version), cells),
    wrote: (version, key) => writtenIn(version).includes(key),
  }
}
