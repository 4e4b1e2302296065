// pull: what changed since the cursor, page by page, without the rows that this session's own pushes took.
// A cursor is the last seq that a page covers; rights are looked at on each read, never taken from it.
import type { PullReply, PullRequest } from '../../shared/protocol/pull.ts'
import type { Actor } from '../auth/actor.ts'
import { seenRow } from './field-sight.ts'
import { type Cursor, type LogFacts, noMark, readCursor, resetOf, writeCursor } from './log.ts'
import { readLabelsOf } from './named.ts'
import { headOfLog } from './recover.ts'
import type { PullFacts, Store } from './store.ts'

export const PAGE_ROWS_MAX = 2_000
/** Between two of the session's own runs of seqs there is a gap to read; so many gaps a page at most. */
const GAPS_MAX = 20

type Order = Omit<PullRequest, 'workbook' | 'epoch'>

/** The seq to go on from when `after` lies before or in a run of one's own that is next to it. */
const skipOwn = (after: number, own: readonly (readonly [number, number])[]): number => {
  let at = after
  for (const [first, last] of own) if (first <= at + 1 && last > at) at = last
  return at
}

interface Page {
  readonly rows: PullFacts['rows']
  readonly gone: PullFacts['gone']
  readonly through: number
  /** Its marks: at the cursor, and the newest. */
  readonly log: LogFacts
}

const NEWEST = Number.MAX_SAFE_INTEGER

const readPage = async (
  store: Store,
  actor: Actor,
  order: Order,
  cursor: Cursor | null,
): Promise<Page> => {
  const own = order.own.toSorted((a, b) => a[0] - b[0])
  const limit = Math.min(order.limit, PAGE_ROWS_MAX)
  const rows: PullFacts['rows'][number][] = []
  const gone: PullFacts['gone'][number][] = []
  const marks = [cursor?.seq ?? 0, NEWEST]
  let through = skipOwn(cursor?.seq ?? 0, own)
  let log: LogFacts = { head: through, purged: 0, marks: [] }
  for (let gap = 0; gap < GAPS_MAX; gap++) {
    const after = through
    const facts = await store.readPull(actor, {
      table: order.table,
      after,
      before: own.find(([first]) => first > after)?.[0] ?? null,
      limit: limit - rows.length,
      isOwnOnly: order.holds === 'own',
      only: null,
      isBrief: order.holds === 'put',
      marks,
    })
    rows.push(...facts.rows)
    gone.push(...facts.gone)
    log = facts.log
    through = skipOwn(facts.through, own)
    if (through >= log.head || rows.length >= limit || facts.through === after) break
  }
  return { rows, gone, through, log }
}

/** The last page's mark is the newest; one in the middle is looked up. */
const cursorAt = async (store: Store, actor: Actor, { through, log }: Page): Promise<string> => {
  const isLast = through >= log.head
  const mark = isLast ? log.marks[1] : (await store.readLog(actor, [through])).marks[0]
  return writeCursor(actor, through, mark ?? noMark)
}

const nothing = { changed: [], rows: [], gone: [], labels: {}, more: false }

const toGone = ({ id, reason, into }: PullFacts['gone'][number]) => ({ id, reason, into })

/** Whose a row is, as its table says it. */
const OWNER_OF_ROW = 'customer_id'

/**
 * Between two reads a customer may have changed hands: what is his has left with him, and comes again with him. A row
 * without his name would show his id.
 */
const partHanded = (
  { table }: Order,
  rows: PullFacts['rows'],
  labels: PullReply['labels'],
): { readonly seen: PullFacts['rows']; readonly left: PullReply['gone'] } => {
  if (table === 'customer') return { seen: rows, left: [] }
  const isSeen = ({ values }: PullFacts['rows'][number]) =>
    labels['customer']?.[String(values[OWNER_OF_ROW])] !== undefined
  const left = rows.filter((row) => !isSeen(row))
  return {
    seen: rows.filter(isSeen),
    left: left.map(({ id }) => ({ id, reason: 'scope', into: null })),
  }
}

export const pull = async (store: Store, actor: Actor, order: Order): Promise<PullReply> => {
  const { table } = order
  const toRow = (row: PullFacts['rows'][number]) => seenRow(actor, table, row)
  const labelsOf = async (rows: PullFacts['rows']) =>
    await readLabelsOf(
      store,
      actor,
      rows.map(({ values }) => ({ table, values })),
    )
  if (order.only !== null) {
    const ask = { table, after: 0, before: null, limit: 0, isOwnOnly: false, marks: [] }
    const facts = await store.readPull(actor, { ...ask, only: order.only, isBrief: false })
    const head = await headOfLog(store, actor, order.seen)
    const labels = await labelsOf(facts.rows)
    const { seen, left } = partHanded(order, facts.rows, labels)
    return {
      changed: [],
      rows: seen.map(toRow),
      gone: [...facts.gone.map(toGone), ...left],
      labels,
      cursor: order.cursor,
      ...head,
      more: false,
    }
  }
  const cursor = readCursor(order.cursor)
  const page = await readPage(store, actor, order, cursor)
  await headOfLog(store, actor, order.seen)
  const { log } = page
  // Seqs that this session took, and that were never given out: the server was restored meanwhile.
  const isOwnLost = order.own.some(([, last]) => last > log.head)
  const reset = isOwnLost ? 'epoch_changed' : resetOf(actor, cursor, { ...log, mark: log.marks[0] })
  if (reset !== null) return { ...nothing, cursor: order.cursor, reset }
  const isBrief = order.holds === 'put'
  const labels = isBrief ? {} : await labelsOf(page.rows)
  const { seen, left } = isBrief ? { seen: [], left: [] } : partHanded(order, page.rows, labels)
  return {
    changed: isBrief ? page.rows.map((row) => row.id) : [],
    rows: seen.map(toRow),
    // Also from the beginning: a workbook may have pushed before its first pull reached its end.
    gone: [...page.gone.map(toGone), ...left],
    labels,
    cursor: await cursorAt(store, actor, page),
    more: page.through < log.head,
  }
}
