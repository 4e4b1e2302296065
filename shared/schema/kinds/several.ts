// Lists in one cell, "a; b": how several such cells become one when rows are merged.
import type { Several } from '../kind.ts'

const SEPARATOR = '; '

/** Different parts in order, at most `max`: the last are left out. Only `isPart` ones count, others are no list. */
export const listOf = (max: number, isPart: (part: string) => boolean): Several<string> => ({
  unite: (values) => {
    const lists = values.map((value) => value.split(SEPARATOR)).filter((list) => list.every(isPart))
    const parts = new Set(lists.flat())
    return parts.size === 0 ? null : [...parts].slice(0, max).join(SEPARATOR)
  },
  has: (whole, value) => {
    const parts = new Set(whole.split(SEPARATOR))
    return value.split(SEPARATOR).every((part) => parts.has(part))
  },
})
