// Sends the edited rows and brings the answers into the sheet. While a chunk is under way, the answers of those
// before are written; an answer that never came is asked for again with the very same rows.
import { must } from '../../assert.ts'
import type { PushReply, PushRow, RowOrigin, RowResult } from '../../protocol/push.ts'
import type { Cell } from '../../schema/kind.ts'
import { rowBytesAtMost, toChunks } from '../chunks.ts'
import { refusedBefore } from '../classify.ts'
import type { SheetRow } from '../classify.ts'
import { planResult } from '../outcome.ts'
import { isWithin } from '../sheet.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { ask } from './ask.ts'
import { saveTold } from './keep.ts'
import { recall } from './memory.ts'
import { noteTyped } from './notes.ts'
import type { Answered, Noted } from './notes.ts'
import { later, perform, written } from './process.ts'
import type { Proc } from './process.ts'
import { markSent } from './sent.ts'
import { during, isCancelled, rowById, tell } from './session.ts'
import type { Answer, Session } from './session.ts'
import { statusOfResult } from './status.ts'

/** The first answer shall come early. */
const FIRST_ROWS_MAX = 500
/** Rows that the server could not take this time, or that insist on being new, are sent so often in all. */
const ROUNDS_MAX = 3
const ROUND_DELAY_MS = 250

/** What is sent of a row, and what it will be compared with when the answer comes. */
interface Intention {
  readonly id: string
  readonly base: number
  readonly hash: string
  readonly cells: readonly Cell[]
  readonly answer: Answer | null
  readonly origin: RowOrigin | null
  /** What may have been stored of it before, on the same base. */
  readonly after: readonly string[]
}

/** A row to be sent as long as it says what it said. */
interface Wish {
  readonly id: string
  readonly hash: string
  readonly answer: Answer | null
}

const originOf = ({ origins, remote }: Session, id: string, row: number): RowOrigin | null => {
  const origin = origins.get(id) ?? null
  return isWithin(remote, row) ? { ...origin, remote: true } : origin
}

const toIntention = (session: Session, row: SheetRow, wish: Wish | undefined): Intention => {
  const { id, rev, older } = must(row.stamp, 'a row is marked before it is sent')
  const origin = originOf(session, id, row.index)
  const answer = wish?.answer ?? null
  return { id, base: rev, hash: row.hash, cells: row.entered, answer, origin, after: older }
}

const toPushRow = ({ id, base, hash, cells, answer, origin, after }: Intention): PushRow => {
  if (after.length > 0) return [id, base, hash, [...cells], answer, origin, [...after]]
  if (origin !== null) return [id, base, hash, [...cells], answer, origin]
  return answer === null ? [id, base, hash, [...cells]] : [id, base, hash, [...cells], answer]
}

const bytesOf = ({ cells }: Intention): number => rowBytesAtMost(cells)

const noneNoted: Noted = new Map()

const statusOf = (session: Session, result: RowResult, noted: Noted): string =>
  noted.size > 0
    ? statusOfResult(session, { ...result, outcome: 'conflict' })
    : statusOfResult(session, result)

const plannerOf =
  (session: Session, { sent, result }: Answered, noted: Noted): Planner =>
  (row) => {
    const plan = planResult(row, sent, result, session.plan, noted)
    return plan === null ? null : { plan, status: statusOf(session, result, noted) }
  }

const toPlanners = (
  session: Session,
  answers: ReadonlyMap<string, Answered>,
  noted: ReadonlyMap<string, Noted>,
): ReadonlyMap<string, Planner> =>
  new Map(
    [...answers].map(([id, answer]) => [
      id,
      plannerOf(session, answer, noted.get(id) ?? noneNoted),
    ]),
  )

const isOpen = (session: Session, id: string, { result }: Answered): boolean => {
  const rev = rowById(session, id)?.stamp?.rev
  return rev !== undefined && result.rev !== undefined && rev < result.rev
}

/** It was stored, and its row is gone from the sheet: taken back, or deleted. */
const hasVanished = (session: Session, [id, { result }]: readonly [string, Answered]): boolean =>
  result.rev !== undefined && rowById(session, id) === null && !session.present.has(result.as ?? id)

interface Told {
  readonly answers: ReadonlyMap<string, Answered>
  readonly again: readonly Wish[]
  readonly seqs: PushReply['seqs']
}

/** Brings answers into the sheet; what was typed in their way is kept on the server first. */
function* applyAnswers(session: Session, { answers, seqs }: Told): Proc<void> {
  yield* applyPlans(session, toPlanners(session, answers, new Map()))
  // What the sheet has not got by its answer, it gets by the pull.
  if ([...answers].some((answer) => hasVanished(session, answer)))
    session.own = session.own.filter((own) => own !== seqs)
  const open = new Map([...answers].filter(([id, answer]) => isOpen(session, id, answer)))
  if (open.size === 0) return
  const noted = yield* noteTyped(session, open)
  if (noted.size === 0) return
  session.hasNoted = true
  yield* applyPlans(session, toPlanners(session, open, noted))
}

/** The row that the server takes this one for stands elsewhere in the sheet: then its user is asked. */
const isTakenElsewhere = (session: Session, result: RowResult): boolean =>
  result.outcome === 'adopted' &&
  result.as !== undefined &&
  result.as !== result.id &&
  session.indexById.has(result.as)

/** As of equal rows in one paste: the first is stored, the others are known. */
const toKnown = ({ id, as }: RowResult): RowResult => ({
  id,
  outcome: 'known',
  known: { by: 'name', id: as ?? null, label: null, here: true },
})

