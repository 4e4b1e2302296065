// What makes a line of trade countable: it has an amount, and in another currency than the organisation's a rate.
import { flaw, type Problem } from '../problem.ts'
import type { WireValues } from '../protocol/cell.ts'
import type { Setting } from '../schema/kind.ts'

const worth = ['amount', 'margin', 'cost'] as const

const at = (values: WireValues, key: string): string | number | null => values[key] ?? null

/** `currency`: the organisation's own. A cost line may say its amount as a cost, a sale its margin alone. */
export const transactionFaults = (values: WireValues, currency: string): readonly Problem[] => {
  const problems: Problem[] = []
  if (worth.every((key) => at(values, key) === null))
    problems.push({ field: 'amount', ...flaw('required.empty', 'error') })
  const other = at(values, 'currency')
  if (other !== null && other !== currency && at(values, 'rate') === null)
    problems.push({
      field: 'rate',
      ...flaw('rate.missing', 'error', { currency: other, own: currency }),
    })
  return problems
}

/**
 * How a line's amounts are read: in the currency that stands beside them, so that "US$1,200" is one in a line in USD
 * and a slip in any other. `code` is the line's own currency, null where it names none.
 */
export const inCurrency = (setting: Setting, code: string | number | null): Setting =>
  typeof code === 'string' && code !== setting.currency ? { ...setting, currency: code } : setting
