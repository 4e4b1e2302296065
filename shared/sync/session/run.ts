// One sync session from the first look to the cursor: hello, scan, the user's answers, mint, push, settle, pull.
// A pure step: the state and an event give the next state and what is to be done in the world.
import type { OpenConflict } from '../../protocol/conflicts.ts'
import type { Locale } from '../../schema/kind.ts'
import type { TableKey } from '../../schema/table-keys.ts'
import type { WorkbookState } from '../binding.ts'
import { carryOut, resolutionsOf } from './answer.ts'
import type { Decision } from './answer.ts'
import { ask } from './ask.ts'
import { toBoard } from './board.ts'
import type { Board } from './board.ts'
import { fetchConflicts, unmarkSettled } from './conflicts.ts'
import { digest, findForked, unsettled } from './digest.ts'
import type { Phase } from './effect.ts'
import { followMoved } from './follow.ts'
import { bindingIn, keepState, saveTold, toldIn, withBinding } from './keep.ts'
import { lookAtLinks } from './link.ts'
import { keepGround, lostAfter, takeLost } from './lost.ts'
import { deliveredAfter } from './manifest.ts'
import { remember } from './memory.ts'
import type { Memory } from './memory.ts'
import { mint } from './mint.ts'
import { openSession } from './open.ts'
import { isOver, startLanes, stepLanes } from './process.ts'
import type { Event as LaneEvent, LaneEffect, Lanes, LanesStep, Proc } from './process.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { acceptLoss, recover } from './recover.ts'
import type { IsAsked } from './recover.ts'
import { findRemoved } from './removal.ts'
import { resolveOpen } from './sent.ts'
import { during, isCancelled, scan, tell } from './session.ts'
import type { Session, Words } from './session.ts'
import type { RowRange } from '../sheet.ts'
import { Stopped } from './stop.ts'
import type { Stop } from './stop.ts'
import { tellHeld } from './tell.ts'

export interface SessionOptions {
  readonly words: Words
  readonly locale: Locale
  /** The build that the server sees. */
  readonly build: string
  /** null: read from the state sheet. */
  readonly state: WorkbookState | null
  readonly table: TableKey
  /** What the server said of rows of this table while the pane was open. */
  readonly memory: Memory
  /** What the user answered to questions of earlier sessions. */
  readonly decisions: readonly Decision[]
  /** Conflicts that were open when last asked. */
  readonly conflicts: readonly OpenConflict[]
  /** What the user typed, where the server wants words before it puts many rows away. */
  readonly confirm: string | null
  /** A ULID of the pane, made when it started. */
  readonly pane: string
  /** Compares all revisions: when the workbook was opened, now and then, after an undo. */
  readonly isThorough: boolean
  /** The revision of each row when it was last synced, while this pane was open: a lower one now is an undo. */
  readonly revs: ReadonlyMap<string, number>
  /** Where co-authors typed since the last session, as far as Excel told. */
  readonly remote?: readonly RowRange[]
  /** Where they typed within the last minute: rows that they have just begun get no id yet. */
  readonly fresh?: readonly RowRange[]
}

/** A session that went through. */
export interface Finished {
  readonly session: Session
  readonly board: Board
}

export interface SessionState {
  readonly phase: Phase
  readonly lanes: Lanes<Finished>
  readonly cancel: { isAsked: boolean }
}

/** cancel: sends no further chunk and fetches no further page; what was answered stays answered. */
export type Event = LaneEvent | { readonly type: 'cancel' }

export interface SessionStep {
  readonly state: SessionState
  readonly effects: readonly LaneEffect[]
  readonly signs: LanesStep<Finished>['signs']
  /** Set once nothing is left to do. */
  readonly end: { readonly value: Finished } | { readonly stop: Stop } | null
}

/** Tiers, once after the last push that stored anything. */
function* settle({ workbookId, hello }: Session): Proc<void> {
  yield* tell('settle', 0, 1)
  yield* ask('settle', { workbook: workbookId, epoch: hello.epoch })
}

/** What it was told beyond the cursor; what was refused tells the next session, too, where all is to be compared again. */
const toldAfter = (session: Session, cursor: string): string => {
  const { refused, seen, hasPassedTwins } = session
  if (refused !== null && hasPassedTwins) return toldIn(session)
  if (seen !== cursor) return seen
  return refused === null ? toldIn(session) : ''
}

/** Last of all: what the cursor has passed is in the sheet. */
function* saveCursor(session: Session, cursor: string): Proc<void> {
  const { layout, hello, state, away, shape } = session
  const binding = bindingIn(session)
  const next = session.hasPassedTwins ? binding.cursor : cursor
  const moved = {
    ...binding,
    columns: layout.columns,
    cursor: next,
    told: toldAfter(session, next),
    epoch: hello.epoch,
    delivered: deliveredAfter(session),
    away: [...away].filter((id) => !session.present.has(id)),
    lost: lostAfter(session),
  }
  const known = { ...state, workbook: session.workbookId, file: shape.file }
  yield* keepState(session, withBinding(known, moved))
}

