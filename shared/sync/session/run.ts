// One sync session from the first look to the cursor: hello, scan, the user's answers, mint, push, settle, pull.
// A pure step: the state and an event give the next state and what is to be done in the world.
import type { Locale } from '../../schema/kind.ts'
import type { TableKey } from '../../schema/tables.ts'
import type { WorkbookState } from '../binding.ts'
import { carryOut } from './answer.ts'
import type { Decision } from './answer.ts'
import { ask } from './ask.ts'
import { toBoard } from './board.ts'
import type { Board } from './board.ts'
import type { Phase } from './effect.ts'
import { saveState } from './keep.ts'
import { remember } from './memory.ts'
import type { Memory } from './memory.ts'
import { mint } from './mint.ts'
import { openSession } from './open.ts'
import { isOver, startLanes, stepLanes } from './process.ts'
import type { Event as LaneEvent, LaneEffect, Lanes, LanesStep, Proc } from './process.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { during, isCancelled, scan, tell } from './session.ts'
import type { Session, Words } from './session.ts'
import type { Stop } from './stop.ts'
import { tellHeld } from './tell.ts'

export interface SessionOptions {
  readonly words: Words
  readonly locale: Locale
  /** The build that the server sees. */
  readonly build: string
  /** null: read from the state sheet. */
  readonly state: WorkbookState | null
  /** null: the first bound sheet. */
  readonly table: TableKey | null
  readonly memory: (table: TableKey) => Memory
  /** What the user answered to questions of earlier sessions. */
  readonly decisions: readonly Decision[]
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

/** Last of all: what the cursor has passed is in the sheet. */
function* saveCursor(session: Session, cursor: string): Proc<void> {
  const { binding, layout, hello, state } = session
  const moved = { ...binding, columns: layout.columns, cursor, epoch: hello.epoch }
  const bindings = state.bindings.map((known) => (known === binding ? moved : known))
  yield* saveState(state, { ...state, bindings })
}

/** What the server said stays known even where the session ends early. */
function* exchange(session: Session, decisions: readonly Decision[]): Proc<void> {
  if (decisions.length > 0) yield* carryOut(session, decisions)
  const minted = yield* during('mint', mint(session))
  yield* tell('mint', minted, minted)
  yield* tellHeld(session)
  yield* push(session)
  if (session.own.length > 0) yield* settle(session)
  if (isCancelled(session)) return
  const cursor = yield* during('pull', pull(session))
  if (cursor !== null) yield* saveCursor(session, cursor)
}

function* work(session: Session, decisions: readonly Decision[]): Proc<void> {
  yield* during('scan', scan(session))
  yield* tell('scan', session.rows.length, session.rows.length)
  try {
    yield* exchange(session, decisions)
  } finally {
    remember(session)
  }
}

function* wholeSession(options: SessionOptions, cancel: SessionState['cancel']): Proc<Finished> {
  const session = yield* openSession(options, cancel)
  yield* during('total', work(session, options.decisions))
  yield* tell('done', session.rows.length, session.rows.length)
  return { session, board: yield* toBoard(session) }
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
