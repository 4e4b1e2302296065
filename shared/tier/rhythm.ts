// Falling orders against the customer's own rhythm: how long he has been silent, in his own intervals, and whether his
// half-year is smaller than the one before. Rules a rep can explain, before any model.
import { addMonths, dayNumber, daysBetween } from './days.ts'
import { type CustomerFigures, intervalsOf, medianOf } from './figures.ts'

/** Silence beyond so many of his own intervals is late, and beyond so many grave. */
const LATE = 2
const GRAVE = 3
/** A half-year below this share of the one before is falling. */
const FALLING = 0.7
/** Fewer order days make no rhythm. */
const DAYS_MIN = 3

export type RhythmWhy =
  | { readonly k: 'late'; readonly gap: number; readonly usual: number; readonly times: number }
  | { readonly k: 'fewer'; readonly percent: number }
  | {
      readonly k: 'late.fewer'
      readonly gap: number
      readonly usual: number
      readonly percent: number
    }

export interface Rhythm {
  /** The middle of his intervals, in days; null where he has none to speak of. */
  readonly usual: number | null
  readonly gap: number | null
  /** gap / usual, rounded to a tenth. */
  readonly times: number | null
  /** YYYY-MM-DD on which he would order next. */
  readonly expected_on: string | null
  /** Sales of the last six months over those of the six before; null where the earlier are not above zero. */
  readonly trend: number | null
  readonly churn_flag: 'none' | 'watch' | 'high'
  readonly why: RhythmWhy | null
}

type Bought = Pick<CustomerFigures, 'order_days' | 'day_sales'>

const trendOf = ({ order_days, day_sales }: Bought, today: string): number | null => {
  const half = addMonths(today, -6)
  const year = addMonths(today, -12)
  let late = 0
  let early = 0
  for (const [i, day] of order_days.entries()) {
    const sales = day_sales[i] ?? 0
    if (day > half && day <= today) late += sales
    else if (day > year && day <= half) early += sales
  }
  return early > 0 ? late / early : null
}

const dayAfter = (day: string, days: number): string =>
  new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10)

/** One customer's rhythm as of `today`. */
export const rhythmOf = (bought: Bought, today: string): Rhythm => {
  const days = bought.order_days.filter((day) => day <= today)
  const last = days.at(-1)
  const usual = days.length < DAYS_MIN ? null : medianOf(intervalsOf(days))
  const trend = days.length < DAYS_MIN ? null : trendOf(bought, today)
  const gap = last === undefined ? null : daysBetween(last, today)
  const ratio = usual === null || gap === null || usual <= 0 ? null : gap / usual
  const times = ratio === null ? null : Math.round(ratio * 10) / 10
  const isLate = ratio !== null && ratio > LATE
  const isFalling = trend !== null && trend < FALLING
  const percent = trend === null ? 0 : Math.round((1 - trend) * 100)
  const shared = { gap: gap ?? 0, usual: Math.round(usual ?? 0) }
  const why = (): RhythmWhy | null => {
    if (isLate && isFalling) return { k: 'late.fewer', ...shared, percent }
    if (isLate) return { k: 'late', ...shared, times: times ?? 0 }
    return isFalling ? { k: 'fewer', percent } : null
  }
  const isHigh = (isLate && isFalling) || (ratio !== null && ratio > GRAVE)
  return {
    usual,
    gap,
    times,
    expected_on: usual === null || last === undefined ? null : dayAfter(last, Math.round(usual)),
    trend,
    churn_flag: isHigh ? 'high' : isLate || isFalling ? 'watch' : 'none',
    why: why(),
  }
}

/**
 * The rhythm as his row keeps it. It names days, not how long ago they are: what a sheet shows stays true, and rows are
 * not written anew each day for every customer who is silent.
 */
export type RhythmReceipt =
  | { readonly k: 'steady'; readonly usual: number; readonly on: string }
  | { readonly k: 'silent'; readonly since: string; readonly usual: number }
  | {
      readonly k: 'silent.fewer'
      readonly since: string
      readonly usual: number
      readonly percent: number
    }
  | { readonly k: 'fewer'; readonly percent: number }

/** What two columns of a customer say, `churn_flag` and `rhythm`; null where he has no rhythm. */
export const rhythmColumns = (
  bought: Bought,
  today: string,
): { readonly churn_flag: Rhythm['churn_flag']; readonly rhythm: RhythmReceipt } | null => {
  const { usual: days, expected_on: on, why, churn_flag } = rhythmOf(bought, today)
  const since = bought.order_days.findLast((day) => day <= today)
  if (days === null || on === null || since === undefined) return null
  const usual = Math.round(days)
  const said = (): RhythmReceipt => {
    if (why === null) return { k: 'steady', usual, on }
    if (why.k === 'late') return { k: 'silent', since, usual }
    return why.k === 'fewer' ? why : { k: 'silent.fewer', since, usual, percent: why.percent }
  }
  return { churn_flag, rhythm: said() }
}
