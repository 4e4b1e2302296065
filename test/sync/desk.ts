// A pane at work on a workbook: the production session, performer and Excel adapter. Whatever they wait for is parked
// here until the scheduler lets it happen, and again until it lets the answer arrive.
import type { Api } from '../../addin/api/api.ts'
import type { WorkbookPort } from '../../addin/excel/port.ts'
import { createWorkbook } from '../../addin/excel/workbook.ts'
import { runSession } from '../../addin/sync/perform.ts'
import type { Run } from '../../addin/sync/perform.ts'
import { say } from '../../addin/text/say.ts'
import { knownText, problemsText } from '../../addin/text/sentences.ts'
import type { OpenConflict } from '../../shared/protocol/conflicts.ts'
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Memory } from '../../shared/sync/session/memory.ts'
import { startSession } from '../../shared/sync/session/run.ts'
import type { Finished, SessionOptions } from '../../shared/sync/session/run.ts'
import { Stopped } from '../../shared/sync/session/stop.ts'
import type { Book } from './book.ts'
import { createExcel } from './excel.ts'
import { beginCall, endCall, forgetCalls, settleBatch } from './judge-batch.ts'
import { batchText } from './trace.ts'
import { watchDesk } from './oracle.ts'
import type { Watch } from './oracle.ts'
import type { World } from './world.ts'

/** Something that the pane waits for, other than the server. */
export interface Parked {
  readonly what: 'excel' | 'sleep'
  readonly carryOut: () => void
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  /** null: not carried out yet. */
  error: Error | 'none' | null
}

interface Kept {
  /** The pane's way into its workbook: null before its first session. */
  port: WorkbookPort | null
  readonly memory: Memory
  readonly revs: Map<string, number>
  conflicts: readonly OpenConflict[]
  /** The server's version when the pane was loaded. */
  readonly version: number
  /** Was it told that it is too old? */
  isTold: boolean
  /** A ULID of this pane. */
  readonly pane: string
  /** How many sessions it has had. */
  sessions: number
}

const nothingKept = (world: World): Kept => ({
  port: null,
  version: world.deployment.version,
  isTold: false,
  memory: new Map(),
  revs: new Map(),
  conflicts: [],
  pane: world.newId(),
  sessions: 0,
})

export interface Desk {
  readonly id: number
  book: Book
  /** Index of who sits there. */
  user: number
  watch: Watch
  /** A pane that was closed or crashed hears no answer any more. */
  life: number
  parked: Parked[]
  run: Run | null
  /** What the pane remembers between two sessions. */
  kept: Kept
  /** What its tab keeps when it is loaded anew. */
  drawer: string | null
  /** What the browser keeps of panes that were closed here. */
  left: string[]
  decisions: Decision[]
  last: Finished | null
  stopped: string | null
  /** Pushed rows and written batches of the last session. */
  work: { pushed: number; written: number }
}

const watchOf = (world: World, desk: number): Watch => {
  const watch = world.oracle.watches.get(desk)
  if (watch === undefined) throw new Error('a desk without a watch')
  return watch
}

export const createDesk = (world: World, book: Book, user: number): Desk => {
  const id = world.desks.length
  watchDesk(world.oracle, id, book)
  const desk: Desk = {
    id,
    book,
    user,
    watch: watchOf(world, id),
    life: 0,
    parked: [],
    run: null,
    kept: nothingKept(world),
    drawer: null,
    left: [],
    decisions: [],
    last: null,
    stopped: null,
    work: { pushed: 0, written: 0 },
  }
  world.desks.push(desk)
  return desk
}

/** Parks what a pane waits for; once that pane is gone, it waits for ever. */
type Park = (what: Parked['what'], carryOut: () => void) => Promise<void>

const parkOf = (desk: Desk): Park => {
  const { life } = desk
  return (what, carryOut) =>
    new Promise((resolve, reject) => {
      if (life === desk.life) desk.parked.push({ what, carryOut, resolve, reject, error: null })
    })
}

/**
 * The two calls that write are the oracle's units: what one of them replaced must be kept when it is over. Where Excel
 * refused what would have taken it back, that is judged after the next one.
 */
const watched = (world: World, desk: Desk, port: WorkbookPort): WorkbookPort => {
  const { life } = desk
  const guarded = async <T>(expected: Watch['expected'], work: () => Promise<T>): Promise<T> => {
    beginCall(desk.watch, expected)
    let isRefused = true
    try {
      const done = await work()
      isRefused = false
      return done
    } finally {
      if (life === desk.life) endCall(world.oracle, desk.watch, isRefused)
    }
  }
  return {
    ...port,
    writeRows: (write) =>
      guarded(new Map(write.edits.map(({ row, guard }) => [row, guard])), () =>
        port.writeRows(write),
      ),
    addRows: (rows) => guarded(new Map(), () => port.addRows(rows)),
  }
}

