// note: a value that stands only in a sheet's cell and is about to be replaced there. It is kept as a conflict first.
import * as z from 'zod'

import { problem, tableName, ulid, wireCell } from './cell.ts'

export const note = z.strictObject({
  id: ulid,
  /** The revision that the sheet is about to show. */
  rev: z.int().min(1),
  /** The revision that the user had seen, if the sheet knows. The first one named for a row counts. */
  base: z.int().min(1).optional(),
  field: z.string().max(100),
  /** The cell as it stands. */
  mine: wireCell,
})
export type Note = z.infer<typeof note>

export const noteRequest = z.strictObject({
  table: tableName,
  workbook: ulid,
  epoch: z.string(),
  notes: z.array(note).max(1_000),
})
export type NoteRequest = z.infer<typeof noteRequest>

export const noteResult = z.object({
  id: z.string(),
  field: z.string(),
  /**
   * noted, same (the server says so already): the cell may be replaced. invalid: the value could not be read
   * and is kept nowhere, so the cell stays as typed.
   */
  outcome: z.enum(['noted', 'same', 'invalid', 'forbidden', 'gone']),
  conflict: z.string().optional(),
  problems: z.array(problem).optional(),
})
export type NoteResult = z.infer<typeof noteResult>

/** In the order of the notes. */
export const noteReply = z.object({ results: z.array(noteResult) })
export type NoteReply = z.infer<typeof noteReply>
