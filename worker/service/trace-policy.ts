// The two policies of the trace, shown and changed on top of the version that their author saw.
import type { TracePolicyReply, TracePolicyRequest } from '../../shared/protocol/trace.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { toDeliveryPolicy } from './meter.ts'
import type { PolicyStore } from './policies.ts'
import { toRetentionPolicy } from './retention.ts'

const readers = { delivery: toDeliveryPolicy, retention: toRetentionPolicy }

export const tracePolicy = async (
  policies: PolicyStore,
  actor: Actor,
  order: TracePolicyRequest,
  now: number,
): Promise<TracePolicyReply> => {
  const { name } = order
  if ('value' in order) {
    const { seen, value } = order
    if (!(await policies.writePolicy(actor, { name, seen, value, now })))
      throw new Refusal('changed', 'Somebody else changed this policy: read it again.')
  }
  const [newest] = await policies.readPolicy(actor, name, 1)
  return { version: newest?.version ?? 0, value: readers[name](newest?.value) }
}
