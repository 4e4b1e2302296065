// From a list of transactions to each customer's figures: sales, margin and profit of twelve months, orders, what he
// owes, how often he buys. The same sale is counted once, whatever papers it left.
import { addMonths, daysBetween } from './days.ts'
import { receivableOf, type Receivable } from './receivable.ts'
import { costBy, marginBy, soldBy, toOwnCurrency, type Transaction } from './transaction.ts'

export interface CustomerFigures extends Receivable {
  /** null: he has neither bought nor returned anything. */
  readonly sales_12m: number | null
  /** Of all his papers, less what he returned. */
  readonly sales: number | null
  /** null: no sale of his says its margin. */
  readonly margin_12m: number | null
  /** Margin less the cost to serve; null: neither is known. */
  readonly profit_12m: number | null
  readonly cost_12m: number
  readonly orders_12m: number
  readonly orders: number
  readonly first_order_on: string | null
  readonly last_order_on: string | null
  /** Different days with an order, oldest first. */
  readonly order_days: readonly string[]
  /** Sales by order day, as order_days. */
  readonly day_sales: readonly number[]
  /** The middle of the intervals between order days, in days; null below two days. */
  readonly purchase_cycle_days: number | null
}

/** The middle value, the mean of the two middle ones of an even number; null for none. */
export const medianOf = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  const lower = sorted[half - 1]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2
}

export const intervalsOf = (days: readonly string[]): readonly number[] =>
  days.slice(1).map((day, i) => daysBetween(days[i] ?? day, day))

/** The papers that count as his sales: his invoices, or, where he has none, his orders, or else deliveries. */
export const salesPapers = (lines: readonly Transaction[]): readonly Transaction[] => {
  for (const kind of ['invoice', 'order', 'delivery'] as const) {
    const papers = lines.filter((line) => line.kind === kind)
    if (papers.length > 0) return papers
  }
  return []
}

/** Lines with one number are one order, a line without a number is one by itself. */
const countOrders = (papers: readonly Transaction[]): number =>
  new Set(papers.map((line, i) => line.ref_no ?? i)).size

const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** Without a margin the profit of sales is not known; who bought nothing and cost something is a loss. */
const profitOf = (margin: number | null, cost: number, hasNoSales: boolean): number | null => {
  if (margin !== null) return margin - cost
  return hasNoSales && cost !== 0 ? -cost : null
}

/** One customer's figures from all his lines, in the own currency; `isCounted` tells which days are the twelve months. */
const customerFigures = (
  lines: readonly Transaction[],
  today: string,
  isCounted: (day: string) => boolean,
): CustomerFigures => {
  const papers = salesPapers(lines)
  const trade = [...papers, ...lines.filter((line) => line.kind === 'return')]
  const sold = trade.filter((line) => isCounted(line.date))
  const hasMargin = trade.some((line) => line.margin !== null)
  const margin = hasMargin ? sumOf(sold.map(marginBy)) : null
  const cost = sumOf(lines.filter((line) => isCounted(line.date)).map(costBy))
  const days = new Map<string, number>()
  for (const paper of papers) days.set(paper.date, (days.get(paper.date) ?? 0) + soldBy(paper))
  const orderDays = [...days.keys()].toSorted()
  return {
    sales_12m: trade.length > 0 ? sumOf(sold.map(soldBy)) : null,
    sales: trade.length > 0 ? sumOf(trade.map(soldBy)) : null,
    margin_12m: margin,
    profit_12m: profitOf(margin, cost, trade.length === 0),
    cost_12m: cost,
    orders_12m: countOrders(papers.filter((line) => isCounted(line.date))),
    orders: countOrders(papers),
    first_order_on: orderDays[0] ?? null,
    last_order_on: orderDays.at(-1) ?? null,
    order_days: orderDays,
    day_sales: orderDays.map((day) => days.get(day) ?? 0),
    purchase_cycle_days: medianOf(intervalsOf(orderDays)),
    ...receivableOf(lines, today),
  }
}

export interface FiguresSetting {
  /** YYYY-MM-DD: the last day that counts, and the day for what is overdue. */
  readonly today: string
  /** ISO 4217. */
  readonly currency: string
  /** true: all of the list up to `today` stands for the twelve months. */
  readonly isWhole?: boolean
}

/** Which days count for the twelve months that end with today. */
export const countedDays = ({ today, isWhole = false }: FiguresSetting) => {
  const before = isWhole ? '' : addMonths(today, -12)
  return (day: string): boolean => day > before && day <= today
}

export interface Figures {
  readonly customers: ReadonlyMap<string, CustomerFigures>
  /** Lines in another currency without a rate: left out. */
  readonly leftOut: readonly Transaction[]
}

/** Every customer's figures; lines after `today` are not yet. Order of the lines is without meaning. */
export const figuresOf = (lines: readonly Transaction[], setting: FiguresSetting): Figures => {
  const { today, currency } = setting
  const byCustomer = new Map<string, Transaction[]>()
  const leftOut: Transaction[] = []
  for (const line of lines) {
    if (line.date > today) continue
    const own = toOwnCurrency(line, currency)
    if (own === null) leftOut.push(line)
    else {
      const his = byCustomer.get(own.customer)
      if (his) his.push(own)
      else byCustomer.set(own.customer, [own])
    }
  }
  const isCounted = countedDays(setting)
  const customers = new Map(
    [...byCustomer].map(([id, his]) => [id, customerFigures(his, today, isCounted)] as const),
  )
  return { customers, leftOut }
}
