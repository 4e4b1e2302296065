// conflicts: the open conflicts that I may see, page by page, with both values and who wrote them when.
import * as z from 'zod'

import { labels, tableName, ulid, wireValue } from './cell.ts'

export const conflictsRequest = z.strictObject({
  workbook: ulid,
  epoch: z.string(),
  /** Those of these rows, of whatever table; null: those in which I wrote `mine`. */
  rows: z.array(z.string()).max(5_000).nullable(),
  /** Opaque; '' from the beginning. */
  cursor: z.string().max(200),
  limit: z.int().min(1),
})
export type ConflictsRequest = z.infer<typeof conflictsRequest>

export const openConflict = z.object({
  id: z.string(),
  table: tableName,
  row: z.string(),
  /** The row's name; '' where it has none. */
  label: z.string(),
  field: z.string(),
  /** What the writer of `mine` had seen; null where that was empty or nobody knows. */
  base: wireValue,
  mine: wireValue,
  theirs: wireValue,
  mineBy: z.string(),
  mineAt: z.int(),
  theirsBy: z.string(),
  theirsAt: z.int(),
  /** What the row says by now, and the revision to name when resolving. */
  now: wireValue,
  rev: z.int(),
})
export type OpenConflict = z.infer<typeof openConflict>

export const conflictsReply = z.object({
  conflicts: z.array(openConflict),
  /** Labels of the rows that values of reference fields point to, by table and id. */
  labels,
  cursor: z.string(),
  more: z.boolean(),
})
export type ConflictsReply = z.infer<typeof conflictsReply>
