// The three runs of the tier engine. settle: after the last push of a session, tier_next of all and a first tier where
// there is none. applyTiers: a manager brings today's tiers into force. monthlyRun: the calendar does, once a month.
import type { SettleReply } from '../../shared/protocol/pull.ts'
import { monthlyRunDay } from '../../shared/tier/in-force.ts'
import { TIER_ENGINE } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'
import { dayIn } from './setting.ts'
import type { Store } from './store.ts'
import type { TierAsk, TierCounts } from './tier-ask.ts'
import { requireManager, standardInForce, type TierPolicyInForce } from './tier-policy.ts'

type TierStore = Pick<Store, 'settleTiers'>

const askOf = (
  actor: Actor,
  { policy, version }: TierPolicyInForce,
  now: number,
): Omit<TierAsk, 'moment' | 'token'> => ({
  policy,
  version,
  engine: TIER_ENGINE,
  now,
  today: dayIn(actor.org.timeZone, now),
})

export const settle = async (
  store: TierStore,
  actor: Actor,
  now: number,
  policy: TierPolicyInForce = standardInForce,
): Promise<SettleReply> => {
  const ask = { ...askOf(actor, policy, now), moment: 'sync', token: null } as const
  const { ranked, changed } = await store.settleTiers(actor, ask)
  return { ranked, changed }
}

/** `token` names the request, so that a batch sent twice applies once. */
export const applyTiers = async (
  store: TierStore,
  actor: Actor,
  now: number,
  policy: TierPolicyInForce,
  token: string,
): Promise<TierCounts> => {
  requireManager(actor)
  const ask = { ...askOf(actor, policy, now), moment: 'apply', token: `apply/${token}` } as const
  return await store.settleTiers(actor, ask)
}

/** For whoever keeps time: runs the month's run if it has not been; any later call of that month changes nothing. */
export const monthlyRun = async (
  store: TierStore,
  actor: Actor,
  now: number,
  policy: TierPolicyInForce,
): Promise<TierCounts> => {
  const ask = askOf(actor, policy, now)
  const token = `month/${monthlyRunDay(ask.today, policy.policy)}`
  return await store.settleTiers(actor, { ...ask, moment: 'month', token })
}
