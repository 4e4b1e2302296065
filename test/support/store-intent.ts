// The fake store's intentions and fences.
import type { Actor } from '../../worker/auth/actor.ts'
import type { AppliedIntent, IntentAsk } from '../../worker/service/store.ts'
import { type FakeState, goneOf, sees, toPulled } from './store-state.ts'

type Intent = AppliedIntent['intent']

const keyOf = (actor: Actor, [id, base, hash]: Intent): string =>
  JSON.stringify([actor.id, id, base, hash])

/** May a push of this batch not apply the intention? */
export const isFenced = (
  state: FakeState,
  actor: Actor,
  intent: Intent,
  batch: string | null,
): boolean => {
  const fence = state.voids.get(keyOf(actor, intent))
  return fence !== undefined && (fence === null || fence !== batch)
}

export const readIntents = (
  state: FakeState,
  actor: Actor,
  ask: IntentAsk,
): readonly AppliedIntent[] => {
  const found: AppliedIntent[] = []
  for (const intent of ask.intents) {
    const [id, base, hash] = intent
    const done = state.history.find(
      (h) => h.table === ask.table && h.row === id && h.base === base && h.hash === hash,
    )
    if (!done && ask.isFenced) state.voids.set(keyOf(actor, intent), ask.batch)
    const row = state.rows[ask.table].get(id)
    if (!done || !row || !sees(state, actor, ask.table, row)) continue
    found.push({
      intent,
      made: done.rev,
      prior: done.prior,
      row: goneOf(row) ? null : toPulled(row),
    })
  }
  return found
}
