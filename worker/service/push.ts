// push: rows in, one outcome a row out. Read, decide (shared/merge), write what passed; rows whose ground moved
// meanwhile are read and decided again, at most three times in all, then left to the client's next try.
import { createdOf, type Created } from '../../shared/merge/created.ts'
import { decideChunk, type PushMemory } from '../../shared/merge/decide.ts'
import { derivedId } from '../../shared/merge/derived-id.ts'
import type { Decision, Incoming, TableRules } from '../../shared/merge/facts.ts'
import { contactOfCustomer, customerOfContact, type SideWrite } from '../../shared/merge/side.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { PushReply, RowResult } from '../../shared/protocol/push.ts'
import type { Actor } from '../auth/actor.ts'
import { readRows, type SentRows } from './read-rows.ts'
import { toResult } from './result.ts'
import { rulesOf } from './rules.ts'
import type { PlannedWrite, PushAsk, PushFacts, Store, Written } from './store.ts'

const ROUNDS_MAX = 3

export interface PushOrder extends SentRows {
  readonly workbook: string
}

const parentOf = (row: Incoming, created: Created): readonly (readonly [string, string])[] => {
  const customer = valueAt(created.values, 'customer_id')
  return typeof customer === 'string' ? [[row.id, customer]] : []
}

const askFor = (table: TableName, rows: readonly Incoming[], rules: TableRules): PushAsk => {
  const fresh = rows
    .filter((row) => row.base === 0)
    .map((row) => ({ row, created: createdOf(row, rules) }))
  const asking = fresh.filter(({ row }) => row.answer !== 'new')
  return {
    table,
    rows: rows.map((row) => [row.id, row.base, row.hash]),
    keys: [...new Set(asking.flatMap(({ created }) => created.keys.map((k) => k.key)))],
    firstKeys: asking.map(({ row, created }) => [created.first.key, row.first]),
    parents: table === 'contact' ? fresh.flatMap(({ row, created }) => parentOf(row, created)) : [],
  }
}

type Writing = Extract<Decision, { readonly write: unknown }>
const isWriting = (decision: Decision): decision is Writing =>
  'write' in decision && decision.write !== null

/** Completes a decision to what is stored with it: the other table's row, conflicts, who loses sight. */
const planWrite = (
  actor: Actor,
  table: TableName,
  decision: Writing,
  facts: PushFacts,
  claimed: Set<string>,
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
  const author = facts.authors.get(write.id)
  return {
    ...write,
    side,
    left:
      table === 'customer' && isMoved
        ? { owner: textAt('owner'), visibility: textAt('visibility') }
        : null,
    conflictRows: write.conflicts.map((c) => ({
      ...c,
      id: derivedId(write.id, `conflict/${write.expected + 1}/${c.field}`),
      by: author?.by ?? '',
      at: author?.at ?? 0,
    })),
  }
}

/** A row that waits for another of the same push, which was not stored after all, is decided again with it. */
const isSettled = (decision: Decision, stored: ReadonlySet<string>, lost: ReadonlySet<string>) => {
  if (isWriting(decision)) return decision.write !== null && stored.has(decision.write.id)
  if (decision.outcome === 'known')
    return decision.known.id === null || !lost.has(decision.known.id)
  return true
}

/** Stores the rows of one push. Safe to repeat: an intention that was applied is answered `done`. */
export const push = async (
  store: Store,
  actor: Actor,
  order: PushOrder,
  now: number,
): Promise<PushReply> => {
  const { table } = order
  const rules = rulesOf(actor, table)
  const read = await readRows(store, actor, order, now)
  const results: (RowResult | null)[] = read.map((row) => row.result)
  const memory: PushMemory = {
    ids: new Set(read.flatMap(({ incoming }) => incoming?.id ?? [])),
    adopted: new Set(),
  }
  let seqs: Written['seqs'] | null = null
  let open = read.flatMap(({ incoming }, at) => (incoming ? [{ incoming, at }] : []))
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round++) {
    const rows = open.map(({ incoming }) => incoming)
    const facts = await store.readPush(actor, askFor(table, rows, rules))
    const decisions = decideChunk(rows, facts, rules, memory)
    const claimed = new Set<string>()
    const writes = decisions.flatMap(
      (d) => (isWriting(d) ? planWrite(actor, table, d, facts, claimed) : null) ?? [],
    )
    const written =
      writes.length > 0
        ? await store.writePush(actor, {
            table,
            writes,
            now,
            workbook: order.workbook,
            seen: facts.seen,
          })
        : null
    const stored = written?.stored ?? new Set<string>()
    const lost = new Set(writes.map((w) => w.id).filter((id) => !stored.has(id)))
    const planned = new Map(writes.map((w) => [w.id, w]))
    // Seqs of a later round are not next to these; its rows come back with the next pull, harmlessly.
    if (stored.size > 0) seqs ??= written?.seqs ?? null
    open = open.filter(({ incoming, at }, i) => {
      const decision = decisions[i]
      if (!decision || !isSettled(decision, stored, lost)) return true
      results[at] = toResult(actor, order, incoming, decision, facts, planned.get(incoming.id))
      return false
    })
  }
  for (const { incoming, at } of open) results[at] = { id: incoming.id, outcome: 'retry' }
  return { results: results.filter((result) => result !== null), seqs: seqs && [...seqs] }
}
