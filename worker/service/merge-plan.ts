// From the rows of a merge to what is to be stored: the values that survive, the main contact, keys, snapshots.
import { keyChange } from '../../shared/merge/key-change.ts'
import type { Side, Standing } from '../../shared/merge/facts.ts'
import { type Chosen, type Decided, decidedValues, survive } from '../../shared/merge/survive.ts'
import { sparse, valueAt } from '../../shared/merge/three-way.ts'
import type { Problem } from '../../shared/problem.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { customer } from '../../shared/schema/customer.ts'
import { borrowed, borrowedKey } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import type { Left, MergePlan, MergingFact, Snapshot } from './merge-facts.ts'
import { toMerging } from './merge-rows.ts'
import { rulesOf } from './rules.ts'
import type { PushFacts } from './store.ts'

/** What a customer's row says of his main contact. */
export const borrowedValues = (contact: WireValues | null): WireValues =>
  Object.fromEntries(
    borrowed.map((key) => [borrowedKey(key), contact === null ? null : valueAt(contact, key)]),
  )

export const withContact = (values: WireValues, contact: WireValues | null): WireValues =>
  sparse({ ...values, ...borrowedValues(contact) })

export interface Joined {
  readonly decisions: readonly Decided[]
  /** The merged row whole. */
  readonly values: WireValues
  /** The row that the main contact comes from. */
  readonly contactOf: string | null
  readonly contact: Side | null
}

/** The first of `rows` stays; `contact` names the row whose main contact it gets, if that one has any. */
export const joinRows = (
  facts: PushFacts,
  rows: readonly Standing[],
  chosen: ReadonlyMap<string, Chosen>,
  contact: string | null,
): Joined => {
  const merging = rows.map((row) => toMerging(facts, row))
  const decisions = survive(customer.fields, merging, chosen)
  const having = rows.filter((row) => row.side !== null)
  const giver = having.find((row) => row.id === contact) ?? having[0] ?? null
  return {
    decisions,
    values: withContact(decidedValues(decisions), giver?.side?.values ?? null),
    contactOf: giver?.id ?? null,
    contact: giver?.side ?? null,
  }
}

/** What is wrong with the merged row, errors only. */
export const faultsOf = (actor: Actor, winner: Standing, joined: Joined): readonly Problem[] =>
  rulesOf(actor, 'customer')
    .faults(joined.values, winner)
    .filter((problem) => problem.level === 'error')

const textAt = (values: WireValues, field: string): string | null => {
  const value = valueAt(values, field)
  return value === null ? null : String(value)
}
export const scopeAt = (values: WireValues): Left => ({
  owner: textAt(values, 'owner'),
  visibility: textAt(values, 'visibility'),
})
export const isSameScope = (a: Left, b: Left): boolean =>
  a.owner === b.owner && a.visibility === b.visibility

type Created = MergePlan['created']
/** The oldest; `created` has at least one. */
export const oldest = (created: readonly Created[]): Created =>
  created
    .map(({ createdAt, createdBy }) => ({ createdAt, createdBy }))
    .reduce((a, b) => (b.createdAt < a.createdAt ? b : a))

const toSnapshot = (row: Standing, fact: MergingFact): Snapshot => {
  const { children: _, ...own } = fact
  const { rev, crev, values, computed } = row
  return { ...own, rev, crev, values, computed }
}

export const toRecord = (
  actor: Actor,
  rows: readonly Standing[],
  facts: ReadonlyMap<string, MergingFact>,
  joined: Joined,
): Pick<MergePlan, 'record' | 'names' | 'decisions' | 'keys' | 'created' | 'left'> | null => {
  const snapshots = rows.flatMap((row) => {
    const fact = facts.get(row.id)
    return fact ? [toSnapshot(row, fact)] : []
  })
  const [winner] = rows
  if (!winner || snapshots.length < rows.length) return null
  const before = scopeAt(winner.values)
  return {
    record: { rows: snapshots, joined: joined.values, primary: joined.contact?.id ?? null },
    names: rows.map(({ id, values }) => [id, textAt(values, 'name') ?? '']),
    decisions: joined.decisions,
    keys: keyChange(winner.values, joined.values, rulesOf(actor, 'customer')),
    created: oldest(snapshots),
    left: isSameScope(before, scopeAt(joined.values)) ? null : before,
  }
}
