// What a pane asks about a file before anybody is signed in: was the account that synced it let out? Only a yes empties
// a sheet, and only this message says it: a refused key may be mistyped, expired or turned in.
import * as z from 'zod'

/** POST /v1/standing. Both ids stand in the workbook, and nobody can guess them. */
export const standingRequest = z.strictObject({
  org: z.string().min(1).max(60),
  user: z.string().min(1).max(60),
})
export type StandingRequest = z.infer<typeof standingRequest>

export const standingReply = z.object({
  /** The account is one of that organisation's and was disabled. Of one that is unknown here nothing is said: false. */
  isOut: z.boolean(),
})
export type StandingReply = z.infer<typeof standingReply>
