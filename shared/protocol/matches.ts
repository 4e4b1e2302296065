// matches: what may be one customer or belong to one, for whoever may see both sides; answers to it, and what the
// organisation's weights have learnt from them. Reasons are fields, levels and bits: never anybody's text.
import * as z from 'zod'

import { matchPolicy } from '../match/policy.ts'
import { relationKinds } from '../match/relation.ts'
import { labels, ulid, wireValues } from './cell.ts'

/** same: one customer. look: nearly the same, a person should decide. related: see `kind`; never merged. */
export const matchOutcomes = ['same', 'look', 'related'] as const
export const matchOutcome = z.enum(matchOutcomes)
export type MatchOutcome = z.infer<typeof matchOutcome>
export const matchKind = z.enum(relationKinds)

/** One field's part: its level (shared/match/levels.ts) and the bits that it added or took. */
export const matchReason = z.object({ field: z.string(), level: z.string(), bits: z.number() })
export type MatchReason = z.infer<typeof matchReason>
/** The weightiest come first and no more than these travel. */
export const REASONS_MAX = 8

/** A customer that a stored row is related to, or nearly the same as. */
export const matchHint = z.object({
  /** null: a colleague's, out of the caller's sight. */
  id: z.string().nullable(),
  label: z.string().nullable(),
  /** How they are related; null where the two may be one. */
  kind: matchKind.nullable(),
  /** Bits for "one customer". */
  score: z.number(),
  /** It stands in the same paste. */
  here: z.boolean(),
  reasons: z.array(matchReason),
})
export type MatchHint = z.infer<typeof matchHint>
export const HINTS_MAX = 5

const pairIds = { a: ulid, b: ulid }

/** Two members of a cluster; `different` says that an answer or a veto keeps them apart. */
export const matchPair = z.object({
  a: z.string(),
  b: z.string(),
  outcome: z.enum([...matchOutcomes, 'different']),
  kind: matchKind.nullable(),
  score: z.number(),
  reasons: z.array(matchReason),
})
export type MatchPair = z.infer<typeof matchPair>

export const matchMember = z.object({
  id: z.string(),
  rev: z.int(),
  crev: z.int(),
  /** What he is called: the name of a merge's receipt, of a list of answers. */
  label: z.string(),
  owner: z.string().nullable(),
  ownerName: z.string(),
  isMine: z.boolean(),
  /** Entered values, `contact.*` of the primary contact included. */
  values: wireValues,
})
export type MatchMember = z.infer<typeof matchMember>

/** Customers that may be one, or two that are related. */
export const matchCluster = z.object({
  outcome: matchOutcome,
  kind: matchKind.nullable(),
  /** At least two, at most CLUSTER_MAX; the oldest first. */
  members: z.array(matchMember),
  /** Each pair of members once, the strongest first. */
  pairs: z.array(matchPair),
  /** Mean score of the pairs, each bounded to 12 bits either way. */
  average: z.number(),
  /** The place in `pairs` of the weakest link. */
  weakest: z.int(),
})
export type MatchCluster = z.infer<typeof matchCluster>
export const CLUSTER_MAX = 12

export const reviewRequest = z.strictObject({
  epoch: z.string(),
  /** `cursor` of the page before; absent for the first. */
  after: z.string().max(100).optional(),
  limit: z.int().min(1).max(50),
  /** Only what concerns the rows of this batch (the caller's); all where absent. */
  of: z.union([z.literal('all'), ulid]).optional(),
  /** Only these; all where absent. */
  outcomes: z.array(matchOutcome).max(3).optional(),
})
export type ReviewRequest = z.infer<typeof reviewRequest>

export const reviewReply = z.object({
  /** The most certain first; none of the caller's clusters is on two pages as long as nothing changes. */
  clusters: z.array(matchCluster),
  /** Open pairs behind this page, those of related customers too; LEFT_MAX stands for "or more". */
  left: z.int(),
  /** '' at the end. A page may be empty before it. */
  cursor: z.string(),
  /** Labels of the rows that values refer to, by table and id, as in a pull. */
  labels,
})
export type ReviewReply = z.infer<typeof reviewReply>
export const LEFT_MAX = 1_000

export const matchVerdict = z.enum(['different', 'related', 'unsure'])
export const matchAnswer = z.strictObject({
  ...pairIds,
  /** different, related: silent until a field that mattered changes. unsure: put back, asked again next time. */
  verdict: matchVerdict,
  kind: matchKind.optional(),
})
export type MatchAnswer = z.infer<typeof matchAnswer>

export const answerRequest = z.strictObject({
  epoch: z.string(),
  answers: z.array(matchAnswer).max(500),
})
export type AnswerRequest = z.infer<typeof answerRequest>

export const answerReply = z.object({
  /** In the order of the answers. forbidden: one of the two is not (or no longer) in the caller's sight. */
  results: z.array(
    z.object({ a: z.string(), b: z.string(), outcome: z.enum(['applied', 'done', 'forbidden']) }),
  ),
})
export type AnswerReply = z.infer<typeof answerReply>

