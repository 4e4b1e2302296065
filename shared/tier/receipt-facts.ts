// From a receipt as it travels to what the sentence and the arithmetic of this folder are made from.
import type { ReceiptReply } from '../protocol/tiers.ts'
import type { ArithmeticFacts } from './arithmetic.ts'
import type { Place } from './rank.ts'
import type { WhyFacts } from './why.ts'

/**
 * An amount that was left out stands as 1, or as 0 where the tier itself says that there is none above zero; the
 * reader's `maySee` keeps it from being shown.
 */
const placeOf = ({ place, why }: ReceiptReply): Place | null =>
  place && { ...place, value: place.value ?? (why.startsWith('{"k":"loss"') ? 0 : 1) }

/** May the reader see figures of a field? */
export const seesIn =
  ({ hidden }: ReceiptReply) =>
  (field: string): boolean =>
    !hidden.includes(field)

/** What `arithmeticOf` lays out as cells. */
export const arithmeticFacts = (reply: ReceiptReply): ArithmeticFacts => ({
  name: reply.name,
  metric: reply.run.metric,
  place: placeOf(reply),
  policy: reply.policy,
  next: reply.next,
  force: reply.force,
  lines: reply.lines,
  history: reply.history,
})

/** What `tierSentence` says; null for one who is not ranked: his stored receipt says why. */
export const whyFacts = (reply: ReceiptReply): WhyFacts | null => {
  const place = placeOf(reply)
  if (!place) return null
  return {
    next: reply.next,
    metric: reply.run.metric,
    place,
    policy: reply.policy,
    override: reply.override,
    settled: { tier: reply.force, held: reply.held, downgrades: 0 },
    before: reply.before,
    margin: reply.inputs.margin_12m,
    cost: reply.inputs.cost_12m,
  }
}
