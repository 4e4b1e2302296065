// Sends the edited rows and brings the answers into the sheet. While a chunk is under way, the answers of those
// before are written; an answer that never came is asked for again with the very same rows.
import type { RowResult } from '../../protocol/push.ts'
import type { PushRow } from '../../protocol/push.ts'
import type { Cell } from '../../schema/kind.ts'
import { jsonBytesAtMost, toChunks } from '../chunks.ts'
import type { SheetRow } from '../classify.ts'
import { planResult } from '../outcome.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { ask } from './ask.ts'
import { later, perform, written } from './process.ts'
import type { Proc } from './process.ts'
import { during, isCancelled, tell } from './session.ts'
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
}

const toIntention = (row: SheetRow, answer: Answer | null): readonly Intention[] =>
  row.stamp === null
    ? []
    : [
        {
          id: row.stamp.id,
          base: row.stamp.rev,
          hash: row.hash,
          cells: row.entered,
          answer,
        },
      ]

const toPushRow = ({ id, base, hash, cells, answer }: Intention): PushRow =>
  answer === null ? [id, base, hash, [...cells]] : [id, base, hash, [...cells], answer]

const cellBytes = (cell: Cell): number => (typeof cell === 'string' ? jsonBytesAtMost(cell) : 24)

const bytesOf = ({ cells }: Intention): number =>
  cells.reduce<number>((sum, cell) => sum + cellBytes(cell) + 1, 80)

const plannerOf =
  (session: Session, sent: Intention, result: RowResult): Planner =>
  (row) => {
    const plan = planResult(row, sent, result, session.plan)
    return plan === null ? null : { plan, status: statusOfResult(session, result) }
  }

/** The row that the server takes this one for stands elsewhere in the sheet: then it is another row. */
const isTakenElsewhere = (session: Session, result: RowResult): boolean =>
  result.outcome === 'adopted' &&
  result.as !== undefined &&
  result.as !== result.id &&
  session.indexById.has(result.as)

interface Answered {
  readonly planners: ReadonlyMap<string, Planner>
  readonly again: readonly Intention[]
}

const digest = (
  session: Session,
  chunk: readonly Intention[],
  results: readonly RowResult[],
): Answered => {
  const byId = new Map(results.map((result) => [result.id, result]))
  const planners = new Map<string, Planner>()
  const again: Intention[] = []
  for (const intention of chunk) {
    const result = byId.get(intention.id)
    if (result === undefined || result.outcome === 'retry') again.push(intention)
    else if (isTakenElsewhere(session, result)) again.push({ ...intention, answer: 'new' })
    else {
      planners.set(intention.id, plannerOf(session, intention, result))
      session.results.set(result.as ?? result.id, result)
      if (result.as !== undefined) session.indexById.set(result.as, -1)
    }
  }
  return { planners, again }
}

function* sendChunk(session: Session, chunk: readonly Intention[]): Proc<readonly RowResult[]> {
  const { binding, hello, workbookId, layout } = session
  const request = {
    table: binding.table,
    workbook: workbookId,
    epoch: hello.epoch,
    fields: layout.entered.map((column) => column.key),
    rows: chunk.map(toPushRow),
  }
  const isFirst = !session.hasPushed
  session.hasPushed = true
  const reply = yield* isFirst ? during('first500', ask('push', request)) : ask('push', request)
  if (reply.seqs !== null) session.own.push(reply.seqs)
  return reply.results
}

function* sendChunks(
  session: Session,
  chunks: readonly (readonly Intention[])[],
  of: number,
): Proc<readonly Intention[]> {
  const again: Intention[] = []
  let done = 0
  for (const chunk of chunks) {
    if (isCancelled(session)) break
    const answered = digest(session, chunk, yield* sendChunk(session, chunk))
    again.push(...answered.again)
    done += chunk.length
    yield* tell('push', done, of)
    yield* later(() => during('apply', applyPlans(session, answered.planners)))
  }
  return again
}

function* pushRound(
  session: Session,
  intentions: readonly Intention[],
): Proc<readonly Intention[]> {
  const limits = { ...session.hello.limits, firstRows: FIRST_ROWS_MAX }
  const chunks = toChunks(intentions, bytesOf, limits)
  const again = yield* during('push', sendChunks(session, chunks, intentions.length))
  yield* written()
  return again
}

/** Rows that are not the same as last synced, and those whose question the user has answered. */
const intentionsOf = ({ rows, answers }: Session): readonly Intention[] =>
  rows.flatMap((row) => {
    const answer = answers.get(row.stamp?.id ?? '') ?? null
    const isAnswered = row.state === 'answered' && answer !== null
    return row.state === 'dirty' || isAnswered ? toIntention(row, answer) : []
  })

function* pushAll(session: Session, intentions: readonly Intention[]): Proc<void> {
  let open = intentions
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round++) {
    if (isCancelled(session)) return
    if (round > 0) yield* perform({ do: 'wait', ms: ROUND_DELAY_MS * 2 ** round })
    open = yield* pushRound(session, open)
  }
}

/** @returns how many rows there were to send */
export function* push(session: Session): Proc<number> {
  const intentions = intentionsOf(session)
  yield* pushAll(session, intentions)
  return intentions.length
}

/** Asks once more about rows that the server refused: what it said is no longer known here. */
export const pushAgain = (session: Session, rows: readonly SheetRow[]): Proc<void> =>
  pushAll(
    session,
    rows.flatMap((row) => toIntention(row, null)),
  )
