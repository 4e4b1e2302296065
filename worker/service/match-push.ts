// The whole matcher in a push: new rows that are a customer already are held as known, related and nearly equal ones
// are stored and told, and every pair is kept for review. Rows of one chunk are compared with each other too.
import { createSearch, type Hit, type Search, type Sought } from '../../shared/match/search.ts'
import { isSilenced } from '../../shared/match/print.ts'
import { toMatchPolicy, toWeightsPolicy, weightsWith } from '../../shared/match/policy.ts'
import { matchFields } from '../../shared/match/customer.ts'
import { askedKeys, soughtOf } from '../../shared/match/sought.ts'
import type { Weights } from '../../shared/match/weights.ts'
import { createdOf } from '../../shared/merge/created.ts'
import { findKnown } from '../../shared/merge/known.ts'
import type { Decision, Incoming, Recogniser, TableRules } from '../../shared/merge/facts.ts'
import { sparse, valueAt } from '../../shared/merge/three-way.ts'
import { HINTS_MAX } from '../../shared/protocol/matches.ts'
import type { Known, RowResult } from '../../shared/protocol/push.ts'
import type { Actor } from '../auth/actor.ts'
import { differencesOf, isExact, toHint, toKnown, withReasons } from './match-told.ts'
import { pairName, pairOf, type MatchStore, type PlannedPair, type SearchFacts } from './matches.ts'
import { askFor } from './plan.ts'
import { dayIn } from './setting.ts'
import type { PushFacts } from './store.ts'

export interface MatchOrder {
  readonly rows: readonly Incoming[]
  readonly facts: PushFacts
  readonly rules: TableRules
  /** Ids of all rows of the push. */
  readonly ids: ReadonlySet<string>
  readonly now: number
}

type Hints = Pick<RowResult, 'related' | 'look'>

export interface Settled {
  readonly decisions: readonly Decision[]
  readonly pairs: ReadonlyMap<string, readonly PlannedPair[]>
  readonly hints: ReadonlyMap<string, Hints>
}

export interface Matching {
  readonly recogniser: Recogniser
  /** After the decisions: what is told, what is kept, and what is too much to tell today. */
  readonly settle: (decisions: readonly Decision[]) => Promise<Settled>
}

/** A row as it would stand; null where nothing that is compared changes, or it will not be stored. */
const toSought = ({ facts, rules }: MatchOrder, row: Incoming): Sought | null => {
  const standing = facts.standing.get(row.id)
  if (!standing) {
    const { values, keys } = createdOf(row, rules)
    return row.base > 0 || facts.foreign.has(row.id) ? null : soughtOf(row.id, values, keys)
  }
  if (standing.gone || facts.applied.has(row.id)) return null
  const after = sparse({ ...standing.values, ...rules.meant(row.values, standing.values) })
  const isMoved = matchFields.some((f) => valueAt(after, f) !== valueAt(standing.values, f))
  return isMoved ? soughtOf(row.id, after, rules.keysOf(after)) : null
}

/** Of a key that nearly so many have as are read of one (db/push-read.ts), nobody knows whether he is among them. */
const SHARED_MANY = 40

/** New rows that a strong key will make known, whatever else is found: of them only that customer is told. */
const knownByKey = ({ rows, facts, rules, ids }: MatchOrder): ReadonlySet<string> => {
  const matchesOf = (key: number) => facts.matches.get(key) ?? []
  const known = rows.filter((row) => {
    if (row.base > 0 || row.answer === 'new' || facts.standing.has(row.id)) return false
    const { keys } = createdOf(row, rules)
    // What very many share is not looked up by that key: then he comes by another.
    if (keys.some(({ key }) => matchesOf(key).length >= SHARED_MANY)) return false
    return findKnown(keys, matchesOf, (id) => ids.has(id), rules) !== null
  })
  return new Set(known.map(({ id }) => id))
}

interface Desk {
  readonly actor: Actor
  readonly matches: MatchStore
  readonly order: MatchOrder
  readonly found: SearchFacts
  readonly weights: Weights
  readonly search: Search
  readonly sought: ReadonlyMap<string, Sought>
  /** As they were when the row was decided. */
  readonly hits: Map<string, readonly Hit[]>
}

