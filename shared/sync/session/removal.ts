// What the user meant by a row that he removed or emptied: only here, put away for everybody, or a slip.
import { must } from '../../assert.ts'
import { ARCHIVE_ROWS_MAX } from '../../protocol/archive.ts'
import type { PulledRow } from '../../protocol/pull.ts'
import type { SheetRow } from '../classify.ts'
import { planArrival, planWhole } from '../pulled.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { addArrivals } from './arrive.ts'
import { ask } from './ask.ts'
import { isHere } from './manifest.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { fetchRows, fetchStanding } from './pull.ts'
import { isCancelled, rescan, rowById } from './session.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'

/** Of so many removed rows the names are fetched; of more only the number is told. */
const NAMED_MAX = 200

const removedIds = (session: Session): readonly string[] =>
  [...session.delivered].filter((id) => !isHere(session, id))

/**
 * Rows that were removed from the sheet, with what the server has. One that was put away is forgotten. One that is
 * not in sight is not asked about, but not forgotten either: an answer may be older than the row.
 */
export function* findRemoved(session: Session): Proc<void> {
  const ids = removedIds(session)
  session.removed.count = ids.length
  if (ids.length === 0) return
  const some = ids.slice(0, NAMED_MAX)
  const { rows, gone } = yield* fetchStanding(session, some)
  for (const { id, reason } of gone) if (reason !== 'scope') session.delivered.delete(id)
  session.removed.rows = [...rows.values()]
  session.removed.count = ids.length - (some.length - rows.size)
}

const clearedRows = (session: Session, ids: readonly string[]): readonly SheetRow[] =>
  ids.flatMap((id) => {
    const row = rowById(session, id)
    return row?.state === 'cleared' ? [row] : []
  })

/** An emptied row loses its identity: what is typed there next is another one. */
function* unbind(session: Session, rows: readonly SheetRow[]): Proc<void> {
  if (rows.length === 0) return
  const { layout, shape } = session
  const ours = [
    ...layout.computed.map(({ index }) => index),
    ...(layout.status === null ? [] : [layout.status]),
    layout.sync,
  ]
  const blank = ours.map((column) => ({ column, value: '', before: null, format: null }))
  const still = layout.entered.map(({ index: column }, at) => ({ column, at }))
  yield* perform({
    do: 'write',
    write: {
      shape,
      guardColumn: layout.sync,
      edits: rows.map((row) => ({
        row: row.index,
        guard: row.stampText,
        // Typed into meanwhile: then it is not empty, and stays as it is.
        writes: [
          ...still.map(({ column, at }) => {
            const cell = row.entered[at] ?? ''
            return { column, value: cell, before: cell, format: null }
          }),
          ...blank,
        ],
      })),
      read: [],
    },
  })
  // It was us who took them out.
  for (const row of rows) session.rows[row.index] = { ...row, stamp: null }
  yield* rescan(session)
}

/** Only from this sheet: it is asked about no more, and does not come back by itself. */
export function* forget(session: Session, ids: readonly string[]): Proc<void> {
  for (const id of ids) {
    session.delivered.delete(id)
    if (session.binding.holds !== 'put') session.away.add(id)
  }
  yield* unbind(session, clearedRows(session, ids))
}

interface Target {
  readonly id: string
  readonly rev: number
}

/** A row that came back meanwhile, by Ctrl+Z or by hand, is no longer in question. */
const isInQuestion = (session: Session, id: string): boolean =>
  !isHere(session, id) || rowById(session, id)?.state === 'cleared'

/** The revision that the user looked at: that of his sheet, else the server's as it is now. */
function* targetsOf(session: Session, asked: readonly string[]): Proc<readonly Target[]> {
  const ids = asked.filter((id) => isInQuestion(session, id))
  const absent = ids.filter((id) => rowById(session, id) === null)
  const found = yield* fetchRows(session, absent)
  return ids.flatMap((id) => {
    const rev = rowById(session, id)?.stamp?.rev ?? found.get(id)?.rev ?? 0
    return rev > 0 ? [{ id, rev }] : []
  })
}

/** More requests than that for one word of the user's: then the rest stays in question. */
const REQUESTS_MAX = 500

/** One request after the other; the words are for all of them. @returns ids that are put away now */
function* putAway(
  session: Session,
  targets: readonly Target[],
  confirm: string | null,
): Proc<readonly string[]> {
  const { binding, workbookId, hello, batch } = session
  const away: string[] = []
  let open = targets
  for (let requests = 0; requests < REQUESTS_MAX && open.length > 0; requests++) {
    if (isCancelled(session)) break
    const part = open.slice(0, ARCHIVE_ROWS_MAX)
    const { results, confirm: words } = yield* ask('archive', {
      table: binding.table,
      workbook: workbookId,
      epoch: hello.epoch,
      rows: part.map(({ id, rev }): [string, number] => [id, rev]),
      of: targets.length,
      restore: false,
      batch,
      ...(confirm === null ? {} : { confirm }),
    })
    session.confirmWords = words ?? null
    if (words !== undefined) break
    const answers = new Map(results.map((result) => [result.id, result]))
    const isOf = (id: string, outcome: string) => answers.get(id)?.outcome === outcome
    away.push(...part.flatMap(({ id }) => (isOf(id, 'applied') || isOf(id, 'done') ? [id] : [])))
    const next = part.filter(({ id, rev }) => isOf(id, 'retry') && answers.get(id)?.rev === rev)
    // None of them had its turn: their rows never rest.
    if (next.length === part.length) break
    open = [...open.slice(part.length), ...next]
  }
  return away
}

/** @param confirm what the user typed, where the server asked for words */
export function* archive(
  session: Session,
  ids: readonly string[],
  confirm: string | null,
): Proc<void> {
  const away = yield* putAway(session, yield* targetsOf(session, ids), confirm)
  for (const id of away) session.delivered.delete(id)
  yield* unbind(session, clearedRows(session, away))
}

const planBack =
  (session: Session, pulled: PulledRow): Planner =>
  (row) => {
    if (row.state !== 'cleared') return null
    const plan = planWhole(row, pulled, session.plan)
    return { plan, status: statusOfCells(session, plan.entered) }
  }

/** As the server has it: into the emptied row, or at the end of the sheet. */
export function* putBack(session: Session, ids: readonly string[]): Proc<void> {
  if (ids.length === 0) return
  const found = yield* fetchRows(session, ids)
  const cleared = clearedRows(session, [...found.keys()]).map(({ stamp }) => stamp?.id ?? '')
  const planners = cleared.map(
    (id) => [id, planBack(session, must(found.get(id), 'fetched above'))] as const,
  )
  yield* applyPlans(session, new Map(planners))
  const absent = [...found.values()].filter(({ id }) => !session.present.has(id))
  yield* addArrivals(
    session,
    absent.map((row) => {
      const plan = planArrival(row, session.plan)
      return { plan, status: statusOfCells(session, plan.entered) }
    }),
  )
}
