// batches: what was written together, newest first: who, when, from which workbook, how many rows. undo: a batch is
// taken back, piece by piece, and is itself a batch.
import * as z from 'zod'

import { tableName, ulid } from './cell.ts'

/** An undo takes at most so many rows a request; the client repeats until `more` is false. */
export const UNDO_ROWS_MAX = 500

export const batchesRequest = z.strictObject({
  workbook: ulid,
  epoch: z.string(),
  /** all: the whole organisation's; a rep is shown his own in either case. */
  whose: z.enum(['mine', 'all']),
  /** Only batches of at least so many rows. */
  atLeast: z.int().min(1),
  /** Opaque; '' from the newest. */
  cursor: z.string().max(200),
  limit: z.int().min(1),
})
export type BatchesRequest = z.infer<typeof batchesRequest>

export const batch = z.object({
  /** Its author's name for it; `by` and `id` together say which it is. */
  id: z.string(),
  by: z.string(),
  byName: z.string(),
  /** First and last write, UTC, milliseconds. */
  at: z.int(),
  until: z.int(),
  workbook: z.string(),
  tables: z.array(tableName),
  /** Rows that it made, changed, put away and brought back. */
  created: z.int(),
  changed: z.int(),
  archived: z.int(),
  restored: z.int(),
  /** The batch that this one takes back. */
  undoes: z.string().nullable(),
  /** The batch that takes this one back, wholly or as far as it got; that one may be undone in turn. */
  undone: z.string().nullable(),
})
export type Batch = z.infer<typeof batch>

export const batchesReply = z.object({
  batches: z.array(batch),
  cursor: z.string(),
  more: z.boolean(),
})
export type BatchesReply = z.infer<typeof batchesReply>

export const undoRequest = z.strictObject({
  workbook: ulid,
  epoch: z.string(),
  /** The batch and its author, as `batches` tells them: my own, or anybody's for a manager. */
  batch: ulid,
  by: z.string().max(100),
  /** The name of the undo as a batch, minted once for all its requests: the same request twice does nothing twice. */
  as: ulid,
  /** Opaque; '' to begin with the newest row of the batch. */
  cursor: z.string().max(200),
  limit: z.int().min(1),
})
export type UndoRequest = z.infer<typeof undoRequest>

/** What stays as it is. */
export const keptRow = z.object({
  table: tableName,
  id: z.string(),
  /** The row's name; '' where it has none or the caller does not see it. */
  label: z.string(),
  /** null: the whole row. */
  field: z.string().nullable(),
  /**
   * changed: somebody changed it since, or what belongs to it. gone: put away or merged since. main_contact: its
   * customer's row speaks of it. invalid: the row would not be valid, or the caller may not set the field.
   * forbidden: out of the caller's sight by now.
   */
  reason: z.enum(['changed', 'gone', 'main_contact', 'invalid', 'forbidden']),
})
export type KeptRow = z.infer<typeof keptRow>

export const undoReply = z.object({
  /** Rows of this piece whose fields were put back, that were put away, and that were brought back. */
  changed: z.int(),
  archived: z.int(),
  restored: z.int(),
  kept: z.array(keptRow),
  cursor: z.string(),
  /** Ask again with this cursor. */
  more: z.boolean(),
})
export type UndoReply = z.infer<typeof undoReply>
