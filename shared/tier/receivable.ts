// What a customer owes and how late he is: payments settle the invoices that were due first.
import { daysBetween } from './days.ts'
import type { Transaction } from './transaction.ts'

export interface Receivable {
  /** Invoices less returns and payments; below zero he has paid ahead. null: he was never sent an invoice. */
  readonly receivable: number | null
  readonly overdue: number | null
  /** Days since the oldest unpaid due date; 0 for none. */
  readonly overdue_days: number
}

const isSettled = (line: Transaction, today: string): boolean =>
  typeof line.paid_on === 'string' && line.paid_on <= today

/** From one customer's lines up to and with `today`, in the own currency. */
export const receivableOf = (lines: readonly Transaction[], today: string): Receivable => {
  const invoices = lines.filter((line) => line.kind === 'invoice')
  if (invoices.length === 0) return { receivable: null, overdue: null, overdue_days: 0 }
  const open = invoices.filter((line) => !isSettled(line, today))
  const settledNumbers = new Set(
    invoices.filter((line) => isSettled(line, today)).flatMap((line) => line.ref_no ?? []),
  )
  const isOfOpen = (line: Transaction) =>
    line.ref_no === null || line.ref_no === undefined || !settledNumbers.has(line.ref_no)
  let paid = 0
  for (const line of lines)
    if ((line.kind === 'payment' || line.kind === 'return') && isOfOpen(line))
      paid += Math.abs(line.amount)
  const receivable = open.reduce((total, line) => total + line.amount, 0) - paid
  const byDue = open.toSorted((a, b) => {
    const [x, y] = [a.due_date ?? a.date, b.due_date ?? b.date]
    if (x !== y) return x < y ? -1 : 1
    // Of one day, what is due before what is not said to be: the order of the lines is without meaning.
    return Number(!a.due_date) - Number(!b.due_date)
  })
  let overdue = 0
  let oldest: string | null = null
  for (const line of byDue) {
    const left = line.amount - Math.min(Math.max(line.amount, 0), paid)
    paid -= line.amount - left
    const due = line.due_date ?? null
    if (left <= 0 || due === null || due >= today) continue
    overdue += left
    oldest ??= due
  }
  return {
    receivable,
    overdue,
    overdue_days: oldest === null ? 0 : daysBetween(oldest, today),
  }
}