/** What somebody has answered about a standing row and that still holds is not said again. */
const isAnswered = ({ found, weights }: Desk, row: Sought, { candidate, pair }: Hit): boolean => {
  const sides = pairOf(row.id, candidate.id)
  const answer = found.answers.get(pairName(sides))
  if (!answer || answer.verdict === 'unsure') return false
  const [a, b] =
    sides.a === row.id ? [row.record, candidate.record] : [candidate.record, row.record]
  return isSilenced(answer.print, a, b, pair, weights)
}

const hitsOf = (desk: Desk, id: string): readonly Hit[] => {
  const held = desk.hits.get(id)
  if (held) return held
  const row = desk.sought.get(id)
  const hits = row ? desk.search.hitsOf(row).filter((hit) => !isAnswered(desk, row, hit)) : []
  desk.hits.set(id, hits)
  return hits
}

const isSame = ({ pair }: Hit): boolean => pair.finding === 'same'

/** The best that the caller may see, else the best. */
const bestSame = (hits: readonly Hit[]): Hit | undefined => {
  const same = hits.filter(isSame)
  return same.find(({ candidate }) => candidate.isVisible) ?? same[0]
}

const recogniserOf = (desk: Desk): Recogniser => ({
  knownOf: (row) => {
    const best = bestSame(hitsOf(desk, row.id))
    return best ? toKnown(best, desk.weights, desk.order.ids.has(best.candidate.id)) : null
  },
  accept: (row) => {
    const sought = desk.sought.get(row.id)
    if (!sought) return
    hitsOf(desk, row.id)
    const { values } = createdOf(row, desk.order.rules)
    desk.search.accept(sought, String(valueAt(values, 'name') ?? ''))
  },
})

const isStored = (decision: Decision | undefined): boolean =>
  decision !== undefined && 'write' in decision && decision.write !== null

const hintsOf = ({ weights }: Desk, row: Incoming, hits: readonly Hit[]): Hints => {
  const told = (wanted: (hit: Hit) => boolean) =>
    hits
      .filter(wanted)
      .slice(0, HINTS_MAX)
      .map((hit) => toHint(hit, weights))
  const related = told(({ pair }) => pair.finding === 'related')
  // Whoever insists on a new row has seen what it equals.
  const look = told((hit) => hit.pair.finding === 'look' || (isSame(hit) && row.answer !== 'new'))
  return {
    ...(related.length > 0 ? { related } : {}),
    ...(look.length > 0 ? { look } : {}),
  }
}

const limited: Known = { by: 'name', id: null, label: null, here: false, limited: true }

const speaksOfOthers = (desk: Desk, row: Incoming, decision: Decision): boolean => {
  if (decision.outcome === 'known') return decision.known.id === null
  const { related = [], look = [] } = isStored(decision)
    ? hintsOf(desk, row, hitsOf(desk, row.id))
    : {}
  return [...related, ...look].some(({ id }) => id === null)
}

/** Rows whose hints about others are too many today. A row that waits for one of them waits too. */
const overLimit = async (
  desk: Desk,
  decisions: readonly Decision[],
  most: number,
): Promise<ReadonlySet<string>> => {
  const { actor, matches, order } = desk
  const speaking = order.rows.filter((row, i) => {
    const decision = decisions[i]
    return decision !== undefined && speaksOfOthers(desk, row, decision)
  })
  if (speaking.length === 0) return new Set()
  const day = dayIn(actor.org.timeZone, order.now)
  const granted = await matches.spendHints(actor, day, speaking.length, most)
  return new Set(speaking.slice(granted).map(({ id }) => id))
}

const withLimit = (
  decision: Decision,
  row: Incoming,
  over: ReadonlySet<string>,
  isNew: boolean,
): Decision => {
  const waits = decision.outcome === 'known' && over.has(decision.known.id ?? '')
  if (waits || (isNew && over.has(row.id))) return { outcome: 'known', known: limited }
  return decision
}