/** It is taken for one that its user has just told it from. */
const isKin = ({ kin }: Session, { id, known }: RowResult): boolean =>
  known?.id !== undefined && known.id !== null && kin.get(id)?.has(known.id) === true

const tellApart = (
  session: Session,
  chunk: readonly Intention[],
  { results, seqs }: PushReply,
): Told => {
  const byId = new Map(results.map((result) => [result.id, result]))
  const answers = new Map<string, Answered>()
  const again: Wish[] = []
  for (const sent of chunk) {
    const said = byId.get(sent.id)
    const { id, hash, answer } = sent
    if (said === undefined || said.outcome === 'retry') again.push({ id, hash, answer })
    else if (isKin(session, said)) again.push({ id, hash, answer: 'new' })
    else {
      const result = isTakenElsewhere(session, said) ? toKnown(said) : said
      answers.set(id, { sent, result })
      session.results.set(result.as ?? result.id, result)
      if (result.as !== undefined) session.indexById.set(result.as, -1)
    }
  }
  return { answers, again, seqs }
}

/** recover: rows of which the server lost what the sheet has; with the cursor that it refused. */
export type Way = { readonly verb: 'push' } | { readonly verb: 'recover'; readonly cursor: string }

const PUSH: Way = { verb: 'push' }

function* sendChunk(session: Session, chunk: readonly Intention[], way: Way): Proc<PushReply> {
  const { binding, hello, workbookId, layout, batch, pane } = session
  const request = {
    table: binding.table,
    workbook: workbookId,
    epoch: hello.epoch,
    fields: layout.entered.map((column) => column.key),
    rows: chunk.map(toPushRow),
    batch,
    session: pane,
    seen: session.seen,
  }
  const isFirst = !session.hasPushed
  session.hasPushed = true
  const send =
    way.verb === 'push' ? ask('push', request) : ask('recover', { ...request, cursor: way.cursor })
  const reply = yield* isFirst ? during('first500', send) : send
  if (reply.cursor !== undefined) session.seen = reply.cursor
  if (reply.labels !== undefined) session.labels.add(reply.labels)
  if (reply.seqs !== null) {
    session.hasStored = true
    session.own = [...session.own, reply.seqs]
  }
  return reply
}

/**
 * How far the server had got stands in the file before any row says that it is stored: whatever ends this session, or
 * is saved or copied now, tells the next one when the server was set back behind it.
 */
function* writeAnswers(session: Session, told: Told): Proc<void> {
  const isStored = [...told.answers.values()].some(({ result }) => result.rev !== undefined)
  if (isStored) yield* saveTold(session)
  yield* during('apply', applyAnswers(session, told))
}

function* sendChunks(
  session: Session,
  chunks: Iterable<readonly Intention[]>,
  of: number,
  way: Way,
): Proc<readonly Wish[]> {
  const again: Wish[] = []
  let done = 0
  for (const chunk of chunks) {
    if (isCancelled(session)) break
    const told = tellApart(session, chunk, yield* sendChunk(session, chunk, way))
    again.push(...told.again)
    done += chunk.length
    yield* tell('push', done, of)
    yield* later(() => writeAnswers(session, told))
  }
  return again
}

function* pushRound(session: Session, wishes: readonly Wish[], way: Way): Proc<readonly Wish[]> {
  const byId = new Map(wishes.map((wish) => [wish.id, wish]))
  const rows = yield* markSent(
    session,
    [...byId.keys()],
    ({ stamp, hash }) => byId.get(stamp?.id ?? '')?.hash === hash,
  )
  const intentions = rows.map((row) => toIntention(session, row, byId.get(row.stamp?.id ?? '')))
  const limits = { ...session.hello.limits, firstRows: FIRST_ROWS_MAX }
  const chunks = toChunks(intentions, bytesOf, limits)
  const again = yield* during('push', sendChunks(session, chunks, intentions.length, way))
  yield* written()
  return again
}

const toWish = ({ stamp, hash }: SheetRow, answer: Answer | null): readonly Wish[] =>
  stamp === null ? [] : [{ id: stamp.id, hash, answer }]

/** Nobody knows any more what the server has in its place, which its user shall see before he answers. */
const isForgotten = (session: Session, row: SheetRow): boolean =>
  refusedBefore(row) === 'changed_identity' && recall(session, row) === null

/** Rows that are not the same as last synced, those whose question the user has answered, or cannot yet. */
const wishesOf = (session: Session): readonly Wish[] =>
  session.rows.flatMap((row) => {
    const { answers, lost } = session
    const answer = answers.get(row.stamp?.id ?? '') ?? null
    const isAnswered = row.state === 'answered' && (answer !== null || isForgotten(session, row))
    const isWanted = (row.state === 'dirty' || isAnswered) && !lost.has(row.stamp?.id ?? '')
    return isWanted ? toWish(row, answer) : []
  })

function* pushAll(session: Session, wishes: readonly Wish[], way: Way = PUSH): Proc<void> {
  let open = wishes
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round++) {
    if (isCancelled(session)) return
    if (round > 0) yield* perform({ do: 'wait', ms: ROUND_DELAY_MS * 2 ** round })
    open = yield* pushRound(session, open, way)
  }
}

/** @returns how many rows there were to send */
export function* push(session: Session): Proc<number> {
  const wishes = wishesOf(session)
  yield* pushAll(session, wishes)
  return wishes.length
}

/** Sends just these rows, as they stand, whether edited or not. */
export const pushRows = (
  session: Session,
  rows: readonly SheetRow[],
  way: Way = PUSH,
): Proc<void> =>
  pushAll(
    session,
    rows.flatMap((row) => toWish(row, null)),
    way,
  )
