// The next step for a customer at the wrong end of the list: prepay, fewer visits, price, hand over, let go. A proposal
// with its reason; a manager accepts, changes or dismisses it, and only he lets anyone go.
import type { Tier } from './policy.ts'
import { isWorst, type Sign, type SignFigures } from './signs.ts'

export const nextSteps = ['prepay', 'fewer_visits', 'price', 'hand_over', 'let_go'] as const
export type NextStep = (typeof nextSteps)[number]

export interface StepCustomer extends SignFigures {
  readonly tier: Tier | null
  readonly overdue_days: number
  /** AAA to D. */
  readonly credit_grade: string | null
  readonly signs: readonly Sign[]
}

export interface StepProposal {
  readonly step: NextStep
  /** The rule that proposes it; texts say it without figures. */
  readonly why:
    | 'late_payer'
    | 'poor_credit'
    | 'service_eats_margin'
    | 'thin_margin'
    | 'small'
    | 'no_good'
}

const LATE_DAYS = 30
const THIN_MARGIN = 0.05
const SIGNS_MANY = 3

const isPoorCredit = (grade: string | null): boolean => grade === 'C' || grade === 'D'

/**
 * One step, the first that fits: money first, then the cost of serving him, then his price, then who serves him.
 * null for A and B who pay, for N, and for those already let go.
 */
export const proposeStep = (c: StepCustomer): StepProposal | null => {
  if (c.tier === 'X' || c.tier === null || c.tier === 'N') return null
  const owes = (c.overdue ?? 0) > 0
  const isLoss = c.profit_12m !== null && c.profit_12m <= 0
  const worst = c.signs.filter(isWorst).length
  if (isLoss && owes && worst >= SIGNS_MANY) return { step: 'let_go', why: 'no_good' }
  if (owes && c.overdue_days > LATE_DAYS) return { step: 'prepay', why: 'late_payer' }
  if (owes && isPoorCredit(c.credit_grade)) return { step: 'prepay', why: 'poor_credit' }
  if (c.tier !== 'C') return null
  if (isLoss && worst > SIGNS_MANY) return { step: 'let_go', why: 'no_good' }
  if ((c.cost_12m ?? 0) > 0 && (c.cost_12m ?? 0) >= (c.margin_12m ?? 0) / 2)
    return { step: 'fewer_visits', why: 'service_eats_margin' }
  const margin = c.margin_12m ?? c.profit_12m
  if (margin !== null && (c.sales_12m ?? 0) > 0 && margin < (c.sales_12m ?? 0) * THIN_MARGIN)
    return { step: 'price', why: 'thin_margin' }
  return { step: 'hand_over', why: 'small' }
}

/**
 * Does what was decided still answer what is proposed? Of another proposal it says nothing. To one who is let go nothing
 * is proposed any more, and there it says why.
 */
export const isAnswered = (
  line: { readonly tier: Tier | null; readonly step: StepProposal | null },
  decided: { readonly proposed: NextStep; readonly step: NextStep | null },
): boolean =>
  line.step === null
    ? line.tier === 'X' && decided.step === 'let_go'
    : decided.proposed === line.step.step
