// The server's no: a closed list of codes, each with the HTTP status it travels with.
import * as z from 'zod'

export const refusalStatus = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  /** The account is real, but nobody has invited it here. */
  not_invited: 403,
  /** A one-time code that is wrong, used, cancelled, over, or was guessed at too often: alike. */
  code_invalid: 403,
  not_found: 404,
  /** The server does not speak the client's protocol yet: it is a newer client, or an older server. */
  stale_protocol: 409,
  /** The server speaks it no more: reload the pane. */
  client_too_old: 409,
  epoch_changed: 409,
  /** Somebody else changed it since the sender looked. */
  changed: 409,
  /** The organisation is there: a server is set up once. */
  set_up_already: 409,
  /** Names stand in cells: two users of one name could not be told apart. */
  name_taken: 409,
  /** Nobody could let anybody in again. */
  last_admin: 409,
  too_large: 413,
  /** The header Retry-After and `wait` say when to come again. */
  too_many: 429,
  unavailable: 503,
  internal: 500,
} as const

export type RefusalCode = keyof typeof refusalStatus
export const refusalCodes = Object.keys(refusalStatus) as [RefusalCode, ...RefusalCode[]]

/** Of `too_many`: what there was too much of. A pane that does not know one yet says so in general. */
export type LimitName = 'attempts' | 'rate' | 'rows' | 'reveals' | 'daily' | 'script_keys'

/** `detail` says in plain English what would be right, for whoever writes a client; never a user's data. */
export const refusalBody = z.object({
  code: z.enum(refusalCodes),
  detail: z.string(),
  request: z.string(),
  /** Seconds after which the same request may be tried again; where that can be told. */
  wait: z.int().optional(),
  /** A LimitName. */
  limit: z.string().optional(),
})
export type RefusalBody = z.infer<typeof refusalBody>
