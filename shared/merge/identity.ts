// Was a row recycled: another customer typed or pasted over an old one (facts/sync.md, hazard R37)?
import type { WireValues } from '../protocol/cell.ts'
import type { TableRules } from './facts.ts'

const strongKeys = (rules: TableRules, values: WireValues): ReadonlySet<number> =>
  new Set(
    rules.keysOf(values).flatMap((k) => (k.kind === 'name' || k.kind === 'alias' ? [] : [k.key])),
  )

/**
 * True when the name and all strong keys (credit code, phones, e-mails) are others than before, and there
 * is at least one such key on either side: a row that never had any is simply renamed.
 */
export const isOtherCustomer = (
  before: WireValues,
  after: WireValues,
  rules: TableRules,
): boolean => {
  const name = rules.nameOf(before)
  if (name === null || name === rules.nameOf(after)) return false
  const old = strongKeys(rules, before)
  const now = strongKeys(rules, after)
  return old.size + now.size > 0 && [...old].every((key) => !now.has(key))
}
