// A year of the demo team's trade: orders in each customer's own rhythm, invoices with what is paid and what is late,
// and what it cost to serve him. Invented and deterministic, as an ERP would export it; about five lines a customer.
import { customerName, profitOf, scatter, type DemoSheet } from './demo-rows.ts'

const YEAR = 355
const DAY_MS = 86_400_000
const DUE_DAYS = 30
/** Days between two orders. */
const cycles = [30, 45, 60, 60, 90, 120]
/** A year's sales are so many times the profit; of them so much is margin, which costs to serve reduce. */
const SALES_PER_PROFIT = 6
const MARGIN_SHARE = 0.18

const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** How the customer buys. Every thirteenth has fallen silent, every fortieth is new, every ninth buys nothing. */
const daysOf = (i: number, today: number): readonly number[] => {
  if (i % 9 === 8) return []
  if (i % 40 === 5) return [today - 25]
  const h = scatter(i)
  const cycle = cycles[h % cycles.length] ?? 60
  const last = today - (i % 13 === 3 ? 2 * cycle + 40 : (h >>> 5) % cycle)
  const count = Math.max(2, Math.floor((last - (today - YEAR)) / cycle) + 1)
  return Array.from(
    { length: count },
    (_, k) => last - (count - 1 - k) * cycle + ((h >>> k) % 5) - 2,
  )
    .filter((day) => day > today - YEAR)
    .map((day) => Math.min(day, today))
}

type Line = DemoSheet['rows'][number]

const ordersOf = (i: number, today: number): readonly Line[] => {
  const days = daysOf(i, today)
  const profit = profitOf(i)
  const each = (Math.abs(profit) * SALES_PER_PROFIT) / Math.max(1, days.length)
  const isBilled = i % 3 === 0
  const isLate = i % 10 === 4 || i % 10 === 6
  return days.map((day, k): Line => {
    const amount = Math.round(each * (0.85 + ((scatter(i + k) >>> 7) % 31) / 100))
    const margin = Math.round(amount * (profit < 0 ? MARGIN_SHARE / 3 : MARGIN_SHARE))
    const due = day + DUE_DAYS
    const isOpen = due > today || (isLate && k >= days.length - 2)
    return [
      isoDay(day),
      isBilled ? '发票' : '订单',
      customerName(i),
      `${isBilled ? 'FP' : 'DD'}-${i}-${k + 1}`,
      amount,
      margin,
      isBilled ? isoDay(due) : '',
      isBilled && !isOpen ? isoDay(due - (i % 7)) : '',
    ]
  })
}

/** Samples, travel, complaints: for those who cost more than they leave, and a little for the best. */
const costsOf = (i: number, today: number): readonly Line[] => {
  const profit = profitOf(i)
  if (daysOf(i, today).length < 2 || (profit > 0 && i % 5 !== 0)) return []
  const cost = profit < 0 ? -profit * 4 : profit / 20
  const day = today - 20 - (scatter(i) % 200)
  return [[isoDay(day), '服务成本', customerName(i), `FY-${i}`, Math.round(cost), '', '', '']]
}

/** Lines of the year that ends with `today` (days since 1970-01-01 UTC), by customer. */
export const demoTrade = (from: number, to: number, today: number): DemoSheet => ({
  fields: ['date', 'kind', 'customer_id', 'ref_no', 'amount', 'margin', 'due_date', 'paid_on'],
  rows: Array.from({ length: to - from }, (_, k) => from + k).flatMap((i) => [
    ...ordersOf(i, today),
    ...costsOf(i, today),
  ]),
})
