// archive: put away for everybody, or brought back. Nothing is ever deleted; a customer takes his contacts and visits
// along, both ways. The right is the owner's and the managers'.
import * as z from 'zod'

import { tableName, ulid } from './cell.ts'

/** Rows a request. More are `too_large`. */
export const ARCHIVE_ROWS_MAX = 1_000

export const archiveRequest = z.strictObject({
  table: tableName,
  workbook: ulid,
  epoch: z.string(),
  /** Each with the revision that the user looked at; at most ARCHIVE_ROWS_MAX. */
  rows: z.array(z.tuple([ulid, z.int().min(1)])),
  /** How many rows the user meant at once, where they need several requests: the words are for all of them. */
  of: z.int().min(1).max(1_000_000).optional(),
  restore: z.boolean(),
  /** What the user typed where many rows are meant at once; see `confirm` of the reply. */
  confirm: z.string().max(40).optional(),
  /** What is undone together; see batches.ts. */
  batch: ulid.optional(),
})
export type ArchiveRequest = z.infer<typeof archiveRequest>

export const archiveResult = z.object({
  id: z.string(),
  /**
   * applied: put away, or brought back. done: it was so before. retry: it stands at another revision; or at the one
   * that was sent, where its turn did not come in this request: send it again.
   * forbidden: no such row, none of yours, one that was merged, a customer's primary contact, or a row whose
   * customer is put away.
   */
  outcome: z.enum(['applied', 'done', 'retry', 'forbidden']),
  rev: z.int().optional(),
})
export type ArchiveResult = z.infer<typeof archiveResult>

export const archiveReply = z.object({
  /** In the order of the rows; empty where `confirm` is asked for. */
  results: z.array(archiveResult),
  /** The words to be typed first, e.g. "ARCHIVE 37"; nothing was done. */
  confirm: z.string().optional(),
})
export type ArchiveReply = z.infer<typeof archiveReply>

/** More rows than this at once are confirmed in words: 20, or 5 % of one's own live rows. */
export const confirmAbove = (live: number): number => Math.max(20, Math.floor(live / 20))
export const confirmWords = (rows: number): string => `ARCHIVE ${rows}`
