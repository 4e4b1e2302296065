// The policy of tiers as data: what is ranked, where the cuts fall, when a tier in force moves, who stands outside.
// A manager edits it, each run freezes it, and the presets are the two rules that sales books teach.
import * as z from 'zod'

/** The metric ladder, best first. Metrics are never mixed in one ranking. */
export const ladder = ['profit_12m', 'margin_12m', 'sales_12m', 'orders_12m'] as const
export type Metric = (typeof ladder)[number]

export type Tier = 'A' | 'B' | 'C' | 'N' | 'X'
/** The tiers that figures give; N is for none, X for a manager's word. */
export type RankedTier = 'A' | 'B' | 'C'

/** A customer's field `strategic`. */
export type KeyAccount = 'no' | 'current' | 'future' | 'potential'

/** Names the rules that made a tier and the form of the inputs that they took, in each frozen run. */
export const TIER_ENGINE = 2

const share = z.int().min(0).max(100)
const atLeast = z.enum(['A', 'B']).nullable()

const parts = z.strictObject({
  /** Share of the ranked customers, from the top, that are A; percent. */
  topPercent: share,
  /** Share, from the bottom, that are C; percent. */
  bottomPercent: share,
  /** Fewer ranked customers get a rank and no tier. */
  ranksAtLeast: z.int().min(1).max(1_000),
  /** A better metric is stepped down from when more than this share lacks it; percent. */
  missingPercent: share,
  /** The metrics that may be ranked by, best first. */
  metrics: z.array(z.enum(ladder)).min(1).max(ladder.length).readonly(),
  /** Equal values share a rank and a tier: the middle of the ranks that they take decides. */
  ties: z.literal('midpoint'),
  /** Known to be new, and so not ranked: first order under so many days ago, and fewer orders than this. */
  newcomers: z.strictObject({ days: z.int().min(0).max(730), orders: z.int().min(0).max(100) }),
  /** A tier in force moves only by so many points of rank past a cut, down only after so many runs in a row. */
  hysteresis: z.strictObject({
    points: z.int().min(0).max(20),
    downgradeRuns: z.int().min(1).max(12),
    /** Does a manager's *Apply now* wait too? */
    holdsApplyNow: z.boolean(),
  }),
  /** The day of the month on which the monthly run takes effect. */
  effectiveDay: z.int().min(1).max(28),
  /** From which product of potential (1 to 5) and size (1 to 4) a newcomer is provisionally like A, like B. */
  provisional: z.strictObject({ likeA: z.int().min(1).max(20), likeB: z.int().min(1).max(20) }),
  /** The least tier of a key account by its kind; null: named in the receipt, no more. */
  keyAccounts: z.strictObject({ current: atLeast, future: atLeast, potential: atLeast }),
  /** A manager's own tier: how short its reason, how far off its end may be. */
  override: z.strictObject({
    reasonAtLeast: z.int().min(1).max(200),
    monthsAtMost: z.int().min(1).max(60),
    warnDays: z.int().min(0).max(90),
  }),
  /** ISO 4217; amounts in another one are converted at their own transaction's rate or left out. */
  currency: z.string().regex(/^[A-Z]{3}$/u),
})

export const policySchema = parts.refine((p) => p.topPercent + p.bottomPercent <= 100, {
  path: ['bottomPercent'],
  message: 'A and C together are more than all',
})

export type TierPolicy = z.infer<typeof policySchema>

/** 20/50/30: facts of W. Sherden's 80/20/30 rule, design §8. */
export const standardPolicy: TierPolicy = {
  topPercent: 20,
  bottomPercent: 30,
  ranksAtLeast: 20,
  missingPercent: 20,
  metrics: ladder,
  ties: 'midpoint',
  newcomers: { days: 90, orders: 2 },
  hysteresis: { points: 5, downgradeRuns: 2, holdsApplyNow: false },
  effectiveDay: 1,
  provisional: { likeA: 12, likeB: 6 },
  keyAccounts: { current: null, future: null, potential: null },
  override: { reasonAtLeast: 5, monthsAtMost: 12, warnDays: 14 },
  currency: 'CNY',
}

export const presets = {
  '20/50/30': standardPolicy,
  '20/60/20': { ...standardPolicy, bottomPercent: 20 },
} as const satisfies Readonly<Record<string, TierPolicy>>
export type PresetName = keyof typeof presets
export const presetNames = ['20/50/30', '20/60/20'] as const satisfies readonly PresetName[]

const change = parts.partial().extend({ preset: z.enum(presetNames).optional() })

/**
 * What a person writes down: a preset and whatever differs from it (the standard one where none is named).
 * Gives the whole policy; zod's issues name the place of a fault.
 */
export const policyChangeSchema = change.transform(({ preset, ...changes }, context) => {
  const given = Object.fromEntries(Object.entries(changes).filter(([, v]) => v !== undefined))
  const whole = policySchema.safeParse({ ...presets[preset ?? '20/50/30'], ...given })
  if (whole.success) return whole.data
  for (const { path, message } of whole.error.issues)
    context.addIssue({ code: 'custom', path: [...path], message })
  return z.NEVER
})
