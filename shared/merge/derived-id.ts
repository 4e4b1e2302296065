// Ids that the server gives to rows which it makes itself. They follow from the parent's id,
// so that a push that is sent twice makes the same row.
import { hash64 } from '../sync/hash.ts'

/** A ULID with the parent's time (10 digits) and 64 bits that follow from parent and purpose. */
export const derivedId = (parent: string, purpose: string): string =>
  parent.slice(0, 10) + hash64(`${parent}/${purpose}`).toUpperCase()
