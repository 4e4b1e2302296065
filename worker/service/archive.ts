// archive: rows put away for everybody, or brought back; one by one outcomes, many at once only in words. What belongs
// to a row goes with it in one batch; a request of many rows is several batches, and ends where it grows too large.
import {
  type ArchiveReply,
  type ArchiveRequest,
  type ArchiveResult,
  confirmAbove,
  confirmWords,
} from '../../shared/protocol/archive.ts'
import type { Actor } from '../auth/actor.ts'
import type { ArchiveFact, ArchiveFacts } from './archive-facts.ts'
import { nextRev, tickOf } from './revision.ts'
import type { Store } from './store.ts'

const ROUNDS_MAX = 3
/** Rows of one batch with all that goes along; a single row may take more. */
export const BATCH_ROWS_MAX = 2_000
/** Batches of one request: what is left is answered `retry` at the revision that was sent. */
export const BATCHES_MAX = 8

type Order = Omit<ArchiveRequest, 'epoch'>
type Head = readonly [id: string, rev: number]

/** What needs no writing to be answered; null for what is to be done. */
const standingAnswer = (
  [id, rev]: Head,
  fact: ArchiveFact | undefined,
  restore: boolean,
): ArchiveResult | null => {
  if (!fact?.isAllowed) return { id, outcome: 'forbidden' }
  if (fact.isArchived !== restore) return { id, outcome: 'done', rev: fact.rev }
  return fact.rev === rev ? null : { id, outcome: 'retry', rev: fact.rev }
}

/** In their order, each piece within the bound of a batch. */
const toPieces = (rows: readonly Head[], facts: ArchiveFacts): readonly (readonly Head[])[] => {
  const pieces: Head[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const row of rows) {
    const weight = 1 + (facts.rows.get(row[0])?.children ?? 0)
    if (size + weight > BATCH_ROWS_MAX) {
      pieces.push([])
      size = 0
    }
    pieces.at(-1)?.push(row)
    size += weight
  }
  return pieces
}

/** How many rows the user means at once, in however many requests. */
const meantBy = ({ rows, of = 0 }: Order): number =>
  Math.max(of, new Set(rows.map(([id]) => id)).size)

const isUnconfirmed = (order: Order, { live }: ArchiveFacts): boolean => {
  const meant = meantBy(order)
  return !order.restore && meant > confirmAbove(live) && order.confirm !== confirmWords(meant)
}

export const archive = async (
  store: Store,
  actor: Actor,
  order: Order,
  now: number,
): Promise<ArchiveReply> => {
  const { table, workbook, restore: isRestored, batch = null } = order
  const sent = new Map(order.rows)
  const answers = new Map<string, ArchiveResult>()
  const tick = tickOf(actor.org, now)
  let batches = 0
  for (let round = 0; round < ROUNDS_MAX && batches < BATCHES_MAX; round++) {
    const open = [...sent].filter(([id]) => !answers.has(id))
    if (open.length === 0) break
    const ids = open.map(([id]) => id)
    const facts = await store.readArchive(actor, table, ids)
    if (round === 0 && isUnconfirmed(order, facts))
      return { results: [], confirm: confirmWords(meantBy(order)) }
    for (const row of open) {
      const answer = standingAnswer(row, facts.rows.get(row[0]), isRestored)
      if (answer) answers.set(row[0], answer)
    }
    const rest = open.filter(([id]) => !answers.has(id))
    for (const rows of toPieces(rest, facts)) {
      if (batches === BATCHES_MAX) break
      batches += 1
      const plan = { table, workbook, now, isRestored, rows, batch, undoes: null }
      for (const id of await store.writeArchive(actor, plan))
        answers.set(id, { id, outcome: 'applied', rev: nextRev(sent.get(id) ?? 0, tick) })
    }
  }
  const left = (id: string, rev: number): ArchiveResult => ({ id, outcome: 'retry', rev })
  return { results: order.rows.map(([id, rev]) => answers.get(id) ?? left(id, rev)) }
}
