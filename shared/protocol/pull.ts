// settle: tiers once after the last push. pull: what changed since the cursor, page by page.
import * as z from 'zod'

import { labels, tableName, ulid, wireValues } from './cell.ts'

export const settleRequest = z.strictObject({ workbook: ulid, epoch: z.string() })
export const settleReply = z.object({ ranked: z.int(), changed: z.int() })
export type SettleReply = z.infer<typeof settleReply>

export const pullRequest = z.strictObject({
  table: tableName,
  workbook: ulid,
  epoch: z.string(),
  /** Opaque; '' from the beginning. Authorisation is evaluated on each read, not by the cursor. */
  cursor: z.string().max(200),
  limit: z.int().min(1),
  /** Seqs that this session's own pushes took: their rows are known here and left out. */
  own: z.array(z.tuple([z.int(), z.int()])).max(2_000),
  /** put: only the rows I put there; own: my customers (and what belongs to them); all: all that I may see. */
  holds: z.enum(['put', 'own', 'all']),
  /** With `put`: null asks which rows changed (`changed`); a list asks for those rows whole, whatever the cursor. */
  only: z.array(z.string()).max(5_000).nullable(),
  /** The newest cursor that the session was told: refused as `epoch_changed` where the log does not hold it any more. */
  seen: z.string().max(200).optional(),
})
export type PullRequest = z.infer<typeof pullRequest>

/**
 * Why a cursor no longer holds. epoch_changed: the server was restored to an earlier day, the log is another one
 * since. cursor_too_old: what left my sight meanwhile is no longer known. scope_changed: I see other rows than then.
 * Each is answered by a digest of the sheet, and going on from the `head` that hello told before it.
 */
export const resets = ['epoch_changed', 'cursor_too_old', 'scope_changed'] as const
export const reset = z.enum(resets)
export type Reset = z.infer<typeof reset>

export const pulledRow = z.object({
  id: z.string(),
  rev: z.int(),
  crev: z.int(),
  values: wireValues,
  computed: wireValues,
})
export type PulledRow = z.infer<typeof pulledRow>

export const pullReply = z.object({
  /** Ids that changed, for a sheet that holds only what was put there; it asks for those that it has. */
  changed: z.array(z.string()),
  rows: z.array(pulledRow),
  gone: z.array(
    z.object({
      id: z.string(),
      reason: z.enum(['scope', 'archived', 'merged', 'erased']),
      into: z.string().nullable(),
    }),
  ),
  /** Labels of the rows that references of this page point to, by table and id. */
  labels,
  cursor: z.string(),
  /** With `only`: the cursor at the end of the log, read after the rows; it is not one to go on from. */
  head: z.string().optional(),
  more: z.boolean(),
  /** The cursor no longer holds: nothing else is in this answer. */
  reset: reset.optional(),
})
export type PullReply = z.infer<typeof pullReply>
