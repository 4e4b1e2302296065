// The port between the merge services and what is stored: worker/db/merge.ts is the real one. Rows themselves, their
// rights and their revisions come from the store of a push; here is what only merging asks.
import type { KeyChange } from '../../shared/merge/key-change.ts'
import type { Decided } from '../../shared/merge/survive.ts'
import type { Child } from '../../shared/merge/twins.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { MergeEntry, UnmergeReply } from '../../shared/protocol/merge.ts'
import type { Actor } from '../auth/actor.ts'

/** How many rows of each table. */
export type Counts = Readonly<Record<string, number>>

export interface MergingFact {
  readonly id: string
  readonly primary: string | null
  /** UTC, milliseconds. */
  readonly createdAt: number
  readonly createdBy: string
  readonly children: Counts
}

/** A row whole, as it was before a merge. */
export interface Snapshot extends Omit<MergingFact, 'children'> {
  readonly rev: number
  readonly crev: number
  /** With the borrowed `contact.*`. */
  readonly values: WireValues
  readonly computed: WireValues
}

/** What a merge left on record; `rows` begins with the winner. */
export interface MergeRecord {
  readonly rows: readonly Snapshot[]
  /** What the winner became. */
  readonly joined: WireValues
  readonly primary: string | null
}

export interface MergeEdge extends MergeRecord {
  readonly id: string
  readonly winner: string
  readonly losers: readonly string[]
  readonly seq: number
  /** The winner's revision with the merge. */
  readonly rev: number
  readonly decisions: readonly Decided[]
  /** What the un-merge answered; null: in force. */
  readonly undone: UnmergeReply | null
}

/** Who lost sight of what: owner and visibility that no longer hold. */
export interface Left {
  readonly owner: string | null
  readonly visibility: string | null
}

export interface MergePlan {
  readonly merge: string
  readonly workbook: string
  readonly batch: string | null
  readonly now: number
  readonly record: MergeRecord
  readonly names: readonly (readonly [id: string, name: string])[]
  readonly decisions: readonly Decided[]
  readonly evidence: unknown
  readonly keys: KeyChange
  /** The oldest of all rows. */
  readonly created: Pick<Snapshot, 'createdAt' | 'createdBy'>
  /** Where the winner himself changes hands: who saw him before. */
  readonly left: Left | null
}

/** A row that the merge moved, as it was left and as it stands. */
export interface MovedRow {
  readonly table: TableName
  readonly id: string
  readonly field: string
  readonly from: string
  readonly left: WireValues
  readonly now: WireValues
  readonly isArchived: boolean
  /** May the caller see it? */
  readonly isVisible: boolean
}

/** A row that came to the winner since. */
export interface AddedRow {
  readonly table: TableName
  readonly id: string
  readonly label: string
}

export interface ContactFact {
  readonly id: string
  readonly rev: number
  readonly values: WireValues
  readonly isArchived: boolean
}

export interface UnmergeFacts {
  readonly edge: MergeEdge
  /** As they stand; a loser's primary is that of before the merge. */
  readonly customers: ReadonlyMap<string, { readonly rev: number; readonly primary: string | null }>
  readonly moved: readonly MovedRow[]
  /** How many of those that belong to a customer the winner still has. */
  readonly back: Counts
  readonly added: readonly AddedRow[]
  /** Main contacts, old and new. */
  readonly contacts: ReadonlyMap<string, ContactFact>
  /** When the winner was made: himself, and those that he still stands for by other merges. */
  readonly created: readonly Pick<Snapshot, 'createdAt' | 'createdBy'>[]
  /** The merge in force by which the winner was merged on. */
  readonly mergedOn: string | null
}

export interface UnmergeRow {
  readonly id: string
  /** The revision that must still stand. */
  readonly rev: number
  readonly values: WireValues
  readonly primary: string | null
}

export interface UnmergePlan {
  readonly edge: MergeEdge
  readonly workbook: string
  readonly now: number
  readonly winner: UnmergeRow
  readonly losers: readonly UnmergeRow[]
  readonly created: Pick<Snapshot, 'createdAt' | 'createdBy'>
  readonly keys: KeyChange
  /** The winner's owner and visibility, which held for all of them until now. */
  readonly left: Left
  /** Does the winner change hands himself? */
  readonly isHandedBack: boolean
  /** Contacts whose content was used: [id, rev]. */
  readonly contacts: readonly (readonly [id: string, rev: number])[]
  readonly report: UnmergeReply
}

export interface MergesAsk {
  readonly before: number
  readonly limit: number
  readonly merge: string | null
}

export interface MergeStore {
  /** Of rows in sight and out of it: the service knows which are which. */
  readonly readMerging: (
    actor: Actor,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, MergingFact>>
  readonly readEdge: (actor: Actor, merge: string) => Promise<MergeEdge | null>
  /** Whether it was stored: all of it, or nothing because a row had moved on. */
  readonly writeMerge: (actor: Actor, plan: MergePlan) => Promise<boolean>
  /** How much a merge moved, and the winner's rows that may be twins now. */
  readonly readMoved: (
    actor: Actor,
    edge: { readonly merge: string; readonly winner: string },
  ) => Promise<{
    readonly moved: Counts
    readonly contacts: readonly Child[]
    readonly visits: readonly Child[]
  }>
  /** null: there is no such merge. */
  readonly readUnmerge: (actor: Actor, merge: string) => Promise<UnmergeFacts | null>
  readonly writeUnmerge: (actor: Actor, plan: UnmergePlan) => Promise<boolean>
  /** Newest first; those whose winner the caller sees. */
  readonly readMerges: (
    actor: Actor,
    ask: MergesAsk,
  ) => Promise<readonly { readonly entry: MergeEntry; readonly seq: number }[]>
}

/** What follows from a merge elsewhere; told again when a request comes again. */
export interface Merged {
  readonly merge: string
  readonly winner: string
  readonly losers: readonly string[]
  /** What the winner is now. */
  readonly values: WireValues
  readonly answers: unknown
  readonly now: number
}

/** Proposals that name the losers retire, answers are learnt from, what the winner is found by is worked out anew. */
export interface MergeFollower {
  readonly afterMerge: (actor: Actor, merged: Merged) => Promise<void>
  readonly afterUnmerge: (actor: Actor, merged: Omit<Merged, 'answers'>) => Promise<void>
}
