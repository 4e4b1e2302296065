// The organisation's own weights: shown, learnt from its answers, or put back to the shipped ones. They are a policy, so
// each change is a version with its author, and every judgement from then on uses the newest.
import { learn, type Lesson, type Moved } from '../../shared/match/learn.ts'
import { shippedBits, toWeightsPolicy, WEIGHTS_POLICY } from '../../shared/match/policy.ts'
import type { WeightsReply, WeightsRequest } from '../../shared/protocol/matches.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { ListedAnswer, MatchStore } from './matches.ts'
import type { PolicyStore } from './policies.ts'

/** The newest: more are not needed, and would take longer. */
const ANSWERS_MAX = 2_000
const PAGE = 500

const readAll = async (matches: MatchStore, actor: Actor): Promise<readonly ListedAnswer[]> => {
  const all: ListedAnswer[] = []
  while (all.length < ANSWERS_MAX) {
    const ask = { after: all.at(-1) ?? null, limit: PAGE, verdicts: null, by: null }
    const page = await matches.listAnswers(actor, ask)
    all.push(...page)
    if (page.length < PAGE) break
  }
  return all
}

const toLessons = (answers: readonly ListedAnswer[]): readonly Lesson[] =>
  answers
    .filter(({ verdict }) => verdict !== 'unsure')
    .map(({ verdict, evidence }) => ({ evidence, isSame: verdict === 'merged' }))

/** What stands, with the answers of today beside it. */
const toMoved = (
  stored: ReturnType<typeof toWeightsPolicy>,
  today: readonly Moved[],
): WeightsReply['moved'] =>
  stored.bits.flatMap(([of, field, level, now]) => {
    const shipped = shippedBits(of, field, level)
    if (shipped === null) return []
    const heard = today.find((m) => m.of === of && m.field === field && m.level === level)
    return [{ of, field, level, shipped, now, same: heard?.same ?? 0, apart: heard?.apart ?? 0 }]
  })

export const weights = async (
  matches: MatchStore,
  policies: PolicyStore,
  actor: Actor,
  { do: deed }: Omit<WeightsRequest, 'epoch'>,
  now: number,
): Promise<WeightsReply> => {
  if (!mayHandOver(actor)) throw new Refusal('forbidden', 'Only managers see and change weights.')
  const [newest] = await policies.readPolicy(actor, WEIGHTS_POLICY, 1)
  const seen = newest?.version ?? 0
  const learnt = learn(toLessons(await readAll(matches, actor)))
  const stored = toWeightsPolicy(newest?.value)
  const wanted =
    deed === 'learn'
      ? { bits: [...learnt.bits], answers: learnt.answers }
      : { bits: [], answers: 0 }
  const isChange = deed !== 'show' && JSON.stringify(wanted) !== JSON.stringify(stored)
  const order = { name: WEIGHTS_POLICY, seen, value: wanted, now }
  const isWritten = isChange && (await policies.writePolicy(actor, order))
  const standing = isWritten ? wanted : stored
  return {
    version: isWritten ? seen + 1 : seen,
    isShipped: standing.bits.length === 0,
    answers: standing.answers,
    moved: toMoved(standing, learnt.moved),
  }
}
