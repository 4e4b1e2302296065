// One call to the Worker: JSON there and back, a Result and never a throw. Counts requests and bytes; a reply is parsed
// before anybody believes it. What proves the sender is asked for before each call, and once more where it was refused.
import * as z from 'zod'

import { refusalBody } from '../../shared/protocol/refusal.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'

export type Answer<T> = Promise<Result<T, ApiFailure>>

export interface Traffic {
  readonly requests: number
  readonly bytesUp: number
  readonly bytesDown: number
}

/** Sends to /v1/<path>, such as `merge`, and parses the reply. */
export type Call = <T>(path: string, request: unknown, schema: z.ZodType<T>) => Answer<T>

/**
 * Gives what a request proves its sender with. `isRefused`: what it gave last was not taken. null: somebody must sign
 * in. It throws where it cannot say just now.
 */
export type Bearer = (isRefused: boolean) => Promise<string | null>

export interface ApiOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string
  /** A key, or whoever has one at that moment; null: a stranger asks. */
  readonly key: string | Bearer | null
  readonly fetch: typeof fetch
  /** After so long an answer counts as lost; 25 s where not given. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 25_000
/** A reply beyond this is not one of ours. */
const REPLY_BYTES_MAX = 20_000_000

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

const textToJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A gateway's own page instead of our refusal: nothing is known of what was done. */
const toFailure = (status: number, body: unknown): ApiFailure => {
  const refusal = refusalBody.safeParse(body)
  if (!refusal.success) return { kind: 'unknown', detail: `HTTP ${status} without a refusal` }
  const { code, detail, request, limit } = refusal.data
  return { kind: 'refused', code, detail, request, ...(limit === undefined ? {} : { limit }) }
}

const parseReply = <T>(schema: z.ZodType<T>, body: unknown): Result<T, ApiFailure> => {
  const parsed = schema.safeParse(body)
  return parsed.success
    ? ok(parsed.data)
    : err({ kind: 'unreadable', detail: z.prettifyError(parsed.error).slice(0, 500) })
}

export interface Caller {
  /** What went over the line so far. */
  readonly traffic: () => Traffic
  readonly call: Call
  /** GET /v1/<path>, for what a stranger may know. */
  readonly read: <T>(path: string, schema: z.ZodType<T>) => Answer<T>
}

const signedOut: ApiFailure = {
  kind: 'refused',
  code: 'unauthenticated',
  detail: 'Nobody is signed in.',
  request: '',
}

const UNAUTHORIZED = 401

export const createCaller = (options: ApiOptions): Caller => {
  const tally = { requests: 0, bytesUp: 0, bytesDown: 0 }
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()

  const { key } = options

  const send = (path: string, body: Uint8Array<ArrayBuffer> | null, bearer: string | null) => {
    tally.requests++
    tally.bytesUp += body?.length ?? 0
    return options.fetch(`${options.baseUrl}/v1/${path}`, {
      method: body === null ? 'GET' : 'POST',
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      body,
      cache: 'no-store',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    })
  }

  /** null: nobody is signed in. */
  const ask = async (
    path: string,
    body: Uint8Array<ArrayBuffer> | null,
  ): Promise<Response | null> => {
    if (typeof key !== 'function') return send(path, body, key)
    const bearer = await key(false)
    if (bearer === null) return null
    const response = await send(path, body, bearer)
    if (response.status !== UNAUTHORIZED) return response
    const next = await key(true)
    return next === null || next === bearer ? response : send(path, body, next)
  }

  const answer = async <T>(
    path: string,
    sent: Uint8Array<ArrayBuffer> | null,
    schema: z.ZodType<T>,
  ): Answer<T> => {
    try {
      const response = await ask(path, sent)
      if (response === null) return err(signedOut)
      const bytes = await response.arrayBuffer()
      tally.bytesDown += bytes.byteLength
      if (bytes.byteLength > REPLY_BYTES_MAX)
        return err({ kind: 'unreadable', detail: `a reply of ${bytes.byteLength} bytes` })
      const body = textToJson(decoder.decode(bytes))
      if (!response.ok) return err(toFailure(response.status, body))
      if (body === undefined) return err({ kind: 'unknown', detail: 'a reply that is not JSON' })
      return parseReply(schema, body)
    } catch (error) {
      return err({ kind: 'unknown', detail: messageOf(error) })
    }
  }

  return {
    traffic: () => ({ ...tally }),
    call: (path, request, schema) => answer(path, encoder.encode(JSON.stringify(request)), schema),
    read: (path, schema) => answer(path, null, schema),
  }
}
