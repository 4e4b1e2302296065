// Any workbook is a backup: rows that the server lost when it was restored to an earlier day go back to it from the
// sheet, once their user says so. Until then they wait.
import type { PulledRow } from '../../protocol/pull.ts'
import type { RowResult } from '../../protocol/push.ts'
import type { RowState, SheetRow } from '../classify.ts'
import { planWhole } from '../pulled.ts'
import { isUndecided, newStamp } from '../stamp.ts'
import { applyPlans, applyWithCopies } from './apply.ts'
import type { Planner } from './apply.ts'
import { applyGone } from './gone.ts'
import type { Proc } from './process.ts'
import { fetchRows } from './pull.ts'
import { pushRows } from './push.ts'
import { rowById } from './session.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'

/** Typed over meanwhile, or under another mapping by now, it stands on that revision no better. */
const isOwnEdit: ReadonlySet<RowState> = new Set(['answered', 'dirty', 'stale'])

/**
 * A row that the server did not take back stands on nothing that it has: its revision was given out again, or will be.
 * Each difference is a conflict from now on, and nothing is overwritten.
 */
const planBaseless: Planner = (row) => {
  const { stamp, entered, computed } = row
  if (stamp === null || stamp.rev === 0 || !isOwnEdit.has(row.state)) return null
  // What a linked row differs in was never decided: each difference is a conflict then.
  const { answer, marks } = isUndecided(stamp) ? { answer: null, marks: [] } : stamp
  const fresh = { ...newStamp(stamp.version, stamp.id), answer, marks }
  return { plan: { stamp: fresh, entered, computed, isRewritten: false }, status: null }
}

const isOpen = ({ outcome }: RowResult): boolean =>
  outcome === 'invalid' || outcome === 'changed_identity'

/** Those that were lost together. All but twins: they wait until one of them is the original. */
function* recoverWith(session: Session, cursor: string, ids: readonly string[]): Proc<void> {
  const rows = ids.flatMap((id) => rowById(session, id) ?? [])
  for (const { stamp } of rows) session.lost.delete(stamp?.id ?? '')
  // Emptied, it is asked about by itself: nothing of it is there to be given back.
  const isOffered = ({ stamp, state }: SheetRow) =>
    stamp !== null && state !== 'cleared' && !isUndecided(stamp)
  yield* pushRows(session, rows.filter(isOffered), { verb: 'recover', cursor })
  // Not taken this time: they wait on.
  for (const { stamp } of rows.filter(isOffered))
    if (stamp !== null && !session.results.has(stamp.id)) session.lost.set(stamp.id, cursor)
  const baseless = rows.flatMap((row) => {
    const id = row.stamp?.id ?? ''
    const result = session.results.get(id)
    return !isOffered(row) || (result !== undefined && isOpen(result)) ? [id] : []
  })
  yield* applyPlans(session, new Map(baseless.map((id) => [id, planBaseless])))
}

/** Is it one of the rows that its user has answered of? */
export type IsAsked = (id: string) => boolean

export function* recover(session: Session, isAsked: IsAsked): Proc<void> {
  const lost = [...session.lost].filter(([id]) => isAsked(id))
  for (const cursor of new Set(lost.map(([, its]) => its))) {
    const ids = lost.flatMap(([id, its]) => (its === cursor ? [id] : []))
    yield* recoverWith(session, cursor, ids)
  }
}

const planOlder =
  (session: Session, pulled: PulledRow): Planner =>
  (row) => {
    const isFormer = row.state === 'copy' && (row.stamp?.rev ?? 0) >= pulled.rev
    if (row.state !== 'clean' && !isFormer) return null
    const plan = planWhole(row, pulled, session.plan)
    return { plan, status: statusOfCells(session, plan.entered) }
  }

/**
 * What the server has may stand, in copies, too: one with the revision that was lost would be the row from now on. An
 * edited row waits on: what its user typed is on no server.
 */
export function* acceptLoss(session: Session, isAsked: IsAsked): Proc<void> {
  const isClean = (id: string) => rowById(session, id)?.state === 'clean'
  const clean = [...session.lost.keys()].filter((id) => isAsked(id) && isClean(id))
  const found = yield* fetchRows(session, clean)
  for (const id of clean) session.lost.delete(id)
  const planners = [...found].map(([id, pulled]) => [id, planOlder(session, pulled)] as const)
  yield* applyWithCopies(session, new Map(planners))
  const unknown = clean.filter((id) => !found.has(id))
  yield* applyGone(
    session,
    unknown.map((id) => ({ id, reason: 'scope', into: null })),
  )
}
