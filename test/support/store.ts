// The store in memory: what the simulator runs the services on. test/worker/store.test.ts holds it and the
// real one on D1 to one contract. State is plain data, so a test can look at it or set it back.
import type { SideWrite } from '../../shared/merge/side.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import { referencesTo } from '../../shared/schema/references.ts'
import { childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { pushMark } from '../../worker/service/log.ts'
import { namedTables, type Renamed, renamedBy } from '../../worker/service/renamed.ts'
import { nextRev, tickOf } from '../../worker/service/revision.ts'
import type { PlannedWrite, PushPlan, Store, Written } from '../../worker/service/store.ts'
import { readArchive, writeArchive } from './store-archive.ts'
import { readBatches, readSteps, recordBatch } from './store-batch.ts'
import { markResolved, readConflicts, resolveOne, writeNotes } from './store-conflict.ts'
import { readDigest } from './store-digest.ts'
import { settleFigures } from './store-figures.ts'
import { isFenced, readIntents } from './store-intent.ts'
import { isElsewhere, leaveMark, readForks, readLog, renewLease, takeLease } from './store-log.ts'
import { readPull } from './store-pull.ts'
import { readLabels, readNames, readPush } from './store-read.ts'
import { settleTiers } from './store-tier.ts'
import { byId, emptyState, type FakeRow, type FakeState, textAt } from './store-state.ts'

const noFigure = { tier: 'N', tier_next: 'N', tier_why: '{"k":"none"}' }

interface Put {
  readonly table: TableName
  readonly id: string
  readonly base: number
  readonly hash: string
  readonly rev: number
  readonly prior: number
  readonly values: WireValues
  readonly primary: string | null
  readonly seq: number
  readonly hint: string | null
}

type Writing = Pick<PushPlan, 'now' | 'batch'>

const put = (state: FakeState, actor: Actor, { now, batch }: Writing, row: Put): void => {
  const { table, id, base, hash, rev, prior, values, seq, hint } = row
  const before = state.rows[table].get(id)
  const isBare = values['profit_12m'] === undefined && values['sales_12m'] === undefined
  const entry = { table, row: id, rev, prior, base, hash, values, seq, hint, batch }
  state.history.push({ ...entry, by: actor.id, at: now })
  state.rows[table].set(id, {
    id,
    rev,
    crev: before?.crev ?? 1,
    seq,
    values,
    ...(before?.figured ? { figured: before.figured, figures: before.figures } : {}),
    computed: before?.computed ?? (table === 'customer' && isBare ? noFigure : {}),
    archived: before?.archived ?? false,
    mergedInto: before?.mergedInto ?? null,
    primary: row.primary ?? before?.primary ?? null,
    by: actor.id,
    at: now,
  })
}

const changeKeys = (
  state: FakeState,
  id: string,
  change: Pick<SideWrite, 'addedKeys' | 'droppedKeys'>,
  seq: number,
): void => {
  state.keys = state.keys.filter((k) => k.row !== id || !change.droppedKeys.includes(k.key))
  for (const added of change.addedKeys) {
    const old = state.keys.find((k) => k.row === id && k.key === added.key)
    const person = old?.kind === 'label' ? (old.person ?? added.person) : added.person
    state.keys = state.keys.filter((k) => k !== old)
    state.keys.push({ ...added, person, kind: old?.kind ?? added.kind, row: id, seq })
  }
}

const isBlocked = (
  state: FakeState,
  actor: Actor,
  plan: PushPlan,
  write: PlannedWrite,
): boolean => {
  const { table, seen, batch } = plan
  const rev = (t: TableName, id: string) => state.rows[t].get(id)?.rev ?? 0
  const { id, base, hash, side, guard } = write
  const isBack = (row: string) => {
    const bearer = state.rows[table].get(row)
    return bearer !== undefined && bearer.seq > seen && !bearer.archived
  }
  return (
    rev(table, id) !== write.expected ||
    isFenced(state, actor, [id, base, hash], batch) ||
    isElsewhere(state, actor, plan) ||
    (side !== null && rev(side.table, side.id) !== side.expected) ||
    state.history.some((h) => h.row === id && h.base === base && h.hash === hash) ||
    state.keys.some((k) => guard.includes(k.key) && (k.seq > seen || isBack(k.row)))
  )
}

const writeOne = (
  state: FakeState,
  actor: Actor,
  plan: PushPlan,
  write: PlannedWrite,
  seq: number,
  sideSeq: number,
): void => {
  const { side } = write
  const { rev, expected: prior } = write
  const primary = plan.table === 'customer' ? (side?.primary ?? null) : null
  put(state, actor, plan, { ...write, table: plan.table, prior, primary, seq })
  changeKeys(state, write.id, write, seq)
  if (side) {
    const own = side.table === 'customer' ? side.primary : null
    const prior = side.expected
    const rev = nextRev(prior, tickOf(actor.org, plan.now))
    const next = { rev, prior, base: prior, primary: own, seq: sideSeq, hint: null }
    put(state, actor, plan, { ...side, ...next })
    changeKeys(state, side.id, side, seq)
  }
  for (const c of write.conflictRows)
    state.conflicts.push({
      ...c,
      table: plan.table,
      row: write.id,
      rev,
      mineBy: actor.id,
      mineAt: plan.now,
      resolved: null,
    })
  for (const { conflict, take } of write.resolves)
    resolveOne(state, actor, { conflict, take }, plan.now)
  if (write.left) state.events.push({ seq, row: write.id, left: { ...write.left } })
}

const raiseChildren = (state: FakeState, customers: ReadonlySet<string>): void => {
  for (const table of childTables)
    for (const row of byId(state, table))
      if (customers.has(textAt(row.values, 'customer_id') ?? '')) {
        state.seq += 1
        state.rows[table].set(row.id, { ...row, seq: state.seq })
      }
}

/** Rows that show the name of one of `renamed`. */
const raiseShowing = (state: FakeState, renamed: readonly Renamed[]): void => {
  for (const target of namedTables) {
    const ids = new Set(renamed.flatMap(({ table, id }) => (table === target ? [id] : [])))
    const isHis = (row: FakeRow, id: string): boolean =>
      target === 'customer' ||
      textAt(row.values, 'customer_id') ===
        textAt(state.rows.contact.get(id)?.values ?? {}, 'customer_id')
    for (const { table, field } of referencesTo(target))
      for (const row of byId(state, table)) {
        const id = textAt(row.values, field) ?? ''
        if (!ids.has(id) || !isHis(row, id) || row.archived || row.mergedInto !== null) continue
        state.seq += 1
        state.rows[table].set(row.id, { ...row, crev: row.crev + 1, seq: state.seq })
      }
  }
}

const writePush = (state: FakeState, actor: Actor, plan: PushPlan): Written => {
  const { writes } = plan
  const before = state.seq
  const first = before + 1
  // The gate sees rows and keys as they stood before this batch.
  const passed = writes.filter((w) => !isBlocked(state, actor, plan, w))
  const withSide = writes.filter((w) => w.side)
  state.seq += writes.length + withSide.length
  for (const write of passed) {
    const sideSeq = first + writes.length + withSide.indexOf(write)
    writeOne(state, actor, plan, write, first + writes.indexOf(write), sideSeq)
  }
  raiseChildren(state, new Set(passed.flatMap((w) => (w.left ? [w.id] : []))))
  raiseShowing(
    state,
    writes.flatMap((w) => renamedBy(plan.table, w)),
  )
  const created = passed.filter((w) => w.expected === 0).length
  const counts = { created, changed: passed.length - created }
  recordBatch(state, actor, { ...plan, before, rows: writes.length }, counts)
  const { workbook, session, now } = plan
  if (session !== null) renewLease(state, actor, { workbook, session, now })
  leaveMark(state, pushMark(actor, plan))
  const seqs = [first, first + writes.length - 1] as const
  return { stored: new Set(passed.map((w) => w.id)), seqs, head: state.seq }
}

/** One organisation's data; `afterRead` lets a test put another caller between the two batches of a push. */
export const openFakeStore = (
  state: FakeState = emptyState(),
  afterRead: () => Promise<void> = () => Promise.resolve(),
): Store & { readonly state: FakeState } => ({
  state,
  readLog: (_, seqs) => Promise.resolve(readLog(state, seqs)),
  readPush: async (actor, ask) => {
    const facts = readPush(state, actor, ask)
    await afterRead()
    return facts
  },
  writePush: (actor, plan) => Promise.resolve(writePush(state, actor, plan)),
  readLabels: (actor, ask) => Promise.resolve(readLabels(state, actor, ask)),
  readNames: (actor, ids) => Promise.resolve(readNames(state, actor, ids)),
  readConflicts: (actor, ask) => Promise.resolve(readConflicts(state, actor, ask)),
  markResolved: (actor, marks, now) => Promise.resolve(markResolved(state, actor, marks, now)),
  readDigest: (actor, ask) => Promise.resolve(readDigest(state, actor, ask)),
  readIntents: (actor, ask) => Promise.resolve(readIntents(state, actor, ask)),
  writeNotes: (actor, table, notes, now) =>
    Promise.resolve(writeNotes(state, actor, table, notes, now)),
  readArchive: (actor, table, ids) => Promise.resolve(readArchive(state, actor, table, ids)),
  writeArchive: (actor, plan) => Promise.resolve(writeArchive(state, actor, plan)),
  readForks: (actor, table, ids, lostAt) =>
    Promise.resolve(readForks(state, actor, { table, ids, lostAt })),
  takeLease: (actor, ask) => Promise.resolve(takeLease(state, actor, ask)),
  readBatches: (_, ask) => Promise.resolve(readBatches(state, ask)),
  readSteps: (_, ask) => Promise.resolve(readSteps(state, ask)),
  readPull: (actor, ask) => Promise.resolve(readPull(state, actor, ask)),
  settleTiers: (actor, ask) => {
    const figures = settleFigures(state, actor, ask.today)
    const told = settleTiers(state, actor, ask)
    return Promise.resolve({ ...told, changed: told.changed + figures })
  },
})
