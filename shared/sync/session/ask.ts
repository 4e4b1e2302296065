// Asks the server, again after 1, 2, 4 and 8 s where the outcome is unknown: every request may be repeated, because
// the intention itself (row, base, content) is the key that makes it happen once. Whoever is too quick waits a minute.
import type { ApiFailure } from '../../protocol/failure.ts'
import type { Request, Verb, Verbs } from './effect.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { failureToStop } from './stop.ts'

const DELAYS_MS = [1_000, 2_000, 4_000, 8_000]
/** The server counts by the minute; in steps, between which a session can be cancelled. */
const RATE_DELAYS_MS = [8_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000]

const delaysFor = (failure: ApiFailure): readonly number[] => {
  if (failure.kind === 'unknown') return DELAYS_MS
  if (failure.kind === 'unreadable') return []
  if (failure.code === 'unavailable') return DELAYS_MS
  return failure.code === 'too_many' && failure.limit === 'rate' ? RATE_DELAYS_MS : []
}

/**
 * @param tries how often it was asked, from 1
 * @returns ms to wait before it is asked again; null: not again
 */
export const delayAfter = (failure: ApiFailure, tries: number): number | null =>
  delaysFor(failure)[tries - 1] ?? null

/** The compiler does not see that verb and request belong together; the signature of `ask` says it. */
const requestOf = <V extends Verb>(verb: V, request: Verbs[V][0]): Request =>
  ({ do: 'ask', verb, request }) as Request

/** Whoever performs the request parses its reply with the verb's own schema. */
const replyTo = <V extends Verb>(_: V, reply: unknown): Verbs[V][1] => reply as Verbs[V][1]

/** @throws Stopped when the server says no, says nothing five times, or still says after a minute that it is too much */
export function* ask<V extends Verb>(verb: V, request: Verbs[V][0]): Proc<Verbs[V][1]> {
  for (let tries = 1; ; tries++) {
    const answer = yield* perform(requestOf(verb, request))
    if (answer.ok) return replyTo(verb, answer.value)
    const delay = delayAfter(answer.error, tries)
    if (delay === null) throw failureToStop(answer.error)
    yield* perform({ do: 'wait', ms: delay })
  }
}
