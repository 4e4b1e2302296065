// resolve: a conflict is settled by an ordinary change (or by leaving the row as it is); one outcome each.
import * as z from 'zod'

import { problem, ulid, wireCell } from './cell.ts'

/** theirs leaves the row as it stands; value is a third one, as a cell. */
export const take = z.enum(['mine', 'theirs', 'value'])
export type Take = z.infer<typeof take>

export const resolution = z.strictObject({
  conflict: z.string().max(40),
  take,
  value: wireCell.optional(),
  /** The row's revision that the user looked at. */
  rev: z.int().min(1),
})
export type Resolution = z.infer<typeof resolution>

export const resolveRequest = z.strictObject({
  workbook: ulid,
  epoch: z.string(),
  resolutions: z.array(resolution).max(1_000),
  /** What is undone together; see batches.ts. */
  batch: ulid.optional(),
})
export type ResolveRequest = z.infer<typeof resolveRequest>

export const resolveResult = z.object({
  conflict: z.string(),
  /**
   * done: it was resolved before, as `take` says. retry: the row stands at another revision than the one
   * that was looked at. forbidden: no such conflict, or none of yours.
   */
  outcome: z.enum(['applied', 'done', 'invalid', 'forbidden', 'gone', 'retry']),
  take: take.optional(),
  /** Where the row now stands; its new values come with the next pull. */
  rev: z.int().optional(),
  problems: z.array(problem).optional(),
})
export type ResolveResult = z.infer<typeof resolveResult>

export const resolveReply = z.object({ results: z.array(resolveResult) })
export type ResolveReply = z.infer<typeof resolveReply>
