// /v1/tiers: the board, what another policy would do, the policy itself, Apply now, a tier's receipt, next steps.
// Each shows only customers that the caller may see; figures whose field he may not see are null and named in `hidden`.
import * as z from 'zod'

import { nextSteps } from '../tier/next-step.ts'
import { ladder, policySchema } from '../tier/policy.ts'
import { bestSigns, worstSigns } from '../tier/signs.ts'
import { transactionKinds } from '../tier/transaction.ts'
import { tierCells } from '../tier/what-if.ts'
import { problem, ulid } from './cell.ts'

export const BOARD_LINES_MAX = 50
export const CURVE_POINTS_MAX = 101
export const TOUCHED_MAX = 200
export const POLICY_VERSIONS_MAX = 20
export const RECEIPT_LINES_MAX = 5_000
export const RECEIPT_HISTORY_MAX = 24
export const DECISIONS_MAX = 100
export const STEPS_MAX = 500
/** Customers let go, or taken back, in one request. */
export const LET_GO_MAX = 10

const tier = z.enum(['A', 'B', 'C', 'N', 'X'])
const tierCell = z.enum(tierCells)
const metric = z.enum(ladder)
const sign = z.enum([...bestSigns, ...worstSigns])
const nextStep = z.enum(nextSteps)
const moment = z.enum(['sync', 'month', 'apply'])

/** Who it is about, as a line of a list shows him; owner is a user's id. */
const who = { id: z.string(), name: z.string(), city: z.string().nullable(), owner: z.string() }

/** A run of the engine whose inputs are frozen. `today` in the organisation's zone, `at` UTC milliseconds. */
export const tierRun = z.object({
  run: z.int(),
  at: z.int(),
  today: z.string(),
  moment,
  by: z.string(),
  byName: z.string(),
  metric,
  ranked: z.int(),
  /** The version of the policy that it followed; 0 for the standard one. */
  version: z.int(),
  /** How many customers have another tier in force since; null: it was not counted. */
  moved: z.int().nullable().default(null),
})
export type TierRun = z.infer<typeof tierRun>

/** What was decided on a proposed step, and by whom. `step` is what is to be done; null where it was dismissed. */
export const decidedStep = z.object({
  ...who,
  proposed: nextStep,
  answer: z.enum(['accept', 'change', 'dismiss']),
  step: nextStep.nullable(),
  reason: z.string(),
  at: z.int(),
  by: z.string(),
  byName: z.string(),
  /** He is let go: the last day of it; null: he is not. */
  until: z.string().nullable().default(null),
})
export type DecidedStep = z.infer<typeof decidedStep>

export const boardRequest = z.strictObject({
  epoch: z.string(),
  /** Of best and of worst. */
  lines: z.int().min(1).max(BOARD_LINES_MAX),
})
export type BoardRequest = z.infer<typeof boardRequest>

export const boardLine = z.object({
  ...who,
  tier: tier.nullable(),
  tier_next: tier.nullable(),
  /** Hundredths of the currency, or orders; null where he may not see the metric's field. */
  value: z.number().nullable(),
  signs: z.array(sign),
  step: z
    .object({
      step: nextStep,
      why: z.enum([
        'late_payer',
        'poor_credit',
        'service_eats_margin',
        'thin_margin',
        'small',
        'no_good',
      ]),
    })
    .nullable(),
  /** The newest decision on a proposal of this very step, or that let him go; null: still to be decided. */
  decided: decidedStep.nullable(),
})
export type BoardLine = z.infer<typeof boardLine>

export const boardReply = z.object({
  /** firm: all customers; mine: those that the caller may see. */
  scope: z.enum(['firm', 'mine']),
  /** The newest run; null before the first sync. */
  run: tierRun.nullable(),
  /** The version of the policy that counts now; 0 for the standard one. */
  version: z.int().default(0),
  /** The next day on which tiers come into force by themselves, YYYY-MM-DD in the organisation's zone. */
  effectiveOn: z.string().default(''),
  metric,
  customers: z.int(),
  /** Whose tier in force is not the one that today's figures give. */
  moving: z.int(),
  /** How many tiers set by hand end within so many days. */
  ending: z.object({ count: z.int(), days: z.int() }).default({ count: 0, days: 0 }),
  shares: z.object({
    n: z.int(),
    /** null where the metric is hidden. */
    total: z.number().nullable(),
    top20: z.number().nullable(),
    bottom30: z.number().nullable(),
    peak: z.object({ at: z.int(), share: z.number() }).nullable(),
    lossMakers: z.int(),
  }),
  /** Best first: what the first `at` customers make, as a fraction of the total. Empty where that is not above zero. */
  curve: z.array(z.object({ at: z.int(), share: z.number() })).max(CURVE_POINTS_MAX + 1),
  distribution: z.array(
    z.object({
      tier: tierCell,
      count: z.int(),
      countShare: z.number(),
      value: z.number().nullable(),
      valueShare: z.number().nullable(),
    }),
  ),
  best: z.array(boardLine),
  worst: z.array(boardLine),
  /** For how many each step is proposed, counted over the `stepsOf` customers of least value. */
  steps: z.record(nextStep, z.int()),
  stepsOf: z.int(),
  hidden: z.array(z.string()),
})
export type BoardReply = z.infer<typeof boardReply>

/** Managers only. Nothing is stored. */
export const whatIfRequest = z.strictObject({ epoch: z.string(), policy: policySchema })
export type WhatIfRequest = z.infer<typeof whatIfRequest>