/** What is told of a known customer. One known by a strong key was not looked for: he alone is compared. */
const knownHit = (desk: Desk, rowId: string, id: string | null): Hit | undefined => {
  const held = desk.hits.get(rowId)
  if (held) return held.find(({ candidate }) => candidate.id === id)
  const row = desk.sought.get(rowId)
  const hit = row && id !== null ? desk.search.hitWith(row, id) : null
  return hit && row && !isAnswered(desk, row, hit) ? hit : undefined
}

/** Known customers in sight: why, what differs, and whether the row is linked without a click. */
const explained = async (
  desk: Desk,
  decisions: readonly Decision[],
  mayLink: boolean,
): Promise<readonly Decision[]> => {
  const { actor, matches, order, weights } = desk
  const ids = decisions.flatMap((d) =>
    d.outcome === 'known' && d.known.id !== null && !d.known.here ? [d.known.id] : [],
  )
  const members =
    ids.length > 0 ? await matches.readMembers(actor, [...new Set(ids)]) : new Map<string, never>()
  return decisions.map((decision, i) => {
    const row = order.rows[i]
    if (decision.outcome !== 'known' || decision.known.limited || !row) return decision
    const hit = knownHit(desk, row.id, decision.known.id)
    const known = withReasons(decision.known, hit, weights)
    const member = members.get(known.id ?? '')
    if (!member) return { outcome: 'known', known }
    const { values } = createdOf(row, order.rules)
    const isSure = known.by === 'credit' || (hit !== undefined && isExact(hit))
    const auto = mayLink && isSure && !known.here ? { auto: true } : {}
    return {
      outcome: 'known',
      known: { ...known, ...differencesOf(values, member.values), ...auto },
    }
  })
}

const pairsOf = (id: string, hits: readonly Hit[]): readonly PlannedPair[] =>
  hits.map(({ candidate, pair }) => ({
    ...pairOf(id, candidate.id),
    finding: pair.finding,
    kind: pair.kind,
    score: pair.score,
  }))

const settle = async (desk: Desk, decided: readonly Decision[]): Promise<Settled> => {
  const { order, found } = desk
  const policy = toMatchPolicy(found.settings.policy)
  const over = await overLimit(desk, decided, policy.hintsADay)
  const isNew = (row: Incoming) => !order.facts.standing.has(row.id)
  const bounded = decided.map((decision, i) => {
    const row = order.rows[i]
    return row ? withLimit(decision, row, over, isNew(row)) : decision
  })
  const stored = order.rows.filter((_, i) => isStored(bounded[i]))
  const told = stored.filter(({ id }) => !over.has(id))
  return {
    decisions: await explained(desk, bounded, policy.autoLinkExact),
    pairs: new Map(stored.map(({ id }) => [id, pairsOf(id, hitsOf(desk, id))])),
    hints: new Map(told.map((row) => [row.id, hintsOf(desk, row, hitsOf(desk, row.id))])),
  }
}

/** Strong keys that were looked up when the chunk was read, and that nobody has. */
const keysOfNobody = ({ rows, facts, rules }: MatchOrder): ReadonlySet<number> =>
  new Set(askFor('customer', rows, rules).keys.filter((key) => !facts.matches.has(key)))

/** Reads what a chunk of customers may equal, in one batch. */
export const startMatching = async (
  matches: MatchStore,
  actor: Actor,
  order: MatchOrder,
): Promise<Matching> => {
  const rows = order.rows.flatMap((row) => toSought(order, row) ?? [])
  const known = knownByKey(order)
  const found = await matches.readSearch(actor, {
    keys: askedKeys(rows, (id) => known.has(id), keysOfNobody(order)),
    standing: rows.filter(({ id }) => order.facts.standing.has(id)).map(({ id }) => id),
  })
  const weights = weightsWith(toWeightsPolicy(found.settings.weights).bits)
  const desk: Desk = {
    actor,
    matches,
    order,
    found,
    weights,
    search: createSearch(rows, found, weights),
    sought: new Map(rows.map((row) => [row.id, row])),
    hits: new Map(),
  }
  return {
    recogniser: recogniserOf(desk),
    settle: async (decisions) => await settle(desk, decisions),
  }
}
