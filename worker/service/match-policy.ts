// The organisation's policy of matching: shown, or changed on top of the version that its author saw.
import { MATCH_POLICY, toMatchPolicy } from '../../shared/match/policy.ts'
import type { MatchPolicyReply, MatchPolicyRequest } from '../../shared/protocol/matches.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { PolicyStore } from './policies.ts'

export const matchPolicyOf = async (
  policies: PolicyStore,
  actor: Actor,
  { seen, value }: Omit<MatchPolicyRequest, 'epoch'>,
  now: number,
): Promise<MatchPolicyReply> => {
  if (!mayHandOver(actor)) throw new Refusal('forbidden', 'Only managers see and change this.')
  const order = { name: MATCH_POLICY, seen: seen ?? 0, value, now }
  const isChanged = value !== undefined && (await policies.writePolicy(actor, order))
  const [newest] = await policies.readPolicy(actor, MATCH_POLICY, 1)
  return { version: newest?.version ?? 0, value: toMatchPolicy(newest?.value), isChanged }
}
