// The fake store's archive.
import type { TableName } from '../../shared/protocol/cell.ts'
import { childTables } from '../../shared/schema/tables.ts'
import { type Actor, mayHandOver } from '../../worker/auth/actor.ts'
import { bookedKinds, mayBook } from '../../worker/auth/booking.ts'
import { archiveMark } from '../../worker/service/log.ts'
import type { ArchiveFacts, ArchivePlan } from '../../worker/service/archive-facts.ts'
import { nextRev, tickOf } from '../../worker/service/revision.ts'
import { recordBatch } from './store-batch.ts'
import { leaveMark } from './store-log.ts'
import {
  byId,
  customerOf,
  type FakeRow,
  type FakeState,
  goneOf,
  sees,
  textAt,
} from './store-state.ts'

const ownerOf = (state: FakeState, table: TableName, row: FakeRow): string | null =>
  textAt(customerOf(state, table, row)?.values ?? {}, 'owner')

const isFree = (state: FakeState, actor: Actor, table: TableName, row: FakeRow): boolean => {
  const isBooked = bookedKinds.some((kind) => kind === textAt(row.values, 'kind'))
  if (table === 'transaction' && isBooked && !mayBook(actor)) return false
  const customer = customerOf(state, table, row)
  if (table === 'customer') return true
  return customer !== undefined && !customer.archived && customer.primary !== row.id
}

const countChildren = (state: FakeState, table: TableName, customer: string): number =>
  table === 'customer'
    ? childTables
        .flatMap((child) => byId(state, child))
        .filter((row) => textAt(row.values, 'customer_id') === customer).length
    : 0

export const readArchive = (
  state: FakeState,
  actor: Actor,
  table: TableName,
  ids: readonly string[],
): ArchiveFacts => ({
  live: byId(state, table).filter((row) => ownerOf(state, table, row) === actor.id && !goneOf(row))
    .length,
  rows: new Map(
    ids.flatMap((id) => {
      const row = state.rows[table].get(id)
      if (!row || !sees(state, actor, table, row)) return []
      const isMine = mayHandOver(actor) || ownerOf(state, table, row) === actor.id
      const children = countChildren(state, table, id)
      const isAllowed = row.mergedInto === null && isMine && isFree(state, actor, table, row)
      return [[id, { rev: row.rev, isArchived: row.archived, isAllowed, children }]]
    }),
  ),
})

const turn = (
  state: FakeState,
  actor: Actor,
  plan: ArchivePlan,
  found: { readonly table: TableName; readonly row: FakeRow; readonly mark: string },
  seq: number,
): void => {
  const { table, row, mark } = found
  const { id, rev: prior, values } = row
  const rev = nextRev(prior, tickOf(actor.org, plan.now))
  const entry = { table, row: id, rev, prior, base: prior, hash: mark, values, seq, hint: null }
  state.history.push({ ...entry, by: actor.id, at: plan.now, batch: plan.batch })
  const archived = !plan.isRestored
  const by = { by: actor.id, at: plan.now }
  state.rows[table].set(id, { ...row, ...by, rev, seq, archived })
}

export const writeArchive = (
  state: FakeState,
  actor: Actor,
  plan: ArchivePlan,
): ReadonlySet<string> => {
  const { table, rows, isRestored } = plan
  const sign = isRestored ? '+' : '-'
  const before = state.seq
  state.seq += rows.length
  const passed = new Set<string>()
  for (const [i, [id, rev]] of rows.entries()) {
    const row = state.rows[table].get(id)
    const isSo = row?.archived === isRestored && row.mergedInto === null && row.rev === rev
    if (!row || !isSo || !sees(state, actor, table, row)) continue
    turn(state, actor, plan, { table, row, mark: sign }, before + 1 + i)
    passed.add(id)
  }
  const write = { ...plan, before, rows: rows.length }
  recordBatch(state, actor, write, { [isRestored ? 'restored' : 'archived']: passed.size })
  turnChildren(state, actor, plan, passed)
  leaveMark(state, archiveMark(actor, plan))
  return passed
}

const turnChildren = (
  state: FakeState,
  actor: Actor,
  plan: ArchivePlan,
  passed: ReadonlySet<string>,
): void => {
  const { table, isRestored } = plan
  const sign = isRestored ? '+' : '-'
  if (table !== 'customer') return
  const wentAlong = (row: FakeRow, customer: string) =>
    state.history.some((h) => h.row === row.id && h.rev === row.rev && h.hash === `-${customer}`)
  for (const child of childTables)
    for (const row of byId(state, child)) {
      const customer = textAt(row.values, 'customer_id') ?? ''
      const isMeant = passed.has(customer) && row.archived === isRestored
      if (!isMeant || (isRestored && !wentAlong(row, customer))) continue
      state.seq += 1
      turn(state, actor, plan, { table: child, row, mark: sign + customer }, state.seq)
    }
}
