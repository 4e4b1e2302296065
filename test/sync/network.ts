// What is between panes and server: requests on their way, being served, or answered and on their way back.
import type { Api } from '../../addin/api/api.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import type { NoteRequest } from '../../shared/protocol/note.ts'
import type { PullReply } from '../../shared/protocol/pull.ts'
import type { PushReply, PushRequest } from '../../shared/protocol/push.ts'
import type { Result } from '../../shared/result.ts'
import type { Verb, Verbs } from '../../shared/sync/session/effect.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { asDeployed, judgeStale } from './deploy.ts'
import type { Desk } from './desk.ts'
import { judgePush, judgeScope, traceNotes, tracePush } from './judge-server.ts'
import type { Pushed } from './ledger.ts'
import type { StoreWait } from './parked-store.ts'
import { replySchemas } from './server.ts'
import type { Reply, ServedVerb } from './server.ts'
import { askText, replyText } from './trace.ts'
import { drain } from './drain.ts'
import type { World } from './world.ts'

export interface Call {
  readonly id: number
  readonly desk: Desk
  readonly life: number
  readonly user: number
  readonly verb: ServedVerb
  readonly body: unknown
  readonly pushed: ReadonlyMap<string, Pushed> | null
  /** The batch that it takes back; null for none. */
  readonly undoes: { readonly by: string; readonly batch: string } | null
  /** null: nobody waits for it any more. */
  answer: ((reply: Reply) => void) | null
  stage: 'up' | 'open' | 'answered'
  wait: StoreWait | null
  reply: Reply | null
  /** When it was made, in steps of the history. */
  repliedAt: number
  /** Reads a replica that lags behind. */
  isStale: boolean
  /** Who asks, with the rights that he had when it was opened; null before. */
  actor: Actor | null
  /** When it was opened: rows that were in sight since then may be told. */
  since: number
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Which cells of the sheet a request speaks of; null for none. */
const trace = (
  { oracle, tally }: World,
  { watch }: Desk,
  verb: Verb,
  request: unknown,
): ReadonlyMap<string, Pushed> | null => {
  if (verb !== 'push' && verb !== 'recover' && verb !== 'note') return null
  const traced =
    verb === 'note'
      ? traceNotes(watch, request as NoteRequest, tally.requests)
      : tracePush(oracle, watch, request as PushRequest, tally.requests)
  const { recovered } = watch.book
  if (verb === 'recover') for (const id of traced.keys()) recovered.add(id)
  // A server that was set back no longer knows what it had told this sheet: where it can only ask, that is no I12. Nor
  // is it, once it has said no, where the row stands on nothing any more, or was typed over while it was given back.
  const isAsked = ({ id, base }: Pushed) => verb === 'recover' || (base === 0 && recovered.has(id))
  return new Map(
    [...traced].map(([id, pushed]) => [
      id,
      isAsked(pushed) ? { ...pushed, isForgetful: true, isGivenBack: verb === 'recover' } : pushed,
    ]),
  )
}

const send = <V extends Verb>(world: World, desk: Desk, verb: V, request: Verbs[V][0]) =>
  new Promise<Result<Verbs[V][1], ApiFailure>>((resolve) => {
    world.tally.requests++
    // The session parses what comes back by the verb's own schema, so it is what the verb answers.
    const answer = (reply: Reply) => resolve(reply as Result<Verbs[V][1], ApiFailure>)
    judgeStale(world, desk, verb)
    const pushed = trace(world, desk, verb, request)
    world.tell(() => askText(desk.id, verb, request))
    if (pushed !== null && verb !== 'note') desk.work.pushed += pushed.size
    if (verb === 'resolve') desk.work.pushed++
    world.calls.push({
      id: world.tally.requests,
      desk,
      life: desk.life,
      user: desk.user,
      verb,
      body: copy(request),
      pushed,
      undoes: null,
      answer,
      stage: 'up',
      wait: null,
      reply: null,
      repliedAt: 0,
      actor: null,
      isStale: false,
      since: world.tick,
    })
  })

const notAsked = () => Promise.reject(new Error('no session asks for this'))

export const createApi = (world: World, desk: Desk): Api => ({
  traffic: () => ({ requests: 0, bytesUp: 0, bytesDown: 0 }),
  hello: (request) => send(world, desk, 'hello', request),
  push: (request) => send(world, desk, 'push', request),
  settle: (request) => send(world, desk, 'settle', request),
  pull: (request) => send(world, desk, 'pull', request),
  digest: (request) => send(world, desk, 'digest', request),
  outcome: (request) => send(world, desk, 'outcome', request),
  note: (request) => send(world, desk, 'note', request),
  conflicts: (request) => send(world, desk, 'conflicts', request),
  resolve: (request) => send(world, desk, 'resolve', request),
  archive: (request) => send(world, desk, 'archive', request),
  recover: (request) => send(world, desk, 'recover', request),
  batches: notAsked,
  undo: notAsked,
})

/** No two things on the server happen in one millisecond. */
const AWAIT_MS = 7

export const remove = (world: World, call: Call): void => {
  world.calls = world.calls.filter((one) => one !== call)
}

/** The one who asked hears that nothing is known of it. */
export const giveUp = (call: Call): void => {
  if (call.life === call.desk.life)
    call.answer?.({ ok: false, error: { kind: 'unknown', detail: 'no answer' } })
  call.answer = null
}

const judge = (world: World, call: Call, reply: Reply): void => {
  if (!reply.ok) return
  if (call.verb === 'push' || call.verb === 'recover') {
    const { results } = reply.value as PushReply
    for (const { id, outcome, as } of results) {
      world.reached(`outcome ${outcome}`)
      if (as !== undefined && as !== id) call.desk.watch.adopted.set(as, id)
    }
    judgePush(world.oracle, call.pushed ?? new Map(), { results, seqs: null })
  }
  if (call.verb === 'pull')
    judgeScope(world.oracle, reply.value as PullReply, (id) => world.server.wasInSight(call, id))
}

const deliver = (world: World, call: Call): void => {
  remove(world, call)
  const { reply, answer } = call
  if (reply === null || answer === null || call.life !== call.desk.life) return
  const { watch } = call.desk
  if (call.repliedAt > watch.cutAt) watch.cut = new Set()
  if (!reply.ok) {
    if (reply.error.kind === 'refused' && reply.error.code === 'stale_protocol')
      call.desk.kept.isTold = true
    return answer(reply)
  }
  const parsed = replySchemas[call.verb].safeParse(copy(asDeployed(world, reply.value)))
  answer(
    parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, error: { kind: 'unreadable', detail: parsed.error.message } },
  )
}

/** A call goes one await further: it is opened, its store call is done, or its answer arrives. */
export const serveOnce = async (world: World, call: Call): Promise<void> => {
  world.tally.steps++
  world.clock += AWAIT_MS
  if (call.stage === 'up') await world.server.open(call)
  else if (call.stage === 'open') await world.server.goOn(call)
  else deliver(world, call)
  await drain()
  if (call.stage === 'open' && call.reply !== null) {
    call.stage = 'answered'
    call.repliedAt = world.tally.steps
    world.tell(() => replyText(call))
    judge(world, call, call.reply)
  }
}
