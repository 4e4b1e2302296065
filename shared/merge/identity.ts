// Was a row recycled: another customer typed or pasted over an old one (facts/sync.md, hazard R37)?
import type { WireValues } from '../protocol/cell.ts'
import type { TableRules } from './facts.ts'

const NAME = 'name'

const strongKeys = (rules: TableRules, values: WireValues): ReadonlySet<number> =>
  new Set(
    rules.keysOf(values).flatMap((k) => (k.kind === 'name' || k.kind === 'alias' ? [] : [k.key])),
  )

/** In a sheet that shows no names, or nothing else that is a customer's alone, so many cells tell one. */
const CELLS_MIN = 3

/** Does the sheet say something else in all that it shows? Two customers may well live in one city. */
const isAllOther = (before: WireValues, sent: WireValues): boolean => {
  const said = Object.keys(sent).filter((key) => (sent[key] ?? null) !== null)
  const same = said.filter((key) => sent[key] === before[key])
  return said.length - same.length >= CELLS_MIN && same.length <= 1
}

/**
 * Is he called otherwise, where the sheet shows none of his strong keys, and says something else in all that it said of
 * him? What was blank before is filled in, not replaced.
 */
const isReplaced = (before: WireValues, sent: WireValues, rules: TableRules): boolean => {
  const shown = Object.entries(before).filter(([key, value]) => key in sent && value !== null)
  if (strongKeys(rules, Object.fromEntries(shown)).size > 0) return false
  return isAllOther(before, Object.fromEntries(shown.map(([key]) => [key, sent[key] ?? null])))
}

/**
 * True when the name and all strong keys (credit code, phones, e-mails) are others than before, and there
 * is at least one such key on either side: a row that never had any is simply renamed. In a sheet without names, or
 * without any of his strong keys: when all cells but one at most are others.
 * @param sent the fields that the sheet has
 */
export const isOtherCustomer = (
  before: WireValues,
  after: WireValues,
  rules: TableRules,
  sent: WireValues,
): boolean => {
  const name = rules.nameOf(before)
  if (name === null) return false
  const isRenamed = name !== rules.nameOf(after)
  if (!isRenamed && (NAME in sent || !isAllOther(before, sent))) return false
  const old = strongKeys(rules, before)
  const now = strongKeys(rules, after)
  if (old.size + now.size > 0 && [...old].every((key) => !now.has(key))) return true
  return isRenamed && isReplaced(before, sent, rules)
}
