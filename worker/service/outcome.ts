// outcome: what became of intentions whose answer was lost. Safe to repeat; a fence is never lifted, it only
// lets the batch pass that asked last.
import type { IntentResult, OutcomeReply, OutcomeRequest } from '../../shared/protocol/outcome.ts'
import type { Actor } from '../auth/actor.ts'
import { seenRow } from './field-sight.ts'
import type { AppliedIntent, Store } from './store.ts'

type Order = Omit<OutcomeRequest, 'workbook' | 'epoch'>

const told = (
  actor: Actor,
  table: Order['table'],
  id: string,
  { made, prior, row }: AppliedIntent,
): IntentResult => ({
  id,
  outcome: 'applied',
  rev: made,
  prior,
  row: row && seenRow(actor, table, { ...row, id }),
})

export const outcome = async (
  store: Store,
  actor: Actor,
  order: Order,
  now: number,
): Promise<OutcomeReply> => {
  const found = await store.readIntents(actor, {
    table: order.table,
    intents: order.intents,
    isFenced: order.fence,
    batch: order.batch ?? null,
    now,
  })
  const keyOf = (intent: AppliedIntent['intent']) => intent.join('/')
  const applied = new Map(found.map((a) => [keyOf(a.intent), a]))
  return {
    results: order.intents.map((intent) => {
      const [id] = intent
      const done = applied.get(keyOf(intent))
      return done
        ? told(actor, order.table, id, done)
        : { id, outcome: order.fence ? 'void' : 'open' }
    }),
  }
}
