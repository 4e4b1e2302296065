// check: what rows would be, were they pushed now. The decisions of a push without its writes; hints about customers out
// of sight are counted like those of a push, so that nobody asks more by asking here.
import { decideChunk, type PushMemory } from '../../shared/merge/decide.ts'
import type { CheckReply } from '../../shared/protocol/push.ts'
import type { Actor } from '../auth/actor.ts'
import { startMatching } from './match-push.ts'
import type { MatchStore } from './matches.ts'
import { askFor } from './plan.ts'
import { readRows, type SentRows } from './read-rows.ts'
import { toResult } from './result.ts'
import { rulesOf } from './rules.ts'
import type { Store } from './store.ts'

export const check = async (
  store: Store,
  matches: MatchStore,
  actor: Actor,
  sent: Omit<SentRows, 'table'>,
  now: number,
): Promise<CheckReply> => {
  const order = { table: 'customer' as const, ...sent }
  const rules = rulesOf(actor, 'customer')
  const read = await readRows(store, actor, order, now)
  const rows = read.flatMap(({ incoming }) => (incoming ? [incoming] : []))
  const told = new Map(
    read.flatMap((row) => (row.incoming ? [[row.incoming.id, row.sent] as const] : [])),
  )
  const memory: PushMemory = { ids: new Set(rows.map(({ id }) => id)), adopted: new Set() }
  const facts = await store.readPush(actor, askFor('customer', rows, rules))
  const { ids } = memory
  const matching = await startMatching(matches, actor, { rows, facts, rules, ids, now })
  const decided = decideChunk(rows, facts, rules, memory, matching.recogniser)
  const { decisions, hints } = await matching.settle(decided)
  const results = new Map(
    rows.flatMap((row, i) => {
      const decision = decisions[i]
      if (!decision) return []
      const sent = told.get(row.id) ?? row.values
      const result = toResult(actor, order, { incoming: row, sent }, decision, facts, undefined)
      return [[row.id, { ...result, ...hints.get(row.id) }]]
    }),
  )
  return {
    results: read.flatMap(({ incoming, result }) => result ?? results.get(incoming.id) ?? []),
  }
}
