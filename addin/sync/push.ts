// Sends the edited rows and brings the answers into the sheet. While a chunk is under way, the answers of those
// before are written; an answer that never came is asked for again with the very same rows.
import type { RowResult } from '../../shared/protocol/push.ts'
import type { PushRow } from '../../shared/protocol/push.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { jsonBytesAtMost, toChunks } from '../../shared/sync/chunks.ts'
import type { SheetRow } from '../../shared/sync/classify.ts'
import { planResult } from '../../shared/sync/outcome.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { ask } from './ask.ts'
import { createLine } from './line.ts'
import { isCancelled } from './session.ts'
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

const sendChunk = async (session: Session, chunk: readonly Intention[]) => {
  const { tools, binding, hello, workbookId, layout, watch } = session
  const request = {
    table: binding.table,
    workbook: workbookId,
    epoch: hello.epoch,
    fields: layout.entered.map((column) => column.key),
    rows: chunk.map(toPushRow),
  }
  const send = () => ask(() => tools.api.push(request), tools.sleep)
  const isFirst = watch.times.first500 === 0
  const reply = await (isFirst ? watch.measure('first500', send) : send())
  if (reply.seqs !== null) session.own.push(reply.seqs)
  return reply.results
}

const pushRound = async (
  session: Session,
  intentions: readonly Intention[],
): Promise<readonly Intention[]> => {
  const { watch, progress, hello } = session
  const chunks = toChunks(intentions, bytesOf, { ...hello.limits, firstRows: FIRST_ROWS_MAX })
  const again: Intention[] = []
  const writing = createLine()
  let done = 0
  await watch.measure('push', async () => {
    for (const chunk of chunks) {
      if (isCancelled(session)) break
      const answered = digest(session, chunk, await sendChunk(session, chunk))
      again.push(...answered.again)
      done += chunk.length
      progress({ phase: 'push', done, of: intentions.length })
      writing.add(() => watch.measure('apply', () => applyPlans(session, answered.planners)))
      writing.check()
    }
  })
  await writing.end()
  return again
}

/** Rows that are not the same as last synced, and those whose question the user has answered. */
const intentionsOf = ({ rows, answers }: Session): readonly Intention[] =>
  rows.flatMap((row) => {
    const answer = answers.get(row.stamp?.id ?? '') ?? null
    const isAnswered = row.state === 'answered' && answer !== null
    return row.state === 'dirty' || isAnswered ? toIntention(row, answer) : []
  })

const pushAll = async (session: Session, intentions: readonly Intention[]): Promise<void> => {
  let open = intentions
  for (let round = 0; round < ROUNDS_MAX && open.length > 0; round++) {
    if (isCancelled(session)) return
    if (round > 0) await session.tools.sleep(ROUND_DELAY_MS * 2 ** round)
    open = await pushRound(session, open)
  }
}

/** @returns how many rows there were to send */
export const push = async (session: Session): Promise<number> => {
  const intentions = intentionsOf(session)
  await pushAll(session, intentions)
  return intentions.length
}

/** Asks once more about rows that the server refused: what it said is no longer known here. */
export const pushAgain = (session: Session, rows: readonly SheetRow[]): Promise<void> =>
  pushAll(
    session,
    rows.flatMap((row) => toIntention(row, null)),
  )
