// The port between the services and what is stored: D1 in the Worker, a fake in the simulator.
// test/support/store.ts holds both to one contract. Every write is one atomic batch.
import type { Facts, Write } from '../../shared/merge/facts.ts'
import type { SideWrite } from '../../shared/merge/side.ts'
import type { StoredValue } from '../../shared/merge/three-way.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { PulledRow, PullReply } from '../../shared/protocol/pull.ts'
import type { Take } from '../../shared/protocol/resolve.ts'
import type { Actor } from '../auth/actor.ts'
import type { ArchiveFacts, ArchivePlan } from './archive-facts.ts'
import type { BatchAsk, BatchFacts, BatchName, StepAsk, StepFacts } from './batch-facts.ts'
import type { Fork, LeaseAsk, LeaseFacts, LogFacts } from './log.ts'
import type { TierAsk, TierCounts } from './tier-ask.ts'
import type { PlannedPair } from './matches.ts'
import type { Trail } from './writers.ts'

export interface PushAsk {
  readonly table: TableName
  /** What each row intends: its id, base revision and content hash, '' for nothing yet. */
  readonly rows: readonly (readonly [id: string, base: number, hash: string])[]
  /** Keys of new customers, who may be known. */
  readonly keys: readonly number[]
  /** Keys and marks of what new rows begin with. */
  readonly firstKeys: readonly (readonly [key: number, mark: string])[]
  /** For new contacts: [id of the row, id of its customer]. */
  readonly parents: readonly (readonly [id: string, customer: string])[]
  /** The seq whose mark in the log is asked for, and with it the newest. */
  readonly markAt?: number
}

/** A conflict as it was stored by an intention that is sent again. */
export interface StoredConflict {
  readonly id: string
  readonly field: string
  readonly base: StoredValue
  readonly mine: StoredValue
  readonly theirs: StoredValue
  readonly by: string
  readonly at: number
}

/** A conflict as one sees it who may see its row. */
export interface SeenConflict extends StoredConflict {
  readonly table: TableName
  readonly row: string
  /** The row's name, where it has one. */
  readonly label: string
  /** Where the row stands now, and what it says in this field. */
  readonly rev: number
  readonly now: StoredValue
  readonly isGone: boolean
  readonly mineBy: string
  readonly mineAt: number
  readonly resolved: {
    readonly take: Take
    readonly by: string
    readonly at: number
  } | null
}

/** A value that only a sheet's cell has, beside the one that the row at `rev` says. */
export interface NewNote extends StoredConflict {
  readonly row: string
  readonly rev: number
}

export interface ConflictAsk {
  /** open of these rows; open ones whose `mine` is the caller's; or just these, resolved ones too. */
  readonly of: 'rows' | 'mine' | 'ids'
  /** Ids of rows or of conflicts; none for `mine`. */
  readonly ids: readonly string[]
  /** Only conflicts with a greater id. */
  readonly after: string
  readonly limit: number
}

/** A conflict to be marked as resolved while its row stands at `rev`; nothing else is written. */
export interface Mark {
  readonly conflict: string
  readonly take: Take
  readonly table: TableName
  readonly row: string
  readonly rev: number
}

export interface PushFacts extends Facts {
  /** The revisions that the intentions in `applied` made, by row id. */
  readonly made: ReadonlyMap<string, WireValues>
  /** Conflicts of the intentions in `applied`, by row id. */
  readonly conflicts: ReadonlyMap<string, readonly StoredConflict[]>
  /** Of each standing row. */
  readonly authors: ReadonlyMap<string, Trail>
  /** With the one mark that was asked for. */
  readonly log?: LogFacts
}

export interface PlannedWrite extends Write {
  /** The one that it makes. */
  readonly rev: number
  readonly side: SideWrite | null
  /** Set when owner or visibility changes: who saw the customer before. */
  readonly left: { readonly owner: string | null; readonly visibility: string | null } | null
  readonly conflictRows: readonly StoredConflict[]
  /** Conflicts that this write resolves. */
  readonly resolves: readonly { readonly conflict: string; readonly take: Take }[]
  /** How it came into the sheet, for the audit. */
  readonly hint: string | null
  /** What the matcher found about it, for review. */
  readonly pairs?: readonly PlannedPair[]
}

export interface PushPlan {
  readonly table: TableName
  readonly workbook: string
  /** UTC, milliseconds. */
  readonly now: number
  /** The counter that the decisions were made on. */
  readonly seen: number
  readonly writes: readonly PlannedWrite[]
  /** The client's name for what belongs together; a fence lets only its own batch pass. */
  readonly batch: string | null
  /** The batch that this one takes back. */
  readonly undoes: BatchName | null
  /** Whose lease is renewed. */
  readonly session: string | null
}

export interface Written {
  /** Ids that passed the gate; the others are to be read and decided again. */
  readonly stored: ReadonlySet<string>
  /** Seqs that the rows of the pushed table took, both ends included. */
  readonly seqs: readonly [first: number, last: number]
  /** The seq at which this batch left its mark in the log; null: nobody knows, since it ran twice. */
  readonly head: number | null
}

/** A row that a label may mean. */
export interface Labelled {
  readonly id: string
  readonly name: string
  readonly city: string | null
  /** For contacts: whose they are. */
  readonly customer: string | null
}

