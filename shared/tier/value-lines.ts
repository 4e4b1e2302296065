// What adds up to the value that a customer is ranked by, line by line: the receipt's proof. Its sum is the figure of
// figures.ts by the same choices: one paper a sale, returns and costs below zero.
import { countedDays, type FiguresSetting, salesPapers } from './figures.ts'
import type { Metric } from './policy.ts'
import {
  costBy,
  marginBy,
  soldBy,
  toOwnCurrency,
  type Transaction,
  type TransactionKind,
} from './transaction.ts'

export interface ValueLine {
  readonly date: string
  readonly kind: TransactionKind
  readonly amount: number
}

/** Each order once, on the day of its first line. */
const orderLines = (papers: readonly Transaction[]): readonly ValueLine[] => {
  const first = new Map<string | number, ValueLine>()
  for (const [i, { date, kind, ref_no }] of papers.entries()) {
    const known = first.get(ref_no ?? i)
    if (!known || date < known.date) first.set(ref_no ?? i, { date, kind, amount: 1 })
  }
  return [...first.values()]
}

/** One customer's lines that count for a metric, none of them 0. */
export const valueLines = (
  lines: readonly Transaction[],
  metric: Metric,
  setting: FiguresSetting,
): readonly ValueLine[] => {
  const isCounted = countedDays(setting)
  const own = lines
    .filter((line) => line.date <= setting.today)
    .flatMap((line) => toOwnCurrency(line, setting.currency) ?? [])
  const inTime = (list: readonly Transaction[]) => list.filter((line) => isCounted(line.date))
  const papers = salesPapers(own)
  if (metric === 'orders_12m') return orderLines(inTime(papers))
  const sold = inTime([...papers, ...own.filter((line) => line.kind === 'return')])
  const bySale = metric === 'sales_12m' ? soldBy : marginBy
  const found = sold.map((line): ValueLine => ({
    date: line.date,
    kind: line.kind,
    amount: bySale(line) ?? 0,
  }))
  if (metric === 'profit_12m')
    for (const line of inTime(own))
      found.push({ date: line.date, kind: 'cost', amount: -costBy(line) })
  return found.filter((line) => line.amount !== 0)
}
