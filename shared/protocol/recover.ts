// recover: rows that the server lost when it was restored to an earlier day, taken from a workbook. Any workbook is a
// backup: the digest names such rows as `lost`, and the user lets them be sent back.
import * as z from 'zod'

import { pushReply, pushRequest, type PushRow } from './push.ts'

/**
 * A push whose rows carry the revision that the sheet has, even where the server never got there. The answer is that
 * of a push: `applied` and `merged` rows are safe again, a field that others changed since is a `conflict`.
 */
export const recoverRequest = pushRequest.extend({
  /** The sheet's, refused or not; '' for none: it tells what the server had before it was restored, and what since. */
  cursor: z.string().max(200),
})
export type RecoverRequest = Omit<z.infer<typeof recoverRequest>, 'rows'> & {
  readonly rows: readonly PushRow[]
}

export const recoverReply = pushReply
