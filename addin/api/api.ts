// The Worker's API: one call per endpoint, each answers a Result and never throws. Counts requests and bytes.
// A reply is parsed with shared/protocol before anybody believes it.
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
import { createCaller } from './call.ts'
import type { Answer, ApiOptions, Traffic } from './call.ts'
import { createFieldApi, type FieldApi } from './fields.ts'
import { createMatchApi, type MatchApi } from './matches.ts'
import { createKeyApi, type KeyApi } from './keys.ts'
import { createMemberApi, type MemberApi } from './members.ts'
import { createMergeApi, type MergeApi } from './merge.ts'
import { createSessionApi, type SessionApi } from './session.ts'
import { createTierApi, type TierApi } from './tiers.ts'
import { createTraceApi, type TraceApi } from './trace.ts'

type SettleRequest = { readonly workbook: string; readonly epoch: string }

/** What a sync session asks. */
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

/** What the pane asks beside a session. */
export interface PaneApi extends Api {
  readonly tiers: TierApi
  readonly merges: MergeApi
  readonly matches: MatchApi
  readonly session: SessionApi
  readonly members: MemberApi
  readonly keys: KeyApi
  readonly trace: TraceApi
  readonly fields: FieldApi
}

export const createApi = (options: ApiOptions): PaneApi => {
  const { call, traffic } = createCaller(options)
  return {
    traffic,
    hello: (request) => call('sync/hello', request, helloReply),
    push: (request) => call('sync/push', request, pushReply),
    settle: (request) => call('sync/settle', request, settleReply),
    pull: (request) => call('sync/pull', request, pullReply),
    digest: (request) => call('sync/digest', request, digestReply),
    outcome: (request) => call('sync/outcome', request, outcomeReply),
    note: (request) => call('sync/note', request, noteReply),
    conflicts: (request) => call('sync/conflicts', request, conflictsReply),
    resolve: (request) => call('sync/resolve', request, resolveReply),
    archive: (request) => call('sync/archive', request, archiveReply),
    recover: (request) => call('sync/recover', request, recoverReply),
    batches: (request) => call('sync/batches', request, batchesReply),
    undo: (request) => call('sync/undo', request, undoReply),
    tiers: createTierApi(call),
    merges: createMergeApi(call),
    matches: createMatchApi(call),
    session: createSessionApi(call),
    members: createMemberApi(call),
    keys: createKeyApi(call),
    trace: createTraceApi(call),
    fields: createFieldApi(call),
  }
}
