// archive: rows put away for everybody, or brought back; one by one outcomes, many at once only in words.
import {
  type ArchiveReply,
  type ArchiveRequest,
  type ArchiveResult,
  confirmAbove,
  confirmWords,
} from '../../shared/protocol/archive.ts'
import type { Actor } from '../auth/actor.ts'
import type { ArchiveFact, Store } from './store.ts'

const ROUNDS_MAX = 3

type Order = Omit<ArchiveRequest, 'epoch'>

/** What needs no writing to be answered; null for what is to be done. */
const standingAnswer = (
  id: string,
  rev: number,
  fact: ArchiveFact | undefined,
  restore: boolean,
): ArchiveResult | null => {
  if (!fact?.isAllowed) return { id, outcome: 'forbidden' }
  if (fact.isArchived !== restore) return { id, outcome: 'done', rev: fact.rev }
  return fact.rev === rev ? null : { id, outcome: 'retry', rev: fact.rev }
}

export const archive = async (
  store: Store,
  actor: Actor,
  order: Order,
  now: number,
): Promise<ArchiveReply> => {
  const { table, workbook, restore } = order
  const sent = new Map(order.rows)
  const answers = new Map<string, ArchiveResult>()
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const open = [...sent].filter(([id]) => !answers.has(id))
    if (open.length === 0) break
    const facts = await store.readArchive(
      actor,
      table,
      open.map(([id]) => id),
    )
    const isMany = !restore && sent.size > confirmAbove(facts.live)
    if (round === 0 && isMany && order.confirm !== confirmWords(sent.size))
      return { results: [], confirm: confirmWords(sent.size) }
    for (const [id, rev] of open) {
      const answer = standingAnswer(id, rev, facts.rows.get(id), restore)
      if (answer) answers.set(id, answer)
    }
    const rows = open.filter(([id]) => !answers.has(id))
    if (rows.length === 0) break
    const batch = order.batch ?? null
    const plan = { table, workbook, now, isRestored: restore, rows, batch, undoes: null }
    for (const id of await store.writeArchive(actor, plan))
      answers.set(id, { id, outcome: 'applied', rev: (sent.get(id) ?? 0) + 1 })
  }
  return { results: order.rows.map(([id]) => answers.get(id) ?? { id, outcome: 'retry' }) }
}
