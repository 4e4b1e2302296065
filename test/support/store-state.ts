// The fake store's data and the questions about it that several verbs ask.
import type { Match, Side, Standing } from '../../shared/merge/facts.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import { type Figured, withFigures } from '../../shared/tier/figured.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { isInScope } from '../../worker/auth/scope.ts'
import type { BatchFacts, BatchName } from '../../worker/service/batch-facts.ts'
import type { LeaseFacts, LogMark } from '../../worker/service/log.ts'
import type {
  Labelled,
  PullFacts,
  SeenConflict,
  StoredConflict,
} from '../../worker/service/store.ts'

export interface FakeRow {
  readonly id: string
  readonly rev: number
  readonly crev: number
  readonly seq: number
  readonly values: WireValues
  readonly computed: WireValues
  readonly figured?: Figured | undefined
  /** What his transactions say that has no field. */
  readonly figures?: WireValues | undefined
  readonly archived: boolean
  readonly mergedInto: string | null
  readonly primary: string | null
  readonly by: string
  readonly at: number
}

export interface FakeHistory {
  readonly table: TableName
  readonly row: string
  readonly rev: number
  /** The revision that it followed; 0: none. */
  readonly prior: number
  readonly base: number
  readonly hash: string
  readonly values: WireValues
  readonly seq: number
  readonly by: string
  readonly at: number
  readonly batch: string | null
  readonly hint: string | null
}

export interface FakeKey {
  readonly key: number
  readonly row: string
  readonly kind: Match['kind']
  readonly name: string | null
  readonly person: string | null
  readonly seq: number
}

export interface FakeConflict extends StoredConflict {
  readonly table: TableName
  readonly row: string
  readonly rev: number
  readonly mineBy: string
  readonly mineAt: number
  readonly resolved: SeenConflict['resolved']
}

export interface FakeState {
  seq: number
  readonly rows: Record<TableName, Map<string, FakeRow>>
  readonly history: FakeHistory[]
  keys: FakeKey[]
  conflicts: FakeConflict[]
  /** Fenced intentions by account, each with the batch that may pass. */
  readonly voids: Map<string, string | null>
  readonly events: { readonly seq: number; readonly row: string; readonly left: WireValues }[]
  /** What every write left at its last seq. */
  readonly marks: (LogMark & { readonly seq: number })[]
  batches: readonly BatchFacts[]
  readonly parts: (BatchName & { readonly seq: number; readonly rows: number })[]
  readonly leases: Map<string, LeaseFacts>
  /** Of each customer: runs in a row that asked for a lower tier; and the seq that the last settle ended with. */
  readonly downgrades: Map<string, number>
  settledSeq: number
}

export const emptyState = (): FakeState => ({
  seq: 0,
  rows: { customer: new Map(), contact: new Map(), visit: new Map(), transaction: new Map() },
  history: [],
  keys: [],
  conflicts: [],
  voids: new Map(),
  events: [],
  marks: [],
  batches: [],
  parts: [],
  leases: new Map(),
  downgrades: new Map(),
  settledSeq: 0,
})

export const textAt = (values: WireValues, key: string): string | null => {
  const value = values[key] ?? null
  return value === null ? null : String(value)
}

export const customerOf = (state: FakeState, table: TableName, row: FakeRow): FakeRow | undefined =>
  table === 'customer' ? row : state.rows.customer.get(textAt(row.values, 'customer_id') ?? '')

export const sees = (state: FakeState, actor: Actor, table: TableName, row: FakeRow): boolean => {
  const customer = customerOf(state, table, row)
  return customer !== undefined && isInScope(actor, customer.values)
}

export const toSide = (row: FakeRow | undefined, isCustomer: boolean): Side | null =>
  row
    ? { id: row.id, rev: row.rev, values: row.values, primary: isCustomer ? row.primary : null }
    : null

const sideOf = (state: FakeState, table: TableName, row: FakeRow): Side | null => {
  if (table === 'customer') return toSide(state.rows.contact.get(row.primary ?? ''), false)
  return table === 'contact' ? toSide(customerOf(state, table, row), true) : null
}

export const goneOf = (row: FakeRow): Standing['gone'] => {
  if (row.mergedInto !== null) return { reason: 'merged', into: row.mergedInto }
  return row.archived ? { reason: 'archived', into: null } : null
}

export const toStanding = (state: FakeState, table: TableName, row: FakeRow): Standing => ({
  id: row.id,
  rev: row.rev,
  crev: row.crev,
  values: row.values,
  computed: row.computed,
  figured: row.figured,
  gone: goneOf(row),
  side: sideOf(state, table, row),
})

export const toPulled = ({
  seq,
  id,
  rev,
  crev,
  values,
  computed,
  figured,
}: FakeRow): PullFacts['rows'][number] => ({
  seq,
  id,
  rev,
  crev,
  values: withFigures(values, figured),
  computed: withFigures(computed, figured),
})

export const toLabelled = (row: FakeRow): Labelled => ({
  id: row.id,
  name: textAt(row.values, 'name') ?? '',
  city: textAt(row.values, 'city'),
  customer: textAt(row.values, 'customer_id'),
})

/** Rows in the order of their ids: the order in which a batch that touches many gives out seqs. */
export const byId = (state: FakeState, table: TableName): readonly FakeRow[] =>
  [...state.rows[table].values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
