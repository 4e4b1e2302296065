// review: what waits for a person, in clusters, the most certain first. A caller sees a cluster only with members whom
// he may see. A page begins where the one before ended; what is nothing by now is closed on the way.
import { reasonsOf } from '../../shared/match/judge.ts'
import { reviewPairs, type Reviewed } from '../../shared/match/review.ts'
import type { Weights } from '../../shared/match/weights.ts'
import {
  CLUSTER_MAX,
  LEFT_MAX,
  REASONS_MAX,
  type MatchCluster,
  type MatchMember,
  type ReviewReply,
  type ReviewRequest,
} from '../../shared/protocol/matches.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../auth/actor.ts'
import { judgeMembersBy, openBench } from './match-judge.ts'
import { pairName, type MatchStore, type Member, type OpenPair, type Place } from './matches.ts'
import { readLabelsOf } from './named.ts'
import type { Store } from './store.ts'

/** Open pairs looked at for a page, whoever sees them. */
const LOOKED_MAX = 400

type Order = Omit<ReviewRequest, 'epoch'>

const toCursor = ({ score, a, b }: Place): string => [score, a, b].join('/')

const readCursor = (cursor: string | undefined): Place | null => {
  if (cursor === undefined || cursor === '') return null
  const [score = '', a = '', b = ''] = cursor.split('/')
  if (b === '' || !Number.isFinite(Number(score)))
    throw new Refusal('malformed', 'after: send the cursor of the page before, or none.')
  return { score: Number(score), a, b }
}

/** Does x stand before y in the order of review? */
const isBefore = (x: Place, y: Place): boolean => {
  if (x.score !== y.score) return x.score > y.score
  return x.a === y.a ? x.b > y.b : x.a > y.a
}

const toMember = (actor: Actor, member: Member): MatchMember => {
  const { id, rev, crev, label, owner, values } = member
  const ownerName = actor.users.find((user) => user.id === owner)?.name ?? ''
  return { id, rev, crev, label, owner, ownerName, isMine: owner === actor.id, values }
}

const inTenths = (bits: number): number => Math.round(bits * 10) / 10

const toCluster = (
  actor: Actor,
  members: ReadonlyMap<string, Member>,
  { finding, members: ids, pairs, average, weakest }: Reviewed,
  weights: Weights,
): MatchCluster => ({
  outcome: finding,
  kind: pairs.length === 1 ? (pairs[0]?.judgement.kind ?? null) : null,
  members: ids.flatMap((id) => {
    const member = members.get(id)
    return member ? [toMember(actor, member)] : []
  }),
  pairs: pairs.map(({ a, b, judgement, finding: found }) => ({
    a,
    b,
    outcome: found ?? 'different',
    kind: judgement.kind,
    score: inTenths(judgement.score),
    reasons: reasonsOf(judgement, weights)
      .slice(0, REASONS_MAX)
      .map(({ field, level, bits }) => ({ field, level, bits: inTenths(bits) })),
  })),
  average: inTenths(average),
  weakest,
})

/** The pairs of a page and those that hang on to them through one member or two. */
const withNeighbours = async (
  matches: MatchStore,
  actor: Actor,
  page: readonly OpenPair[],
): Promise<readonly OpenPair[]> => {
  const pairs = new Map(page.map((pair) => [pairName(pair), pair]))
  let asked = new Set<string>()
  for (let hop = 0; hop < 2; hop++) {
    const ids = [...pairs.values()]
      .filter(({ finding }) => finding !== 'related')
      .flatMap(({ a, b }) => [a, b])
    const fresh = [...new Set(ids)].filter((id) => !asked.has(id))
    if (fresh.length === 0) break
    asked = new Set([...asked, ...fresh])
    for (const pair of await matches.readAround(actor, fresh))
      if (pair.finding !== 'related') pairs.set(pairName(pair), pair)
  }
  return [...pairs.values()]
}

/** The place of a cluster: that of its strongest open pair. */
const placeOf = ({ members }: Reviewed, waiting: readonly OpenPair[]): Place | null => {
  let first: Place | null = null
  for (const pair of waiting)
    if (members.includes(pair.a) && members.includes(pair.b) && (!first || isBefore(pair, first)))
      first = pair
  return first
}

interface Placed {
  readonly cluster: Reviewed
  readonly place: Place
}

export const review = async (
  store: Store,
  matches: MatchStore,
  actor: Actor,
  { after: cursor, limit, of, outcomes }: Order,
): Promise<ReviewReply> => {
  const after = readCursor(cursor)
  const batch = of === undefined || of === 'all' ? null : of
  const page = await matches.readOpen(actor, { after, limit: LOOKED_MAX, batch })
  const wanted = page.pairs.slice(0, limit * 4)
  const isCut = wanted.length < page.pairs.length
  const waiting = await withNeighbours(matches, actor, wanted)
  const members = await matches.readMembers(actor, [
    ...new Set(waiting.flatMap(({ a, b }) => [a, b])),
  ])
  const seen = waiting.filter(({ a, b }) => members.has(a) && members.has(b))
  const bench = await openBench(matches, actor, members.values())
  const answers = await matches.readAnswersAmong(actor, [...members.keys()])
  const { clusters, stale } = reviewPairs(
    seen,
    judgeMembersBy(bench, members, answers),
    CLUSTER_MAX,
  )
  if (stale.length > 0) await matches.closePairs(actor, stale)
  const last = isCut ? (wanted.at(-1) ?? null) : page.next
  const placed = clusters
    .flatMap((found): Placed[] => {
      const place = placeOf(found, seen)
      return place ? [{ cluster: found, place }] : []
    })
    .filter(({ place }) => !after || isBefore(after, place))
    .filter(({ place }) => !last || !isBefore(last, place))
    .toSorted((x, y) => (isBefore(x.place, y.place) ? -1 : 1))
  const told = placed.slice(0, limit)
  const next = placed.length > told.length ? (told.at(-1)?.place ?? null) : last
  const shown = told.filter(
    ({ cluster }) => outcomes === undefined || outcomes.includes(cluster.finding),
  )
  const behind = next
    ? await matches.readOpen(actor, { after: next, limit: LEFT_MAX, batch })
    : null
  const ids = [...new Set(shown.flatMap(({ cluster }) => cluster.members))]
  const referring = ids.flatMap((id) => {
    const member = members.get(id)
    return member ? [{ table: 'customer' as const, values: member.values }] : []
  })
  return {
    clusters: shown.map(({ cluster }) => toCluster(actor, members, cluster, bench.weights)),
    left: behind?.pairs.length ?? 0,
    cursor: next ? toCursor(next) : '',
    labels: await readLabelsOf(store, actor, referring),
  }
}