const isBehind = ({ rows }: Session, revs: SessionOptions['revs']): boolean =>
  rows.some(({ stamp }) => stamp !== null && stamp.rev < (revs.get(stamp.id) ?? 0))

/** Of all that he has answered so: a second question may have named other rows. null: nothing. */
const askedOf = (decisions: readonly Decision[], kind: Decision['answer']): IsAsked | null => {
  const its = decisions.filter(({ answer }) => answer === kind)
  const ids = new Set(its.flatMap(({ lost }) => lost ?? []))
  const isOfAll = its.some(({ lost }) => lost === undefined)
  return its.length === 0 ? null : (id) => isOfAll || ids.has(id)
}

/**
 * The cursor no longer holds, or rows stand here that no session has brought to its end: nothing is pushed before all
 * revisions were compared. Where it was refused, the pull goes on from where the server stood at the beginning.
 * @returns whether it was so
 */
function* takeReset(session: Session, decisions: readonly Decision[]): Proc<boolean> {
  const { reset, refused } = session
  const said = session.isAskedAnew ? [] : decisions
  const isGiven = askedOf(said, 'recover')
  const isLetGo = askedOf(said, 'accept')
  const isDecided = isGiven !== null || isLetGo !== null
  const isReset = reset !== null || refused !== null
  if (!isReset && !isDecided && unsettled(session).size === 0) return false
  if (reset !== null) session.cursor = session.hello.head
  yield* digest(session, refused)
  yield* findForked(session)
  if (refused !== null) yield* keepGround(session)
  if (isGiven !== null) yield* recover(session, isGiven)
  if (isLetGo !== null) yield* acceptLoss(session, isLetGo)
  return true
}

/** Asked where there may be any: after an opening, after new ones, and as long as some are open. */
function* lookAtConflicts(session: Session, options: SessionOptions): Proc<void> {
  const settled = resolutionsOf(options.decisions).length > 0
  const isNew = [...session.results.values()].some(({ conflicts }) => conflicts !== undefined)
  const wasOpen = options.conflicts.length > 0 || session.hasNoted
  if (!options.isThorough && !settled && !isNew && !wasOpen) return
  yield* fetchConflicts(session)
  yield* unmarkSettled(session, new Set(options.conflicts.map(({ row }) => row)))
}

/** What the server said stays known even where the session ends early. */
function* exchange(session: Session, options: SessionOptions): Proc<void> {
  const { decisions } = options
  const isThorough = options.isThorough || isBehind(session, options.revs)
  yield* resolveOpen(session)
  const isReset = yield* takeReset(session, decisions)
  if (decisions.length > 0) {
    yield* carryOut(session, decisions, options.confirm)
    // A twin that is the original by now may have content under way, too.
    yield* resolveOpen(session)
  }
  yield* lookAtLinks(session)
  const minted = yield* during('mint', mint(session))
  yield* tell('mint', minted, minted)
  yield* tellHeld(session)
  yield* push(session)
  if (session.hasStored) yield* settle(session)
  if (isCancelled(session)) return
  const cursor = yield* during('pull', pull(session))
  if (cursor === null) return
  if (isThorough && !isReset) yield* digest(session, null)
  yield* lookAtConflicts(session, options)
  if (isCancelled(session)) return
  yield* findRemoved(session)
  yield* saveCursor(session, cursor)
}

function* lookThrough(session: Session): Proc<void> {
  yield* scan(session)
  for (const id of session.present) session.met.add(id)
  yield* followMoved(session)
}

function* work(session: Session, options: SessionOptions): Proc<void> {
  yield* during('scan', lookThrough(session))
  takeLost(session)
  yield* tell('scan', session.rows.length, session.rows.length)
  try {
    yield* exchange(session, options)
    if (isCancelled(session) && session.hasStored) yield* saveTold(session)
  } catch (error) {
    const isSetBack = error instanceof Stopped && error.code === 'epoch_changed'
    if (isSetBack || session.hasStored) yield* saveTold(session)
    throw error
  } finally {
    remember(session)
  }
}

function* wholeSession(options: SessionOptions, cancel: SessionState['cancel']): Proc<Finished> {
  const session = yield* openSession(options, cancel)
  yield* during('total', work(session, options))
  yield* tell('done', session.rows.length, session.rows.length)
  return { session, board: yield* toBoard(session, options.conflicts) }
}

export const startSession = (options: SessionOptions): SessionState => {
  const cancel = { isAsked: false }
  return { phase: 'idle', lanes: startLanes(wholeSession(options, cancel)), cancel }
}

/** @param state is taken over: use the one that comes back */
export const step = (state: SessionState, event: Event): SessionStep => {
  if (event.type === 'cancel') {
    state.cancel.isAsked = true
    return { state, effects: [], signs: [], end: null }
  }
  const { state: lanes, effects, signs } = stepLanes(state.lanes, event)
  const phases = signs.flatMap((one) => (one.do === 'progress' ? [one.progress.phase] : []))
  return {
    state: { ...state, lanes, phase: phases.at(-1) ?? state.phase },
    effects,
    signs,
    end: isOver(lanes) ? lanes.end : null,
  }
}
