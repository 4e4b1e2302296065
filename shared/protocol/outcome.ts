// outcome: what became of pushes whose answer was lost? With `fence` what was not applied never will be.
import * as z from 'zod'

import { tableName, ulid } from './cell.ts'
import { pulledRow } from './pull.ts'

export const outcomeRequest = z.strictObject({
  table: tableName,
  workbook: ulid,
  epoch: z.string(),
  /** Intentions as they were pushed: id, base, content hash. */
  intents: z.array(z.tuple([ulid, z.int().min(0), z.string().max(32)])).max(1_000),
  fence: z.boolean(),
  /**
   * The batch that goes on after this. Only a push of this batch may apply a fenced intention, for a user may
   * type the same again; a request that is still on its way carries another batch, or none, and finds the fence.
   */
  batch: ulid.optional(),
})
export type OutcomeRequest = z.infer<typeof outcomeRequest>

export const intentResult = z.object({
  id: z.string(),
  /** void: not applied and fenced (a foreign row is told alike). open: not applied so far; only without fence. */
  outcome: z.enum(['applied', 'void', 'open']),
  /** The revision that this intention made, and the row as it stands by now; null where it is gone. */
  rev: z.int().optional(),
  /** The revision that it followed: another than its base, it was merged with what others wrote. */
  prior: z.int().optional(),
  row: pulledRow.nullable().optional(),
})
export type IntentResult = z.infer<typeof intentResult>

/** In the order of the intents. */
export const outcomeReply = z.object({ results: z.array(intentResult) })
export type OutcomeReply = z.infer<typeof outcomeReply>
