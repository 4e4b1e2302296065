// The three lists that a manager asks for (F107): who can bear a price rise, who will order, who may leave. Each
// customer in a list comes with why; the order is the one in which to act.
import { daysBetween } from './days.ts'
import type { Tier } from './policy.ts'
import type { Rhythm, RhythmWhy } from './rhythm.ts'

/** What the views look at; what is not known is null. */
export interface ViewCustomer {
  readonly id: string
  readonly tier: Tier | null
  readonly sales_12m: number | null
  readonly orders_12m: number | null
  readonly overdue: number | null
  /** 1 to 5. */
  readonly satisfaction: number | null
  /** 1 to 5. */
  readonly relationship: number | null
  readonly complaints: number
  readonly rhythm: Rhythm
}

export type ViewWhy =
  | { readonly k: 'bears'; readonly orders: number; readonly close: number }
  | { readonly k: 'orders'; readonly on: string; readonly usual: number }
  | RhythmWhy
  | { readonly k: 'unhappy'; readonly satisfaction: number }
  | { readonly k: 'complains'; readonly count: number }

export interface ViewRow {
  readonly id: string
  readonly why: ViewWhy
}

export const savedViews = ['price_rise', 'will_order', 'may_leave'] as const
export type SavedView = (typeof savedViews)[number]

const ORDERS_MIN = 4
const CLOSE_MIN = 4
const UNHAPPY = 2
const SOON_DAYS = 14

const bySales = (a: ViewCustomer, b: ViewCustomer): number =>
  (b.sales_12m ?? 0) - (a.sales_12m ?? 0) || (a.id < b.id ? -1 : 1)

/** Buys often and steadily, pays in time, is content and close: losing him over a price is unlikely. */
const bearsWhy = (c: ViewCustomer): ViewWhy | null => {
  const close = Math.max(c.satisfaction ?? 0, c.relationship ?? 0)
  const isSteady = c.rhythm.usual !== null && c.rhythm.churn_flag === 'none'
  const isContent = close >= CLOSE_MIN && (c.satisfaction ?? close) > UNHAPPY && c.complaints === 0
  const isPaying = (c.overdue ?? 0) <= 0
  const orders = c.orders_12m ?? 0
  return isSteady && isContent && isPaying && orders >= ORDERS_MIN && c.tier !== 'X'
    ? { k: 'bears', orders, close }
    : null
}

/** By his own rhythm the next order is due within two weeks, or was within the last two. */
const ordersWhy = (c: ViewCustomer, today: string): ViewWhy | null => {
  const { expected_on: on, usual } = c.rhythm
  if (on === null || usual === null || Math.abs(daysBetween(today, on)) > SOON_DAYS) return null
  return { k: 'orders', on, usual: Math.round(usual) }
}

const leavesWhy = (c: ViewCustomer): ViewWhy | null => {
  if (c.tier === 'X') return null
  if (c.rhythm.why) return c.rhythm.why
  if (c.satisfaction !== null && c.satisfaction <= UNHAPPY)
    return { k: 'unhappy', satisfaction: c.satisfaction }
  return c.complaints >= 2 ? { k: 'complains', count: c.complaints } : null
}

const rowsOf = (
  customers: readonly ViewCustomer[],
  why: (c: ViewCustomer) => ViewWhy | null,
): readonly ViewRow[] =>
  customers.flatMap((c) => {
    const reason = why(c)
    return reason ? [{ id: c.id, why: reason }] : []
  })

/** The rows of a saved view: the most sales first, those who will order by the day on which they will. */
export const viewRows = (
  view: SavedView,
  customers: readonly ViewCustomer[],
  today: string,
): readonly ViewRow[] => {
  const sorted = customers.toSorted(bySales)
  switch (view) {
    case 'price_rise':
      return rowsOf(sorted, bearsWhy)
    case 'may_leave':
      return rowsOf(sorted, leavesWhy)
    case 'will_order':
      return rowsOf(
        sorted.toSorted((a, b) =>
          (a.rhythm.expected_on ?? '9999').localeCompare(b.rhythm.expected_on ?? '9999'),
        ),
        (c) => ordersWhy(c, today),
      )
  }
}
