// What becomes of a judged pair where customers are kept: one customer, related, nearly the same, or nothing. The band
// of "nearly" lies just below the threshold; what a veto or another given name speaks against never is.
import { judge, SURE_AMONG_MANY, type Judgement, type Judging } from './judge.ts'
import type { MatchRecord } from './record.ts'

export type Finding = 'same' | 'look' | 'related'

/**
 * Bits above which a pair that is not sure is shown to a person: SURE_AMONG_MANY less three. A contradicting given
 * name scores at most -2 (judge.ts) and so is never shown as one customer.
 */
export const LOOK_FROM = SURE_AMONG_MANY - 3

export interface FoundPair extends Judgement {
  readonly finding: Finding
}

/** null: nothing to say. A kind of relation is told where there is one, else a near miss. */
export const findingOf = (judgement: Judgement): Finding | null => {
  if (judgement.outcome !== 'different') return judgement.outcome
  // School No. 5 and No. 7 are two, and look alike by their names.
  const isContradicted = judgement.evidence.some(({ field }) => field === 'qualifier')
  return judgement.score > LOOK_FROM && !isContradicted ? 'look' : null
}

export const judgeAmongMany = (a: MatchRecord, b: MatchRecord, by: Judging): Judgement =>
  judge(a, b, by, SURE_AMONG_MANY)

export const findPair = (a: MatchRecord, b: MatchRecord, by: Judging): FoundPair | null => {
  const judgement = judgeAmongMany(a, b, by)
  const finding = findingOf(judgement)
  return finding === null ? null : { ...judgement, finding }
}

const order: readonly Finding[] = ['same', 'look', 'related']

/** Sure before near before related, then by score. */
export const byCertainty = (x: FoundPair, y: FoundPair): number =>
  order.indexOf(x.finding) - order.indexOf(y.finding) || y.score - x.score
