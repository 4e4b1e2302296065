// One masked value, asked for with a reason. Counted by user and day and noted in the audit before it is told: whoever
// has seen a value stands there, with row, field and reason, never the value. A port to the store stands here too.
import type { RevealReply, RevealRequest } from '../../shared/protocol/fields.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import { fieldAt } from '../../shared/privacy/sights.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { groundFor, seenBy } from './field-sight.ts'
import { untilTomorrow } from './meter.ts'
import { dayIn } from './setting.ts'
import type { Store } from './store.ts'

export interface SpendAsk {
  readonly table: TableName
  readonly id: string
  /** As in the table's sheet. */
  readonly field: string
  readonly reason: string
  readonly day: string
  readonly most: number
  readonly now: number
}

export interface RevealStore {
  /** Counts one value and notes it; how many there are today, or null where there were as many as may be. */
  readonly spendReveal: (actor: Actor, ask: SpendAsk) => Promise<number | null>
  readonly countReveals: (actor: Actor, day: string) => Promise<number>
}

const requireMasked = (actor: Actor, { table, field }: RevealRequest): void => {
  if (fieldAt(table, field) === null) throw new Refusal('malformed', 'There is no such field.')
  const seen = seenBy(actor, table, field)
  if (seen === 'full') throw new Refusal('malformed', 'This field is not masked for you: sync.')
  if (seen !== 'masked') throw new Refusal('forbidden', 'This field is off, or not for your role.')
}

const NAME_MIN = 2

/** The audit outlives an erasure: what names the row's person, or is the value itself, is left out of a reason. */
const reasonWithout = (reason: string, told: readonly unknown[]): string =>
  told
    .filter((word) => typeof word === 'string' && word.length >= NAME_MIN)
    .reduce<string>((text, word) => text.replaceAll(String(word), '…'), reason)

/** @throws Refusal not_found, forbidden, malformed, too_many */
export const reveal = async (
  { store, reveals }: { readonly store: Pick<Store, 'readPull'>; readonly reveals: RevealStore },
  actor: Actor,
  order: RevealRequest,
  now: number,
): Promise<RevealReply> => {
  requireMasked(actor, order)
  const { table, id, field } = order
  const all = { after: 0, before: null, limit: 0, isOwnOnly: false, isBrief: false, marks: [] }
  const { rows } = await store.readPull(actor, { ...all, table, only: [id] })
  const [row] = rows
  if (row === undefined) throw new Refusal('not_found', 'There is no such row.')
  const { values, computed } = row
  const told = [values[field], values['name'], values['contact.name']]
  const reason = reasonWithout(order.reason, told)
  const { reveals: most } = groundFor(actor)
  const day = dayIn(actor.org.timeZone, now)
  const count = await reveals.spendReveal(actor, { table, id, field, reason, day, most, now })
  if (count === null)
    throw new Refusal(
      'too_many',
      `At most ${most} values a day: a manager decides how many, or come again tomorrow.`,
      untilTomorrow(actor.org.timeZone, now),
      'reveals',
    )
  return {
    value: values[field] ?? computed[field] ?? null,
    left: Math.max(0, most - count),
  }
}
