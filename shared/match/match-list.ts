// A whole list matched in memory: its pairs and clusters; or leads looked up among customers. The same judgement
// as for single pairs; only finding and counting are done for all rows at once.
import { hash52 } from '../sync/hash.ts'
import { clusterRows, type Link } from './cluster.ts'
import { countTerms, noCounts, type Counts } from './counts.ts'
import { createKeyIndex, findCandidates, type KeyIndex } from './find.ts'
import {
  judge,
  judging,
  linkScore,
  SURE_AMONG_MANY,
  type Judgement,
  type Judging,
} from './judge.ts'
import { keysOf } from './keys.ts'
import type { MatchRecord } from './record.ts'
import { shippedWeights, type Weights } from './weights.ts'

/** Rows by their place in the list; a stands before b. */
export interface JudgedPair {
  readonly a: number
  readonly b: number
  readonly judgement: Judgement
}

export interface MatchedList {
  /** Pairs that are the same or related, by their rows. */
  readonly pairs: readonly JudgedPair[]
  /** The cluster of each row: the first of its rows. */
  readonly clusters: readonly number[]
  readonly pairsScored: number
}

/** All duplicates and relatives of a list. */
export const matchList = (
  records: readonly MatchRecord[],
  weights: Weights = shippedWeights,
): MatchedList => {
  const index = createKeyIndex(records)
  const by = judging(countTerms(records), weights)
  const pairs: JudgedPair[] = []
  let pairsScored = 0
  const judgeRows = (a: number, b: number): Judgement | null => {
    const [left, right] = [records[a], records[b]]
    return left && right ? judge(left, right, by) : null
  }
  for (const [a, keys] of index.keys.entries())
    for (const b of findCandidates(index, keys)) {
      if (b <= a) continue
      const judgement = judgeRows(a, b)
      pairsScored++
      if (judgement && judgement.outcome !== 'different') pairs.push({ a, b, judgement })
    }
  const links: Link[] = pairs
    .filter(({ judgement }) => judgement.outcome === 'same')
    .map(({ a, b, judgement }) => ({ a, b, score: judgement.score }))
  const names = records.map((record) => hash52(JSON.stringify(record)))
  const clusters = clusterRows(
    records.length,
    links,
    (a, b) => {
      const judgement = judgeRows(a, b)
      return judgement ? linkScore(judgement, weights) : 0
    },
    (row) => names[row] ?? 0,
  )
  return { pairs, clusters, pairsScored }
}

export const SUGGESTIONS_MAX = 5

export interface Base {
  readonly records: readonly MatchRecord[]
  readonly index: KeyIndex
  readonly by: Judging
}

/** Customers made ready for look-ups. */
export const createBase = (
  records: readonly MatchRecord[],
  weights: Weights = shippedWeights,
): Base => ({ records, index: createKeyIndex(records), by: judging(countTerms(records), weights) })

interface Suggestion {
  readonly row: number
  readonly judgement: Judgement
}

export interface Suggested {
  /** The same before the related, the best first; at most SUGGESTIONS_MAX. */
  readonly suggestions: readonly Suggestion[]
  readonly pairsScored: number
}

/** "Same" before "related", then by score, then by row. */
export const bestSuggestions = <S extends Suggestion>(found: readonly S[]): readonly S[] =>
  found
    .toSorted(
      (x, y) =>
        Number(y.judgement.outcome === 'same') - Number(x.judgement.outcome === 'same') ||
        y.judgement.score - x.judgement.score ||
        x.row - y.row,
    )
    .slice(0, SUGGESTIONS_MAX)

/** The customers that a lead may be or belong to. */
export const suggestFor = (lead: MatchRecord, base: Base): Suggested => {
  const candidates = findCandidates(base.index, keysOf(lead))
  const found = candidates.flatMap((row): Suggestion[] => {
    const customer = base.records[row]
    if (!customer) return []
    const judgement = judge(lead, customer, base.by, SURE_AMONG_MANY)
    return judgement.outcome === 'different' ? [] : [{ row, judgement }]
  })
  return { suggestions: bestSuggestions(found), pairsScored: candidates.length }
}

/** Two rows by themselves, with nothing counted. */
export const judgePair = (a: MatchRecord, b: MatchRecord, counts: Counts = noCounts): Judgement =>
  judge(a, b, judging(counts))
