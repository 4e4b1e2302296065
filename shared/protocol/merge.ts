// merge: two to eight customers become one; unmerge takes that back; merges tells what was merged by whom. preview shows
// the rows side by side with the value that each field would get. A merge is one step: all of it is stored, or nothing.
import * as z from 'zod'

import { survivalRules } from '../merge/survival.ts'
import { labels, problem, tableName, ulid, wireCell, wireValue, wireValues } from './cell.ts'
import { pulledRow } from './pull.ts'

export const MERGE_ROWS_MAX = 8
/** Fields that a request may decide itself; a customer has fewer. */
export const MERGE_FIELDS_MAX = 200
/** Score, answers and evidence together, as JSON: bytes. */
export const EVIDENCE_BYTES_MAX = 4_096
export const KEPT_MAX = 500
export const TWINS_MAX = 200
export const MERGES_PAGE_MAX = 50

/** A row and the revision that its user looked at. */
const seenRow = z.strictObject({ id: ulid, rev: z.int().min(1) })

/** from: that row's value, empty or not. value: a third one, as a cell in the words of whoever types it. */
export const fieldChoice = z.union([
  z.strictObject({ from: ulid }),
  z.strictObject({ value: wireCell }),
])
export type FieldChoice = z.infer<typeof fieldChoice>

/** What a field became and why: shared/merge/survive.ts. Fields that are empty in all rows are not told. */
export const fieldDecision = z.object({
  field: z.string(),
  /** As stored; null where a row's empty value was chosen. */
  value: wireValue,
  /** The rows that gave it: one, several for a list of all, none for a value that was typed. */
  from: z.array(z.string()),
  rule: z.enum(survivalRules),
  /** Other values, by row. They are kept with the merge. */
  rejected: z.array(z.object({ id: z.string(), value: wireValue })),
})
export type FieldDecision = z.infer<typeof fieldDecision>

/** Why a row cannot be merged. */
export const refusedRow = z.object({
  id: z.string(),
  /**
   * changed: it stands at another revision, in `row`. gone: put away, or merged before (`into`). forbidden: no such
   * customer, none of yours, or one of another owner, whom only a manager merges.
   */
  outcome: z.enum(['changed', 'gone', 'forbidden']),
  reason: z.enum(['archived', 'merged']).optional(),
  into: z.string().optional(),
  row: pulledRow.optional(),
})
export type RefusedRow = z.infer<typeof refusedRow>

/** How many rows of each table. */
const counts = z.record(z.string(), z.int())

export const mergePreviewRequest = z.strictObject({
  epoch: z.string(),
  /** The first is to stay, unless `isOpen`: then the server proposes which. */
  rows: z.array(ulid).min(2).max(MERGE_ROWS_MAX),
  isOpen: z.boolean(),
})
export type MergePreviewRequest = z.infer<typeof mergePreviewRequest>

export const mergeRow = z.object({
  id: z.string(),
  rev: z.int(),
  values: wireValues,
  computed: wireValues,
  /** UTC, milliseconds. */
  createdAt: z.int(),
  updatedAt: z.int(),
  /** What belongs to it. */
  children: counts,
  /** Its main contact; null has none. */
  contact: z.string().nullable(),
})
export type MergeRow = z.infer<typeof mergeRow>

export const mergePreviewReply = z.object({
  /** Those that can be merged, in the order asked. */
  rows: z.array(mergeRow),
  refused: z.array(refusedRow),
  /** The row that stays; null where fewer than two can be merged. */
  winner: z.string().nullable(),
  /** What each field would become; `contact.*` are not among them: they follow the main contact. */
  decisions: z.array(fieldDecision),
  /** The row whose main contact would be the merged one's; null where none has one. */
  contact: z.string().nullable(),
  /** Labels of the rows that values of reference fields point to, by table and id. */
  labels,
})
export type MergePreviewReply = z.infer<typeof mergePreviewReply>

export const mergeRequest = z.strictObject({
  epoch: z.string(),
  workbook: ulid,
  /** Told in the log; a merge is never part of what `undo` takes back. */
  batch: ulid.optional(),
  /** The row that stays. */
  winner: seenRow,
  losers: z
    .array(seenRow)
    .min(1)
    .max(MERGE_ROWS_MAX - 1),
  /** Fields that its user decided; all others are decided as the preview shows. */
  fields: z.record(z.string(), fieldChoice),
  /** The row whose main contact is to be the merged one's; absent: the winner's, else the first that has one. */
  contact: ulid.optional(),
  /** Why they are one, as the matcher and its user said; kept as it is. */
  score: z.number().optional(),
  answers: z.unknown().optional(),
  evidence: z.unknown().optional(),
})
export type MergeRequest = z.infer<typeof mergeRequest>

