// settle: tiers once after the last push of a session, for the whole organisation, in one pass.
import type { SettleReply } from '../../shared/protocol/pull.ts'
import { standardPolicy, TIER_ENGINE } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'
import { dayIn } from './setting.ts'
import type { Store } from './store.ts'

export const settle = async (store: Store, actor: Actor, now: number): Promise<SettleReply> =>
  await store.settleTiers(actor, {
    policy: standardPolicy,
    engine: TIER_ENGINE,
    now,
    today: dayIn(actor.org.timeZone, now),
  })
