// What follows from a merge in matching: that the rows were one is an answer, proposals that name a loser wait until he
// is back, and what the winner is found by is worked out anew. Safe to repeat.
import type { Actor } from '../auth/actor.ts'
import { openBench, toStoredAnswer } from './match-judge.ts'
import { pairName, pairOf, type MatchStore } from './matches.ts'
import type { MergeFollower } from './merge-facts.ts'

/** The features are still those of before the merge: what the answer rested on. */
const recordMerged = async (
  matches: MatchStore,
  actor: Actor,
  winner: string,
  losers: readonly string[],
  now: number,
): Promise<void> => {
  const rows = await matches.readRows(actor, [winner, ...losers])
  const pairs = losers.map((id) => pairOf(winner, id))
  const before = await matches.readAnswers(actor, pairs)
  const bench = await openBench(matches, actor, rows.values())
  const fresh = pairs
    .filter((pair) => before.get(pairName(pair))?.verdict !== 'merged')
    .flatMap((pair) => {
      const said = { ...pair, verdict: 'merged' as const, kind: null }
      return toStoredAnswer(bench, rows, said, { id: actor.id, now }) ?? []
    })
  if (fresh.length > 0) await matches.writeAnswers(actor, fresh)
}

const refreshRows = async (
  matches: MatchStore,
  actor: Actor,
  ids: readonly string[],
): Promise<void> => {
  const rows = await matches.readRows(actor, ids)
  await matches.refresh(actor, [...rows.values()])
}

/** After a merge: what names a loser is no longer proposed. */
export const retireProposals = async (
  matches: MatchStore,
  actor: Actor,
  losers: readonly string[],
): Promise<void> => await matches.retire(actor, losers)

export const openFollower = (matches: MatchStore): MergeFollower => ({
  afterMerge: async (actor, { winner, losers, now }) => {
    await recordMerged(matches, actor, winner, losers, now)
    await retireProposals(matches, actor, losers)
    await refreshRows(matches, actor, [winner])
  },
  afterUnmerge: async (actor, { winner, losers }) => {
    await matches.clearAnswers(
      actor,
      losers.map((id) => pairOf(winner, id)),
    )
    await matches.unretire(actor, losers)
    await refreshRows(matches, actor, [winner, ...losers])
  },
})
