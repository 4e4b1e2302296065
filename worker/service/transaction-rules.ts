// The rules of transactions: what a line is that does not say, what it must say to count, and who may book what.
import type { Standing } from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import { flaw, type Problem } from '../../shared/problem.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { transactionFaults } from '../../shared/sheet/trade.ts'
import type { Actor } from '../auth/actor.ts'
import { bookedKinds, mayBook } from '../auth/booking.ts'

/** A line that is due or was paid is an invoice; another that does not say what it is was ordered. */
export const completedTransaction = (values: WireValues): WireValues => {
  if (valueAt(values, 'kind') !== null) return values
  const isOwed = valueAt(values, 'due_date') !== null || valueAt(values, 'paid_on') !== null
  return { ...values, kind: isOwed ? 'invoice' : 'order' }
}

const isBooked = (values: WireValues): boolean =>
  bookedKinds.some((kind) => kind === valueAt(values, 'kind'))

/** Neither a line that is booked nor one that would become it is a rep's to write. */
const rightsOf = (
  actor: Actor,
  values: WireValues,
  standing: Standing | null,
): readonly Problem[] => {
  if (mayBook(actor)) return []
  return isBooked(values) || (standing !== null && isBooked(standing.values))
    ? [{ field: 'kind', ...flaw('kind.booked', 'error') }]
    : []
}

export const faultsOfTransaction = (
  actor: Actor,
  values: WireValues,
  standing: Standing | null,
): readonly Problem[] => [
  ...transactionFaults(values, actor.org.currency),
  ...rightsOf(actor, values, standing),
]
