// Members of a review judged as things stand: their records, how common their values are, the organisation's weights,
// and answers that still hold.
import { judging, type Judgement } from '../../shared/match/judge.ts'
import { toWeightsPolicy, weightsWith } from '../../shared/match/policy.ts'
import { isSilenced, printOf } from '../../shared/match/print.ts'
import type { RelationKind } from '../../shared/match/relation.ts'
import type { JudgeMembers } from '../../shared/match/review.ts'
import { countsByKeys } from '../../shared/match/search.ts'
import { askedKeys, soughtOf } from '../../shared/match/sought.ts'
import { judgeAmongMany } from '../../shared/match/verdict.ts'
import type { Weights } from '../../shared/match/weights.ts'
import type { Actor } from '../auth/actor.ts'
import {
  pairName,
  type MatchStore,
  type Member,
  type Pair,
  type StoredAnswer,
  type Verdict,
} from './matches.ts'
import { rulesOf } from './rules.ts'

export interface Bench {
  readonly judge: (a: Member, b: Member) => Judgement
  readonly weights: Weights
}

/** Two by two; each pair is judged in the order of its ids, with the counts of the first. */
export const openBench = async (
  matches: MatchStore,
  actor: Actor,
  members: Iterable<Member>,
): Promise<Bench> => {
  const rules = rulesOf(actor, 'customer')
  const sought = new Map(
    [...members].map(({ id, values }) => [id, soughtOf(id, values, rules.keysOf(values))]),
  )
  const countOf = await matches.readCounts(actor, askedKeys([...sought.values()]))
  const { weights: own } = await matches.readSettings(actor)
  const weights = weightsWith(toWeightsPolicy(own).bits)
  return {
    weights,
    judge: (a, b) => {
      const [x, y] = a.id < b.id ? [a, b] : [b, a]
      const row = sought.get(x.id)
      const counts = row ? countsByKeys(row, countOf) : () => 0
      return judgeAmongMany(x.record, y.record, judging(counts, weights))
    },
  }
}

export const isStillAnswered = (
  answer: StoredAnswer | undefined,
  a: Member,
  b: Member,
  judgement: Judgement,
  weights: Weights,
): boolean =>
  answer !== undefined &&
  answer.verdict !== 'unsure' &&
  isSilenced(answer.print, a.record, b.record, judgement, weights)

const different: Judgement = { outcome: 'different', kind: null, score: 0, evidence: [] }

/** Each pair is judged once. */
export const judgeMembersBy = (
  { judge, weights }: Bench,
  members: ReadonlyMap<string, Member>,
  answers: ReadonlyMap<string, StoredAnswer>,
): JudgeMembers => {
  const known = new Map<string, ReturnType<JudgeMembers>>()
  return (x, y) => {
    const pair: Pair = x < y ? { a: x, b: y } : { a: y, b: x }
    const name = pairName(pair)
    const held = known.get(name)
    if (held) return held
    const [a, b] = [members.get(pair.a), members.get(pair.b)]
    const judgement = a && b ? judge(a, b) : different
    const isApart = !a || !b || isStillAnswered(answers.get(name), a, b, judgement, weights)
    const judged = { judgement, isApart }
    known.set(name, judged)
    return judged
  }
}

export interface Said extends Pair {
  readonly verdict: Verdict
  readonly kind: RelationKind | null
}

/** An answer with what it rested on. */
export const toStoredAnswer = (
  { judge, weights }: Bench,
  members: ReadonlyMap<string, Member>,
  said: Said,
  by: { readonly id: string; readonly now: number },
): StoredAnswer | null => {
  const [a, b] = [members.get(said.a), members.get(said.b)]
  if (!a || !b) return null
  const judgement = judge(a, b)
  return {
    ...said,
    by: by.id,
    at: by.now,
    print: printOf(a.record, b.record, judgement, weights),
    evidence: judgement.evidence,
  }
}
