// resolve: conflicts settled one by one. `mine` and `value` are ordinary changes of the row, on the revision that
// the user looked at; `theirs` leaves the row alone. What was taken, by whom and when is marked in the same batch.
import { decideChunk } from '../../shared/merge/decide.ts'
import type { Incoming } from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { Problem } from '../../shared/problem.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type {
  ResolveReply,
  ResolveRequest,
  ResolveResult,
  Resolution,
} from '../../shared/protocol/resolve.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import type { Actor } from '../auth/actor.ts'
import { isTold } from './field-sight.ts'
import { askFor, groundAt, isWriting, planWrite } from './plan.ts'
import { readRows } from './read-rows.ts'
import { rulesOf } from './rules.ts'
import type { Mark, PlannedWrite, PushPlan, SeenConflict, Store } from './store.ts'

const ROUNDS_MAX = 3

interface Open {
  readonly at: number
  readonly sent: Resolution
  readonly seen: SeenConflict
}

/** The conflicts of one row that are settled together, in one revision. */
interface Group {
  readonly table: TableName
  readonly row: string
  readonly rev: number
  readonly items: readonly Open[]
}

type Answer = Omit<ResolveResult, 'conflict'>

/** What needs no change to be answered; null for what is to be done. A field out of his sight is not his to write. */
const standingAnswer = (
  actor: Actor,
  sent: Resolution,
  seen: SeenConflict | undefined,
): Answer | null => {
  if (!seen || !isTold(actor, seen.table, seen.field)) return { outcome: 'forbidden' }
  if (seen.resolved) return { outcome: 'done', take: seen.resolved.take, rev: seen.rev }
  if (seen.isGone) return { outcome: 'gone' }
  return seen.rev === sent.rev ? null : { outcome: 'retry', rev: seen.rev }
}

const toGroups = (open: readonly Open[]): readonly Group[] => {
  const groups = new Map<string, Group & { readonly items: Open[] }>()
  for (const item of open) {
    const { table, row, rev } = item.seen
    const group = groups.get(row) ?? { table, row, rev, items: [] }
    // Two answers to one field of a row: the second waits for what the first leads to.
    if (!group.items.some((other) => other.seen.field === item.seen.field)) group.items.push(item)
    groups.set(row, group)
  }
  return [...groups.values()]
}

/** The third value is a cell: read as a sheet's cell would be, references and all. */
const readValue = async (
  store: Store,
  actor: Actor,
  { seen, sent }: Open,
  now: number,
): Promise<Pick<Incoming, 'values' | 'problems'>> => {
  const { table, field, row, rev } = seen
  if (sent.take === 'theirs') return { values: {}, problems: [] }
  if (sent.take === 'mine') return { values: { [field]: seen.mine }, problems: [] }
  const cells = [sent.value ?? '']
  const line = [row, rev, rowHash(table, [field], cells), cells]
  const [read] = await readRows(store, actor, { table, fields: [field], rows: [line] }, now)
  const { values = {}, problems = [] } = read?.incoming ?? {}
  // A mask means what stands there.
  return {
    values: Object.hasOwn(values, field) ? { [field]: valueAt(values, field) } : {},
    problems,
  }
}

const toIncoming = async (
  store: Store,
  actor: Actor,
  { row, rev, items }: Group,
  now: number,
): Promise<Incoming> => {
  const values: WireValues = {}
  const problems: Problem[] = []
  for (const item of items) {
    const read = await readValue(store, actor, item, now)
    Object.assign(values, read.values)
    problems.push(...read.problems)
  }
  const takes = items.map(({ sent, seen }) => [seen.id, sent.take])
  const hash = `!${hash64(JSON.stringify([takes, values]))}`
  return { id: row, base: rev, hash, answer: 'renamed', values, problems, first: '' }
}

/** A fault of a field that is not in question is everybody's: the row as a whole would not be stored. */
const invalid = (group: Group, problems: readonly Problem[]): ReadonlyMap<number, Answer> => {
  const errors = problems.filter((p) => p.level === 'error')
  const ofField = (field: string) => errors.filter((p) => p.field === field)
  const named = group.items.filter(({ seen }) => ofField(seen.field).length > 0)
  const guilty = named.length > 0 ? named : group.items
  return new Map(
    guilty.map(({ at, seen }) => {
      const own = ofField(seen.field)
      return [at, { outcome: 'invalid', problems: own.length > 0 ? own : [...errors] }]
    }),
  )
}

