// The fake store's log, forks and leases.
import { LEASE_MS } from '../../shared/protocol/hello.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import {
  type Fork,
  type LeaseAsk,
  type LeaseFacts,
  type LogFacts,
  type LogMark,
  noMark,
} from '../../worker/service/log.ts'
import type { PushPlan } from '../../worker/service/store.ts'
import { type FakeRow, type FakeState, sees } from './store-state.ts'

/** At the end of every write. */
export const leaveMark = (state: FakeState, mark: LogMark): void => {
  if (!state.marks.some((m) => m.seq === state.seq)) state.marks.push({ ...mark, seq: state.seq })
}

const markAt = (state: FakeState, seq: number): LogMark => {
  const found = state.marks.findLast((mark) => mark.seq <= seq)
  return found ? { tag: found.tag, at: found.at } : noMark
}

export const readLog = (state: FakeState, seqs: readonly number[]): LogFacts => ({
  head: state.seq,
  purged: 0,
  marks: seqs.map((seq) => markAt(state, seq)),
})

/** The revision of a row when the log was cut off. */
export const keptRev = (
  state: FakeState,
  table: TableName,
  row: FakeRow,
  lostAt: number | null,
): number =>
  lostAt === null
    ? row.rev
    : Math.max(
        0,
        ...state.history
          .filter((h) => h.table === table && h.row === row.id && h.at < lostAt)
          .map((h) => h.rev),
      )

export const readForks = (
  state: FakeState,
  actor: Actor,
  ask: { readonly table: TableName; readonly ids: readonly string[]; readonly lostAt: number },
): ReadonlyMap<string, Fork> =>
  new Map(
    ask.ids.flatMap((id): [string, Fork][] => {
      const row = state.rows[ask.table].get(id)
      if (!row || !sees(state, actor, ask.table, row)) return []
      return [[id, { rev: row.rev, kept: keptRev(state, ask.table, row, ask.lostAt) }]]
    }),
  )

const leaseKey = (actor: Actor, { workbook }: Pick<LeaseAsk, 'workbook'>): string =>
  `${workbook} ${actor.id}`

export const takeLease = (state: FakeState, actor: Actor, ask: LeaseAsk): LeaseFacts => {
  const { session, now } = ask
  const held = state.leases.get(leaseKey(actor, ask))
  if (held && held.session !== session && held.until > now) return held
  const taken = { session, until: now + LEASE_MS }
  state.leases.set(leaseKey(actor, ask), taken)
  return taken
}

/** Has another pane of this account taken the workbook over? */
export const isElsewhere = (state: FakeState, actor: Actor, plan: PushPlan): boolean => {
  const held = state.leases.get(leaseKey(actor, plan))
  return plan.session !== null && held !== undefined && held.session !== plan.session
}

/** Beside a write, once half of the time is over. */
export const renewLease = (state: FakeState, actor: Actor, ask: LeaseAsk): void => {
  const held = state.leases.get(leaseKey(actor, ask))
  if (held?.session === ask.session && held.until < ask.now + LEASE_MS / 2)
    state.leases.set(leaseKey(actor, ask), { ...held, until: ask.now + LEASE_MS })
}
