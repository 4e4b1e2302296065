// Masks: what stands in a cell in the place of a value that its reader does not see. Four dots and at most the end of
// the value, in every kind of field; a kind that meets one hands it through and never takes it for a value.
import type { Kind, Reading, Storage, Value } from '../kind.ts'
import { plainText } from './cell-text.ts'

export const MASK = '••••'

const form = /^•{4}[^•\n]{0,20}$/u

/** Is it a mask as the server tells them? Text of one's own that begins like this is taken for one, too. */
export const isMask = (cell: unknown): cell is string =>
  typeof cell === 'string' && cell.includes(MASK) && form.test(plainText(cell))

/** The dots and what may be seen of the value. */
export const maskWith = (seen: string): string => `${MASK}${seen.replace(/[•\n]/gu, '').slice(-20)}`

/** A mask travels where values of the kind do, numbers included; every way back asks `isMask` first. */
const readMask = <V extends Value>(mask: string): Reading<V> => ({ value: mask as V, flaw: null })

/** The kind, for a field that may be masked. */
export const maskable = <V extends Value, S extends Storage>(kind: Kind<V, S>): Kind<V, S> => ({
  ...kind,
  read: (cell, setting): Reading<V> =>
    isMask(cell) ? readMask(plainText(cell)) : kind.read(cell, setting),
  write: (value, setting) => (isMask(value) ? value : kind.write(value, setting)),
  canon: (cell) => (isMask(cell) ? plainText(cell) : kind.canon(cell)),
  isUsable: (value) => !isMask(value) && kind.isUsable(value),
})
