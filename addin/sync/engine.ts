// The engine without a pane: bring a list in, start an empty sheet, sync, answer questions. One piece of work at a
// time; what stops it comes back as a code, never as a throw.
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import type { Batch } from '../../shared/protocol/batches.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import type { HelloReply } from '../../shared/protocol/hello.ts'
import type { Result } from '../../shared/result.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { WorkbookState } from '../../shared/sync/binding.ts'
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Progress } from '../../shared/sync/session/effect.ts'
import { startSession } from '../../shared/sync/session/run.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { BodyPlace } from '../excel/port.ts'
import { detach, takeOver } from './owner.ts'
import { boundSheets, watchEdits, watchPlace, whereAmI } from './around.ts'
import type { BoundSheet, Here, Me } from './around.ts'
import { bringIn, startEmpty } from './bind.ts'
import { isDue, keep, keptOf } from './between.ts'
import type { Between } from './between.ts'
import type { AskHello, Bound, BringInOptions, StartEmptyOptions } from './bind.ts'
import { createCoAuthors } from './co-authors.ts'
import { preview } from './preview.ts'
import type { ListPreview } from './preview.ts'
import { askAgain, listBatches, undoBatch } from './history.ts'
import type { Undone } from './history.ts'
import { attempt, runSession } from './perform.ts'
import type { Tools } from './perform.ts'
import { loadState } from './state.ts'
import { openSheetView } from './sheet-view.ts'
import type { SheetView } from './sheet-view.ts'
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
  /** The name that this pane had before; null: a new one. */
  readonly pane?: string | null
}

type Answer<T> = Promise<Result<T, Stop>>
type StopWatching = () => Promise<void>

export interface Engine {
  /** Names this pane to the server, which lets one pane of an account at a time sync a workbook. */
  readonly pane: string
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
  /** For what stands beside a sync: the workbook's id and the server's greeting. */
  readonly greet: () => Answer<{ readonly workbook: string; readonly hello: HelloReply }>
  /** A call of one's own, tried again as a sync does. Not in turn: it touches no sheet. */
  readonly ask: <T>(call: () => Promise<Result<T, ApiFailure>>) => Answer<T>
  /** A bound sheet, for tools that read it. */
  readonly sheet: (table: TableKey) => Answer<SheetView>
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

/** One at a time: a session and a binding must not write between each other. */
const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return async <T>(work: () => Promise<T>): Answer<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => null)
    return attempt(() => turn)
  }
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
  const remote = between.coAuthors.rows(table)
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
    remote,
    fresh: between.coAuthors.fresh(table),
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
  const waiting = session.rows.flatMap(({ state, index }) => (state === 'new' ? [index] : []))
  between.coAuthors.told(table, remote, waiting)
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

interface Ground {
  readonly tools: Tools
  readonly between: Between
  readonly inTurn: ReturnType<typeof createQueue>
  readonly hello: AskHello
  readonly stateNow: () => Promise<WorkbookState>
  readonly workbookNow: () => Promise<string>
}

/** Whose the sheets are, and what was written together. */
const createOwning = ({ tools, between, inTurn, hello, workbookNow }: Ground) => ({
  takeOver: (table: TableKey) =>
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
  undo: (batch: Pick<Batch, 'id' | 'by'>) =>
    inTurn(async () => {
      const workbookId = await workbookNow()
      return undoBatch(tools, workbookId, await hello(workbookId), batch)
    }),
})

/** Not in turn: reading a place or going to a cell must not wait for the end of a sync. */
const createLookouts = ({ tools: { workbook }, between, stateNow }: Ground) => ({
  sheet: (table: TableKey) => attempt(async () => openSheetView(workbook, await stateNow(), table)),
  select: (tableId: string, place: BodyPlace) => attempt(() => workbook.select(tableId, place)),
  here: () => attempt(async () => whereAmI(workbook, await stateNow())),
  watchEdits: (hint: (table: TableKey) => void) =>
    attempt(async () =>
      watchEdits(workbook, await stateNow(), hint, {
        shapeNow: (id) => between.shapes.get(id),
        coAuthors: between.coAuthors,
      }),
    ),
  watchPlace: (hint: () => void) =>
    attempt(async () => watchPlace(workbook, await stateNow(), hint)),
})

export const createEngine = (options: EngineOptions): Engine => {
  const { locale, build = 'dev', pane, ...tools } = options
  const { workbook } = tools
  const inTurn = createQueue()
  const between: Between = {
    locale,
    counted: costOf(tools),
    bindMs: 0,
    justLeft: null,
    pane: pane ?? tools.ids(),
    kept: new Map(),
    shapes: new Map(),
    coAuthors: createCoAuthors(tools),
  }
  const hello = askHelloOf(tools, build)
  const bind = createBinder(tools, between)
  const stateNow = () => loadState(workbook, true)
  const workbookNow = async () => (await stateNow()).workbook ?? tools.ids()
  const ground: Ground = { tools, between, inTurn, hello, stateNow, workbookNow }

  return {
    pane: between.pane,
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
    ...createOwning(ground),
    sync: (what = {}) => inTurn(() => syncOnce(tools, between, build, what)),
    greet: () =>
      attempt(async () => {
        const workbookId = await workbookNow()
        return { workbook: workbookId, hello: await hello(workbookId) }
      }),
    ask: (call) => attempt(() => askAgain(tools, call)),
    ...createLookouts(ground),
    speak: (spoken) => {
      between.locale = spoken
    },
  }
}
