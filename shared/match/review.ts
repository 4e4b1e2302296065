// Pairs that wait for a person, put together to what he decides at once: customers that may be one as a cluster by
// average link, related ones two by two. Pure: who may see what has been settled before.
import { clusterRows, VETO, type Link } from './cluster.ts'
import { linkScore, SURE_AMONG_MANY, type Judgement } from './judge.ts'
import { findingOf, LOOK_FROM, type Finding } from './verdict.ts'

/** A pair as it was found; `name` is the same for both orders. */
export interface Waiting {
  readonly a: string
  readonly b: string
  readonly finding: Finding
}

export interface JudgedPair {
  readonly a: string
  readonly b: string
  /** null: different, or kept apart by an answer. */
  readonly finding: Finding | null
  readonly judgement: Judgement
}

export interface Reviewed {
  readonly finding: Finding
  /** Ids, ascending: the oldest first. */
  readonly members: readonly string[]
  /** The strongest first. */
  readonly pairs: readonly JudgedPair[]
  readonly average: number
  /** Place of the weakest in `pairs`. */
  readonly weakest: number
}

/** The judgement of two members as things stand; `isApart` where an answer that still holds says so. */
export type JudgeMembers = (
  a: string,
  b: string,
) => { readonly judgement: Judgement; readonly isApart: boolean }

const BOUND = 12

const isOfOne = (finding: Finding | null): boolean => finding === 'same' || finding === 'look'

/** Rows that hang together through pairs of `waiting`, the strongest first; no group grows beyond `most`. */
const groupsOf = (waiting: readonly Waiting[], most: number): readonly (readonly string[])[] => {
  const groupOf = new Map<string, string[]>()
  for (const { a, b, finding } of waiting) {
    if (!isOfOne(finding)) continue
    const [left, right] = [groupOf.get(a) ?? [a], groupOf.get(b) ?? [b]]
    if (left === right || left.length + right.length > most) continue
    const joined = [...left, ...right]
    for (const id of joined) groupOf.set(id, joined)
  }
  return [...new Set(groupOf.values())]
}

const toReviewed = (members: readonly string[], judgeMembers: JudgeMembers): Reviewed => {
  const ids = members.toSorted()
  const pairs = ids
    .flatMap((a, i) =>
      ids.slice(i + 1).map((b): JudgedPair => {
        const { judgement, isApart } = judgeMembers(a, b)
        return { a, b, judgement, finding: isApart ? null : findingOf(judgement) }
      }),
    )
    .toSorted((x, y) => y.judgement.score - x.judgement.score)
  const bounded = pairs.map(({ judgement }) => Math.max(-BOUND, Math.min(BOUND, judgement.score)))
  const average = bounded.reduce((sum, score) => sum + score, 0) / Math.max(1, bounded.length)
  const only = pairs.length === 1 ? (pairs[0]?.finding ?? null) : null
  const finding = only ?? (average > SURE_AMONG_MANY ? 'same' : 'look')
  return { finding, members: ids, pairs, average, weakest: pairs.length - 1 }
}

/** The groups of rows that may be one, each split to clusters whose average is above the threshold of a look. */
const clustersOf = (
  group: readonly string[],
  judgeMembers: JudgeMembers,
): readonly (readonly string[])[] => {
  const ids = group.toSorted()
  const scoreOf = (i: number, k: number): number => {
    const { judgement, isApart } = judgeMembers(ids[i] ?? '', ids[k] ?? '')
    return isApart || judgement.score <= VETO ? VETO : linkScore(judgement) - LOOK_FROM
  }
  const links = ids.flatMap((_, a) =>
    ids.slice(a + 1).flatMap((_, k): Link[] => {
      const b = a + 1 + k
      const score = scoreOf(a, b)
      return score > 0 ? [{ a, b, score }] : []
    }),
  )
  const clusters = clusterRows(ids.length, links, scoreOf, (row) => row)
  const members = new Map<number, string[]>()
  for (const [i, cluster] of clusters.entries())
    members.set(cluster, [...(members.get(cluster) ?? []), ids[i] ?? ''])
  return [...members.values()].filter((cluster) => cluster.length > 1)
}

export interface ReviewedPairs {
  readonly clusters: readonly Reviewed[]
  /** Pairs that are nothing by now. */
  readonly stale: readonly Waiting[]
}

/** What waits, as clusters of at most `most`. Pairs that no cluster took in stand by themselves. */
export const reviewPairs = (
  waiting: readonly Waiting[],
  judgeMembers: JudgeMembers,
  most: number,
): ReviewedPairs => {
  const live = waiting.map((pair) => {
    const { judgement, isApart } = judgeMembers(pair.a, pair.b)
    return { ...pair, finding: isApart ? null : findingOf(judgement), was: pair }
  })
  const open = live.flatMap(({ a, b, finding }) => (finding === null ? [] : [{ a, b, finding }]))
  const joined = groupsOf(open, most).flatMap((group) => clustersOf(group, judgeMembers))
  const together = (a: string, b: string) =>
    joined.some((members) => members.includes(a) && members.includes(b))
  const alone = open.filter(({ a, b }) => !together(a, b)).map(({ a, b }) => [a, b])
  return {
    clusters: [...joined, ...alone].map((members) => toReviewed(members, judgeMembers)),
    stale: live.filter(({ finding }) => finding === null).map(({ was }) => was),
  }
}
