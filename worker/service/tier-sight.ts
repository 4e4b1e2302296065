// Which figures of a customer a caller sees in receipts, boards and lists. The one place where rights on fields reach
// the tiers: who sees a customer sees all of his figures today.
import { type AnyField } from '../../shared/schema/table.ts'
import { tables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'

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

/** Sensitive fields (P3) stand in no list. */
export const sightOf =
  (_actor: Actor): Sight =>
  (field) =>
    customerFields[field]?.privacy !== 'P3'

export const hiddenFrom = (sight: Sight): string[] => figureFields.filter((f) => !sight(f))
