// What stands in the message table of each route: what it takes, what it answers, why it may refuse, what it is for.
// A route's people and scopes are not said here but in auth/route-rules.ts.
import type * as z from 'zod'

import type { RefusalCode } from '../../shared/protocol/refusal.ts'

export interface Message {
  /** null: a GET, without a body. */
  readonly request: z.ZodType | null
  readonly reply: z.ZodType
  /** One sentence for whoever writes a client. */
  readonly summary: string
  /** Beyond what every route of its kind may answer: see `refusalsOf` in openapi.ts. */
  readonly refuses: readonly RefusalCode[]
}

export type Messages = Readonly<Record<string, Message>>

export const message = (
  request: z.ZodType | null,
  reply: z.ZodType,
  summary: string,
  refuses: readonly RefusalCode[] = [],
): Message => ({ request, reply, summary, refuses })
