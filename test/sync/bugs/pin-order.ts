// What bugs/pinned.json says: for each planted bug a history that catches it, and that passes without it.
import * as z from 'zod'

const pin = z.strictObject({
  seed: z.int(),
  noDigest: z.boolean(),
  /** The history ends where the bug is caught. */
  steps: z.int(),
  /** The promise that it breaks there. */
  invariant: z.string(),
})
export type Pin = z.infer<typeof pin>

export const pinOrder = z.record(z.string(), pin)
