// Which question comes next: pages of them, the one on the table, and a look ahead so that nobody waits for it.
import type { MatchCluster, ReviewReply } from '../../../shared/protocol/matches.ts'
import { MERGE_ROWS_MAX } from '../../../shared/protocol/merge.ts'
import { toCard } from './card.ts'
import { nameOf } from './model.ts'
import type { Effect, Review, Step } from './model.ts'

/** Behind the card fewer than that: the next page is asked for. */
const QUEUE_MIN = 3

const stay = (state: Review): Step => ({ state, effects: [] })

export const previewOf = (state: Review, cluster: MatchCluster): readonly Effect[] => {
  const name = nameOf(cluster)
  return state.previews[name] === undefined
    ? [
        {
          do: 'preview',
          name,
          rows: cluster.members.slice(0, MERGE_ROWS_MAX).map(({ id }) => id),
        },
      ]
    : []
}

/** The next page, where one is needed; after the last one it begins again: what was split since may be there. */
const morePages = (state: Review): Step => {
  if (state.busy !== null || state.queue.length >= QUEUE_MIN) return stay(state)
  if (state.cursor !== null) {
    const effect: Effect = { do: 'page', after: state.cursor, of: state.of }
    return { state: { ...state, busy: 'page' }, effects: [effect] }
  }
  if (state.card !== null || state.queue.length > 0) return stay(state)
  if (state.done === 0 || state.isLastRound)
    return { state, effects: [{ do: 'finished', of: state.of }] }
  return {
    state: { ...state, busy: 'page', isLastRound: true },
    effects: [{ do: 'page', after: '', of: state.of }],
  }
}

/** The next question comes on the table; what comes after it is looked at ahead. */
export const advance = (state: Review): Step => {
  const [first, ...rest] = state.queue
  const now: Review =
    state.card !== null || first === undefined
      ? state
      : {
          ...state,
          card: toCard(first, state.previews[nameOf(first)] ?? null),
          queue: rest,
          asking: null,
        }
  const shown = now.card === null ? [] : [now.card.cluster]
  const ahead = [...shown, ...now.queue.slice(0, 1)].flatMap((cluster) => previewOf(now, cluster))
  const more = morePages(now)
  return { state: more.state, effects: [...ahead, ...more.effects] }
}

/** Pairs as questions, by how many pairs those of the page have. */
const questionsIn = (pairs: number, clusters: ReviewReply['clusters']): number => {
  const sizes = clusters.map((cluster) => cluster.pairs.length)
  const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length)
  return Math.ceil(pairs / Math.max(1, mean))
}

export const paged = (state: Review, reply: ReviewReply): Step => {
  const known = new Set([
    ...state.seen,
    ...state.queue.map(nameOf),
    ...(state.card === null ? [] : [nameOf(state.card.cluster)]),
  ])
  const fresh = reply.clusters.filter((cluster) => !known.has(nameOf(cluster)))
  const labels = { ...state.labels }
  for (const [table, its] of Object.entries(reply.labels))
    labels[table] = { ...labels[table], ...its }
  // A cursor that brings nothing for ever is not followed for ever.
  const isIdle = fresh.length === 0 && reply.cursor === state.cursor
  return advance({
    ...state,
    labels,
    busy: null,
    queue: [...state.queue, ...fresh],
    cursor: reply.cursor === '' || isIdle ? null : reply.cursor,
    left: questionsIn(reply.left, reply.clusters),
    isLastRound: state.isLastRound && fresh.length === 0,
  })
}
