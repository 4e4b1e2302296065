// batches: what was written together, newest first; one's own, or for managers everybody's.
import type { Batch, BatchesReply, BatchesRequest } from '../../shared/protocol/batches.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { BatchFacts } from './batch-facts.ts'
import type { Store } from './store.ts'

const PAGE_MAX = 100

type Order = Omit<BatchesRequest, 'workbook' | 'epoch'>

/** A position among seqs, counted downwards; shared with undo. */
export const readPlace = (cursor: string): number => {
  if (cursor === '') return Number.MAX_SAFE_INTEGER
  const seq = /^b(\d{1,15})$/u.exec(cursor)?.[1]
  if (seq === undefined) throw new Refusal('malformed', 'This cursor is none of ours.')
  return Number(seq)
}
export const writePlace = (seq: number): string => `b${seq}`

const told = (actor: Actor, facts: BatchFacts): Batch => {
  const { seq: _, ...batch } = facts
  return { ...batch, byName: actor.users.find((user) => user.id === batch.by)?.name ?? '' }
}

export const batches = async (store: Store, actor: Actor, order: Order): Promise<BatchesReply> => {
  const limit = Math.min(order.limit, PAGE_MAX)
  const found = await store.readBatches(actor, {
    by: order.whose === 'all' && mayHandOver(actor) ? null : actor.id,
    atLeast: order.atLeast,
    before: readPlace(order.cursor),
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    batches: page.map((batch) => told(actor, batch)),
    cursor: last ? writePlace(last.seq) : order.cursor,
    more: found.length > limit,
  }
}