export interface LabelAsk {
  /** Keys of customers' names. */
  readonly customers: readonly number[]
  /** Ids that stand in cells themselves. */
  readonly customerIds: readonly string[]
  /** Are the contacts of these customers asked for too? */
  readonly withContacts: boolean
  /** Rows that may stand already: what do they refer to? */
  readonly table: TableName
  readonly rows: readonly string[]
}

export interface LabelFacts {
  readonly customersByKey: ReadonlyMap<number, readonly Labelled[]>
  readonly customers: ReadonlyMap<string, Labelled>
  readonly contacts: readonly Labelled[]
  /** The ids that standing rows refer to, by row. */
  readonly held: ReadonlyMap<string, readonly string[]>
}

/** Named rows by id; isShared where another row has the same name, so that the label needs the city. */
export type NamedRows = ReadonlyMap<string, Labelled & { readonly isShared: boolean }>

export interface PullAsk {
  readonly table: TableName
  readonly after: number
  /** Not beyond this seq; null for no bound. */
  readonly before: number | null
  readonly limit: number
  readonly isOwnOnly: boolean
  /** Only these ids, whatever their seq. */
  readonly only: readonly string[] | null
  /** Ids without contents. */
  readonly isBrief: boolean
  /** Seqs whose marks are looked up along the way. */
  readonly marks: readonly number[]
}

export interface PullFacts {
  readonly log: LogFacts
  /** Everything visible up to here is in this page. */
  readonly through: number
  readonly rows: readonly (PulledRow & { readonly seq: number })[]
  readonly gone: readonly (PullReply['gone'][number] & { readonly seq: number })[]
}

export interface DigestAsk {
  readonly table: TableName
  readonly rows: readonly (readonly [id: string, rev: number, crev: number])[]
  readonly isOwnOnly: boolean
  /** Missing rows are looked for among ids in (after, through]; at most so many are told, none for 0. */
  readonly after: string
  readonly through: string | null
  readonly missingMax: number
  /** When the log was cut off: what the server wrote from then on the sheet has not seen. null: not known to be. */
  readonly lostAt: number | null
}

export interface DigestFacts {
  readonly differ: readonly string[]
  readonly gone: PullFacts['gone']
  /** Sent at a revision that the server does not have, or has again from later; none of these is in the others. */
  readonly lost: readonly string[]
  /** Sent ids that the reader does not see. */
  readonly absent: readonly string[]
  readonly missing: readonly string[]
}

export interface IntentAsk {
  readonly table: TableName
  readonly intents: readonly AppliedIntent['intent'][]
  /** Are those not applied to be fenced for this account? */
  readonly isFenced: boolean
  /** The batch that may apply them all the same. */
  readonly batch: string | null
  readonly now: number
}

export interface AppliedIntent {
  readonly intent: readonly [id: string, base: number, hash: string]
  /** The revision that it made. */
  readonly made: number
  /** The one that this followed. */
  readonly prior: number
  /** The row as it stands; null where it is gone. */
  readonly row: PulledRow | null
}

export interface Store {
  readonly readLog: (actor: Actor, seqs: readonly number[]) => Promise<LogFacts>
  readonly readLabels: (actor: Actor, ask: LabelAsk) => Promise<LabelFacts>
  readonly readPush: (actor: Actor, ask: PushAsk) => Promise<PushFacts>
  readonly writePush: (actor: Actor, plan: PushPlan) => Promise<Written>
  readonly readConflicts: (actor: Actor, ask: ConflictAsk) => Promise<readonly SeenConflict[]>
  /** The notes that are kept now, or were before; not those of rows out of the caller's sight. */
  readonly writeNotes: (
    actor: Actor,
    table: TableName,
    notes: readonly NewNote[],
    now: number,
  ) => Promise<ReadonlySet<string>>
  /** The conflicts that were open and whose rows still stood. */
  readonly markResolved: (
    actor: Actor,
    marks: readonly Mark[],
    now: number,
  ) => Promise<ReadonlySet<string>>
  readonly readDigest: (actor: Actor, ask: DigestAsk) => Promise<DigestFacts>
  readonly readIntents: (actor: Actor, ask: IntentAsk) => Promise<readonly AppliedIntent[]>
  readonly readArchive: (
    actor: Actor,
    table: TableName,
    ids: readonly string[],
  ) => Promise<ArchiveFacts>
  /** The rows whose revision still stood, each with its children. */
  readonly writeArchive: (actor: Actor, plan: ArchivePlan) => Promise<ReadonlySet<string>>
  readonly readForks: (
    actor: Actor,
    table: TableName,
    ids: readonly string[],
    lostAt: number,
  ) => Promise<ReadonlyMap<string, Fork>>
  readonly takeLease: (actor: Actor, ask: LeaseAsk) => Promise<LeaseFacts>
  /** Newest first. */
  readonly readBatches: (actor: Actor, ask: BatchAsk) => Promise<readonly BatchFacts[]>
  /** null: there is no such batch. */
  readonly readSteps: (actor: Actor, ask: StepAsk) => Promise<StepFacts | null>
  readonly readPull: (actor: Actor, ask: PullAsk) => Promise<PullFacts>
  readonly readNames: (
    actor: Actor,
    ids: { readonly customer: readonly string[]; readonly contact: readonly string[] },
  ) => Promise<NamedRows>
  readonly settleTiers: (actor: Actor, ask: TierAsk) => Promise<TierCounts>
}
