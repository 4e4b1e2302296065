// Answers about pairs: given by whoever sees both customers, listed and cleared by managers. What a merge says of its
// rows is an answer too: see match-follow.ts.
import {
  type AnswerReply,
  type AnswerRequest,
  type AnswersReply,
  type AnswersRequest,
  type ClearReply,
  type ClearRequest,
} from '../../shared/protocol/matches.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { openBench, toStoredAnswer, type Said } from './match-judge.ts'
import {
  pairName,
  pairOf,
  type AnswerPlace,
  type MatchStore,
  type StoredAnswer,
} from './matches.ts'

/** Answers with what they rested on, in the order of `said`; null where one of the two is not in the caller's sight. */
const toAnswers = async (
  matches: MatchStore,
  actor: Actor,
  said: readonly Said[],
  now: number,
): Promise<readonly (StoredAnswer | null)[]> => {
  const ids = [...new Set(said.flatMap(({ a, b }) => [a, b]))]
  const members = await matches.readMembers(actor, ids)
  const bench = await openBench(matches, actor, members.values())
  return said.map((each) => toStoredAnswer(bench, members, each, { id: actor.id, now }))
}

export const answer = async (
  matches: MatchStore,
  actor: Actor,
  { answers }: Omit<AnswerRequest, 'epoch'>,
  now: number,
): Promise<AnswerReply> => {
  const said = answers.map(({ a, b, verdict, kind }): Said => ({
    ...pairOf(a, b),
    verdict,
    kind: kind ?? null,
  }))
  const given = await toAnswers(matches, actor, said, now)
  const before = await matches.readAnswers(actor, said)
  const isDone = (each: StoredAnswer): boolean => {
    const old = before.get(pairName(each))
    return (
      old?.verdict === each.verdict && old.kind === each.kind && old.print.hash === each.print.hash
    )
  }
  const fresh = given.filter((each) => each !== null).filter((each) => !isDone(each))
  // Of two answers about one pair the later counts.
  const last = new Map(fresh.map((each) => [pairName(each), each]))
  if (last.size > 0) await matches.writeAnswers(actor, [...last.values()])
  return {
    results: answers.map(({ a, b }, i) => {
      const each = given[i] ?? null
      if (each === null || a === b) return { a, b, outcome: 'forbidden' }
      return { a, b, outcome: isDone(each) ? 'done' : 'applied' }
    }),
  }
}

const requireManager = (actor: Actor): void => {
  if (!mayHandOver(actor)) throw new Refusal('forbidden', 'Only managers see and clear answers.')
}

const cursorOf = ({ at, a, b }: AnswerPlace): string => [at, a, b].join('/')

/** What is no cursor of ours begins at the newest. */
const readCursor = (cursor: string | undefined): AnswerPlace | null => {
  const [time = '', a = '', b = ''] = (cursor ?? '').split('/')
  const at = Number(time)
  return b === '' || !Number.isSafeInteger(at) ? null : { at, a, b }
}

export const listAnswers = async (
  matches: MatchStore,
  actor: Actor,
  { after, limit, verdicts, by }: Omit<AnswersRequest, 'epoch'>,
): Promise<AnswersReply> => {
  requireManager(actor)
  const which = { verdicts: verdicts ?? null, by: by ?? null }
  const ask = { after: readCursor(after), limit, ...which }
  const rows = await matches.listAnswers(actor, ask)
  const last = rows.at(-1)
  return {
    answers: rows.map(({ a, b, labelA, labelB, verdict, kind, by, at }) => {
      const byName = actor.users.find((user) => user.id === by)?.name ?? ''
      return { a, b, labelA, labelB, verdict, kind, by, byName, at }
    }),
    cursor: last && rows.length >= limit ? cursorOf(last) : '',
  }
}

export const clearAnswers = async (
  matches: MatchStore,
  actor: Actor,
  { pairs }: Omit<ClearRequest, 'epoch'>,
): Promise<ClearReply> => {
  requireManager(actor)
  const sorted = pairs.map(({ a, b }) => pairOf(a, b))
  return { cleared: await matches.clearAnswers(actor, sorted) }
}
