// Between the facts and the batch: what is asked of the store for a chunk, and a decision completed to what is
// stored with it. Push, resolve and undo write by the same plan.
import { createdOf, type Created } from '../../shared/merge/created.ts'
import { derivedId } from '../../shared/merge/derived-id.ts'
import type { Decision, Incoming, TableRules } from '../../shared/merge/facts.ts'
import { contactOfCustomer, customerOfContact, type SideWrite } from '../../shared/merge/side.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { Actor } from '../auth/actor.ts'
import { nextRev, tickOf } from './revision.ts'
import { rulesOf } from './rules.ts'
import type { PlannedWrite, PushAsk, PushFacts } from './store.ts'
import { lastWriter } from './writers.ts'

const parentOf = (row: Incoming, created: Created): readonly (readonly [string, string])[] => {
  const customer = valueAt(created.values, 'customer_id')
  return typeof customer === 'string' ? [[row.id, customer]] : []
}

/** What the store is asked for a chunk. */
export const askFor = (table: TableName, rows: readonly Incoming[], rules: TableRules): PushAsk => {
  const fresh = rows
    .filter((row) => row.base === 0)
    .map((row) => ({ row, created: createdOf(row, rules) }))
  const asking = fresh.filter(({ row }) => row.answer !== 'new')
  return {
    table,
    rows: rows.map((row) => [row.id, row.base, row.hash]),
    keys: [
      ...new Set(
        asking.flatMap(({ created }) =>
          created.keys.flatMap((k) => (k.kind === 'alias' ? [] : [k.key])),
        ),
      ),
    ],
    firstKeys: asking.map(({ row, created }) => [created.first.key, row.first]),
    parents: table === 'contact' ? fresh.flatMap(({ row, created }) => parentOf(row, created)) : [],
  }
}

export type Writing = Extract<Decision, { readonly write: unknown }>
export const isWriting = (decision: Decision): decision is Writing =>
  'write' in decision && decision.write !== null

/** What the writes of one chunk are planned on. */
export interface Ground {
  readonly table: TableName
  readonly facts: PushFacts
  /** The clock that revisions follow. */
  readonly tick: number
  /** Rows of the other table that a write of this chunk takes along already. */
  readonly claimed: Set<string>
  /** How rows came into the sheet, where there is something to say. */
  readonly hints: ReadonlyMap<string, string>
}

/** @param now UTC, milliseconds */
export const groundAt = (
  { org }: Actor,
  now: number,
  {
    table,
    facts,
    hints = new Map(),
  }: Pick<Ground, 'table' | 'facts'> & Partial<Pick<Ground, 'hints'>>,
): Ground => ({ table, facts, tick: tickOf(org, now), claimed: new Set(), hints })

/** Completes a decision to what is stored with it: the other table's row, conflicts, who loses sight. */
export const planWrite = (
  actor: Actor,
  { table, facts, tick, claimed, hints }: Ground,
  decision: Writing,
): PlannedWrite | null => {
  const { write, row } = decision
  if (write === null) return null
  let side: SideWrite | null = null
  if (table === 'customer') side = contactOfCustomer(write, row)
  if (table === 'contact') {
    const customer = row ? row.side : (facts.parents.get(write.id) ?? null)
    side = customerOfContact(write, customer, rulesOf(actor, 'customer'))
  }
  if (side && claimed.has(side.id)) side = null
  if (side) claimed.add(side.id)
  const isMoved =
    row !== null && ['owner', 'visibility'].some((field) => write.changed.includes(field))
  const textAt = (field: string) => {
    const value = row ? valueAt(row.values, field) : null
    return value === null ? null : String(value)
  }
  // A conflict needs a base that is no longer the newest.
  const base = facts.bases.get(write.id) ?? {}
  const trail = facts.authors.get(write.id)
  const rev = nextRev(write.expected, tick)
  return {
    ...write,
    rev,
    side,
    left:
      table === 'customer' && isMoved
        ? { owner: textAt('owner'), visibility: textAt('visibility') }
        : null,
    conflictRows: write.conflicts.map((c) => ({
      ...c,
      base: valueAt(base, c.field),
      id: derivedId(write.id, `conflict/${rev}/${c.field}`),
      ...lastWriter(trail, c.field, c.theirs),
    })),
    resolves: [],
    hint: hints.get(write.id) ?? null,
  }
}
