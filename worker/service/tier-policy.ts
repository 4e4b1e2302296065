// The organisation's tier policy: the newest version of the policy named tier, the standard one where nobody wrote any.
// What does not parse any more (an older form) counts as not written; its version still does.
import type { PolicyReply } from '../../shared/protocol/tiers.ts'
import { POLICY_VERSIONS_MAX } from '../../shared/protocol/tiers.ts'
import { policySchema, standardPolicy, type TierPolicy } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'
import { mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { PolicyEntry, PolicyStore } from './policies.ts'

const NAME = 'tier'

export interface TierPolicyInForce {
  /** 0: the standard one. */
  readonly version: number
  readonly policy: TierPolicy
}

export const standardInForce: TierPolicyInForce = { version: 0, policy: standardPolicy }

/** Amounts are the organisation's own, whatever currency its policy was written down with. */
const toPolicy = (entry: PolicyEntry | undefined, { org }: Actor): TierPolicy => ({
  ...(policySchema.safeParse(entry?.value).data ?? standardPolicy),
  currency: org.currency,
})

export const readTierPolicy = async (
  policies: PolicyStore,
  actor: Actor,
): Promise<TierPolicyInForce> => {
  const [entry] = await policies.readPolicy(actor, NAME, 1)
  return { version: entry?.version ?? 0, policy: toPolicy(entry, actor) }
}

/** Those who may change tiers for everybody; all others are refused. */
export const requireManager = (actor: Actor): void => {
  if (!mayHandOver(actor)) throw new Refusal('forbidden', 'Only a manager may do this.')
}

const nameOf = (actor: Actor, id: string): string =>
  actor.users.find((user) => user.id === id)?.name ?? ''

/** Reads the policy with its history; with a change writes it first, on top of the version that its author saw. */
export const tierPolicy = async (
  policies: PolicyStore,
  actor: Actor,
  change: { readonly seen: number; readonly policy: TierPolicy } | null,
  now: number,
): Promise<PolicyReply> => {
  if (change) requireManager(actor)
  const saved = change
    ? await policies.writePolicy(actor, {
        name: NAME,
        seen: change.seen,
        value: change.policy,
        now,
      })
    : null
  const entries = await policies.readPolicy(actor, NAME, POLICY_VERSIONS_MAX)
  const [newest] = entries
  return {
    saved,
    version: newest?.version ?? 0,
    policy: toPolicy(newest, actor),
    mayChange: mayHandOver(actor),
    history: entries.map((entry) => ({
      version: entry.version,
      at: entry.at,
      by: entry.by,
      byName: nameOf(actor, entry.by),
      policy: toPolicy(entry, actor),
    })),
  }
}
