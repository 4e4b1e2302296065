// What the pure decision about a chunk knows (Facts), what it is asked (Incoming) and what it says (Decision).
// Facts come from one read batch, or from a simulator; no decision asks anything further.
import type { Problem } from '../problem.ts'
import type { WireValues } from '../protocol/cell.ts'
import type { Known } from '../protocol/push.ts'
import type { Figured } from '../tier/figured.ts'
import type { FieldConflict } from './three-way.ts'

/**
 * label: what a customer's row is called; alias: what else a cell may call him; first: what a row of another table
 * began with. Only a reason of `Known` tells that two rows are one customer.
 */
export type KeyKind = Known['by'] | 'label' | 'alias' | 'first'

/**
 * A look-up key of a row, with the names that decide whether two rows that share it agree. In a label or first
 * key `person` is instead the mark of the content that the row began with.
 */
export interface RowKey {
  readonly key: number
  readonly kind: KeyKind
  readonly name: string | null
  readonly person: string | null
}

/** A live customer who has one of the chunk's keys. */
export interface Match extends RowKey {
  readonly id: string
  readonly label: string
  readonly isVisible: boolean
}

/** A row as the server has it, as far as the caller may see it. */
export interface Standing {
  readonly id: string
  readonly rev: number
  readonly crev: number
  /** Entered values, empty ones absent; of a customer also the borrowed `contact.*`. */
  readonly values: WireValues
  readonly computed: WireValues
  /** Fields that his transactions say, whatever was entered; absent while he has none. */
  readonly figured?: Figured | undefined
  readonly gone: { readonly reason: 'archived' | 'merged'; readonly into: string | null } | null
  /** The row in the other table that moves with this one: a customer's primary contact, a contact's customer. */
  readonly side: Side | null
}

export interface Side {
  readonly id: string
  readonly rev: number
  readonly values: WireValues
  /** For a contact's customer: the id of the primary contact; null has none yet. */
  readonly primary: string | null
}

export interface Incoming {
  readonly id: string
  readonly base: number
  readonly hash: string
  /** The hashes of what its sheet has sent on the same base before, unanswered: see own-edit.ts. */
  readonly after?: readonly string[]
  readonly answer: 'new' | 'renamed' | null
  /** Values of the fields that were sent, null where emptied. */
  readonly values: WireValues
  readonly problems: readonly Problem[]
  /** The mark of this content by this account in this table: how a create is recognised again. */
  readonly first: string
}

export interface Facts {
  /** The counter when these facts were read. */
  readonly seen: number
  /** Rows of the chunk's ids that the caller may see, and rows that had the content of a create first. */
  readonly standing: ReadonlyMap<string, Standing>
  /** Ids of the chunk that stand, but not for this caller. */
  readonly foreign: ReadonlySet<string>
  /** The content of each row at the base that its caller names. */
  readonly bases: ReadonlyMap<string, WireValues>
  /** Ids whose very intention (id, base, hash) was applied before. */
  readonly applied: ReadonlySet<string>
  readonly matches: ReadonlyMap<number, readonly Match[]>
  /** For new contacts and visits: their customer, by the id of the incoming row. */
  readonly parents: ReadonlyMap<string, Side>
}

/** The matcher's part in a decision: it knows more than strong keys do. */
export interface Recogniser {
  /** The customer that a new row is, stored or accepted before; null for none. */
  readonly knownOf: (row: Incoming) => Known | null
  /** The row is stored: those behind it may be known by it. */
  readonly accept: (row: Incoming) => void
}

/** What differs from table to table. */
export interface TableRules {
  /** The values that a sheet's row means, given what its writer had seen (null: a new row). */
  readonly meant: (values: WireValues, base: WireValues | null) => WireValues
  readonly keysOf: (values: WireValues) => readonly RowKey[]
  /** The key under which a row that began with this content is found again. */
  readonly firstKey: (values: WireValues, first: string | null) => RowKey
  /** What must differ, beside all strong keys, for a row to be another customer; null where none can be. */
  readonly nameOf: (values: WireValues) => string | null
  readonly agrees: (a: RowKey, b: RowKey) => boolean
  /** Values that a new row gets where it says nothing. */
  readonly completed: (values: WireValues) => WireValues
  /** What is wrong with the whole row after the merge. */
  readonly faults: (values: WireValues, standing: Standing | null) => readonly Problem[]
}

/** One row to be stored, guarded by the revision that the decision was made on. */
export interface Write {
  readonly id: string
  readonly base: number
  readonly hash: string
  /** The revision that must still stand; 0 for a new row. */
  readonly expected: number
  /** The whole row, entered values, empty ones absent. */
  readonly values: WireValues
  readonly changed: readonly string[]
  readonly addedKeys: readonly RowKey[]
  readonly droppedKeys: readonly number[]
  /** Keys that nobody may have taken since the facts were read. */
  readonly guard: readonly number[]
  readonly conflicts: readonly FieldConflict[]
}

export type Decision =
  | { readonly outcome: 'done' | 'adopted'; readonly row: Standing }
  | { readonly outcome: 'forbidden' | 'retry' }
  | { readonly outcome: 'changed_identity'; readonly row: Standing }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] }
  | {
      readonly outcome: 'gone'
      readonly reason: 'archived' | 'merged'
      readonly into: string | null
    }
  | { readonly outcome: 'known'; readonly known: Known }
  /** write null: the server already has these values. */
  | {
      readonly outcome: 'applied' | 'merged' | 'conflict'
      readonly row: Standing | null
      readonly write: Write | null
    }
