// steps: what managers decided on proposed next steps. Decisions are kept one after another, the newest counts; a rep
// reads those on the customers that he sees. A port to the store stands here too.
import {
  STEPS_MAX,
  type DecidedStep,
  type StepDecision,
  type StepsReply,
} from '../../shared/protocol/tiers.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { Named } from './tier-board.ts'
import { requireManager } from './tier-policy.ts'

/** `step` is what is to be done; null where the proposal was dismissed. */
export interface Decision extends Named {
  readonly proposed: DecidedStep['proposed']
  readonly answer: DecidedStep['answer']
  readonly step: DecidedStep['step']
  readonly reason: string
  readonly at: number
  readonly by: string
}

export interface NewDecision {
  readonly id: string
  readonly proposed: Decision['proposed']
  readonly answer: Decision['answer']
  readonly step: Decision['step']
  readonly reason: string
}

export interface TierStepStore {
  /** The newest of each customer whom the caller sees, newest first; `ids` null: of all. */
  readonly readDecisions: (
    actor: Actor,
    ask: { readonly ids: readonly string[] | null; readonly limit: number },
  ) => Promise<readonly Decision[]>
  /** Ids of those that are kept now, or were already by this very request; not of customers out of sight. */
  readonly writeDecisions: (
    actor: Actor,
    write: {
      readonly decisions: readonly NewDecision[]
      readonly as: string
      readonly now: number
    },
  ) => Promise<ReadonlySet<string>>
}

export const toDecided = (actor: Actor, decision: Decision): DecidedStep => ({
  ...decision,
  byName: actor.users.find((user) => user.id === decision.by)?.name ?? '',
})

/** @throws Refusal malformed */
const toNew = ({ id, proposed, answer, to, reason }: StepDecision): NewDecision => {
  if ((answer === 'change') !== (to !== null))
    throw new Refusal('malformed', 'Name `to` with the answer change, and with no other.')
  const step = answer === 'dismiss' ? null : (to ?? proposed)
  return { id, proposed, answer, step, reason: reason.trim() }
}

export const decideSteps = async (
  store: TierStepStore,
  actor: Actor,
  { decisions, as }: { readonly decisions: readonly StepDecision[]; readonly as: string },
  now: number,
): Promise<StepsReply> => {
  if (decisions.length > 0) requireManager(actor)
  const stored =
    decisions.length === 0
      ? new Set<string>()
      : await store.writeDecisions(actor, { decisions: decisions.map(toNew), as, now })
  const steps = await store.readDecisions(actor, { ids: null, limit: STEPS_MAX })
  return {
    stored: stored.size,
    gone: decisions.map(({ id }) => id).filter((id) => !stored.has(id)),
    steps: steps.map((decision) => toDecided(actor, decision)),
  }
}
