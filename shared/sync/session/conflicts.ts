// Conflicts live on the server, both values of each. This asks which of mine are open, and carries their user's word
// there; what it changes comes back with the pull.
import type { OpenConflict } from '../../protocol/conflicts.ts'
import type { Resolution } from '../../protocol/resolve.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { ask } from './ask.ts'
import type { Proc } from './process.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'

const PAGES_MAX = 20
const PAGE = 500
const RESOLUTIONS_MAX = 1_000

/** Open ones that this user wrote a side of, of this sheet's table; a bounded list. */
export function* fetchConflicts(session: Session): Proc<void> {
  const { binding, workbookId, hello, labels } = session
  const found: OpenConflict[] = []
  let cursor = ''
  for (let page = 0; page < PAGES_MAX; page++) {
    const reply = yield* ask('conflicts', {
      workbook: workbookId,
      epoch: hello.epoch,
      rows: null,
      cursor,
      limit: PAGE,
    })
    labels.add(reply.labels)
    found.push(...reply.conflicts.filter(({ table }) => table === binding.table))
    ;({ cursor } = reply)
    if (!reply.more) break
  }
  session.conflicts = found
}

/** The row is marked no longer: nothing in it is open. */
const planSettled =
  (session: Session): Planner =>
  (row) => {
    const { stamp } = row
    if (stamp === null || row.state !== 'clean' || stamp.marks.length === 0) return null
    const { entered, computed } = row
    return {
      plan: { stamp: { ...stamp, marks: [] }, entered, computed, isRewritten: false },
      status: statusOfCells(session, entered),
    }
  }

/** Rows of which something was settled, and nothing is open any more. */
export function* unmarkSettled(session: Session, rows: Iterable<string>): Proc<void> {
  const open = new Set((session.conflicts ?? []).map(({ row }) => row))
  const settled = [...rows].filter((id) => !open.has(id))
  if (settled.length > 0)
    yield* applyPlans(session, new Map(settled.map((id) => [id, planSettled(session)])))
}

/**
 * One whose row has moved on since stays open: its user has not seen what it says by now. So does one whose value
 * cannot be stored, with what is wrong with it.
 */
export function* resolve(session: Session, resolutions: readonly Resolution[]): Proc<void> {
  const { workbookId, hello, batch } = session
  for (let from = 0; from < resolutions.length; from += RESOLUTIONS_MAX) {
    const { results } = yield* ask('resolve', {
      workbook: workbookId,
      epoch: hello.epoch,
      resolutions: resolutions.slice(from, from + RESOLUTIONS_MAX).map((one) => ({ ...one })),
      batch,
    })
    for (const { conflict, problems = [] } of results)
      if (problems.length > 0) session.unresolved.set(conflict, problems)
  }
}

/** Why it is still open, in words; '' where nothing was wrong with what its user said. */
export const whyOpen = (session: Session, conflict: string): string => {
  const { unresolved, words, setting, binding } = session
  const problems = unresolved.get(conflict)
  return problems === undefined ? '' : words.problems(setting.locale, binding.table, problems)
}