export const whatIfReply = z.object({
  metric: z.object({ from: metric, to: metric }),
  ranked: z.object({ from: z.int(), to: z.int() }),
  /** [old, new, how many] for each way that somebody takes, both by today's figures and without hysteresis. */
  matrix: z.array(z.tuple([tierCell, tierCell, z.int()])),
  /** Those whose tier would change, the greatest value first, at most TOUCHED_MAX of them. */
  touched: z.array(
    z.object({ ...who, from: tierCell, to: tierCell, value: z.number().nullable() }),
  ),
  touchedCount: z.int(),
})
export type WhatIfReply = z.infer<typeof whatIfReply>

export const policyRequest = z.strictObject({
  epoch: z.string(),
  /** Managers only: a new policy on top of the version that its author saw. null: only read. */
  change: z.strictObject({ seen: z.int().min(0), policy: policySchema }).nullable(),
})
export type PolicyRequest = z.infer<typeof policyRequest>

export const policyReply = z.object({
  /** false: somebody else changed it since, nothing was written; null: nothing was asked to be. */
  saved: z.boolean().nullable(),
  /** In force; 0: the standard one, nobody ever changed it. */
  version: z.int(),
  policy: policySchema,
  mayChange: z.boolean(),
  /** Newest first, at most POLICY_VERSIONS_MAX. */
  history: z.array(
    z.object({
      version: z.int(),
      at: z.int(),
      by: z.string(),
      byName: z.string(),
      policy: policySchema,
    }),
  ),
})
export type PolicyReply = z.infer<typeof policyReply>

/** Managers only: today's tiers come into force, as far as the policy's hysteresis lets them. */
export const applyRequest = z.strictObject({ epoch: z.string() })
export type ApplyRequest = z.infer<typeof applyRequest>
/** changed: rows written; moved: whose tier in force is another one now. */
export const applyReply = z.object({ ranked: z.int(), changed: z.int(), moved: z.int() })
export type ApplyReply = z.infer<typeof applyReply>

export const receiptRequest = z.strictObject({
  epoch: z.string(),
  id: ulid,
  /** An old run; null: the newest. */
  run: z.int().min(1).nullable(),
})
export type ReceiptRequest = z.infer<typeof receiptRequest>

const figureValue = z.number().nullable()
/** What `arithmeticOf` and `tierSentence` of shared/tier need; `receiptFacts` makes it of this. Money in hundredths. */
export const receiptReply = z.object({
  ...who,
  run: tierRun,
  policy: policySchema,
  /** Ranks are shared by equals; value null where hidden. null: not ranked in that run. */
  place: z
    .object({ value: z.number().nullable(), first: z.int(), last: z.int(), n: z.int() })
    .nullable(),
  inputs: z.object({
    profit_12m: figureValue,
    margin_12m: figureValue,
    sales_12m: figureValue,
    orders_12m: figureValue,
    cost_12m: figureValue,
    orders: figureValue,
    first_order_on: z.string().nullable(),
  }),
  next: tier.nullable(),
  force: tier.nullable(),
  /** Before the run. */
  before: tier.nullable(),
  held: z.enum(['band', 'run']).nullable(),
  /** What a manager decided is to be done with him; null: nothing. */
  decided: decidedStep.nullable().default(null),
  override: z.object({ tier, reason: z.string(), until: z.string() }).nullable(),
  /** The stored receipt, JSON. */
  why: z.string(),
  /** What adds up to the value: only of the newest run, and only where it comes from transactions. */
  lines: z
    .array(z.object({ date: z.string(), kind: z.enum(transactionKinds), amount: z.number() }))
    .max(RECEIPT_LINES_MAX),
  /** Newest first: each run in which his figures or his tier changed. */
  history: z
    .array(
      z.object({
        run: z.int(),
        on: z.string(),
        tier: tier.nullable(),
        metric,
        value: z.number().nullable(),
        rank: z.int().nullable(),
      }),
    )
    .max(RECEIPT_HISTORY_MAX),
  /** Fields of which the caller sees no figure. */
  hidden: z.array(z.string()),
})
export type ReceiptReply = z.infer<typeof receiptReply>

export const stepDecision = z.strictObject({
  id: ulid,
  proposed: nextStep,
  /** withdraw: the last decision is taken back, with what it did. */
  answer: z.enum(['accept', 'change', 'dismiss', 'withdraw']),
  /** Of `change`: what instead; null with the others. */
  to: nextStep.nullable(),
  reason: z.string().max(200),
  /**
   * Where the step is let_go: its last day, YYYY-MM-DD. His row gets the tier X by hand, with reason and end. Without it
   * the decision is only noted.
   */
  until: z.string().max(10).optional(),
})
export type StepDecision = z.infer<typeof stepDecision>

/** Reads the newest decision for each customer; managers may add decisions. */
export const stepsRequest = z.strictObject({
  epoch: z.string(),
  decisions: z.array(stepDecision).max(DECISIONS_MAX),
  /** Minted by the client for the decisions of this request: sent twice they are stored once. */
  as: ulid,
  /** Where it was decided: history names it beside the rows that are changed. */
  workbook: ulid.optional(),
})
export type StepsRequest = z.infer<typeof stepsRequest>

export const stepsReply = z.object({
  stored: z.int(),
  /** Customers that the caller may not see, or that are no more. */
  gone: z.array(z.string()),
  /** Decisions that were not stored: what is wrong with their reason or end. */
  faults: z.array(z.object({ id: z.string(), problem })).default([]),
  /** Newest first, one a customer, at most STEPS_MAX. */
  steps: z.array(decidedStep),
})
export type StepsReply = z.infer<typeof stepsReply>
