// The judgement of a pair: same, related with its kind, or different, with the evidence for it. What pane, Worker
// and command line ask; symmetric, and a function of the two rows and the counts only.
import { compareRecords } from './compare.ts'
import { VETO } from './cluster.ts'
import type { Counts } from './counts.ts'
import type { Evidence } from './levels.ts'
import type { MatchRecord } from './record.ts'
import {
  findingsOf,
  isCertain,
  isDoubted,
  isVetoed,
  relationOf,
  type Findings,
  type RelationKind,
} from './relation.ts'
import { bitsOf, kindOf, scoreOf, sharesOf } from './score.ts'
import { shippedWeights, type Weights } from './weights.ts'

export type Outcome = 'same' | 'related' | 'different'

export interface Judgement {
  readonly outcome: Outcome
  readonly kind: RelationKind | null
  /** Bits for "one customer"; of a vetoed pair at most VETO. */
  readonly score: number
  readonly evidence: readonly Evidence[]
}

export interface Judging {
  readonly counts: Counts
  readonly weights: Weights
}

/** The most that a pair with contradicting given names scores. */
const DOUBT = -2
/** The least that a pair with one valid credit code scores. */
const CERTAIN = 8

/** A row that is looked up among many others has more chances to meet a namesake: it asks for more. */
export const SURE_AMONG_MANY = 1.5

export const judging = (counts: Counts, weights: Weights = shippedWeights): Judging => ({
  counts,
  weights,
})

const bounded = (sum: number, found: Findings): number => {
  if (isVetoed(found)) return Math.min(sum, VETO)
  if (isCertain(found)) return Math.max(sum, CERTAIN)
  return isDoubted(found) ? Math.min(sum, DOUBT) : sum
}

/** The judgement; `above` is what the score must exceed to be "same". */
export const judge = (
  a: MatchRecord,
  b: MatchRecord,
  { counts, weights }: Judging,
  above = 0,
): Judgement => {
  const evidence = compareRecords(a, b, counts)
  const found = findingsOf(evidence)
  const sum = scoreOf(evidence, weights)
  const score = bounded(sum, found)
  if (score > above) return { outcome: 'same', kind: null, score, evidence }
  const kind = relationOf(found)
  return { outcome: kind === null ? 'different' : 'related', kind, score, evidence }
}

/** The least that a pair counts which nothing speaks against. */
const SILENT = -1

/**
 * What a pair counts where groups are put together: that one row says only the name and another only the phone is no
 * evidence against the third, which says both.
 */
export const linkScore = (
  { score, evidence }: Judgement,
  weights: Weights = shippedWeights,
): number => {
  if (score >= SILENT || score <= VETO) return score
  const own = weights[kindOf(evidence)]
  return evidence.some((e) => bitsOf(e, own) < 0) ? score : SILENT
}

/** One field's part in a judgement. */
export interface Reason extends Evidence {
  /** What it added or took, in bits, after the shares of its group. */
  readonly bits: number
}

/** The reasons, weightiest first; what neither adds nor takes is left out. */
export const reasonsOf = (
  judgement: Judgement,
  weights: Weights = shippedWeights,
): readonly Reason[] => {
  const { evidence } = judgement
  const own = weights[kindOf(evidence)]
  const bits = evidence.map((e) => bitsOf(e, own))
  const shares = sharesOf(evidence, bits)
  return evidence
    .map((e, i) => ({ ...e, bits: (bits[i] ?? 0) * (shares[i] ?? 1) }))
    .filter((reason) => reason.bits !== 0)
    .toSorted((x, y) => Math.abs(y.bits) - Math.abs(x.bits))
}
