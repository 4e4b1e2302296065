// The engine without a pane: bring a list in, start an empty sheet, sync. One piece of work at a time; what stops
// it comes back as a code, never as a throw.
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/tables.ts'
import type { WorkbookState } from '../../shared/sync/binding.ts'
import { ask } from './ask.ts'
import { bringIn, startEmpty } from './bind.ts'
import type { Bound, BringInOptions, StartEmptyOptions } from './bind.ts'
import { mint } from './mint.ts'
import { openSession } from './open.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { scan } from './session.ts'
import type { Progress, Session, Tools } from './session.ts'
import { loadState, saveState } from './state.ts'
import { errorToStop } from './stop.ts'
import type { Stop } from './stop.ts'
import { createStopwatch } from './stopwatch.ts'
import { costBetween, summarize } from './summary.ts'
import type { Cost, SyncSummary } from './summary.ts'
import { tellHeld } from './tell.ts'

export interface EngineOptions extends Tools {
  /** The reader's language. */
  readonly locale: Locale
  /** The build that the server sees. */
  readonly build?: string
}

interface SyncOptions {
  /** Where the workbook has several bound sheets; the first one where not given. */
  readonly table?: TableKey
  readonly onProgress?: (progress: Progress) => void
}

export interface Engine {
  readonly bringInList: (options?: BringInOptions) => Promise<Result<Bound, Stop>>
  readonly startEmpty: (
    table: TableKey,
    options?: StartEmptyOptions,
  ) => Promise<Result<Bound, Stop>>
  readonly sync: (options?: SyncOptions) => Promise<Result<SyncSummary, Stop>>
}

const costOf = ({ workbook, api }: Tools): Cost => ({ ...workbook.counters(), ...api.traffic() })

const runSession = async (session: Session): Promise<void> => {
  const { watch, progress } = session
  await watch.measure('scan', () => scan(session))
  progress({ phase: 'scan', done: session.rows.length, of: session.rows.length })
  const minted = await watch.measure('mint', () => mint(session))
  progress({ phase: 'mint', done: minted, of: minted })
  await tellHeld(session)
  await push(session)
  if (session.own.length > 0) await settle(session)
  const cursor = await pull(session)
  await saveCursor(session, cursor)
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

/** One at a time: a session and a binding must not write between each other. */
const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return async <T>(work: () => Promise<T>): Promise<Result<T, Stop>> => {
    const turn = last.then(work, work)
    last = turn.catch(() => null)
    try {
      return ok(await turn)
    } catch (error) {
      const stop = errorToStop(error)
      if (stop === null) throw error
      return err(stop)
    }
  }
}

export const createEngine = (options: EngineOptions): Engine => {
  const { locale, build = 'dev', ...tools } = options
  const inTurn = createQueue()
  let counted = costOf(tools)
  let bindMs = 0
  /** The state sheet as a binding just left it: the first sync after it need not read it. */
  let justLeft: WorkbookState | null = null

  const hello = async (workbookId: string) => {
    const client = { protocol: PROTOCOL_VERSION, build }
    return ask(() => tools.api.hello({ workbook: workbookId, client }), tools.sleep)
  }

  const bind = (work: () => ReturnType<typeof bringIn>) =>
    inTurn(async (): Promise<Bound> => {
      const start = tools.now()
      const { state, ...bound } = await work()
      justLeft = state
      bindMs = tools.now() - start
      return bound
    })

  const sync = async ({ table, onProgress }: SyncOptions): Promise<SyncSummary> => {
    const watch = createStopwatch(tools.now)
    const state = justLeft ?? (await loadState(tools.workbook, true))
    justLeft = null
    const session = await openSession({
      tools,
      locale,
      state,
      hello,
      watch,
      table: table ?? null,
      progress: onProgress ?? (() => undefined),
    })
    await watch.measure('total', () => runSession(session))
    session.progress({ phase: 'done', done: session.rows.length, of: session.rows.length })
    const cost = costOf(tools)
    const summary = summarize(session, costBetween(counted, cost))
    counted = cost
    const { ms } = summary
    const timed = { ...summary, ms: { ...ms, bind: bindMs, total: ms.total + bindMs } }
    bindMs = 0
    return timed
  }

  return {
    bringInList: (list = {}) => bind(() => bringIn(tools, hello, locale, list)),
    startEmpty: (table, empty = {}) => bind(() => startEmpty(tools, hello, locale, table, empty)),
    sync: (what = {}) => inTurn(() => sync(what)),
  }
}
