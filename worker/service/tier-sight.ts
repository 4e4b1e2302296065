// Which figures of a customer a caller sees in receipts, boards and lists. The one place where rights on fields reach
// the tiers: a figure is seen where its field is seen whole, or not at all.
import { type AnyField } from '../../shared/schema/table.ts'
import { tables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import { isSeenWhole } from './field-sight.ts'

/** true: the caller may see figures of that field, where he sees the customer. */
export type Sight = (field: string) => boolean

/** Fields of figures that a receipt or a board speaks of. */
export const figureFields = [
  'profit_12m',
  'margin_12m',
  'sales_12m',
  'orders_12m',
  'cost_12m',
  'overdue',
] as const

const customerFields: Readonly<Record<string, AnyField>> = tables.customer.fields

/** Parts of the profit that are no fields of their own. */
const partOfProfit: readonly string[] = ['margin_12m', 'cost_12m']
/** The transactions that a figure is made of, one by one. */
export const LINES = 'lines'

/** Sensitive fields (P3) stand in no list. */
export const sightOf =
  (actor: Actor): Sight =>
  (field) => {
    if (field === LINES)
      return ['amount', 'margin', 'cost'].every((key) => isSeenWhole(actor, 'transaction', key))
    const own = partOfProfit.includes(field) ? 'profit_12m' : field
    return customerFields[own]?.privacy !== 'P3' && isSeenWhole(actor, 'customer', own)
  }

export const hiddenFrom = (sight: Sight): string[] => figureFields.filter((f) => !sight(f))
