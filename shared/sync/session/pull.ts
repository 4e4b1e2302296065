// Brings what changed on the server into the sheet. The cursor moves only after everything before it is written.
import type { PulledRow, PullReply, PullRequest } from '../../protocol/pull.ts'
import type { SheetRow } from '../classify.ts'
import type { RowPlan } from '../deliver.ts'
import { isBack, planArrival, planPulled, saysOther } from '../pulled.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { addArrivals } from './arrive.ts'
import { ask } from './ask.ts'
import { applyGone } from './gone.ts'
import type { Gone } from './gone.ts'
import { saveTold } from './keep.ts'
import { loseRow } from './lost.ts'
import { mayArrive } from './manifest.ts'
import { later, written } from './process.ts'
import type { Proc } from './process.ts'
import { during, inBreaths, isCancelled, rowById, tell } from './session.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'
import { Stopped } from './stop.ts'

const PAGES_MAX = 2_000
/** Pages are collected to so many rows before they are written. */
const ARRIVALS_MAX = 5_000
const OWN_SEQS_MAX = 2_000

const requestOf = (
  session: Session,
  part: Pick<PullRequest, 'cursor' | 'own' | 'holds' | 'only'>,
): PullRequest => ({
  table: session.binding.table,
  workbook: session.workbookId,
  epoch: session.hello.epoch,
  limit: session.hello.limits.page,
  seen: session.seen,
  ...part,
})

function* fetchPage(session: Session, request: PullRequest): Proc<PullReply> {
  const reply = yield* ask('pull', request)
  session.labels.add(reply.labels)
  // Of a page in the middle it stands farther back than what is known already.
  if (reply.head !== undefined) session.seen = reply.head
  if (request.only === null && reply.reset === undefined && !reply.more) session.seen = reply.cursor
  return reply
}

/** null: as it stands. */
const statusOf = (session: Session, { stamp }: SheetRow, plan: RowPlan): string | null => {
  const isFreed = stamp !== null && isBack(stamp)
  if (isFreed && plan.stamp.hash === '')
    return session.words.say(session.setting.locale)('status.pending')
  return plan.isRewritten || isFreed ? statusOfCells(session, plan.entered) : null
}

const plannerOf =
  (session: Session, pulled: PulledRow): Planner =>
  (row) => {
    // It waits for its user's word: what the server has by now would take the place of what only the sheet has.
    if (session.lost.has(pulled.id)) return null
    const plan = planPulled(row, pulled, session.plan)
    if (plan === null) return null
    return { plan, status: statusOf(session, row, plan) }
  }

/** An untouched row that says something else than the server at the same revision. */
export const isForked = (session: Session, pulled: PulledRow): boolean => {
  const row = rowById(session, pulled.id)
  if (row?.state !== 'clean' || row.stamp?.rev !== pulled.rev) return false
  return saysOther(row, pulled, session.plan)
}

/**
 * The server works rows out again and again, and never counts back: where it has come no farther than the sheet, it was
 * set back (or this is a replica that is behind, which says the same at the same revision). A cursor of before that
 * day tells nothing of it.
 */
const noteForked = (session: Session, rows: readonly PulledRow[]): void => {
  for (const pulled of rows) {
    const crev = rowById(session, pulled.id)?.stamp?.crev ?? 0
    if (pulled.crev <= crev && isForked(session, pulled)) loseRow(session, pulled.id)
  }
}

/** News of twins can't be taken in: nobody knows which row they are for. */
const noteTwins = (session: Session, ids: readonly string[]): void => {
  const passed = ids.filter((id) => session.present.has(id) && !session.indexById.has(id))
  const isTwin = ({ state, stamp }: SheetRow) =>
    state === 'twin' && passed.includes(stamp?.id ?? '')
  session.hasPassedTwins ||= passed.length > 0 && session.rows.some(isTwin)
}

/** Which of twins has left its user's sight is no easier to say. */
function* takeGone(session: Session, gone: readonly Gone[]): Proc<void> {
  noteTwins(
    session,
    gone.map(({ id }) => id),
  )
  yield* applyGone(session, gone)
}

/** Do rows of the sheet come to stand on another revision? */
const isNews = (session: Session, rows: readonly PulledRow[]): boolean =>
  rows.some(({ id, rev }) => {
    const stamp = rowById(session, id)?.stamp ?? null
    return stamp !== null && stamp.rev !== rev
  })

function* applyRows(session: Session, rows: readonly PulledRow[]): Proc<void> {
  // Should the server be set back behind them, and this session be cut off, the next one must know (R28).
  if (isNews(session, rows)) yield* saveTold(session)
  noteForked(session, rows)
  noteTwins(
    session,
    rows.map(({ id }) => id),
  )
  yield* during(
    'apply',
    applyPlans(
      session,
      new Map(
        rows
          .filter((row) => session.indexById.has(row.id))
          .map((row) => [row.id, plannerOf(session, row)]),
      ),
    ),
  )
}

/**
 * Rows of the sheet whose computed cells were changed by hand, or which need a look at the server's content; pushed ones
 * that may name others as they were called before.
 */
function* rowsInDoubt({ rows, plan, results }: Session): Proc<readonly string[]> {
  const ids: string[] = []
  yield* inBreaths(rows, ({ state, stamp, computed }) => {
    if (stamp === null || stamp.rev === 0) return
    const isKnown = state === 'clean' || state === 'dirty' || state === 'answered'
    const isTouched = isKnown && stamp.ohash !== '' && stamp.ohash !== plan.computedHashOf(computed)
    const isBehind = (results.get(stamp.id)?.crev ?? 0) > stamp.crev
    if (state === 'stale' || isTouched || isBehind) ids.push(stamp.id)
  })
  return ids
}

