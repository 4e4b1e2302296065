// pull: what changed since the cursor, page by page, without the rows that this session's own pushes took.
// A cursor is the last seq that a page covers; rights are looked at on each read, never taken from it.
import type { PullReply, PullRequest } from '../../shared/protocol/pull.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { readLabelsOf } from './named.ts'
import type { PullFacts, Store } from './store.ts'

export const PAGE_ROWS_MAX = 2_000
/** Between two of the session's own runs of seqs there is a gap to read; so many gaps a page at most. */
const GAPS_MAX = 20

type Order = Omit<PullRequest, 'workbook' | 'epoch'>

const readCursor = (cursor: string): number => {
  if (cursor === '') return 0
  const seq = /^s(\d{1,15})$/u.exec(cursor)?.[1]
  if (seq === undefined) throw new Refusal('malformed', 'This cursor is none of ours.')
  return Number(seq)
}
/**
 * Not yet told: a database restored to an earlier day whose `org.epoch` nobody changed. Its seqs would be given out
 * again. It takes a tag a push, kept by its last seq, that the cursor carries and a pull compares (sync.md R28).
 */
export const writeCursor = (seq: number): string => `s${seq}`

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
  readonly head: number
}

const readPage = async (store: Store, actor: Actor, order: Order): Promise<Page> => {
  const own = order.own.toSorted((a, b) => a[0] - b[0])
  const limit = Math.min(order.limit, PAGE_ROWS_MAX)
  const rows: PullFacts['rows'][number][] = []
  const gone: PullFacts['gone'][number][] = []
  let through = skipOwn(readCursor(order.cursor), own)
  let head = through
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
    })
    rows.push(...facts.rows)
    gone.push(...facts.gone)
    head = facts.head
    through = skipOwn(facts.through, own)
    if (through >= head || rows.length >= limit || facts.through === after) break
  }
  return { rows, gone, through, head }
}

const toRow = ({ id, rev, crev, values, computed }: PullFacts['rows'][number]) => ({
  id,
  rev,
  crev,
  values,
  computed,
})
const toGone = ({ id, reason, into }: PullFacts['gone'][number]) => ({ id, reason, into })

export const pull = async (store: Store, actor: Actor, order: Order): Promise<PullReply> => {
  const { table } = order
  const labelsOf = async (rows: PullFacts['rows']) =>
    await readLabelsOf(
      store,
      actor,
      rows.map(({ values }) => ({ table, values })),
    )
  if (order.only !== null) {
    const ask = { table: order.table, after: 0, before: null, limit: 0, isOwnOnly: false }
    const facts = await store.readPull(actor, { ...ask, only: order.only, isBrief: false })
    return {
      changed: [],
      rows: facts.rows.map(toRow),
      gone: facts.gone.map(toGone),
      labels: await labelsOf(facts.rows),
      cursor: order.cursor,
      more: false,
    }
  }
  const page = await readPage(store, actor, order)
  const isBrief = order.holds === 'put'
  // Whoever reads from the beginning holds nothing that could be gone.
  const gone = order.cursor === '' ? [] : page.gone.map(toGone)
  return {
    changed: isBrief ? page.rows.map((row) => row.id) : [],
    rows: isBrief ? [] : page.rows.map(toRow),
    gone,
    labels: isBrief ? {} : await labelsOf(page.rows),
    cursor: writeCursor(page.through),
    more: page.through < page.head,
  }
}
