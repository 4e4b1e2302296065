// Is a new row a customer that exists? The first of equal rows in one paste counts as existing.
import type { Known } from '../protocol/push.ts'
import type { Match, RowKey, TableRules } from './facts.ts'

const order: readonly Known['by'][] = ['credit', 'name', 'mobile', 'phone', 'email']

const isReason = (kind: RowKey['kind']): kind is Known['by'] =>
  order.some((reason) => reason === kind)

/** The best reason wins, then a customer that the reader may see, then the oldest (ids grow with time). */
const isBetter = (a: Match, b: Match): boolean => {
  const byReason = order.findIndex((r) => r === a.kind) - order.findIndex((r) => r === b.kind)
  if (byReason !== 0) return byReason < 0
  if (a.isVisible !== b.isVisible) return a.isVisible
  return a.id < b.id
}

/** The customer that has one of `keys` and agrees; null for none. */
export const findKnown = (
  keys: readonly RowKey[],
  matchesOf: (key: number) => readonly Match[],
  isHere: (id: string) => boolean,
  rules: TableRules,
): Known | null => {
  let best: Match | null = null
  for (const key of keys) {
    if (!isReason(key.kind)) continue
    for (const match of matchesOf(key.key))
      if (match.kind === key.kind && rules.agrees(key, match) && (!best || isBetter(match, best)))
        best = match
  }
  if (!best || !isReason(best.kind)) return null
  return {
    by: best.kind,
    id: best.isVisible ? best.id : null,
    label: best.isVisible ? best.label : null,
    here: isHere(best.id),
  }
}
