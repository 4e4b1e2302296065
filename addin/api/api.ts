// The Worker's API: one call per endpoint, each answers a Result and never throws. Counts requests and bytes.
// A reply is parsed with shared/protocol before anybody believes it.
import * as z from 'zod'

import { archiveReply } from '../../shared/protocol/archive.ts'
import type { ArchiveReply, ArchiveRequest } from '../../shared/protocol/archive.ts'
import { batchesReply, undoReply } from '../../shared/protocol/batches.ts'
import type {
  BatchesReply,
  BatchesRequest,
  UndoReply,
  UndoRequest,
} from '../../shared/protocol/batches.ts'
import { conflictsReply } from '../../shared/protocol/conflicts.ts'
import type { ConflictsReply, ConflictsRequest } from '../../shared/protocol/conflicts.ts'
import { recoverReply } from '../../shared/protocol/recover.ts'
import type { RecoverRequest } from '../../shared/protocol/recover.ts'
import { resolveReply } from '../../shared/protocol/resolve.ts'
import type { ResolveReply, ResolveRequest } from '../../shared/protocol/resolve.ts'
import { digestReply } from '../../shared/protocol/digest.ts'
import type { DigestReply, DigestRequest } from '../../shared/protocol/digest.ts'
import { noteReply } from '../../shared/protocol/note.ts'
import type { NoteReply, NoteRequest } from '../../shared/protocol/note.ts'
import { outcomeReply } from '../../shared/protocol/outcome.ts'
import type { OutcomeReply, OutcomeRequest } from '../../shared/protocol/outcome.ts'
import { helloReply } from '../../shared/protocol/hello.ts'
import type { HelloReply, HelloRequest } from '../../shared/protocol/hello.ts'
import { pullReply, settleReply } from '../../shared/protocol/pull.ts'
import type { PullReply, PullRequest, SettleReply } from '../../shared/protocol/pull.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import type { PushReply, PushRequest } from '../../shared/protocol/push.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'

export interface Traffic {
  readonly requests: number
  readonly bytesUp: number
  readonly bytesDown: number
}

type SettleRequest = { readonly workbook: string; readonly epoch: string }
type Answer<T> = Promise<Result<T, ApiFailure>>

export interface Api {
  readonly traffic: () => Traffic
  readonly hello: (request: HelloRequest) => Answer<HelloReply>
  readonly push: (request: PushRequest) => Answer<PushReply>
  readonly settle: (request: SettleRequest) => Answer<SettleReply>
  readonly pull: (request: PullRequest) => Answer<PullReply>
  readonly digest: (request: DigestRequest) => Answer<DigestReply>
  readonly outcome: (request: OutcomeRequest) => Answer<OutcomeReply>
  readonly note: (request: NoteRequest) => Answer<NoteReply>
  readonly conflicts: (request: ConflictsRequest) => Answer<ConflictsReply>
  readonly resolve: (request: ResolveRequest) => Answer<ResolveReply>
  readonly archive: (request: ArchiveRequest) => Answer<ArchiveReply>
  readonly recover: (request: RecoverRequest) => Answer<PushReply>
  readonly batches: (request: BatchesRequest) => Answer<BatchesReply>
  readonly undo: (request: UndoRequest) => Answer<UndoReply>
}

export interface ApiOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly key: string
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
  const { code, detail, request } = refusal.data
  return { kind: 'refused', code, detail, request }
}

const parseReply = <T>(schema: z.ZodType<T>, body: unknown): Result<T, ApiFailure> => {
  const parsed = schema.safeParse(body)
  return parsed.success
    ? ok(parsed.data)
    : err({ kind: 'unreadable', detail: z.prettifyError(parsed.error).slice(0, 500) })
}

export const createApi = (options: ApiOptions): Api => {
  const tally = { requests: 0, bytesUp: 0, bytesDown: 0 }
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()

  const send = async (path: string, request: unknown): Promise<Response> => {
    const body = encoder.encode(JSON.stringify(request))
    tally.requests++
    tally.bytesUp += body.length
    return options.fetch(`${options.baseUrl}/v1/sync/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${options.key}`, 'content-type': 'application/json' },
      body,
      cache: 'no-store',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    })
  }

  const call = async <T>(path: string, request: unknown, schema: z.ZodType<T>): Answer<T> => {
    try {
      const response = await send(path, request)
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
    hello: (request) => call('hello', request, helloReply),
    push: (request) => call('push', request, pushReply),
    settle: (request) => call('settle', request, settleReply),
    pull: (request) => call('pull', request, pullReply),
    digest: (request) => call('digest', request, digestReply),
    outcome: (request) => call('outcome', request, outcomeReply),
    note: (request) => call('note', request, noteReply),
    conflicts: (request) => call('conflicts', request, conflictsReply),
    resolve: (request) => call('resolve', request, resolveReply),
    archive: (request) => call('archive', request, archiveReply),
    recover: (request) => call('recover', request, recoverReply),
    batches: (request) => call('batches', request, batchesReply),
    undo: (request) => call('undo', request, undoReply),
  }
}
