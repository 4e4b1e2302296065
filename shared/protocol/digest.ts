// digest: do the sheet and the server hold the same revisions? It repairs what events and cursors missed.
//
// The sheet sends all its triples, 10,000 a request, instead of hashes of buckets: a bucket's hash would have to be
// made of every row that the reader may see (SQL has no hash of ours, and with `put` the server does not know which
// rows those are), costs a second request where one bucket differs, and saves 0.4 MB an hour at 10,000 rows.
import * as z from 'zod'

import { tableName, ulid } from './cell.ts'

export const DIGEST_ROWS_MAX = 10_000
/** An answer lists at most so many missing rows: as many as one pull takes by id. */
export const MISSING_ROWS_MAX = 5_000

export const digestRequest = z.strictObject({
  table: tableName,
  workbook: ulid,
  epoch: z.string(),
  holds: z.enum(['put', 'own', 'all']),
  /** [id, rev, crev] of the sheet's rows with an id in (after, through]; in any order. */
  rows: z.array(z.tuple([z.string().max(26), z.int().min(0), z.int().min(0)])).max(DIGEST_ROWS_MAX),
  /** Bounds of the ids that this request speaks of; '' and null leave an end open. */
  after: z.string().max(26),
  through: z.string().max(26).nullable(),
  /** The cursor that was refused as `epoch_changed`: `lost` then also lists what only it can tell. */
  refused: z.string().max(200).optional(),
  /** As in a pull: a server that was set back meanwhile says so, instead of taking its lost rows for foreign ones. */
  seen: z.string().max(200).optional(),
})
export type DigestRequest = z.infer<typeof digestRequest>

export const digestReply = z.object({
  /** Rows that stand at another revision: pull them with `only`. None of these is in `lost`. */
  differ: z.array(z.string()),
  /** Rows that the sheet should not show; told like those of a pull. */
  gone: z.array(
    z.object({
      id: z.string(),
      reason: z.enum(['scope', 'archived', 'merged', 'erased']),
      into: z.string().nullable(),
    }),
  ),
  /** Rows that the sheet should have; none for `put`. The user may have removed them: a question, no order. */
  missing: z.array(z.string()),
  /**
   * Rows of which the sheet has a revision that the server lost when it was restored: ask the user, and recover
   * them. With `refused` also those that it does not know at all (or that are out of sight: told alike).
   */
  lost: z.array(z.string()).optional(),
  /** More are missing than an answer lists: ask again when these are there. */
  more: z.boolean(),
  /** The cursor at the end of the log, read after all else: tells of a server that is set back behind this answer. */
  head: z.string().optional(),
})
export type DigestReply = z.infer<typeof digestReply>
