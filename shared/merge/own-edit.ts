// What a sheet has shown of its own: an edit of its row that the server stored, and whose answer it never got; or that
// was refused, and stored all the same by a request that came twice. What was typed over it is no conflict with it.
import type { WireValues } from '../protocol/cell.ts'
import { valueAt } from './three-way.ts'

/** A revision, and the intention that it was made by. */
export interface MadeRevision {
  readonly rev: number
  /** The revision that it followed; 0: none. */
  readonly prior: number
  readonly base: number
  readonly hash: string
  /** Filled values only. */
  readonly values: WireValues
}

/** What a row that is sent stands on: a revision, and older contents of its own that were sent on that. */
export interface Ground {
  readonly base: number
  readonly after: readonly string[]
}

/** What a revision says otherwise than the one before it; null: nobody knows that one any more. */
const setBy = (made: MadeRevision, past: readonly MadeRevision[]): WireValues | null => {
  const before = made.prior === 0 ? {} : past.find((one) => one.rev === made.prior)?.values
  if (before === undefined) return null
  const fields = new Set([...Object.keys(made.values), ...Object.keys(before)])
  const set = [...fields].filter((field) => valueAt(made.values, field) !== valueAt(before, field))
  return Object.fromEntries(set.map((field) => [field, valueAt(made.values, field)]))
}

/**
 * @param seen the values at the base; of a row that stood on nothing, none
 * @param past revisions since, in any order
 * @returns what the sheet had shown when the row was edited last: the base, with what those older edits themselves set,
 *   one over the other; null: none was ever stored, or so long ago that nobody knows
 */
export const seenAfter = (
  seen: WireValues,
  { base, after }: Ground,
  past: readonly MadeRevision[],
): WireValues | null => {
  const own = past
    .filter((one) => one.base === base && after.includes(one.hash))
    .toSorted((a, b) => a.rev - b.rev)
    .map((made) => setBy(made, past))
    .filter((set) => set !== null)
  return own.length === 0 ? null : Object.assign({}, seen, ...own)
}