/** The answers given so far, for managers; `clear` takes some back: those pairs are asked about again. */
export const givenVerdict = z.enum(['different', 'related', 'unsure', 'merged'])
export type GivenVerdict = z.infer<typeof givenVerdict>

export const ANSWERS_PAGE_MAX = 200
export const answersRequest = z.strictObject({
  epoch: z.string(),
  /** `cursor` of the page before; absent for the first, which has the newest answers. */
  after: z.string().max(100).optional(),
  limit: z.int().min(1).max(ANSWERS_PAGE_MAX),
  /** Only these; all where absent. */
  verdicts: z.array(givenVerdict).max(4).optional(),
  /** Only this user's; everybody's where absent. */
  by: z.string().max(100).optional(),
})
export type AnswersRequest = z.infer<typeof answersRequest>

export const givenAnswer = z.object({
  a: z.string(),
  b: z.string(),
  labelA: z.string(),
  labelB: z.string(),
  verdict: givenVerdict,
  kind: matchKind.nullable(),
  by: z.string(),
  byName: z.string(),
  /** UTC, milliseconds. */
  at: z.int(),
})
export type GivenAnswer = z.infer<typeof givenAnswer>
export const answersReply = z.object({ answers: z.array(givenAnswer), cursor: z.string() })
export type AnswersReply = z.infer<typeof answersReply>

export const CLEAR_MAX = 500
export const clearRequest = z.strictObject({
  epoch: z.string(),
  pairs: z.array(z.strictObject(pairIds)).max(CLEAR_MAX),
})
export type ClearRequest = z.infer<typeof clearRequest>
export const clearReply = z.object({ cleared: z.int() })
export type ClearReply = z.infer<typeof clearReply>

export const CHECK_ROWS_MAX = 500
/** What would rows be, were they pushed? Nothing is stored; hints out of sight are counted as in a push. */
export const checkRequest = z.strictObject({
  epoch: z.string(),
  fields: z.array(z.string()).max(200),
  /** As `pushRow`, of the customer table, new ones only. */
  rows: z.array(z.unknown()).max(CHECK_ROWS_MAX),
})
export type CheckRequest = z.infer<typeof checkRequest>
// The reply is `checkReply` of push.ts: rows' results with the outcomes applied (new), known, adopted, invalid.

/** One step of the rebuild: keys of a new normaliser's version, and pairs among the customers that exist. */
export const rebuildRequest = z.strictObject({
  epoch: z.string(),
  limit: z.int().min(1).max(1_000),
  /** true: from the beginning, whether it was done for this version or not. */
  again: z.boolean().optional(),
})
export type RebuildRequest = z.infer<typeof rebuildRequest>
export const rebuildReply = z.object({
  /** The normaliser's version that this rebuild is for. */
  version: z.int(),
  /** keys: of customers whose features are old or missing. pairs: proposals among them. */
  phase: z.enum(['keys', 'pairs', 'done']),
  /** Customers looked at in this call, and since the rebuild began. */
  looked: z.int(),
  total: z.int(),
  /** Proposals made or changed in this call. */
  found: z.int(),
})
export type RebuildReply = z.infer<typeof rebuildReply>

/** What the organisation's own weights are, why, and back to the shipped ones. Managers. */
export const weightsRequest = z.strictObject({
  epoch: z.string(),
  do: z.enum(['show', 'learn', 'reset']),
})
export type WeightsRequest = z.infer<typeof weightsRequest>

export const movedWeight = z.object({
  /** Of comparisons of firms or of persons. */
  of: z.enum(['organisation', 'person']),
  field: z.string(),
  level: z.string(),
  shipped: z.number(),
  now: z.number(),
  /** The answers with this finding: one customer, not one. */
  same: z.int(),
  apart: z.int(),
})
export type MovedWeight = z.infer<typeof movedWeight>
export const weightsReply = z.object({
  /** Version of the policy `weights`; 0: the shipped ones. */
  version: z.int(),
  isShipped: z.boolean(),
  /** The answers that they were learnt from. */
  answers: z.int(),
  /** The farthest moved first. */
  moved: z.array(movedWeight),
})
export type WeightsReply = z.infer<typeof weightsReply>

/** What a manager decides about matching; with `value` a change on top of the version `seen`. */
export const matchPolicyRequest = z.strictObject({
  epoch: z.string(),
  seen: z.int().min(0).optional(),
  value: matchPolicy.optional(),
})
export type MatchPolicyRequest = z.infer<typeof matchPolicyRequest>
export const matchPolicyReply = z.object({
  version: z.int(),
  value: z.object({ autoLinkExact: z.boolean(), hintsADay: z.int() }),
  /** false: somebody else changed it since, or nothing was to be changed. */
  isChanged: z.boolean(),
})
export type MatchPolicyReply = z.infer<typeof matchPolicyReply>
