// The server's no: a closed list of codes, each with the HTTP status it travels with.
import * as z from 'zod'

export const refusalStatus = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  /** The server does not speak the client's protocol yet: it is a newer client, or an older server. */
  stale_protocol: 409,
  /** The server speaks it no more: reload the pane. */
  client_too_old: 409,
  epoch_changed: 409,
  too_large: 413,
  unavailable: 503,
  internal: 500,
} as const

export type RefusalCode = keyof typeof refusalStatus
export const refusalCodes = Object.keys(refusalStatus) as [RefusalCode, ...RefusalCode[]]

/** `detail` says in plain English what would be right, for whoever writes a client; never a user's data. */
export const refusalBody = z.object({
  code: z.enum(refusalCodes),
  detail: z.string(),
  request: z.string(),
})
export type RefusalBody = z.infer<typeof refusalBody>
