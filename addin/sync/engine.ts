// The engine without a pane: bring a list in, start an empty sheet, sync, answer questions. One piece of work at a
// time; what stops it comes back as a code, never as a throw.
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import type { Batch } from '../../shared/protocol/batches.ts'
import type { OpenConflict } from '../../shared/protocol/conflicts.ts'
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/tables.ts'
import type { WorkbookState } from '../../shared/sync/binding.ts'
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Progress } from '../../shared/sync/session/effect.ts'
import type { Memory } from '../../shared/sync/session/memory.ts'
import type { Session } from '../../shared/sync/session/session.ts'
import { startSession } from '../../shared/sync/session/run.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { BodyPlace } from '../excel/port.ts'
import { detach, takeOver } from './owner.ts'
import { boundSheets, watchEdits, watchPlace, whereAmI } from './around.ts'
import type { BoundSheet, Here, Me } from './around.ts'
import { bringIn, startEmpty } from './bind.ts'
import type { AskHello, Bound, BringInOptions, StartEmptyOptions } from './bind.ts'
import { preview } from './preview.ts'
import type { ListPreview } from './preview.ts'
import { askAgain, listBatches, undoBatch } from './history.ts'
import type { Undone } from './history.ts'
import { errorToStop, runSession } from './perform.ts'
import type { Tools } from './perform.ts'
import { loadState } from './state.ts'
import { createStopwatch } from './stopwatch.ts'
import { say } from '../text/say.ts'
import { knownText, problemsText } from '../text/sentences.ts'
import { costBetween, summarize } from './summary.ts'
import type { Cost, SyncSummary } from './summary.ts'

export interface SyncOptions {
  /** Where the workbook has several bound sheets; the first one where not given. */
  readonly table?: TableKey
  readonly onProgress?: (progress: Progress) => void
  /** Aborted: sends no further chunk and fetches no further page; what was answered stays answered. */
  readonly signal?: AbortSignal
  /** What the user answered to questions of earlier sessions. */
  readonly decisions?: readonly Decision[]
  /** What the user typed, where the server wants words before it puts many rows away. */
  readonly confirm?: string
}

export interface EngineOptions extends Tools {
  /** The reader's language. */
  readonly locale: Locale
  /** The build that the server sees. */
  readonly build?: string
}

type Answer<T> = Promise<Result<T, Stop>>
type StopWatching = () => Promise<void>

export interface Engine {
  /** Signs in: who I am, asked of the server. */
  readonly whoAmI: () => Answer<Me>
  /** How the list in view would be read; nothing is touched. */
  readonly previewList: (options?: BringInOptions) => Answer<ListPreview>
  readonly bringInList: (options?: BringInOptions) => Answer<Bound>
  readonly startEmpty: (table: TableKey, options?: StartEmptyOptions) => Answer<Bound>
  /** Sheets of this workbook that are bound and still there, customers first. */
  readonly boundSheets: () => Answer<readonly BoundSheet[]>
  readonly sync: (options?: SyncOptions) => Answer<SyncSummary>
  /** Makes a sheet that another account bound mine: what I may not see is taken out of it by the next sync. */
  readonly takeOver: (table: TableKey) => Answer<void>
  /** Ends the binding of all sheets of this file: they stay as they are. */
  readonly detach: () => Answer<void>
  /** What was written together by me (for a manager: by anybody), newest first. */
  readonly batches: () => Answer<readonly Batch[]>
  /** Takes a batch back on the server; the next sync brings it into the sheet. */
  readonly undo: (batch: Pick<Batch, 'id' | 'by'>) => Answer<Undone>
  /** Leads the user to a cell. */
  readonly select: (tableId: string, place: BodyPlace) => Answer<void>
  /** The row that the user is in; null: in no bound table. */
  readonly here: () => Answer<Here | null>
  /** Hints that the user may have edited a bound table: late, doubled or missing. */
  readonly watchEdits: (hint: (table: TableKey) => void) => Answer<StopWatching>
  readonly watchPlace: (hint: () => void) => Answer<StopWatching>
  /** From now on the words in the sheet are in this language. */
  readonly speak: (locale: Locale) => void
}

const costOf = ({ workbook, api }: Tools): Cost => ({ ...workbook.counters(), ...api.traffic() })

const attempt = async <T>(work: () => Promise<T>): Answer<T> => {
  try {
    return ok(await work())
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    return err(stop)
  }
}

/** One at a time: a session and a binding must not write between each other. */
const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return async <T>(work: () => Promise<T>): Answer<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => null)
    return attempt(() => turn)
  }
}

/** What the engine keeps between two pieces of work; all of it can be had again. */
interface Between {
  locale: Locale
  counted: Cost
  bindMs: number
  /** The state sheet as a binding just left it: the first sync after it need not read it. */
  justLeft: WorkbookState | null
  /** Names this pane to the server. */
  readonly pane: string
  readonly kept: Map<TableKey, Kept>
  readonly shapes: Map<string, TableShape>
}

/** What the last session of a table left. */
interface Kept {
  readonly memory: Memory
  conflicts: readonly OpenConflict[]
  revs: ReadonlyMap<string, number>
  /** When all revisions were last compared; null: not yet. */
  comparedAt: number | null
}

