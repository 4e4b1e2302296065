// Blank cells are no part of a content's hash: two copies of a file, of which one lacks a column, may mean different things
// by one hash. What one of them empties in that column is no intention of the other's.
import type { WireValues } from '../protocol/cell.ts'
import { valueAt } from './three-way.ts'

/**
 * Does a row empty a field that the revision made by an equal hash, on the same base, left as it was there?
 * @param row its values as they were sent, null where emptied
 */
export const emptiesMore = (row: WireValues, base: WireValues, made: WireValues): boolean =>
  Object.keys(row).some((field) => {
    const stood = valueAt(base, field)
    return valueAt(row, field) === null && stood !== null && valueAt(made, field) === stood
  })
