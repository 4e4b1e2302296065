// The server's no: a closed list of codes, each with the HTTP status it travels with.
import * as z from 'zod'

export const refusalStatus = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  stale_protocol: 409,
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