/** Rows by id, whole, in pages. */
function* fetchByIds(
  session: Session,
  ids: readonly string[],
  cursor: string,
  take: (reply: PullReply) => Proc<void>,
): Proc<void> {
  const size = Math.min(session.hello.limits.page, 5_000)
  for (let from = 0; from < ids.length; from += size) {
    const only = ids.slice(from, from + size)
    const reply = yield* fetchPage(
      session,
      requestOf(session, { cursor, own: [], holds: 'put', only }),
    )
    yield* tell('pull', from + only.length, ids.length)
    yield* take(reply)
  }
}

/** A row under another canon or mapping, which the server does not show, is compared with nothing: it is held. */
function* takeAsked(session: Session, { rows, gone }: PullReply): Proc<void> {
  yield* applyRows(session, rows)
  const isStale = ({ id }: Gone) => rowById(session, id)?.state === 'stale'
  yield* applyGone(session, gone.filter(isStale))
}

export function* fetchOnly(session: Session, ids: readonly string[], cursor: string): Proc<void> {
  yield* fetchByIds(session, ids, cursor, (reply) => later(() => takeAsked(session, reply)))
  yield* written()
}

interface Found {
  readonly rows: ReadonlyMap<string, PulledRow>
  /** Rows that the server does not show, and why. */
  readonly gone: readonly Gone[]
}

export function* fetchStanding(session: Session, ids: readonly string[]): Proc<Found> {
  const rows = new Map<string, PulledRow>()
  const gone: Gone[] = []
  // oxlint-disable-next-line require-yield -- taking rows in asks for nothing
  yield* fetchByIds(session, ids, session.cursor, function* (reply) {
    for (const row of reply.rows) rows.set(row.id, row)
    gone.push(...reply.gone)
  })
  return { rows, gone }
}

/** Customers that the user may see, by id; one that he may not see is absent. */
export function* fetchRows(
  session: Session,
  ids: readonly string[],
): Proc<ReadonlyMap<string, PulledRow>> {
  return (yield* fetchStanding(session, ids)).rows
}

/** A sheet that holds what its user put there: ask what changed, then for those rows that it has. */
function* pullPut(session: Session): Proc<string | null> {
  const wanted = new Set<string>(yield* rowsInDoubt(session))
  const gone: Gone[] = []
  let { cursor } = session
  const own = session.own.slice(0, OWN_SEQS_MAX).map(([from, to]): [number, number] => [from, to])
  for (let page = 0; page < PAGES_MAX; page++) {
    if (isCancelled(session)) return null
    const request = requestOf(session, { cursor, own, holds: 'put', only: null })
    const reply = yield* fetchPage(session, request)
    if (reply.reset !== undefined) return null
    gone.push(...reply.gone.filter(({ id }) => session.present.has(id)))
    for (const id of reply.changed) if (session.indexById.has(id)) wanted.add(id)
    noteTwins(session, reply.changed)
    cursor = reply.cursor
    if (!reply.more) {
      yield* fetchOnly(session, [...wanted], cursor)
      yield* takeGone(session, gone)
      return cursor
    }
  }
  throw new Stopped('unreadable', `The server had more than ${PAGES_MAX} pages.`)
}

/** A sheet that holds what its user may see: rows come as they are, new ones are added at the end. */
function* pullAll(session: Session): Proc<string | null> {
  const { holds } = session.binding
  const own = session.own.slice(0, OWN_SEQS_MAX).map(([from, to]): [number, number] => [from, to])
  let { cursor } = session
  let news = new Map<string, News>()
  let done = 0
  for (let page = 0; page < PAGES_MAX; page++) {
    if (isCancelled(session)) {
      yield* written()
      return null
    }
    const reply = yield* fetchPage(session, requestOf(session, { cursor, own, holds, only: null }))
    if (reply.reset !== undefined) {
      yield* written()
      return null
    }
    done += reply.rows.length
    yield* tell('pull', done, done)
    for (const one of [...reply.rows, ...reply.gone]) news.set(one.id, one)
    if (!reply.more || news.size >= ARRIVALS_MAX) {
      const taken = news
      news = new Map()
      yield* later(() => takeNews(session, [...taken.values()]))
    }
    cursor = reply.cursor
    if (!reply.more) {
      yield* written()
      yield* fetchOnly(session, yield* rowsInDoubt(session), cursor)
      return cursor
    }
  }
  throw new Stopped('unreadable', `The server had more than ${PAGES_MAX} pages.`)
}

/** Rows that the sheet has are changed, others are added; of a row on several pages the last word counts. */
export function* takeIn(session: Session, rows: readonly PulledRow[]): Proc<void> {
  const arrivals = rows.filter(({ id }) => mayArrive(session, id))
  yield* applyRows(session, rows)
  const works = arrivals.map((row) => {
    const plan = planArrival(row, session.plan)
    return { plan, status: statusOfCells(session, plan.entered) }
  })
  yield* during('apply', addArrivals(session, works))
}

/** What a page says of a row; of a row that came and went the last word counts. */
type News = PulledRow | Gone

const isGone = (news: News): news is Gone => 'reason' in news

function* takeNews(session: Session, news: readonly News[]): Proc<void> {
  yield* takeIn(
    session,
    news.flatMap((one) => (isGone(one) ? [] : [one])),
  )
  yield* takeGone(session, news.filter(isGone))
}

/** @returns the cursor to save once all is written; null: cancelled before the end, so that it must not move */
export const pull = (session: Session): Proc<string | null> =>
  session.binding.holds === 'put' ? pullPut(session) : pullAll(session)
