// steps: what managers decided on proposed next steps. Decisions are kept one after another, the newest counts; a rep
// reads those on the customers that he sees. Whom a manager lets go becomes X in his row. A port to the store stands here too.
import {
  LET_GO_MAX,
  STEPS_MAX,
  type DecidedStep,
  type StepDecision,
  type StepsReply,
} from '../../shared/protocol/tiers.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { settle } from './settle.ts'
import type { Store } from './store.ts'
import type { Named } from './tier-board.ts'
import { letGo, takeBack } from './tier-let-go.ts'
import { requireManager, type TierPolicyInForce } from './tier-policy.ts'

/** `step` is what is to be done; null where the proposal was dismissed. */
export interface Decision extends Named {
  readonly proposed: DecidedStep['proposed']
  readonly answer: DecidedStep['answer']
  readonly step: DecidedStep['step']
  readonly reason: string
  readonly at: number
  readonly by: string
  readonly until: DecidedStep['until']
  /** The request that it came in. */
  readonly as: string
}

export interface NewDecision {
  readonly id: string
  readonly proposed: Decision['proposed']
  readonly answer: StepDecision['answer']
  readonly step: Decision['step']
  readonly reason: string
  /** The end of letting him go; null where that is not what is decided. */
  readonly until: string | null
}

export interface TierStepStore {
  /** The newest of each customer whom the caller sees, newest first, but for those taken back; `ids` null: of all. */
  readonly readDecisions: (
    actor: Actor,
    ask: { readonly ids: readonly string[] | null; readonly limit: number },
  ) => Promise<readonly Decision[]>
  /** The revisions of those of the customers that the caller sees. */
  readonly readRevisions: (
    actor: Actor,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>
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

export const toDecided = (actor: Actor, decision: Decision): DecidedStep => {
  const { as: _, ...told } = decision
  return { ...told, byName: actor.users.find(({ id }) => id === told.by)?.name ?? '' }
}

/** @throws Refusal malformed */
const toNew = ({ id, proposed, answer, to, reason, until }: StepDecision): NewDecision => {
  if ((answer === 'change') !== (to !== null))
    throw new Refusal('malformed', 'Name `to` with the answer change, and with no other.')
  const step = answer === 'dismiss' || answer === 'withdraw' ? null : (to ?? proposed)
  const end = step === 'let_go' && until !== undefined ? until : null
  return { id, proposed, answer, step, reason: reason.trim(), until: end }
}

interface Order {
  readonly decisions: readonly StepDecision[]
  readonly as: string
  readonly workbook?: string | undefined
}

interface Ports {
  readonly steps: TierStepStore
  readonly store: Store
  readonly inForce: TierPolicyInForce
}

type Faults = StepsReply['faults']

interface Carried {
  readonly done: readonly NewDecision[]
  readonly faults: Faults
}

/** Does with the customers' rows what the decisions say; those whose reason or end is no good are not carried out. */
const carryOut = async (
  { steps, store, inForce }: Ports,
  actor: Actor,
  decisions: readonly NewDecision[],
  { as, workbook = as, now }: Omit<Order, 'decisions'> & { readonly now: number },
): Promise<Carried> => {
  const ids = decisions.map(({ id }) => id)
  const standing = await steps.readDecisions(actor, { ids, limit: ids.length })
  const before = new Map(standing.map((decision) => [decision.id, decision]))
  const isBack = ({ id, until }: NewDecision) => {
    const last = before.get(id)
    return last?.step === 'let_go' && last.as !== as && last.until !== null && until === null
  }
  const count = decisions.filter((one) => one.until !== null || isBack(one)).length
  if (count === 0) return { done: decisions, faults: [] }
  if (count > LET_GO_MAX)
    throw new Refusal('too_large', `At most ${LET_GO_MAX} customers are let go in one request.`)
  const revisions = await steps.readRevisions(actor, ids)
  const under = { as, workbook, policy: inForce.policy, now }
  const done: NewDecision[] = []
  const faults: Faults = []
  for (const decision of decisions) {
    const { id, reason, until } = decision
    const [last, rev] = [before.get(id), revisions.get(id)]
    if (last && isBack(decision)) await takeBack(store, actor, last, under)
    const gone =
      until === null || rev === undefined
        ? null
        : await letGo(store, actor, { id, rev, reason, until }, under)
    faults.push(...(gone?.problems ?? []).map((problem) => ({ id, problem: { ...problem } })))
    if (gone === null || gone.isStored) done.push(decision)
  }
  await settle(store, actor, now, inForce)
  return { done, faults }
}

export const decideSteps = async (
  ports: Ports,
  actor: Actor,
  order: Order,
  now: number,
): Promise<StepsReply> => {
  const { steps } = ports
  const { decisions, as } = order
  if (decisions.length > 0) requireManager(actor)
  const { done, faults } = await carryOut(ports, actor, decisions.map(toNew), { ...order, now })
  const stored =
    done.length === 0
      ? new Set<string>()
      : await steps.writeDecisions(actor, { decisions: done, as, now })
  const kept = await steps.readDecisions(actor, { ids: null, limit: STEPS_MAX })
  const faulty = new Set(faults.map(({ id }) => id))
  return {
    stored: stored.size,
    gone: decisions.map(({ id }) => id).filter((id) => !stored.has(id) && !faulty.has(id)),
    faults,
    steps: kept.map((decision) => toDecided(actor, decision)),
  }
}
