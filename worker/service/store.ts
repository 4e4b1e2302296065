// The port between the services and what is stored: D1 in the Worker, a fake in the simulator.
// test/support/store.ts holds both to one contract. Every write is one atomic batch.
import type { Facts, Write } from '../../shared/merge/facts.ts'
import type { SideWrite } from '../../shared/merge/side.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { PulledRow, PullReply } from '../../shared/protocol/pull.ts'
import type { TierPolicy } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'

export interface PushAsk {
  readonly table: TableName
  /** What each row intends: its id, base revision and content hash. */
  readonly rows: readonly (readonly [id: string, base: number, hash: string])[]
  /** Keys of new customers, who may be known. */
  readonly keys: readonly number[]
  /** Keys and marks of what new rows begin with. */
  readonly firstKeys: readonly (readonly [key: number, mark: string])[]
  /** For new contacts: [id of the row, id of its customer]. */
  readonly parents: readonly (readonly [id: string, customer: string])[]
}

/** A conflict as it was stored by an intention that is sent again. */
export interface StoredConflict {
  readonly id: string
  readonly field: string
  readonly mine: string | number | null
  readonly theirs: string | number | null
  readonly by: string
  readonly at: number
}

export interface PushFacts extends Facts {
  /** Conflicts of the intentions in `applied`, by row id. */
  readonly conflicts: ReadonlyMap<string, readonly StoredConflict[]>
  /** Who made each standing row's current revision, and when. */
  readonly authors: ReadonlyMap<string, { readonly by: string; readonly at: number }>
}

export interface PlannedWrite extends Write {
  readonly side: SideWrite | null
  /** Set when owner or visibility changes: who saw the customer before. */
  readonly left: { readonly owner: string | null; readonly visibility: string | null } | null
  readonly conflictRows: readonly StoredConflict[]
}

export interface PushPlan {
  readonly table: TableName
  readonly workbook: string
  /** UTC, milliseconds. */
  readonly now: number
  /** The counter that the decisions were made on. */
  readonly seen: number
  readonly writes: readonly PlannedWrite[]
}

export interface Written {
  /** Ids that passed the gate; the others are to be read and decided again. */
  readonly stored: ReadonlySet<string>
  /** Seqs that the rows of the pushed table took, both ends included. */
  readonly seqs: readonly [first: number, last: number]
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
}

export interface PullFacts {
  /** The last seq given out. */
  readonly head: number
  /** Everything visible up to here is in this page. */
  readonly through: number
  readonly rows: readonly (PulledRow & { readonly seq: number })[]
  readonly gone: readonly (PullReply['gone'][number] & { readonly seq: number })[]
}

export interface TierAsk {
  readonly policy: TierPolicy
  readonly engine: number
  readonly now: number
  /** Today in the organisation's time zone; overrides end with it. */
  readonly today: string
}

export interface Store {
  readonly head: (actor: Actor) => Promise<number>
  readonly readLabels: (actor: Actor, ask: LabelAsk) => Promise<LabelFacts>
  readonly readPush: (actor: Actor, ask: PushAsk) => Promise<PushFacts>
  readonly writePush: (actor: Actor, plan: PushPlan) => Promise<Written>
  readonly readPull: (actor: Actor, ask: PullAsk) => Promise<PullFacts>
  readonly readNames: (
    actor: Actor,
    ids: { readonly customer: readonly string[]; readonly contact: readonly string[] },
  ) => Promise<NamedRows>
  readonly settleTiers: (
    actor: Actor,
    ask: TierAsk,
  ) => Promise<{ readonly ranked: number; readonly changed: number }>
}
