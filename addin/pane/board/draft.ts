// A policy as a manager types it: cuts, metric, and the rules behind them, until it is one again. Pure.
import { ladder, policySchema, presets } from '../../../shared/tier/policy.ts'
import type { Metric, PresetName, TierPolicy } from '../../../shared/tier/policy.ts'

export const keyKinds = ['current', 'future', 'potential'] as const
export const numberKeys = ['points', 'runs', 'day', 'days', 'least'] as const
type NumberKey = (typeof numberKeys)[number]
type Least = TierPolicy['keyAccounts']['current']

/** What a manager may move: the rest of the policy stays as it is. Numbers as typed. */
export interface Draft extends Readonly<Record<NumberKey, string>> {
  readonly top: string
  readonly bottom: string
  /** The best that may be ranked by; worse ones are stepped down to. */
  readonly metric: Metric
  /** The least tier of each kind of key account; null: none. */
  readonly keyAccounts: Readonly<Record<(typeof keyKinds)[number], Least>>
}

export const draftOf = (policy: TierPolicy): Draft => ({
  top: String(policy.topPercent),
  bottom: String(policy.bottomPercent),
  metric: policy.metrics[0] ?? ladder[0],
  points: String(policy.hysteresis.points),
  runs: String(policy.hysteresis.downgradeRuns),
  day: String(policy.effectiveDay),
  days: String(policy.newcomers.days),
  least: String(policy.ranksAtLeast),
  keyAccounts: policy.keyAccounts,
})

/** Full-width digits and a percent sign behind are what people type too. */
const toWhole = (text: string): number | null => {
  const digits = text.normalize('NFKC').trim().replace(/%$/u, '')
  return /^\d{1,5}$/u.test(digits) ? Number(digits) : null
}

/** null: a number is none, or none that the rule allows. */
export const draftToPolicy = (draft: Draft, base: TierPolicy): TierPolicy | null => {
  const metrics =
    draft.metric === base.metrics[0] ? base.metrics : ladder.slice(ladder.indexOf(draft.metric))
  const { keyAccounts } = draft
  const whole = policySchema.safeParse({
    ...base,
    metrics,
    keyAccounts,
    topPercent: toWhole(draft.top),
    bottomPercent: toWhole(draft.bottom),
    hysteresis: {
      ...base.hysteresis,
      points: toWhole(draft.points),
      downgradeRuns: toWhole(draft.runs),
    },
    effectiveDay: toWhole(draft.day),
    newcomers: { ...base.newcomers, days: toWhole(draft.days) },
    ranksAtLeast: toWhole(draft.least),
  })
  return whole.data ?? null
}

/** May this be typed there, whatever stands beside? */
export const isGoodNumber = (key: NumberKey, draft: Draft, base: TierPolicy): boolean =>
  draftToPolicy({ ...draftOf(base), [key]: draft[key] }, base) !== null

/** Do the cuts leave room for each other? */
export const areGoodCuts = ({ top, bottom }: Draft, base: TierPolicy): boolean =>
  draftToPolicy({ ...draftOf(base), top, bottom }, base) !== null

/** The preset that a draft's cuts are; null: cuts of one's own. */
export const presetOf = ({ top, bottom }: Draft): PresetName | null => {
  for (const name of ['20/50/30', '20/60/20'] as const) {
    const { topPercent, bottomPercent } = presets[name]
    if (top.trim() === String(topPercent) && bottom.trim() === String(bottomPercent)) return name
  }
  return null
}