const marksOf = ({ table, row, rev, items }: Group): readonly Mark[] =>
  items.map(({ seen, sent }) => ({ conflict: seen.id, take: sent.take, table, row, rev }))

type Settled = Map<number, Answer>

/** Stores the plan and says what became of each row's conflicts. */
const carryOut = async (
  store: Store,
  actor: Actor,
  groups: readonly Group[],
  plan: PushPlan,
  marks: readonly Mark[],
): Promise<Settled> => {
  const nothing: ReadonlySet<string> = new Set()
  const stored = plan.writes.length > 0 ? (await store.writePush(actor, plan)).stored : nothing
  const made = new Map(plan.writes.flatMap((w) => (stored.has(w.id) ? [[w.id, w.rev]] : [])))
  const marked = marks.length > 0 ? await store.markResolved(actor, marks, plan.now) : nothing
  const settled: Settled = new Map()
  for (const { row, rev, items } of groups)
    for (const { at, seen, sent } of items) {
      const answer = { outcome: 'applied', take: sent.take } as const
      const own = made.get(row)
      if (own !== undefined) settled.set(at, { ...answer, rev: own })
      else if (marked.has(seen.id)) settled.set(at, { ...answer, rev })
    }
  return settled
}

/** One round for the rows of one table: whatever is not in the answer is to be tried again. */
const resolveRows = async (
  store: Store,
  actor: Actor,
  table: TableName,
  groups: readonly Group[],
  order: Pick<PushPlan, 'workbook' | 'now' | 'batch'>,
): Promise<Settled> => {
  // The values are stored ones, not a sheet's cells: they mean what they say.
  const rules = { ...rulesOf(actor, table), meant: (values: WireValues) => values }
  const rows: Incoming[] = []
  for (const group of groups) rows.push(await toIncoming(store, actor, group, order.now))
  const facts = await store.readPush(actor, askFor(table, rows, rules))
  const memory = { ids: new Set(rows.map((row) => row.id)), adopted: new Set<string>() }
  const decisions = decideChunk(rows, facts, rules, memory)
  const faulty: Settled = new Map()
  const writes: PlannedWrite[] = []
  const marks: Mark[] = []
  const ground = groundAt(actor, order.now, { table, facts })
  for (const [i, group] of groups.entries()) {
    const decision = decisions[i]
    if (decision?.outcome === 'invalid')
      for (const [at, answer] of invalid(group, decision.problems)) faulty.set(at, answer)
    // Anything else, or a row that moved since: the next round looks anew.
    if (decision?.outcome !== 'applied' || decision.row?.rev !== group.rev) continue
    const write = isWriting(decision) ? planWrite(actor, ground, decision) : null
    if (write) writes.push({ ...write, resolves: marksOf(group) })
    else marks.push(...marksOf(group))
  }
  const rest = { undoes: null, session: null }
  const plan = { ...order, table, writes, seen: facts.seen, ...rest }
  const done = await carryOut(store, actor, groups, plan, marks)
  return new Map([...faulty, ...done])
}

/** Settles conflicts; safe to repeat: what was resolved before is `done`, as it was resolved then. */
export const resolve = async (
  store: Store,
  actor: Actor,
  order: Pick<ResolveRequest, 'workbook' | 'resolutions' | 'batch'>,
  now: number,
): Promise<ResolveReply> => {
  const answers: (Answer | undefined)[] = order.resolutions.map(() => undefined)
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const ids = order.resolutions.flatMap((r, at) => (answers[at] ? [] : [r.conflict]))
    if (ids.length === 0) break
    const unique = [...new Set(ids)]
    const ask = { of: 'ids', ids: unique, after: '', limit: unique.length } as const
    const found = new Map((await store.readConflicts(actor, ask)).map((c) => [c.id, c]))
    const open: Open[] = []
    for (const [at, sent] of order.resolutions.entries()) {
      if (answers[at]) continue
      const seen = found.get(sent.conflict)
      const answer = standingAnswer(actor, sent, seen)
      if (answer) answers[at] = answer
      else if (seen) open.push({ at, sent, seen })
    }
    for (const table of tableKeys) {
      const groups = toGroups(open.filter(({ seen }) => seen.table === table))
      if (groups.length === 0) continue
      const { workbook, batch = null } = order
      const settled = await resolveRows(store, actor, table, groups, { workbook, now, batch })
      for (const [at, answer] of settled) answers[at] = answer
    }
  }
  return {
    results: order.resolutions.map(({ conflict }, at) => ({
      conflict,
      ...(answers[at] ?? { outcome: 'retry' as const }),
    })),
  }
}
