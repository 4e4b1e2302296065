// What a session asks of the world, and what comes back: plain values, so that the same session runs in Excel and in
// the simulator. A request to the server may be repeated; an effect on the sheet is guarded by the row's identity.
import type { ArchiveReply, ArchiveRequest } from '../../protocol/archive.ts'
import type { ConflictsReply, ConflictsRequest } from '../../protocol/conflicts.ts'
import type { DigestReply, DigestRequest } from '../../protocol/digest.ts'
import type { ApiFailure } from '../../protocol/failure.ts'
import type { HelloReply, HelloRequest } from '../../protocol/hello.ts'
import type { NoteReply, NoteRequest } from '../../protocol/note.ts'
import type { OutcomeReply, OutcomeRequest } from '../../protocol/outcome.ts'
import type { PullReply, PullRequest, SettleReply } from '../../protocol/pull.ts'
import type { PushReply, PushRequest } from '../../protocol/push.ts'
import type { RecoverRequest } from '../../protocol/recover.ts'
import type { ResolveReply, ResolveRequest } from '../../protocol/resolve.ts'
import type { Result } from '../../result.ts'
import type { Cell } from '../../schema/kind.ts'
import type {
  GuardedWrite,
  NewRows,
  StateCell,
  StateLines,
  StatePlace,
  TableShape,
  WriteReport,
} from '../sheet.ts'

/** Request and reply of each endpoint that a session calls. */
export interface Verbs {
  readonly hello: readonly [HelloRequest, HelloReply]
  readonly push: readonly [PushRequest, PushReply]
  readonly settle: readonly [{ readonly workbook: string; readonly epoch: string }, SettleReply]
  readonly pull: readonly [PullRequest, PullReply]
  readonly digest: readonly [DigestRequest, DigestReply]
  readonly outcome: readonly [OutcomeRequest, OutcomeReply]
  readonly note: readonly [NoteRequest, NoteReply]
  readonly conflicts: readonly [ConflictsRequest, ConflictsReply]
  readonly resolve: readonly [ResolveRequest, ResolveReply]
  readonly archive: readonly [ArchiveRequest, ArchiveReply]
  readonly recover: readonly [RecoverRequest, PushReply]
}
export type Verb = keyof Verbs

export type Request = {
  readonly [V in Verb]: { readonly do: 'ask'; readonly verb: V; readonly request: Verbs[V][0] }
}[Verb]

/** Each is answered once, or fails with a {@link Stopped}. */
export type Effect =
  | Request
  /** The table as it stands; null: gone. */
  | { readonly do: 'shape'; readonly tableId: string }
  /** Whole columns, in the order asked for. */
  | {
      readonly do: 'read'
      readonly shape: TableShape
      readonly columns: readonly number[]
      readonly first: number
      readonly count: number
    }
  | { readonly do: 'write'; readonly write: GuardedWrite }
  | { readonly do: 'add'; readonly rows: NewRows }
  /** The lines of the state sheet. */
  | { readonly do: 'load' }
  | { readonly do: 'save'; readonly cells: readonly StateCell[]; readonly check: StatePlace }
  /** New ULIDs. */
  | { readonly do: 'ids'; readonly count: number }
  | { readonly do: 'wait'; readonly ms: number }
  /** Lets the host have its turn amid long work. */
  | { readonly do: 'breathe' }

/** What comes back for each effect. */
export interface Answers {
  readonly ask: Result<unknown, ApiFailure>
  readonly shape: TableShape | null
  readonly read: readonly (readonly Cell[])[]
  readonly write: WriteReport
  /** Lines (numbers in `rows`) that were not added: something stood in their place. */
  readonly add: ReadonlySet<number>
  readonly load: StateLines
  /** What stood in the place to check just before. */
  readonly save: string
  readonly ids: readonly string[]
  readonly wait: null
  readonly breathe: null
}

/** The states of a session (facts: hello, then as the work goes). */
export type Phase =
  | 'idle'
  | 'hello'
  | 'scan'
  | 'resolve'
  | 'mint'
  | 'push'
  | 'settle'
  | 'pull'
  | 'digest'
  | 'done'

export interface Progress {
  readonly phase: Phase
  readonly done: number
  readonly of: number
}

/** What is timed; phases overlap where answers are written while others are fetched. */
export type Stretch = 'scan' | 'mint' | 'push' | 'first500' | 'apply' | 'pull' | 'total'

/** Said without waiting for an answer. */
export type Sign =
  | { readonly do: 'progress'; readonly progress: Progress }
  | { readonly do: 'begin' | 'end'; readonly stretch: Stretch }
