// The message table: each route's request and reply. The OpenAPI document and the fuzzer are made from it; a new route
// needs a line in one of the parts, and test/worker/openapi.test.ts says so.
import type { Message, Messages } from './messages/message.ts'
import { fieldMessages } from './messages/fields.ts'
import { peopleMessages } from './messages/people.ts'
import { syncMessages } from './messages/sync.ts'
import { tierMessages } from './messages/tiers.ts'
import { traceMessages } from './messages/trace.ts'

/** By method and path, as in auth/route-rules.ts. */
export const messages: Messages = {
  ...peopleMessages,
  ...syncMessages,
  ...tierMessages,
  ...fieldMessages,
  ...traceMessages,
}

/** null: the route has no entry. */
export const messageOf = (name: string): Message | null =>
  Object.hasOwn(messages, name) ? (messages[name] ?? null) : null
