// One line of an ERP export as the tier rules see it, and what it is worth in the organisation's own currency.
// Signs are levelled here: a return and a cost take away, however they were written.

export const transactionKinds = [
  'order',
  'delivery',
  'invoice',
  'payment',
  'return',
  'cost',
] as const
export type TransactionKind = (typeof transactionKinds)[number]

export interface Transaction {
  readonly customer: string
  /** YYYY-MM-DD. */
  readonly date: string
  readonly kind: TransactionKind
  /** A whole number of the money unit in use (the file keeps hundredths). */
  readonly amount: number
  /** Gross margin of this line; null: not known. */
  readonly margin: number | null
  /** Cost to serve that stands in this line, beside lines of kind cost. */
  readonly cost?: number | null
  /** Of an invoice: its last day for payment. */
  readonly due_date?: string | null
  /** Of an invoice: the day on which it was paid in full. */
  readonly paid_on?: string | null
  /** Lines with one number are one order. */
  readonly ref_no?: string | null
  /** ISO 4217; null or left out: the organisation's own. */
  readonly currency?: string | null
  /** Units of the own currency for one of this line's, on its date; kept with the line. */
  readonly rate?: number | null
}

/** The line in the own currency, amounts rounded to whole units; null: another currency without a rate. */
export const toOwnCurrency = (line: Transaction, own: string): Transaction | null => {
  const currency = line.currency ?? own
  if (currency === own) return line
  const rate = line.rate ?? null
  if (rate === null || !(rate > 0)) return null
  const converted = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : Math.round(amount * rate)
  return {
    ...line,
    amount: converted(line.amount) ?? 0,
    margin: converted(line.margin),
    cost: converted(line.cost),
    currency: own,
    rate: null,
  }
}

/** What a sale adds; a return takes away, with or without a minus before it. */
export const soldBy = ({ kind, amount }: Transaction): number =>
  kind === 'return' ? -Math.abs(amount) : amount

export const marginBy = ({ kind, margin }: Transaction): number | null =>
  margin === null ? null : kind === 'return' ? -Math.abs(margin) : margin

/** The cost to serve in a line: all of a cost line, the cost column of another. */
export const costBy = ({ kind, amount, cost }: Transaction): number =>
  (kind === 'cost' ? Math.abs(amount) : 0) + (cost ?? 0)
