// What taking a merge back restores, and what it leaves because somebody changed it since. Pure: facts in, plan out.
import { keyChange } from '../../shared/merge/key-change.ts'
import type { Standing } from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import { unjoin } from '../../shared/merge/unjoin.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { KEPT_MAX, type KeptField, type UnmergeReply } from '../../shared/protocol/merge.ts'
import { borrowed, borrowedKey } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import type { ContactFact, MovedRow, UnmergeFacts, UnmergePlan, UnmergeRow } from './merge-facts.ts'
import { isSameScope, oldest, scopeAt, withContact } from './merge-plan.ts'
import { nextRev, tickOf } from './revision.ts'
import { rulesOf } from './rules.ts'

const borrowedKeys: readonly string[] = borrowed.map(borrowedKey)
/** Without what a customer's row says of his main contact: that follows the contact. */
const ownValues = (values: WireValues): WireValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !borrowedKeys.includes(key)))

const labelOf = (values: WireValues): string => String(valueAt(values, 'name') ?? '')

const mainContact = (facts: UnmergeFacts, id: string): ContactFact | null => {
  const { edge, customers, contacts } = facts
  const before = edge.rows.find((row) => row.id === id)?.primary ?? null
  const now = customers.get(id)?.primary ?? null
  const isNew = id === edge.winner && now !== edge.primary
  const wanted = (isNew ? now : before) ?? ''
  const contact = contacts.get(wanted) ?? null
  // Those that the winner still has go back to whom they came from.
  const isHere = contact !== null && valueAt(contact.values, 'customer_id') === edge.winner
  return isHere && !contact.isArchived ? contact : null
}

const keptOfMoved = (winner: string, row: MovedRow): readonly KeptField[] => {
  if (!row.isVisible) return []
  const { table, id, field: by, from, left, now } = row
  const keep = (
    field: string | null,
    reason: KeptField['reason'],
    values: Pick<KeptField, 'now' | 'before'>,
  ): KeptField => ({ table, row: id, label: labelOf(now), field, reason, ...values })
  const isOn = valueAt(now, by) !== winner
  const moved = isOn ? [keep(by, 'moved', { now: valueAt(now, by), before: from })] : []
  // Who merely names a merged customer is not otherwise concerned.
  if (by !== 'customer_id') return moved
  const keys = [...new Set([...Object.keys(left), ...Object.keys(now)])].filter((key) => key !== by)
  const changed = keys.filter((key) => valueAt(left, key) !== valueAt(now, key))
  return [
    ...moved,
    ...(row.isArchived ? [keep(null, 'archived', { now: null, before: null })] : []),
    ...changed.map((key) =>
      keep(key, 'changed', { now: valueAt(now, key), before: valueAt(left, key) }),
    ),
  ]
}

const keptOf = (
  facts: UnmergeFacts,
  winner: Standing,
  kept: ReturnType<typeof unjoin>['kept'],
): readonly KeptField[] => [
  ...kept.map(({ field, now, before }): KeptField => {
    const label = labelOf(winner.values)
    return { table: 'customer', row: winner.id, label, field, reason: 'changed', now, before }
  }),
  ...facts.moved.flatMap((row) => keptOfMoved(winner.id, row)),
  ...facts.added.map(({ table, id, label }): KeptField => {
    return { table, row: id, label, field: null, reason: 'added', now: null, before: null }
  }),
]

const toRow = (facts: UnmergeFacts, standing: Standing, values: WireValues): UnmergeRow => {
  const contact = mainContact(facts, standing.id)
  const { id, rev } = standing
  return {
    id,
    rev,
    values: withContact(values, contact?.values ?? null),
    primary: contact?.id ?? null,
  }
}

export interface UnmergeOrder {
  readonly workbook: string
  readonly now: number
}

/** `losers` in the order of the edge. */
export const planUnmerge = (
  actor: Actor,
  facts: UnmergeFacts,
  [winner, ...losers]: readonly [Standing, ...Standing[]],
  { workbook, now }: UnmergeOrder,
): UnmergePlan => {
  const { edge, contacts } = facts
  const before = edge.rows[0]?.values ?? {}
  const undone = unjoin(ownValues(before), ownValues(edge.joined), ownValues(winner.values))
  const restored = toRow(facts, winner, undone.values)
  const others = losers.map((loser) => toRow(facts, loser, ownValues(loser.values)))
  const kept = keptOf(facts, winner, undone.kept)
  const rows = [restored, ...others]
  const report: UnmergeReply = {
    outcome: 'unmerged',
    merge: edge.id,
    rows: rows.map(({ id, rev }) => ({ id, rev: nextRev(rev, tickOf(actor.org, now)) })),
    restored: { ...facts.back },
    kept: kept.slice(0, KEPT_MAX),
    keptMore: Math.max(0, kept.length - KEPT_MAX),
  }
  const left = scopeAt(winner.values)
  return {
    edge,
    workbook,
    now,
    winner: restored,
    losers: others,
    created: oldest([...facts.created, ...edge.rows.slice(0, facts.created.length > 0 ? 0 : 1)]),
    keys: keyChange(winner.values, restored.values, rulesOf(actor, 'customer')),
    left,
    isHandedBack: !isSameScope(left, scopeAt(restored.values)),
    contacts: [...contacts.values()].map(({ id, rev }) => [id, rev] as const),
    report,
  }
}
