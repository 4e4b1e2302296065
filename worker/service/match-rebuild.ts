// The rebuild: keys and features for customers that have none of this normaliser's version, then pairs among the
// customers that exist. It goes on where it stopped, does so much a call, and runs while work goes on: a customer
// whose features are old is read from his content until it has come by.
import { NORMALISER_VERSION } from '../../shared/match/record.ts'
import { toWeightsPolicy, weightsWith } from '../../shared/match/policy.ts'
import { isSilenced } from '../../shared/match/print.ts'
import { createSearch, type Hit, type Sought } from '../../shared/match/search.ts'
import { askedKeys, soughtOf } from '../../shared/match/sought.ts'
import type { RebuildReply, RebuildRequest } from '../../shared/protocol/matches.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import {
  pairName,
  pairOf,
  type CustomerPage,
  type MatchStore,
  type PlannedPair,
  type RebuildState,
} from './matches.ts'
import { rulesOf } from './rules.ts'

/** Rows looked up in one read. */
const CHUNK = 250

const atStart: RebuildState = { version: NORMALISER_VERSION, phase: 'keys', after: '', looked: 0 }

const refreshPage = async (
  matches: MatchStore,
  actor: Actor,
  page: readonly CustomerPage[],
): Promise<number> => {
  const old = page.filter(({ isOld }) => isOld)
  if (old.length > 0) await matches.refresh(actor, old)
  return 0
}

const toPair = (row: Sought, { candidate, pair }: Hit): PlannedPair => ({
  ...pairOf(row.id, candidate.id),
  finding: pair.finding,
  kind: pair.kind,
  score: pair.score,
})

/** Pairs of these customers with any others, but for those about which an answer still holds. */
const pairChunk = async (
  matches: MatchStore,
  actor: Actor,
  customers: readonly CustomerPage[],
): Promise<readonly PlannedPair[]> => {
  const rules = rulesOf(actor, 'customer')
  const rows = customers.map(({ id, values }) => soughtOf(id, values, rules.keysOf(values)))
  const standing = rows.map(({ id }) => id)
  const found = await matches.readSearch(actor, { keys: askedKeys(rows), standing })
  const weights = weightsWith(toWeightsPolicy(found.settings.weights).bits)
  // Nothing is accepted: the store has them all already.
  const search = createSearch([], found, weights)
  return rows.flatMap((row) =>
    search.hitsOf(row).flatMap((hit) => {
      const pair = toPair(row, hit)
      const answer = found.answers.get(pairName(pair))
      const [a, b] =
        pair.a === row.id ? [row.record, hit.candidate.record] : [hit.candidate.record, row.record]
      const isSilent =
        answer !== undefined &&
        answer.verdict !== 'unsure' &&
        isSilenced(answer.print, a, b, hit.pair, weights)
      return isSilent ? [] : [pair]
    }),
  )
}

const pairPage = async (
  matches: MatchStore,
  actor: Actor,
  page: readonly CustomerPage[],
  now: number,
): Promise<number> => {
  const live = page.filter(({ isGone }) => !isGone)
  let found = 0
  for (let at = 0; at < live.length; at += CHUNK) {
    const pairs = await pairChunk(matches, actor, live.slice(at, at + CHUNK))
    if (pairs.length > 0) found += await matches.writePairs(actor, pairs, now)
  }
  return found
}

/** One step; call again until the phase is `done`. A cron job calls it with an actor who sees all. */
export const rebuild = async (
  matches: MatchStore,
  actor: Actor,
  { limit, again }: Omit<RebuildRequest, 'epoch'>,
  now: number,
): Promise<RebuildReply> => {
  if (!mayHandOver(actor)) throw new Refusal('forbidden', 'Only managers rebuild.')
  const stored = await matches.readRebuild(actor)
  const isFresh = again !== true && stored?.version === NORMALISER_VERSION
  const state = isFresh ? stored : atStart
  if (state.phase === 'done')
    return { version: state.version, phase: 'done', looked: 0, total: state.looked, found: 0 }
  const page = await matches.readCustomers(actor, state.after, limit)
  const isKeys = state.phase === 'keys'
  const found = isKeys
    ? await refreshPage(matches, actor, page)
    : await pairPage(matches, actor, page, now)
  const isLast = page.length < limit
  const following = isKeys ? 'pairs' : 'done'
  const next: RebuildState = {
    version: NORMALISER_VERSION,
    phase: isLast ? following : state.phase,
    after: isLast ? '' : (page.at(-1)?.id ?? ''),
    looked: state.looked + page.length,
  }
  await matches.writeRebuild(actor, next, now)
  const { version, phase, looked } = next
  return { version, phase, looked: page.length, total: looked, found }
}
