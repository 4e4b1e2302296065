// merges: what was merged by whom, newest first, and one merge with all that was decided. Everybody sees those whose
// customer he sees; the decisions, which tell values, only who may see all its rows.
import {
  type MergeEntry,
  MERGES_PAGE_MAX,
  type MergesReply,
  type MergesRequest,
} from '../../shared/protocol/merge.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { MergePorts } from './merge.ts'
import { readStanding } from './merge-rows.ts'

const readPlace = (before: string): number => {
  if (before === '') return Number.MAX_SAFE_INTEGER
  const seq = /^m(\d{1,15})$/u.exec(before)?.[1]
  if (seq === undefined) throw new Refusal('malformed', 'This place in the log is none of ours.')
  return Number(seq)
}

const withDecisions = async (
  { store, merges }: MergePorts,
  actor: Actor,
  entry: MergeEntry,
): Promise<MergeEntry> => {
  const ids = [entry.winner, ...entry.losers].map(({ id }) => id)
  const seen = ids.map((id) => ({ id, rev: null }))
  const { standing } = await readStanding(store, actor, seen)
  if (!ids.every((id) => standing.has(id))) return entry
  const edge = await merges.readEdge(actor, entry.merge)
  return { ...entry, decisions: [...(edge?.decisions ?? [])] }
}

export const mergeLog = async (
  ports: MergePorts,
  actor: Actor,
  order: Omit<MergesRequest, 'epoch'>,
): Promise<MergesReply> => {
  const limit = Math.min(order.limit, MERGES_PAGE_MAX)
  const merge = order.merge ?? null
  const ask = { before: readPlace(order.before), limit: limit + 1, merge }
  const found = await ports.merges.readMerges(actor, ask)
  const page = found.slice(0, limit).map(({ entry }) => entry)
  const last = found.slice(0, limit).at(-1)
  return {
    merges:
      merge === null
        ? page
        : await Promise.all(page.map((entry) => withDecisions(ports, actor, entry))),
    before: last ? `m${last.seq}` : order.before,
    more: found.length > limit,
  }
}
