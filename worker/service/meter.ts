// How many rows are told to whom: counted a user and day before they are told. Past the soft limit the audit says so;
// past the hard one nothing is told until a manager lets the user go on. What is one's own sets both limits, so that
// nobody is hindered from having his own customers, and whoever copies a colleague's is seen.
import {
  APPROVE_DAYS_MAX,
  type ApproveRequest,
  deliveryPolicy,
  type DeliveryPolicy,
  type DeliveryReply,
  standardDelivery,
} from '../../shared/protocol/trace.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { DAY_MS } from './provision.ts'
import { boundsOf, dayIn } from './setting.ts'

export const DELIVERY = 'delivery'

/** What a user was told today, this time included. */
export interface Told {
  readonly rows: number
  /** Rows of his own customers, as counted last. */
  readonly own: number
  readonly isWarned: boolean
  readonly isStopped: boolean
  /** The policy `delivery`; untrusted. */
  readonly policy: unknown
  /** The last day that a manager lets him go on; null: none did. */
  readonly until: string | null
}

export interface ToldAsk {
  readonly day: string
  readonly rows: number
  readonly now: number
}

export interface MeterStore {
  readonly addTold: (actor: Actor, ask: ToldAsk) => Promise<Told>
  /** Customers that are his (and of those whom he stands in for) with all that belongs to them, archived ones too. */
  readonly countOwn: (actor: Actor, day: string) => Promise<number>
  /** Notes once a day that he passed the soft limit. */
  readonly warn: (actor: Actor, ask: ToldAsk) => Promise<void>
  /** Takes the count back, for nothing is told; notes once a day that he was stopped. */
  readonly stop: (actor: Actor, ask: ToldAsk) => Promise<void>
  readonly approve: (actor: Actor, order: ApproveRequest, now: number) => Promise<void>
  readonly readDeliveries: (
    actor: Actor,
    from: string,
  ) => Promise<{
    readonly days: readonly (Omit<DeliveryReply['days'][number], 'name' | 'limits'> & {
      readonly own: number
      /** Managers and admins are not stopped. */
      readonly isFree: boolean
    })[]
    /** The policy `delivery`; untrusted. */
    readonly policy: unknown
    readonly approved: DeliveryReply['approved']
  }>
}

interface Limits {
  readonly soft: number
  readonly hard: number
}

const limitsOf = ({ soft, hard }: DeliveryPolicy, own: number): Limits => ({
  soft: Math.max(soft.rows, Math.ceil(soft.times * own)),
  hard: Math.max(hard.rows, Math.ceil(hard.times * own)),
})

/** One that cannot be read counts as none. */
export const toDeliveryPolicy = (value: unknown): DeliveryPolicy =>
  deliveryPolicy.safeParse(value).data ?? standardDelivery

/** Seconds until the organisation's day ends. */
export const untilTomorrow = (timeZone: string, now: number): number =>
  Math.ceil((boundsOf(timeZone, dayIn(timeZone, now)).to - now) / 1_000)

/**
 * Counts rows that are about to be told. Costs one batch where there are any, and another when a limit is near.
 * @throws Refusal too_many
 */
export const meter = async (
  store: MeterStore,
  actor: Actor,
  rows: number,
  now: number,
): Promise<void> => {
  if (rows === 0) return
  const ask: ToldAsk = { day: dayIn(actor.org.timeZone, now), rows, now }
  const told = await store.addTold(actor, ask)
  const policy = toDeliveryPolicy(told.policy)
  const isFree = mayHandOver(actor) || (told.until !== null && told.until >= ask.day)
  const isPast = ({ soft, hard }: Limits) => ({
    soft: told.rows > soft && !told.isWarned,
    hard: told.rows > hard && !isFree,
  })
  const before = isPast(limitsOf(policy, told.own))
  if (!before.soft && !before.hard) return
  const after = isPast(limitsOf(policy, await store.countOwn(actor, ask.day)))
  if (after.soft) await store.warn(actor, { ...ask, rows: told.rows })
  if (!after.hard) return
  await store.stop(actor, ask)
  throw new Refusal(
    'too_many',
    'So many rows a day are enough. Ask a manager to let you go on, or come again tomorrow.',
    untilTomorrow(actor.org.timeZone, now),
    'rows',
  )
}

export const approveDelivery = async (
  store: MeterStore,
  actor: Actor,
  order: ApproveRequest,
  now: number,
): Promise<void> => {
  if (!actor.users.some(({ id }) => id === order.user))
    throw new Refusal('not_found', 'There is no such user.')
  const last = dayIn(actor.org.timeZone, now + APPROVE_DAYS_MAX * DAY_MS)
  if (order.until !== null && (order.until < dayIn(actor.org.timeZone, now) || order.until > last))
    throw new Refusal('malformed', `"until" is today or at most ${APPROVE_DAYS_MAX} days later.`)
  await store.approve(actor, order, now)
}

export const listDeliveries = async (
  store: MeterStore,
  actor: Actor,
  days: number,
  now: number,
): Promise<DeliveryReply> => {
  const from = dayIn(actor.org.timeZone, now - (days - 1) * DAY_MS)
  const found = await store.readDeliveries(actor, from)
  const names = new Map(actor.users.map(({ id, name }) => [id, name]))
  const today = dayIn(actor.org.timeZone, now)
  const policy = toDeliveryPolicy(found.policy)
  return {
    days: found.days.map(({ own, isFree, ...each }) => ({
      ...each,
      name: names.get(each.user) ?? '',
      limits: isFree ? null : limitsOf(policy, own),
    })),
    approved: found.approved.filter(({ until }) => until >= today),
  }
}