const keptOf = ({ kept }: Between, table: TableKey): Kept => {
  const found = kept.get(table) ?? {
    memory: new Map(),
    conflicts: [],
    revs: new Map(),
    comparedAt: null,
  }
  kept.set(table, found)
  return found
}

const COMPARE_MS = 3_600_000

/** All revisions are compared when a workbook was opened, and every hour; a sheet just bound has nothing old. */
const isDue = (between: Between, { comparedAt }: Kept, now: number): boolean =>
  between.justLeft === null && (comparedAt === null || now - comparedAt >= COMPARE_MS)

const keep = (kept: Kept, { rows, conflicts }: Session, comparedAt: number): void => {
  kept.revs = new Map(rows.flatMap(({ stamp }) => (stamp === null ? [] : [[stamp.id, stamp.rev]])))
  kept.conflicts = conflicts ?? kept.conflicts
  kept.comparedAt = comparedAt
}

const words = { say, problems: problemsText, known: knownText }

const syncOnce = async (
  tools: Tools,
  between: Between,
  build: string,
  options: SyncOptions,
): Promise<SyncSummary> => {
  const watch = createStopwatch(tools.now)
  const now = tools.now()
  const state = between.justLeft ?? (await loadState(tools.workbook, true))
  const table = options.table ?? state.bindings[0]?.table ?? 'customer'
  const kept = keptOf(between, table)
  const isThorough = isDue(between, kept, now)
  const start = startSession({
    words,
    locale: between.locale,
    build,
    state,
    table,
    memory: kept.memory,
    revs: kept.revs,
    conflicts: kept.conflicts,
    decisions: options.decisions ?? [],
    confirm: options.confirm ?? null,
    pane: between.pane,
    isThorough,
  })
  between.justLeft = null
  const run = runSession(tools, start, (sign) => {
    watch.hear(sign)
    if (sign.do === 'progress') options.onProgress?.(sign.progress)
  })
  options.signal?.addEventListener('abort', run.cancel, { once: true })
  if (options.signal?.aborted) run.cancel()
  const { session, board } = await run.done
  between.shapes.set(session.shape.id, session.shape)
  keep(kept, session, isThorough || kept.comparedAt === null ? now : kept.comparedAt)
  const cost = costOf(tools)
  const times = { ...watch.times, bind: between.bindMs, total: watch.times.total + between.bindMs }
  const summary = summarize(session, costBetween(between.counted, cost), board, times)
  between.counted = cost
  between.bindMs = 0
  return summary
}

const askHelloOf =
  (tools: Tools, build: string): AskHello =>
  (workbook) =>
    askAgain(tools, () =>
      tools.api.hello({ workbook, client: { protocol: PROTOCOL_VERSION, build } }),
    )

const createBinder =
  (tools: Tools, between: Between) => async (work: () => ReturnType<typeof bringIn>) => {
    const start = tools.now()
    const { state, ...bound } = await work()
    between.justLeft = state
    between.bindMs = tools.now() - start
    return bound
  }

export const createEngine = (options: EngineOptions): Engine => {
  const { locale, build = 'dev', ...tools } = options
  const { workbook } = tools
  const inTurn = createQueue()
  const between: Between = {
    locale,
    counted: costOf(tools),
    bindMs: 0,
    justLeft: null,
    pane: tools.ids(),
    kept: new Map(),
    shapes: new Map(),
  }
  const hello = askHelloOf(tools, build)
  const bind = createBinder(tools, between)
  const stateNow = () => loadState(workbook, true)
  const workbookNow = async () => (await stateNow()).workbook ?? tools.ids()

  return {
    whoAmI: () =>
      inTurn(async () => {
        const state = await stateNow()
        const { me, org } = await hello(state.workbook ?? tools.ids())
        return { name: me.name, role: me.role, org: org.name }
      }),
    previewList: (list = {}) => inTurn(() => preview(tools, hello, list)),
    bringInList: (list = {}) =>
      inTurn(() => bind(() => bringIn(tools, hello, between.locale, list))),
    startEmpty: (table, empty = {}) =>
      inTurn(() => bind(() => startEmpty(tools, hello, between.locale, table, empty))),
    boundSheets: () => inTurn(async () => boundSheets(workbook, await stateNow())),
    takeOver: (table) =>
      inTurn(async () => {
        await takeOver(tools, hello, table)
        between.kept.delete(table)
      }),
    detach: () => inTurn(() => detach(tools)),
    batches: () =>
      inTurn(async () => {
        const workbookId = await workbookNow()
        return listBatches(tools, workbookId, await hello(workbookId))
      }),
    undo: (batch) =>
      inTurn(async () => {
        const workbookId = await workbookNow()
        return undoBatch(tools, workbookId, await hello(workbookId), batch)
      }),
    sync: (what = {}) => inTurn(() => syncOnce(tools, between, build, what)),
    // Not in turn: reading a place or going to a cell must not wait for the end of a sync.
    select: (tableId, place) => attempt(() => workbook.select(tableId, place)),
    here: () => attempt(async () => whereAmI(workbook, await stateNow())),
    watchEdits: (hint) =>
      attempt(async () =>
        watchEdits(workbook, await stateNow(), hint, (id) => between.shapes.get(id)),
      ),
    watchPlace: (hint) => attempt(async () => watchPlace(workbook, await stateNow(), hint)),
    speak: (spoken) => {
      between.locale = spoken
    },
  }
}
