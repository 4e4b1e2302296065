// The digest: do the sheet and the server hold the same revisions? It repairs what an undo, a restored file, a change
// of rights or a mistake of ours left behind, and after a restored server it finds what only the sheet has.
import { DIGEST_ROWS_MAX } from '../../protocol/digest.ts'
import type { DigestReply, DigestRequest } from '../../protocol/digest.ts'
import { ask } from './ask.ts'
import { applyGone } from './gone.ts'
import type { Gone } from './gone.ts'
import { loseRow } from './lost.ts'
import { mayArrive } from './manifest.ts'
import { later, written } from './process.ts'
import type { Proc } from './process.ts'
import { fetchOnly, fetchRows, isForked, takeIn } from './pull.ts'
import { isCancelled, rowById, tell } from './session.ts'
import type { Session } from './session.ts'

/** Answers list 5,000 missing rows each. */
const ROUNDS_MAX = 400

type Triple = readonly [id: string, rev: number, crev: number]

/** Rows that the server knows, in the order of their ids; of twins, that one of them will be, the newest. */
const triplesOf = ({ rows, indexById }: Session): readonly Triple[] => {
  const byId = new Map<string, Triple>()
  for (const { index, stamp, state } of rows) {
    if (stamp === null || stamp.rev === 0) continue
    const isTwin = state === 'twin' && stamp.rev > (byId.get(stamp.id)?.[1] ?? 0)
    const isItself = state !== 'departed' && indexById.get(stamp.id) === index
    if (isTwin || isItself) byId.set(stamp.id, [stamp.id, stamp.rev, stamp.crev])
  }
  return [...byId.values()].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

interface Range {
  readonly after: string
  readonly through: string | null
}

/** Ranges of ids that together hold all, each with as many rows of the sheet as one request takes. */
const toRanges = (triples: readonly Triple[]): readonly Range[] => {
  const ranges: Range[] = []
  let after = ''
  for (let to = DIGEST_ROWS_MAX; to < triples.length; to += DIGEST_ROWS_MAX) {
    const through = triples[to - 1]?.[0] ?? ''
    ranges.push({ after, through })
    after = through
  }
  return [...ranges, { after, through: null }]
}

const isIn = ({ after, through }: Range, id: string): boolean =>
  id > after && (through === null || id <= through)

function* askOf(
  session: Session,
  asked: Pick<DigestRequest, 'holds' | 'rows' | 'after' | 'through' | 'refused'>,
): Proc<DigestReply> {
  const { binding, workbookId, hello, seen } = session
  const { table } = binding
  const common = { table, workbook: workbookId, epoch: hello.epoch, seen }
  const reply = yield* ask('digest', { ...common, ...asked })
  if (reply.head !== undefined) session.seen = reply.head
  return reply
}

const rowsOf = (session: Session, isAsked: (id: string) => boolean): DigestRequest['rows'] =>
  triplesOf(session).flatMap(([id, rev, crev]) => (isAsked(id) ? [[id, rev, crev]] : []))

const isAwaited = (session: Session, id: string): boolean =>
  mayArrive(session, id) || rowById(session, id)?.state === 'departed'

/**
 * Untouched rows that were stored by a session which did not reach its end. Where the
 * server does not have them, it may have been set back to a moment that the cursor knows nothing of, and the sheet is
 * all that has them. (Of an edited one nothing is taken away, and its push tells what became of it.)
 */
export const unsettled = ({ rows, binding, lost }: Session): ReadonlySet<string> => {
  const settled = new Set(binding.delivered)
  return new Set(
    rows.flatMap(({ stamp, state }) => {
      const isUntouched = state === 'clean' || state === 'copy'
      const isKnown = stamp === null || settled.has(stamp.id) || lost.has(stamp.id)
      return isUntouched && !isKnown ? [stamp.id] : []
    }),
  )
}

/** Of so many unsettled rows the content is compared, too: a revision may have been given out a second time. */
const COMPARED_MAX = 1_000

/**
 * Before anything is sent: rows that say something else than the server at the same revision. It was set back, and
 * went on without them.
 */
export function* findForked(session: Session): Proc<void> {
  const ids = [...unsettled(session)].slice(0, COMPARED_MAX)
  if (ids.length === 0) return
  const found = yield* fetchRows(session, ids)
  for (const pulled of found.values()) if (isForked(session, pulled)) loseRow(session, pulled.id)
}

/**
 * In a sheet of one's own the server counts a colleague's row as out of sight. One that its user may see stands there
 * because he put it there, and stays (R34). Not so under another account; nor a customer, where the cursor no longer
 * holds: he may have been handed over meanwhile.
 */
const mayStay = (session: Session, { id, reason }: Gone): boolean => {
  const { binding, reset, refused, results } = session
  const isAnew = reset !== null || refused !== null
  const isTakenOver = binding.cursor === '' && !results.has(id)
  const isOut = isTakenOver || (isAnew && binding.table === 'customer')
  return binding.holds === 'own' && reason === 'scope' && !isOut
}

function* repair(session: Session, reply: DigestReply): Proc<void> {
  for (const id of reply.lost ?? []) loseRow(session, id)
  yield* fetchOnly(session, reply.differ, session.binding.cursor)
  yield* applyGone(
    session,
    reply.gone.filter(({ id }) => !session.lost.has(id)),
    unsettled(session),
  )
  const wanted = reply.missing.filter((id) => isAwaited(session, id))
  const found = yield* fetchRows(session, wanted)
  yield* later(() => takeIn(session, [...found.values()]))
  yield* written()
}

/** What is no row of its user's own is asked about once more, as a row that he put there. */
function* repairAll(session: Session, reply: DigestReply): Proc<void> {
  const foreign = reply.gone.filter((one) => mayStay(session, one))
  const ids = new Set(foreign.map(({ id }) => id))
  yield* repair(session, { ...reply, gone: reply.gone.filter(({ id }) => !ids.has(id)) })
  const rows = ids.size === 0 ? [] : rowsOf(session, (id) => ids.has(id))
  if (rows.length > 0)
    yield* repair(session, yield* askOf(session, { holds: 'put', rows, after: '', through: null }))
}

/** @param refused the cursor that the server no longer takes; null: none was refused */
export function* digest(session: Session, refused: string | null): Proc<void> {
  const ranges = toRanges(triplesOf(session))
  const { holds } = session.binding
  for (const [at, range] of ranges.entries()) {
    yield* tell('digest', at, ranges.length)
    for (let round = 0; round < ROUNDS_MAX; round++) {
      if (isCancelled(session)) return
      const rows = rowsOf(session, (id) => isIn(range, id))
      const asked = { holds, rows, ...range, ...(refused === null ? {} : { refused }) }
      const reply = yield* askOf(session, asked)
      yield* repairAll(session, reply)
      if (!reply.more || reply.missing.some((id) => isAwaited(session, id))) break
    }
  }
}
