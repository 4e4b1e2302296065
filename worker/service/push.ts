// push: rows in, one outcome a row out. Read, decide (shared/merge), write what passed; rows whose ground moved
// meanwhile are read and decided again, at most three times in all, then left to the client's next try.
import { decideChunk, type PushMemory } from '../../shared/merge/decide.ts'
import type { Decision, Incoming, TableRules } from '../../shared/merge/facts.ts'
import { seenAfter } from '../../shared/merge/own-edit.ts'
import { emptiesMore } from '../../shared/merge/same-hash.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { PushReply, RowResult } from '../../shared/protocol/push.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import { standardPolicy, type TierPolicy } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'
import { type Cursor, pushMark, readCursor, refuseCutOff, writeCursor } from './log.ts'
import { type Settled, startMatching } from './match-push.ts'
import type { MatchStore } from './matches.ts'
import { askFor, type Ground, groundAt, isWriting, planWrite } from './plan.ts'
import { readLabelsOf } from './named.ts'
import { type ReadRow, readRows, type SentRows } from './read-rows.ts'
import { toResult } from './result.ts'
import { rulesOf } from './rules.ts'
import { dayIn } from './setting.ts'
import type { PushFacts, PushPlan, Store, Written } from './store.ts'

const ROUNDS_MAX = 3

export interface PushOrder extends SentRows {
  readonly workbook: string
  readonly batch?: string | undefined
  readonly session?: string | undefined
  /** Bounds what is set by hand; without it the standard one does. */
  readonly policy?: TierPolicy
  /** What the audit is told of every row. */
  readonly hint?: string
  /** The newest cursor that the session was told: a server that was set back behind it takes nothing of it. */
  readonly seen?: string | undefined
  /** By what an intention is known beside its row and base; without it by the hash of its content. */
  readonly intentionOf?: (hash: string) => string
}

/** A row that waits for another of the same push, which was not stored after all, is decided again with it. */
const isSettled = (decision: Decision, stored: ReadonlySet<string>, lost: ReadonlySet<string>) => {
  if (isWriting(decision)) return decision.write !== null && stored.has(decision.write.id)
  if (decision.outcome === 'known')
    return decision.known.id === null || !lost.has(decision.known.id)
  return true
}

const hintsOf = (rows: readonly ReadRow[], common: string | undefined) =>
  new Map(
    rows.flatMap(({ incoming, hint }): [string, string][] => {
      const words = [common, hint].filter((word) => word !== undefined && word !== null)
      return incoming && words.length > 0 ? [[incoming.id, words.join(' ')]] : []
    }),
  )

interface Ports {
  readonly store: Store
  readonly matches: MatchStore | null
}

interface Round {
  readonly rows: readonly Incoming[]
  readonly rules: TableRules
  readonly memory: PushMemory
  readonly now: number
  readonly seen: Cursor | null
}

const nothingFound: Omit<Settled, 'decisions'> = { pairs: new Map(), hints: new Map() }

/** Bases as their sheets have seen them: with what these had stored before, and never got an answer to. */
const withOwnEdits = (facts: PushFacts, rows: readonly Incoming[]): PushFacts => {
  const own = rows.flatMap(({ id, base, after }): readonly (readonly [string, WireValues])[] => {
    const known = base === 0 ? {} : facts.bases.get(id)
    if (after === undefined || known === undefined) return []
    const seen = seenAfter(known, { base, after }, facts.authors.get(id)?.past ?? [])
    return seen === null ? [] : [[id, seen]]
  })
  return own.length === 0 ? facts : { ...facts, bases: new Map([...facts.bases, ...own]) }
}

/** Rows whose hash was applied, and that mean something else by it, have an intention of their own. */
const tellApart = (facts: PushFacts, rows: readonly Incoming[]) => {
  const isOther = ({ id, values }: Incoming) => {
    const [base, made] = [facts.bases.get(id), facts.made.get(id)]
    return base !== undefined && made !== undefined && emptiesMore(values, base, made)
  }
  const others = new Set(rows.filter(isOther).map(({ id }) => id))
  return {
    facts: { ...facts, applied: new Set([...facts.applied].filter((id) => !others.has(id))) },
    rows: rows.map((row) => (others.has(row.id) ? { ...row, hash: hash64(`${row.hash}|-`) } : row)),
  }
}

/** Reads what the decisions need and makes them; with what the matcher found, where it is asked. */
const decideRound = async (
  { store, matches }: Ports,
  actor: Actor,
  table: PushOrder['table'],
  { rows: sent, rules, memory, now, seen }: Round,
): Promise<Settled & { readonly facts: PushFacts }> => {
  const asked = askFor(table, sent, rules)
  const ask = seen === null ? asked : { ...asked, markAt: seen.seq }
  const read = withOwnEdits(await store.readPush(actor, ask), sent)
  const { facts, rows } = tellApart(read, sent)
  if (facts.log) refuseCutOff(actor, seen, { ...facts.log, mark: facts.log.marks[0] })
  const { ids } = memory
  const matching =
    matches && table === 'customer'
      ? await startMatching(matches, actor, { rows, facts, rules, ids, now })
      : null
  const decisions = decideChunk(rows, facts, rules, memory, matching?.recogniser)
  const settled = await matching?.settle(decisions)
  return { ...(settled ?? { ...nothingFound, decisions }), facts }
}

