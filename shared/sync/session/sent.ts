// Open intentions: before a request leaves, each of its rows says in its own identity what is under way. Then a lost
// answer can be asked for later, whatever became of the pane, and newer content never overtakes older content.
import type { SheetRow } from '../classify.ts'
import { openIntention, withAnswer } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { ask } from './ask.ts'
import type { Proc } from './process.ts'
import { inBreaths, rescan, rowById, tell, TRIES_MAX } from './session.ts'
import type { Session } from './session.ts'

/** As many intentions as one request asks about. */
const INTENTS_MAX = 1_000

/** The row with another stamp, and nothing else changed. */
const planStamp =
  (change: (stamp: Stamp, row: SheetRow) => Stamp | null): Planner =>
  (row) => {
    const stamp = row.stamp === null ? null : change(row.stamp, row)
    if (stamp === null) return null
    const { entered, computed } = row
    return { plan: { stamp, entered, computed, isRewritten: false }, status: null }
  }

/** Names an intention within a session. */
export const intentionName = (id: string, base: number, hash: string): string =>
  `${id}/${base}/${hash}`

/** Older content of the row whose fate nobody asked about yet: its user typed on only just now. */
const isUnresolved = ({ resolved }: Session, { stamp, hash }: SheetRow): boolean => {
  const sent = stamp === null ? null : openIntention(stamp)
  if (stamp === null || sent === null || sent === hash) return false
  return !resolved.has(intentionName(stamp.id, stamp.rev, sent))
}

const isMarked = (row: SheetRow): boolean =>
  row.stamp !== null && openIntention(row.stamp) === row.hash

/**
 * Marks rows as under way with what they say now. A row of which older content may still be under way waits for the
 * next session.
 * @param isWanted is the row, as it stands, still to be sent?
 */
export function* markSent(
  session: Session,
  ids: readonly string[],
  isWanted: (row: SheetRow) => boolean,
): Proc<readonly SheetRow[]> {
  const wanted = () =>
    ids.flatMap((id) => {
      const row = rowById(session, id)
      return row !== null && isWanted(row) && !isUnresolved(session, row) ? [row] : []
    })
  const { version } = session.layout
  const mark = planStamp((stamp, row) => ({
    ...withAnswer(stamp, { outcome: 'sent', hash: row.hash }),
    // Of a row that stands on nothing yet only the content under way has a mapping.
    version: stamp.rev === 0 ? version : stamp.version,
  }))
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const open = wanted().filter((row) => !isMarked(row))
    if (open.length === 0) break
    yield* applyPlans(session, new Map(open.map((row) => [row.stamp?.id ?? '', mark])))
  }
  return wanted().filter(isMarked)
}

interface Open {
  readonly id: string
  readonly base: number
  readonly hash: string
  /** Does the row still say it? */
  readonly isSame: boolean
}

/**
 * Content of the row that may stand on the server without our knowing: its answer is open, or was that the row had
 * left, which is said also where it was stored before.
 */
const unknownFate = ({ state, stamp, hash }: SheetRow): string | null => {
  if (stamp === null || stamp.answer === null) return null
  const { answer } = stamp
  const hadLeft = answer.outcome === 'gone' || answer.outcome === 'forbidden'
  const isTypedOver = hadLeft && state === 'dirty' && answer.hash !== hash && answer.hash !== ''
  return isTypedOver ? answer.hash : openIntention(stamp)
}

/**
 * Rows of which something may still be under way, or stored without our knowing. The same content goes out again in
 * any case; asked about first, it passes even where a copy of this file has fenced it.
 */
const openOnes = ({ rows, indexById }: Session): readonly Open[] =>
  rows.flatMap((row) => {
    const { index, stamp, hash } = row
    const sent = unknownFate(row)
    if (stamp === null || sent === null || indexById.get(stamp.id) !== index) return []
    return [{ id: stamp.id, base: stamp.rev, hash: sent, isSame: sent === hash }]
  })

/** The revision that it made, and the one that this followed; an older server leaves that out, and counts. */
interface Made {
  readonly rev: number
  readonly prior?: number | undefined
}

/** Did others' values come in with it? The sheet has not shown them. */
const isMerged = ({ base }: Open, { rev, prior = rev - 1 }: Made): boolean => prior !== base

/**
 * The row stands on what was stored. Where it was merged it keeps its old base, and the server merges again; typed back
 * to what it said there, it is an edit all the same. Under another mapping by now, it is compared before anything of it
 * is sent.
 */
const planStored = (open: Open, made: Made): Planner =>
  planStamp((stamp) => {
    const { base, hash } = open
    if (stamp.rev !== base) return null
    if (!isMerged(open, made)) return { ...stamp, rev: made.rev, hash, answer: null, older: [] }
    return base === 0 ? null : { ...stamp, hash: '' }
  })

/** Nothing of an emptied row is under way any more. */
const planNever: Planner = planStamp((stamp) => withAnswer(stamp, null))

/** What is not stored by now never will be: from here on only this sync's own requests may store it. */
export function* resolveOpen(session: Session): Proc<void> {
  const open = openOnes(session)
  const { binding, workbookId, hello, batch } = session
  const planners = new Map<string, Planner>()
  for (let from = 0; from < open.length; from += INTENTS_MAX) {
    const some = open.slice(from, from + INTENTS_MAX)
    yield* tell('resolve', from, open.length)
    const { results } = yield* ask('outcome', {
      table: binding.table,
      workbook: workbookId,
      epoch: hello.epoch,
      intents: some.map(({ id, base, hash }) => [id, base, hash]),
      fence: true,
      batch,
    })
    yield* inBreaths(some.entries(), ([at, one]) => {
      const result = results[at]
      // Stored, and the row still said so: should its user type on right now, it waits for the next session.
      if (!one.isSame || result?.outcome !== 'applied')
        session.resolved.add(intentionName(one.id, one.base, one.hash))
      if (one.isSame) return
      const { rev, prior } = result?.outcome === 'applied' ? result : {}
      if (rev !== undefined) planners.set(one.id, planStored(one, { rev, prior }))
      else if (rowById(session, one.id)?.state === 'empty') planners.set(one.id, planNever)
    })
  }
  if (planners.size === 0) return
  yield* applyPlans(session, planners)
  // An emptied row that was stored meanwhile is one to be asked about.
  yield* rescan(session)
}