/** Two rows of the merged customer that may be one; the first is the older. */
const twins = z.tuple([z.string(), z.string()])

export const mergeReply = z.discriminatedUnion('outcome', [
  z.object({
    /** Also told when the same request comes again. */
    outcome: z.literal('merged'),
    merge: z.string(),
    /** The winner's revision; its values come with the next pull. */
    rev: z.int(),
    /** Rows that belong to the winner now. */
    moved: counts,
    decisions: z.array(fieldDecision),
    /** Contacts that may be the same person, visits of one day, rep and text: from different rows of the merge. */
    contacts: z.array(twins),
    visits: z.array(twins),
  }),
  z.object({
    outcome: z.literal('refused'),
    /** The rows to blame; none where the merged row would not be valid. */
    rows: z.array(refusedRow),
    problems: z.array(problem),
  }),
])
export type MergeReply = z.infer<typeof mergeReply>

export const unmergeRequest = z.strictObject({ epoch: z.string(), workbook: ulid, merge: ulid })
export type UnmergeRequest = z.infer<typeof unmergeRequest>

/** What stays as it is because it is not what the merge left. */
export const keptField = z.object({
  table: tableName,
  row: z.string(),
  /** The row's name; '' where it has none. */
  label: z.string(),
  /** null: the whole row. */
  field: z.string().nullable(),
  /**
   * changed: set since; `now` stays, `before` is what it was before the merge. moved: it belongs to another customer by
   * now. archived: put away since. added: it came since, and stays with the winner.
   */
  reason: z.enum(['changed', 'moved', 'archived', 'added']),
  now: wireValue,
  before: wireValue,
})
export type KeptField = z.infer<typeof keptField>

export const unmergeReply = z.discriminatedUnion('outcome', [
  z.object({
    /** Also told when the same request comes again. */
    outcome: z.literal('unmerged'),
    merge: z.string(),
    /** The winner first, then those that are back. */
    rows: z.array(z.object({ id: z.string(), rev: z.int() })),
    /** Rows that went back to where they had been. */
    restored: counts,
    /** At most KEPT_MAX; `keptMore` is how many others there are. */
    kept: z.array(keptField),
    keptMore: z.int(),
  }),
  z.object({
    outcome: z.literal('refused'),
    /**
     * forbidden: no such merge, or none of yours. merged_on: the winner was itself merged since, by the merge `by`: take
     * that back first. archived: the winner is put away: bring him back first. busy: the rows change all the time.
     */
    reason: z.enum(['forbidden', 'merged_on', 'archived', 'busy']),
    by: z.string().optional(),
  }),
])
export type UnmergeReply = z.infer<typeof unmergeReply>

export const mergesRequest = z.strictObject({
  epoch: z.string(),
  /** Opaque; '' from the newest. */
  before: z.string().max(200),
  limit: z.int().min(1),
  /** Just this one, with its decisions. */
  merge: ulid.optional(),
})
export type MergesRequest = z.infer<typeof mergesRequest>

const named = z.object({ id: z.string(), name: z.string() })
const deed = z.object({ at: z.int(), by: z.string(), byName: z.string() })

export const mergeEntry = z.object({
  merge: z.string(),
  /** UTC, milliseconds. */
  at: z.int(),
  by: z.string(),
  byName: z.string(),
  workbook: z.string(),
  batch: z.string().nullable(),
  /** As they were called then. */
  winner: named,
  losers: z.array(named),
  moved: counts,
  score: z.number().nullable(),
  /** null: it is in force. */
  undone: deed.nullable(),
  /** Only where one merge is asked for, and to whoever may see all its rows. */
  decisions: z.array(fieldDecision).optional(),
})
export type MergeEntry = z.infer<typeof mergeEntry>

export const mergesReply = z.object({
  merges: z.array(mergeEntry),
  before: z.string(),
  more: z.boolean(),
})
export type MergesReply = z.infer<typeof mergesReply>