const memoryOf = (read: readonly ReadRow[]): PushMemory => ({
  ids: new Set(read.flatMap(({ incoming }) => incoming?.id ?? [])),
  adopted: new Set(),
})

const rulesFor = (
  actor: Actor,
  { table, policy = standardPolicy }: PushOrder,
  now: number,
): TableRules => rulesOf(actor, table, { policy, today: dayIn(actor.org.timeZone, now) })

const toPlan = (
  { table, workbook, batch, session }: PushOrder,
  writes: PushPlan['writes'],
  seen: number,
  now: number,
): PushPlan => ({
  table,
  writes,
  now,
  workbook,
  seen,
  batch: batch ?? null,
  session: session ?? null,
  undoes: null,
})

/** How far the server had got when it was read: also of rows that a request before this one has stored. */
const cursorAt = (actor: Actor, { log }: PushFacts): string | null => {
  const newest = log?.marks[1]
  return log && newest ? writeCursor(actor, log.head, newest) : null
}

/** A cell shows what its target is called, not its id: also where the answer to a push says what stands there now. */
const labelsIn = async (
  store: Store,
  actor: Actor,
  table: PushOrder['table'],
  results: readonly RowResult[],
): Promise<Pick<PushReply, 'labels'>> => {
  const told = results.flatMap(({ values }) => (values === undefined ? [] : [{ table, values }]))
  const labels = await readLabelsOf(store, actor, told)
  return Object.keys(labels).length === 0 ? {} : { labels }
}

/** What is stored of the decisions, with what the matcher found about each. */
const writesOf = (
  actor: Actor,
  ground: Ground,
  { decisions, pairs }: Pick<Settled, 'decisions' | 'pairs'>,
): PushPlan['writes'] =>
  decisions.flatMap((decision) => {
    const write = isWriting(decision) ? planWrite(actor, ground, decision) : null
    return write ? [{ ...write, pairs: pairs.get(write.id) ?? [] }] : []
  })

/**
 * Stores the rows of one push. Safe to repeat: an intention that was applied is answered `done`. With `matches` new
 * customers are known by the whole matcher, without by their strong keys only.
 */
export const push = async (
  store: Store,
  actor: Actor,
  order: PushOrder,
  now: number,
  matches: MatchStore | null = null,
): Promise<PushReply> => {
  const { table, intentionOf = (hash) => hash } = order
  const ports = { store, matches }
  const rules = rulesFor(actor, order, now)
  const read = await readRows(store, actor, order, now)
  const results: (RowResult | null)[] = read.map((row) => row.result)
  const memory = memoryOf(read)
  const hints = hintsOf(read, order.hint)
  const seen = readCursor(order.seen ?? '')
  let seqs: Written['seqs'] | null = null
  let cursor: string | null = null
  let open = read.flatMap((row, at) => {
    if (row.incoming === null) return []
    const { incoming, sent } = row
    return [{ incoming: { ...incoming, hash: intentionOf(incoming.hash) }, sent, at }]
  })
  for (let tries = 0; tries < ROUNDS_MAX && open.length > 0; tries++) {
    const rows = open.map(({ incoming }) => incoming)
    const round = { rows, rules, memory, now, seen }
    const { facts, decisions, pairs, hints: told } = await decideRound(ports, actor, table, round)
    const ground = groundAt(actor, now, { table, facts, hints })
    const writes = writesOf(actor, ground, { decisions, pairs })
    const plan = toPlan(order, writes, facts.seen, now)
    const written = writes.length > 0 ? await store.writePush(actor, plan) : null
    cursor = cursorAt(actor, facts) ?? cursor
    if (written !== null && written.head !== null)
      cursor = writeCursor(actor, written.head, pushMark(actor, plan))
    const stored = written?.stored ?? new Set<string>()
    const lost = new Set(writes.map((w) => w.id).filter((id) => !stored.has(id)))
    const planned = new Map(writes.map((w) => [w.id, w]))
    // Seqs of a later round are not next to these; its rows come back with the next pull, harmlessly.
    if (stored.size > 0) seqs ??= written?.seqs ?? null
    open = open.filter((row, i) => {
      const { incoming, at } = row
      const decision = decisions[i]
      if (!decision || !isSettled(decision, stored, lost)) return true
      const write = planned.get(incoming.id)
      results[at] = {
        ...toResult(actor, order, row, decision, facts, write),
        ...(write ? told.get(incoming.id) : {}),
      }
      return false
    })
  }
  for (const { incoming, at } of open) results[at] = { id: incoming.id, outcome: 'retry' }
  const answered = results.filter((result) => result !== null)
  return {
    results: answered,
    seqs: seqs && [...seqs],
    ...(cursor === null ? {} : { cursor }),
    ...(await labelsIn(store, actor, table, answered)),
  }
}
