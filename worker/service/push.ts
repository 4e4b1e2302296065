// push: rows in, one outcome a row out. Read, decide (shared/merge), write what passed; rows whose ground moved
// meanwhile are read and decided again, at most three times in all, then left to the client's next try.
import { decideChunk, type PushMemory } from '../../shared/merge/decide.ts'
import type { Decision } from '../../shared/merge/facts.ts'
import type { PushReply, RowResult } from '../../shared/protocol/push.ts'
import type { Actor } from '../auth/actor.ts'
import { askFor, isWriting, planWrite } from './plan.ts'
import { type ReadRow, readRows, type SentRows } from './read-rows.ts'
import { toResult } from './result.ts'
import { rulesOf } from './rules.ts'
import type { Store, Written } from './store.ts'

const ROUNDS_MAX = 3

export interface PushOrder extends SentRows {
  readonly workbook: string
  readonly batch?: string | undefined
  readonly session?: string | undefined
  /** What the audit is told of every row. */
  readonly hint?: string
}

/** A row that waits for another of the same push, which was not stored after all, is decided again with it. */
const isSettled = (decision: Decision, stored: ReadonlySet<string>, lost: ReadonlySet<string>) => {
  if (isWriting(decision)) return decision.write !== null && stored.has(decision.write.id)
  if (decision.outcome === 'known')
    return decision.known.id === null || !lost.has(decision.known.id)
  return true
}

const hintsOf = (rows: readonly ReadRow[], common: string | undefined) =>
  new Map(
    rows.flatMap(({ incoming, hint }): [string, string][] => {
      const words = [common, hint].filter((word) => word !== undefined && word !== null)
      return incoming && words.length > 0 ? [[incoming.id, words.join(' ')]] : []
    }),
  )

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
  const hints = hintsOf(read, order.hint)
  let seqs: Written['seqs'] | null = null
  let open = read.flatMap(({ incoming }, at) => (incoming ? [{ incoming, at }] : []))
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round++) {
    const rows = open.map(({ incoming }) => incoming)
    const facts = await store.readPush(actor, askFor(table, rows, rules))
    const decisions = decideChunk(rows, facts, rules, memory)
    const claimed = new Set<string>()
    const writes = decisions.flatMap(
      (d) => (isWriting(d) ? planWrite(actor, { table, facts, claimed, hints }, d) : null) ?? [],
    )
    const written =
      writes.length > 0
        ? await store.writePush(actor, {
            table,
            writes,
            now,
            workbook: order.workbook,
            seen: facts.seen,
            batch: order.batch ?? null,
            session: order.session ?? null,
            undoes: null,
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
