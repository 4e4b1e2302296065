// One sync session from the first look to the cursor: hello, scan, the user's answers, mint, push, settle, pull.
import type { TableKey } from '../../shared/schema/tables.ts'
import { carryOut } from './answer.ts'
import type { Decision } from './answer.ts'
import { ask } from './ask.ts'
import { remember } from './memory.ts'
import { mint } from './mint.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { isCancelled, scan } from './session.ts'
import type { Progress, Session } from './session.ts'
import { saveState } from './state.ts'
import { tellHeld } from './tell.ts'

export interface SyncOptions {
  /** Where the workbook has several bound sheets; the first one where not given. */
  readonly table?: TableKey
  readonly onProgress?: (progress: Progress) => void
  /** Aborted: sends no further chunk and fetches no further page; what was answered stays answered. */
  readonly signal?: AbortSignal
  /** What the user answered to questions of earlier sessions. */
  readonly decisions?: readonly Decision[]
}

/** Tiers, once after the last push that stored anything. */
const settle = async (session: Session): Promise<void> => {
  const { tools, workbookId, hello } = session
  session.progress({ phase: 'settle', done: 0, of: 1 })
  await ask(() => tools.api.settle({ workbook: workbookId, epoch: hello.epoch }), tools.sleep)
}

/** Last of all: what the cursor has passed is in the sheet. */
const saveCursor = async (session: Session, cursor: string): Promise<void> => {
  const { binding, layout, hello, state, tools } = session
  const moved = { ...binding, columns: layout.columns, cursor, epoch: hello.epoch }
  const bindings = state.bindings.map((known) => (known === binding ? moved : known))
  await saveState(tools.workbook, state, { ...state, bindings })
}

/** What the server said stays known even where the session ends early. */
const exchange = async (session: Session, decisions: readonly Decision[]): Promise<void> => {
  if (decisions.length > 0) await carryOut(session, decisions)
  const { watch, progress } = session
  const minted = await watch.measure('mint', () => mint(session))
  progress({ phase: 'mint', done: minted, of: minted })
  await tellHeld(session)
  await push(session)
  if (session.own.length > 0) await settle(session)
  if (isCancelled(session)) return
  const cursor = await pull(session)
  if (cursor !== null) await saveCursor(session, cursor)
}

export const runSession = async (
  session: Session,
  decisions: readonly Decision[],
): Promise<void> => {
  const { watch, progress } = session
  await watch.measure('scan', () => scan(session))
  progress({ phase: 'scan', done: session.rows.length, of: session.rows.length })
  try {
    await exchange(session, decisions)
  } finally {
    remember(session)
  }
}