const workbookOf = (world: World, desk: Desk, park: Park): WorkbookPort => {
  const excel = createExcel(desk.book, {
    park: (carryOut) => park('excel', carryOut),
    settle: (before, after, touched) => {
      if (touched.size > 0) desk.work.written++
      const settled = settleBatch(world.oracle, desk.watch, before, after, touched)
      world.tell(() => batchText(desk.id, before, settled, touched))
      return settled
    },
  })
  const sleep = () => park('sleep', () => undefined)
  const { kept } = desk
  const drawer = {
    look: () => desk.drawer,
    takeLeft: () => desk.left.splice(0),
    put: (text: string) => (desk.drawer = text),
  }
  kept.port ??= watched(world, desk, createWorkbook({ excel, sleep, drawer }))
  return world.bug?.workbook?.(kept.port, world.wrongOf(desk)) ?? kept.port
}

const apiOf = (world: World, desk: Desk): Api => {
  const api = world.apiOf(desk)
  return world.bug?.api?.(api, world.wrongOf(desk)) ?? api
}

/** Does nothing where a session goes on already. */
export const startSync = (world: World, desk: Desk, isThorough: boolean): void => {
  if (desk.run !== null) return
  const { life } = desk
  const { decisions } = desk
  desk.decisions = []
  desk.stopped = null
  desk.work = { pushed: 0, written: 0 }
  desk.watch.seen = []
  const { kept } = desk
  const isCompared = !world.noDigest && (isThorough || kept.sessions === 0)
  kept.sessions++
  const options: SessionOptions = {
    words: { say, problems: problemsText, known: knownText },
    locale: 'zh-Hans',
    build: 'sim',
    state: null,
    table: world.plan.table,
    memory: kept.memory,
    revs: world.noDigest ? new Map() : kept.revs,
    conflicts: kept.conflicts,
    decisions,
    confirm: desk.last?.board.confirm ?? null,
    pane: kept.pane,
    isThorough: isCompared,
  }
  const start = startSession(world.bug?.options?.(options, world.wrongOf(desk)) ?? options)
  const park = parkOf(desk)
  const tools = {
    workbook: workbookOf(world, desk, park),
    api: apiOf(world, desk),
    ids: world.newId,
    now: () => world.clock + world.skewOf(desk),
    sleep: () => park('sleep', () => undefined),
  }
  desk.run = runSession(tools, start, (sign) => {
    if (sign.do === 'progress') world.reached(`phase ${sign.progress.phase}`)
  })
  desk.run.done.then(
    (finished) => {
      if (life === desk.life) sessionOver(world, desk, finished)
    },
    (error: unknown) => {
      if (life === desk.life) sessionStopped(world, desk, error)
    },
  )
}

const sessionOver = (world: World, desk: Desk, finished: Finished): void => {
  desk.run = null
  desk.last = finished
  const { session } = finished
  world.tell(() => `pane ${desk.id} is done: ${session.rows.map((row) => row.state).join(' ')}`)
  if (session.conflicts !== null) desk.kept.conflicts = session.conflicts
  for (const { state, stamp } of session.rows) {
    world.reached(`state ${state}`)
    if (stamp !== null) desk.kept.revs.set(stamp.id, stamp.rev)
  }
}

const sessionStopped = (world: World, desk: Desk, error: unknown): void => {
  desk.run = null
  if (error instanceof Stopped) desk.stopped = error.code
  else {
    desk.stopped = 'broken'
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    world.oracle.violate('crash', text.split('\n').slice(0, 4).join(' | '))
  }
  world.tell(() => `pane ${desk.id} stops: ${desk.stopped}`)
  world.reached(`stop ${desk.stopped}`)
}

/** One thing that the pane waits for happens, or its answer arrives. @returns false where there is none */
export const actOnce = (world: World, desk: Desk, which: number): boolean => {
  if (desk.parked.length === 0) return false
  const parked = desk.parked[which % desk.parked.length]
  if (parked === undefined) return false
  world.tally.steps++
  if (parked.error === null) {
    try {
      parked.carryOut()
      parked.error = 'none'
    } catch (error) {
      parked.error = error instanceof Error ? error : new Error(String(error))
    }
    if (parked.what === 'excel') return true
  }
  desk.parked = desk.parked.filter((one) => one !== parked)
  if (parked.error === 'none' || parked.error === null) parked.resolve()
  else parked.reject(parked.error)
  return true
}

/** Between a misplaced write and its compensation nothing can be promised: README. */
export const isOwing = ({ watch }: Desk): boolean => watch.isMisplaced || watch.losses.length > 0

/** Its tab is gone; the browser keeps what it knew for the next one on this file. */
export const closeTab = (desk: Desk): void => {
  if (desk.drawer !== null && desk.drawer !== '') desk.left.push(desk.drawer)
  desk.drawer = null
}

/** The pane is gone, with all that it waited for and remembered. Its requests go on without it. */
export const closePane = (world: World, desk: Desk): void => {
  desk.life++
  desk.parked = []
  desk.run = null
  desk.kept = nothingKept(world)
  desk.decisions = []
  desk.last = null
  // What it still owed it left behind; whoever finds it gives back what had stood there.
  const { covered } = desk.watch
  forgetCalls(desk.watch)
  desk.watch.covered = covered
}
