// The fake store's pull.
import type { TableName } from '../../shared/protocol/cell.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { isInScope } from '../../worker/auth/scope.ts'
import type { PullAsk, PullFacts } from '../../worker/service/store.ts'
import { readLog } from './store-log.ts'
import {
  customerOf,
  type FakeRow,
  type FakeState,
  goneOf,
  sees,
  textAt,
  toPulled,
} from './store-state.ts'

type Gone = PullFacts['gone'][number]

/** A brief row says where it stands in the log, and nothing of its content. */
const toBrief = ({ seq, id }: FakeRow): PullFacts['rows'][number] => ({
  seq,
  id,
  rev: 0,
  crev: 0,
  values: {},
  computed: {},
})

const split = (rows: readonly FakeRow[], isBrief: boolean): Pick<PullFacts, 'rows' | 'gone'> => ({
  rows: rows.filter((row) => !goneOf(row)).map(isBrief ? toBrief : toPulled),
  gone: rows.flatMap((row): Gone[] => {
    const gone = goneOf(row)
    return gone ? [{ seq: row.seq, id: row.id, ...gone }] : []
  }),
})

const readAsked = (
  state: FakeState,
  actor: Actor,
  ask: PullAsk,
  ids: readonly string[],
): PullFacts => {
  const found = ids
    .flatMap((id) => state.rows[ask.table].get(id) ?? [])
    .filter((row) => sees(state, actor, ask.table, row))
  const seen = new Set(found.map((row) => row.id))
  const missing = ids
    .filter((id) => !seen.has(id))
    .map((id): Gone => ({ seq: 0, id, reason: 'scope', into: null }))
  const { rows, gone } = split(found, ask.isBrief)
  return { log: readLog(state, []), through: ask.after, rows, gone: [...gone, ...missing] }
}

/** Ids that left the reader's sight with an event: the customer, or his children. */
const leftWith = (
  state: FakeState,
  actor: Actor,
  ask: PullAsk,
  event: FakeState['events'][number],
): readonly string[] => {
  const customer = state.rows.customer.get(event.row)
  const isMine = (values: FakeRow['values']) =>
    ask.isOwnOnly ? textAt(values, 'owner') === actor.id : isInScope(actor, values)
  if (!customer || !isMine(event.left) || isMine(customer.values)) return []
  if (ask.table === 'customer') return [event.row]
  return childrenOf(state, ask.table, event.row)
}

const childrenOf = (state: FakeState, table: TableName, customer: string): readonly string[] =>
  [...state.rows[table].values()]
    .filter((row) => textAt(row.values, 'customer_id') === customer)
    .map((row) => row.id)

export const readPull = (state: FakeState, actor: Actor, ask: PullAsk): PullFacts => {
  if (ask.only !== null) return readAsked(state, actor, ask, ask.only)
  const before = ask.before ?? Number.MAX_SAFE_INTEGER
  const isIn = (seq: number) => seq > ask.after && seq < before
  const isWanted = (row: FakeRow) =>
    ask.isOwnOnly
      ? textAt(customerOf(state, ask.table, row)?.values ?? {}, 'owner') === actor.id
      : sees(state, actor, ask.table, row)
  const page = [...state.rows[ask.table].values()]
    .filter((row) => isIn(row.seq) && isWanted(row))
    .toSorted((a, b) => a.seq - b.seq)
    .slice(0, ask.limit)
  const events = state.events.filter((e) => isIn(e.seq)).slice(0, ask.limit)
  const lastRow = page.length < ask.limit ? state.seq : (page.at(-1)?.seq ?? 0)
  const lastEvent = events.length < ask.limit ? state.seq : (events.at(-1)?.seq ?? 0)
  const through = Math.min(lastRow, lastEvent, before - 1, state.seq)
  const { rows, gone } = split(
    page.filter((row) => row.seq <= through),
    ask.isBrief,
  )
  const left = events.flatMap((event): readonly Gone[] =>
    event.seq > through
      ? []
      : leftWith(state, actor, ask, event).map((id) => ({
          seq: event.seq,
          id,
          reason: 'scope',
          into: null,
        })),
  )
  return { log: readLog(state, ask.marks), through, rows, gone: [...gone, ...left] }
}
