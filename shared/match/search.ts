// New and changed rows looked up among stored customers and among each other. The store says how many rows have each
// key; how common a value is follows from its key, so that no counts of their own are kept.
import { hash52 } from '../sync/hash.ts'
import { countTerms, noCounts, type Counts } from './counts.ts'
import { judging, type Judging } from './judge.ts'
import { doorKeys, KEY_ROWS_MAX } from './keys.ts'
import type { MatchRecord } from './record.ts'
import { domainKey, soundKey } from './store-keys.ts'
import { strangersBy } from './stranger.ts'
import { byCertainty, findPair, type FoundPair } from './verdict.ts'
import type { Weights } from './weights.ts'

/** A strong key of the sync, which finds too. */
export interface NamedKey {
  readonly key: number
  readonly kind: string
}

export interface Sought {
  readonly id: string
  readonly record: MatchRecord
  /** Of the store's own keys. */
  readonly keys: readonly number[]
  readonly strong: readonly NamedKey[]
}

export interface Candidate {
  readonly id: string
  readonly record: MatchRecord
  readonly label: string
  readonly isVisible: boolean
}

/** What a store found for the keys of some rows. */
export interface Found {
  /** How many customers have a key; KEY_ROWS_MAX + 1 stands for more. */
  readonly countOf: (key: number) => number
  /** The customers of a key; none where more than KEY_ROWS_MAX have it. */
  readonly rowsOf: (key: number) => readonly string[]
  readonly candidates: ReadonlyMap<string, Candidate>
}

export interface Hit {
  readonly candidate: Candidate
  readonly pair: FoundPair
  /** It stands in the same chunk. */
  readonly isNew: boolean
}

/** In any list of customers worth a matcher the cities repeat; a store does not count them. */
const CITY_ASSUMED = 256
/** More hits of one row are not told; the best are. */
const HITS_MAX = 5

/** Of each term of a record the key whose frequency stands for its own. */
const keysOfTerms = ({ record, strong }: Sought): ReadonlyMap<string, readonly number[]> => {
  const keyed = new Map<string, readonly number[]>()
  const ofKind = (...kinds: readonly string[]) =>
    strong.filter(({ kind }) => kinds.includes(kind)).map(({ key }) => key)
  const { organisation, street, mobiles, lines, hotlines, mails, domains } = record
  if (organisation) {
    const key = [hash52(soundKey(organisation))]
    keyed.set(`o${organisation.core}`, key)
    keyed.set(`b${organisation.sound}`, key)
  }
  for (const digits of mobiles) {
    const exact = hash52(`mobile:+86${digits}`)
    const numbers = ofKind('mobile')
    keyed.set(`p${digits}`, numbers.includes(exact) ? [exact] : numbers)
  }
  for (const digits of lines) keyed.set(`p${digits.slice(-7)}`, ofKind('phone', 'mobile'))
  for (const digits of hotlines) keyed.set(`p${digits}`, ofKind('phone'))
  for (const { user, domain } of mails) {
    const exact = hash52(`email:${user}@${domain}`)
    const addresses = ofKind('email')
    keyed.set(`e${user}@${domain}`, addresses.includes(exact) ? [exact] : addresses)
  }
  for (const domain of domains) keyed.set(`d${domain}`, [hash52(domainKey(domain))])
  if (street) keyed.set(`a${street.number} ${street.road.join(' ')}`, doorKeys(record).map(hash52))
  return keyed
}

const allKeys = ({ keys, strong }: Sought): readonly number[] => [
  ...new Set([...keys, ...strong.map(({ key }) => key)]),
]

/** Counts for a row's pairs: of each value how many rows have its key, and how many of `here` have the value. */
export const countsByKeys = (
  row: Sought,
  countOf: (key: number) => number,
  here: Counts = noCounts,
): Counts => {
  // Most rows meet strangers only, and nobody asks.
  let keyed: ReadonlyMap<string, readonly number[]> | null = null
  // A row's terms come again with each of its candidates.
  const counted = new Map<string, number>()
  const count = (term: string): number => {
    const assumed = term.startsWith('c') ? CITY_ASSUMED : 0
    keyed ??= keysOfTerms(row)
    const stored = keyed.get(term)?.reduce((most, key) => Math.max(most, countOf(key)), 0) ?? 0
    return Math.max(assumed, here(term) + stored)
  }
  return (term) => {
    const held = counted.get(term)
    if (held !== undefined) return held
    const fresh = count(term)
    counted.set(term, fresh)
    return fresh
  }
}

export interface Search {
  /** The best customers for a row, stored or accepted before it; at most five. */
  readonly hitsOf: (row: Sought) => readonly Hit[]
  /** The row beside one customer, where something is to be told of the two. */
  readonly hitWith: (row: Sought, id: string) => Hit | null
  /** From now on the row is found by those behind it. */
  readonly accept: (row: Sought, label: string) => void
}

/** `rows` are all rows of the chunk, accepted or not: what they share counts whatever their order. */
export const createSearch = (rows: readonly Sought[], found: Found, weights: Weights): Search => {
  const here = countTerms(rows.map(({ record }) => record))
  const accepted = new Map<string, Candidate>()
  const acceptedBy = new Map<number, string[]>()
  const isStranger = strangersBy(weights)
  const judgingOf = (row: Sought) => judging(countsByKeys(row, found.countOf, here), weights)
  const idsFor = (row: Sought): ReadonlySet<string> => {
    const ids = new Set<string>()
    for (const key of allKeys(row)) {
      for (const id of found.rowsOf(key)) ids.add(id)
      const own = acceptedBy.get(key) ?? []
      if (own.length <= KEY_ROWS_MAX) for (const id of own) ids.add(id)
    }
    ids.delete(row.id)
    return ids
  }
  const judgeOne = (row: Sought, id: string, by: Judging): Hit | null => {
    const here = accepted.get(id)
    const candidate = here ?? found.candidates.get(id)
    if (!candidate || isStranger(row.record, candidate.record)) return null
    const pair = findPair(row.record, candidate.record, by)
    return pair ? { candidate, pair, isNew: here !== undefined } : null
  }
  return {
    hitsOf: (row) => {
      const by = judgingOf(row)
      const hits: Hit[] = []
      for (const id of idsFor(row)) {
        const hit = judgeOne(row, id, by)
        if (hit) hits.push(hit)
      }
      return hits
        .toSorted(
          (x, y) => byCertainty(x.pair, y.pair) || (x.candidate.id < y.candidate.id ? -1 : 1),
        )
        .slice(0, HITS_MAX)
    },
    hitWith: (row, id) => judgeOne(row, id, judgingOf(row)),
    accept: (row, label) => {
      accepted.set(row.id, { id: row.id, record: row.record, label, isVisible: true })
      for (const key of allKeys(row)) {
        const own = acceptedBy.get(key) ?? []
        // One more than is looked at says that there are too many.
        if (own.length <= KEY_ROWS_MAX) own.push(row.id)
        acceptedBy.set(key, own)
      }
    },
  }
}
