// The server in the simulator: the production services over the store in memory. Each call stops at every await of
// the store, so that the scheduler can let others pass between the read and the write of one push.
import * as z from 'zod'

import { archiveReply, archiveRequest } from '../../shared/protocol/archive.ts'
import { undoReply, undoRequest } from '../../shared/protocol/batches.ts'
import { conflictsReply, conflictsRequest } from '../../shared/protocol/conflicts.ts'
import { digestReply, digestRequest } from '../../shared/protocol/digest.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import { helloReply, helloRequest } from '../../shared/protocol/hello.ts'
import { noteReply, noteRequest } from '../../shared/protocol/note.ts'
import { outcomeReply, outcomeRequest } from '../../shared/protocol/outcome.ts'
import { pullReply, pullRequest, settleReply, settleRequest } from '../../shared/protocol/pull.ts'
import { pushReply, pushRequest } from '../../shared/protocol/push.ts'
import { recoverReply, recoverRequest } from '../../shared/protocol/recover.ts'
import { resolveReply, resolveRequest } from '../../shared/protocol/resolve.ts'
import { PROTOCOL_MIN, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import type { Result } from '../../shared/result.ts'
import type { Verb } from '../../shared/sync/session/effect.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { Refusal } from '../../worker/refusal.ts'
import { archive } from '../../worker/service/archive.ts'
import { conflicts } from '../../worker/service/conflicts.ts'
import { digest } from '../../worker/service/digest.ts'
import { hello } from '../../worker/service/hello.ts'
import { note } from '../../worker/service/note.ts'
import { outcome } from '../../worker/service/outcome.ts'
import { pull } from '../../worker/service/pull.ts'
import { push } from '../../worker/service/push.ts'
import { recover } from '../../worker/service/recover.ts'
import { resolve } from '../../worker/service/resolve.ts'
import { settle } from '../../worker/service/settle.ts'
import type { Store } from '../../worker/service/store.ts'
import { undo } from '../../worker/service/undo.ts'

/** What a session asks for, and the undo of the history's page. */
export type ServedVerb = Verb | 'undo'

export type Reply = Result<unknown, ApiFailure>

/** Requests and replies are parsed on both sides, as in production. */
export const replySchemas: Readonly<Record<ServedVerb, z.ZodType>> = {
  hello: helloReply,
  push: pushReply,
  settle: settleReply,
  pull: pullReply,
  digest: digestReply,
  outcome: outcomeReply,
  note: noteReply,
  conflicts: conflictsReply,
  resolve: resolveReply,
  archive: archiveReply,
  recover: recoverReply,
  undo: undoReply,
}

export interface ServerCall {
  readonly actor: Actor
  readonly verb: ServedVerb
  readonly body: unknown
  /** UTC, milliseconds, by the server's clock. */
  readonly now: number
}

const parse = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new Refusal('malformed', z.prettifyError(parsed.error))
}

const requireEpoch = (actor: Actor, epoch: string): void => {
  if (epoch !== actor.org.epoch) throw new Refusal('epoch_changed', 'Say hello again.')
}

const answerHello = async (store: Store, { actor, body, now }: ServerCall): Promise<unknown> => {
  const order = parse(helloRequest, body)
  const { protocol } = order.client
  if (protocol < PROTOCOL_MIN || protocol > PROTOCOL_VERSION)
    throw new Refusal('stale_protocol', 'This server speaks another protocol.')
  return hello(store, actor, order, now)
}

/** What worker/routes does for each verb. */
const answer = async (store: Store, call: ServerCall): Promise<unknown> => {
  const { actor, verb, body, now } = call
  const sound = <T extends { readonly epoch: string }>(schema: z.ZodType<T>): T => {
    const order = parse(schema, body)
    requireEpoch(actor, order.epoch)
    return order
  }
  switch (verb) {
    case 'hello':
      return answerHello(store, call)
    case 'push':
      return push(store, actor, sound(pushRequest), now)
    case 'settle':
      sound(settleRequest)
      return settle(store, actor, now)
    case 'pull':
      return pull(store, actor, sound(pullRequest))
    case 'digest':
      return digest(store, actor, sound(digestRequest))
    case 'outcome':
      return outcome(store, actor, sound(outcomeRequest), now)
    case 'note':
      return note(store, actor, sound(noteRequest), now)
    case 'conflicts':
      return conflicts(store, actor, sound(conflictsRequest))
    case 'resolve':
      return resolve(store, actor, sound(resolveRequest), now)
    case 'archive':
      return archive(store, actor, sound(archiveRequest), now)
    case 'recover':
      return recover(store, actor, sound(recoverRequest), now)
    case 'undo':
      return undo(store, actor, sound(undoRequest), now)
  }
}

const refused = (code: Refusal['code'], detail: string): Reply => ({
  ok: false,
  error: { kind: 'refused', code, detail, request: 'sim' },
})

/** A call from its first line to its answer; never throws. */
export const serve = async (store: Store, call: ServerCall): Promise<Reply> => {
  try {
    return { ok: true, value: await answer(store, call) }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.message)
    if (error instanceof StorageError) return refused('internal', error.message)
    throw error
  }
}

/** The database's own failure, which is not one of those that pass. */
export class StorageError extends Error {}
