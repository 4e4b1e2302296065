// push: rows as their cells; one outcome a row. Good rows pass, bad ones come back with all their problems.
import * as z from 'zod'

import { labels, problem, tableName, ulid, wireCell, wireValues } from './cell.ts'
import { HINTS_MAX, matchHint, matchReason } from './matches.ts'

/**
 * What the user answered before: `new` = create it anyway (not that customer; not the row it equals);
 * `renamed` = the same customer, really renamed.
 */
export const answer = z.enum(['new', 'renamed'])

/** What the audit keeps of a row's way into the sheet; no outcome depends on it. */
export const rowOrigin = z.strictObject({
  /** The row that this one is an edited copy of. */
  copiedFrom: ulid.optional(),
  /** Typed by a co-author of the file, sent by my account. */
  remote: z.boolean().optional(),
})
export type RowOrigin = z.infer<typeof rowOrigin>

/** What a sheet has sent of a row on one base without being told that it is stored; older ones are forgotten. */
export const AFTER_MAX = 8
const contentHash = z.string().max(32)

/**
 * [id, base rev (0 = new), content hash of the entered cells, cells in the order of `fields`, answer?, origin?, after?]
 * after: the hashes of what this sheet has sent on the same base before, and never got an answer to, or was refused
 * with; one of them may stand alone. Where any was stored all the same, what it set then is nobody else's.
 */
export const pushRow = z.union([
  z.tuple([ulid, z.int().min(0), contentHash, z.array(wireCell)]),
  z.tuple([ulid, z.int().min(0), contentHash, z.array(wireCell), answer]),
  z.tuple([ulid, z.int().min(0), contentHash, z.array(wireCell), answer.nullable(), rowOrigin]),
  z.tuple([
    ulid,
    z.int().min(0),
    contentHash,
    z.array(wireCell),
    answer.nullable(),
    rowOrigin.nullable(),
    z.union([contentHash, z.array(contentHash).max(AFTER_MAX)]),
  ]),
])
export type PushRow = z.infer<typeof pushRow>

/** The envelope; rows are parsed one by one, so that a bad one harms nobody else. */
export const pushRequest = z.strictObject({
  table: tableName,
  workbook: ulid,
  epoch: z.string(),
  /** Field keys of the sheet's entered columns, e.g. `name`, `contact.mobile`. A missing one is unchanged. */
  fields: z.array(z.string()).max(200),
  rows: z.array(z.unknown()),
  /**
   * A new one for each sync of a workbook, the same for all its pushes: what is undone together (batches.ts). A
   * fenced intention passes only in its own; see outcome.ts. Without one the rows are in no batch.
   */
  batch: ulid.optional(),
  /**
   * The session that holds the lease of this workbook: the push renews it; see hello.ts. Once another one of the account
   * has taken it over, nothing of this one is stored any more: its rows are answered `retry`.
   */
  session: ulid.optional(),
  /** As in a pull: a server that was set back meanwhile takes nothing, but says so. */
  seen: z.string().max(200).optional(),
})
export type PushRequest = Omit<z.infer<typeof pushRequest>, 'rows'> & {
  readonly rows: readonly PushRow[]
}

export const outcomes = [
  'applied',
  'merged',
  'done',
  'adopted',
  'known',
  'changed_identity',
  'conflict',
  'invalid',
  'forbidden',
  'gone',
  'retry',
] as const
export type Outcome = (typeof outcomes)[number]

/** Why a row equals a customer that exists. `id` and `label` only where the reader may see him. */
export const known = z.object({
  by: z.enum(['credit', 'name', 'mobile', 'phone', 'email']),
  id: z.string().nullable(),
  label: z.string().nullable(),
  /** True where the first of equal rows stands in the same paste. */
  here: z.boolean(),
  /** What the matcher found, the weightiest first; bits for "one customer". Of a colleague's only what agrees. */
  reasons: z.array(matchReason).optional(),
  score: z.number().optional(),
  /** Fields that both fill and that differ, and those that only this row fills. Only where the reader may see him. */
  differ: z.array(z.string()).optional(),
  fills: z.array(z.string()).optional(),
  /** An equal valid credit code, and the organisation has it linked without a click. */
  auto: z.boolean().optional(),
  /** Too many hints about colleagues' customers today: this one is not told. */
  limited: z.boolean().optional(),
})
export type Known = z.infer<typeof known>

export const conflict = z.object({
  id: z.string(),
  field: z.string(),
  mine: wireValues.valueType,
  theirs: wireValues.valueType,
  by: z.string(),
  at: z.int(),
})

export const rowResult = z.object({
  id: z.string(),
  outcome: z.enum(outcomes),
  /** Where the server now stands; on `adopted`, `as` is the id of the row that the sheet's row becomes. */
  rev: z.int().optional(),
  crev: z.int().optional(),
  as: z.string().optional(),
  /** Entered values as the server now holds them; only where they are not what was sent. On `changed_identity`: whom it has. */
  values: wireValues.optional(),
  computed: wireValues.optional(),
  /** Errors on `invalid`, warnings also on stored rows. */
  problems: z.array(problem).optional(),
  known: known.optional(),
  conflicts: z.array(conflict).optional(),
  reason: z.enum(['archived', 'merged']).optional(),
  /** Of a row that was merged: the one that stands for it now. */
  into: z.string().optional(),
  /** Of a stored row: customers that it is related to, and those that it is nearly the same as; best first. */
  related: z.array(matchHint).max(HINTS_MAX).optional(),
  look: z.array(matchHint).max(HINTS_MAX).optional(),
})
export type RowResult = z.infer<typeof rowResult>

export const pushReply = z.object({
  results: z.array(rowResult),
  /** The seqs that this push took, both ends included; null when nothing was stored. */
  seqs: z.tuple([z.int(), z.int()]).nullable(),
  /**
   * Where the server stood after it. Not to be pulled from, for others wrote too: should the server be set back behind
   * it, `seen` of the next look says so.
   */
  cursor: z.string().optional(),
  /** Of the rows that references in `values` point to. */
  labels: labels.optional(),
})
export type PushReply = z.infer<typeof pushReply>

/** What rows would be: see checkRequest of matches.ts. */
export const checkReply = z.object({ results: z.array(rowResult) })
export type CheckReply = z.infer<typeof checkReply>
