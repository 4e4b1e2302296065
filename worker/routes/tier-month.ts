// The monthly run as whoever keeps time calls it: once an organisation, as often as he likes, nobody being signed in.
import type { Organisation } from '../auth/actor.ts'
import { calendarActor } from '../auth/calendar.ts'
import { openStore } from '../db/d1-store.ts'
import type { Database } from '../db/database.ts'
import { openPolicies } from '../db/policy.ts'
import { monthlyRun } from '../service/settle.ts'
import type { TierCounts } from '../service/tier-ask.ts'
import { readTierPolicy } from '../service/tier-policy.ts'

/**
 * Brings the month's tiers into force, from the policy's day on (the 1st) in the organisation's zone. A month that has
 * had its run is left alone. @param now UTC, milliseconds
 */
export const runMonth = async (
  database: Database,
  org: Organisation,
  now: number,
): Promise<TierCounts> => {
  const actor = calendarActor(org)
  const policy = await readTierPolicy(openPolicies(database), actor)
  return await monthlyRun(openStore(database), actor, now, policy)
}
