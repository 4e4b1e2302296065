// What one sync session works with: the sheet as last read, its layout, and the tools given from outside.
// The rows are the session's memory of the sheet; every write checks them against the sheet itself.
import type { Params, Problem } from '../../problem.ts'
import type { OpenConflict } from '../../protocol/conflicts.ts'
import type { HelloReply } from '../../protocol/hello.ts'
import type { PulledRow, Reset } from '../../protocol/pull.ts'
import type { Known, RowOrigin, RowResult } from '../../protocol/push.ts'
import type { Cell, Locale, Setting } from '../../schema/kind.ts'
import type { TableKey } from '../../schema/table-keys.ts'
import type { Binding, WorkbookState } from '../binding.ts'
import { classifyRow, settleCopies } from '../classify.ts'
import type { RowState, ScannedRow, SheetRow } from '../classify.ts'
import type { Layout } from '../layout.ts'
import type { PlanContext } from '../deliver.ts'
import type { RowRange, TableShape } from '../sheet.ts'
import { textToStamp } from '../stamp.ts'
import type { Home } from '../stamp.ts'
import type { Phase, Stretch } from './effect.ts'
import type { Labels } from './labels.ts'
import type { Memory } from './memory.ts'
import { perform, sign } from './process.ts'
import type { Proc } from './process.ts'
import { Stopped } from './stop.ts'

/** new: create it anyway. renamed: the same customer under another name. */
export type Answer = 'new' | 'renamed'

/** Words in the reader's language. */
export interface Words {
  readonly say: (locale: Locale) => (key: string, params?: Params) => string
  readonly problems: (locale: Locale, table: TableKey, problems: readonly Problem[]) => string
  readonly known: (locale: Locale, known: Known) => string
}

export interface Session {
  readonly words: Words
  readonly hello: HelloReply
  /** A new one where the file has another name than before. */
  readonly workbookId: string
  /** What the state sheet says. */
  state: WorkbookState
  readonly binding: Binding
  readonly home: Home
  readonly layout: Layout
  readonly setting: Setting
  readonly labels: Labels
  readonly plan: PlanContext
  readonly hashOf: (entered: readonly Cell[]) => string
  /** Asked for: nothing more is sent; what was answered is still written. */
  readonly cancel: { isAsked: boolean }
  /** What the server said in earlier sessions, while this pane was open. */
  readonly memory: Memory
  /** What the user answered to the server's question, by row id: goes out with the row. */
  readonly answers: Map<string, Answer>
  /** As last seen; replaced by a scan. */
  shape: TableShape
  rows: SheetRow[]
  /** Row index by id. */
  indexById: Map<string, number>
  /** What the server said in this session, by the row's id in the sheet. */
  readonly results: Map<string, RowResult>
  /** Seqs that this session's pushes took, and whose answers are in the sheet. */
  own: readonly (readonly [number, number])[]
  /** Names this sync: what it writes is undone together, and passes the fences that it sets itself. */
  readonly batch: string
  /** Names this pane: of several that show one workbook the server lets one sync. */
  readonly pane: string
  /** Rows of which the sheet has a revision that the server lost, by id, each with the cursor that tells of it. */
  readonly lost: Map<string, string>
  /** Older intentions whose fate is known in this session: newer content of their rows may go out. */
  readonly resolved: Set<string>
  /** Rows that their user has told from each other, by id: none is taken for another of its kin. */
  readonly kin: Map<string, ReadonlySet<string>>
  /** Ids that stand in the sheet, in whatever row; replaced by a scan. */
  present: Set<string>
  /** Ids that stood there at the first look, or that this session wrote: what its cursor passes is in their rows. */
  readonly met: Set<string>
  /** Rows that the user removed from the sheet, as far as they were looked up. */
  readonly removed: { count: number; rows: readonly PulledRow[] }
  /** Where the pull begins; after a reset where hello stood. */
  cursor: string
  /** Why the sheet's cursor no longer holds; null: it does. */
  readonly reset: Reset | null
  /** The cursor of the sheet that tells of days which the server has lost since; null for none, or no longer. */
  refused: string | null
  /** The newest that the server was seen at: should it be set back behind it meanwhile, it says so. */
  seen: string
  /** Open conflicts that this user wrote a side of; null: not asked for in this session. */
  conflicts: readonly OpenConflict[] | null
  /** Why a conflict could not be settled as its user said in this session, by its id. */
  readonly unresolved: Map<string, readonly Problem[]>
  /** The words that the server wants typed before it puts so many rows away; null: none. */
  confirmWords: string | null
  /** Rows that came from elsewhere, by their new ids: for the audit. */
  readonly origins: Map<string, RowOrigin>
  /** Where co-authors typed, for the audit too. */
  readonly remote: readonly RowRange[]
  /** Where they typed just now: new rows there wait. */
  readonly fresh: readonly RowRange[]
  /** Ids that this sheet has had: one that is gone from it was removed, unless it is known why. */
  readonly delivered: Set<string>
  /** Ids that the user removed from this sheet, and only here. */
  readonly away: Set<string>
  /** The server was set back since its user was asked about what it had lost: he is asked again. */
  readonly isAskedAnew: boolean
  /** Something newer came for twins of which nobody has said yet which is the original: it shall come again. */
  hasPassedTwins: boolean
  /** Was anything kept as a conflict before it was replaced? */
  hasNoted: boolean
  /** The file has another name than before: a copy, or renamed. It becomes a workbook of its own. */
  readonly isOtherFile: boolean
  hasStored: boolean
  /** Has anything been sent? The first answer is timed by itself. */
  hasPushed: boolean
}

/** Bound columns in the order in which a scan asks for them. */
export const scanColumns = ({ layout }: Pick<Session, 'layout'>): readonly number[] => [
  layout.sync,
  ...layout.entered.map((column) => column.index),
  ...layout.computed.map((column) => column.index),
  ...(layout.status === null ? [] : [layout.status]),
]

export const lineToRow = (
  session: Pick<Session, 'layout' | 'home'>,
  line: readonly Cell[],
  index: number,
): ScannedRow => {
  const { entered, computed, status } = session.layout
  const stampText = String(line[0] ?? '')
  const middle = 1 + entered.length
  const end = middle + computed.length
  return {
    index,
    entered: line.slice(1, middle),
    computed: line.slice(middle, end),
    status: status === null ? '' : (line[end] ?? ''),
    stampText,
    stamp: stampText === '' ? null : textToStamp(stampText, session.home),
  }
}

/** Rows that are not the one that their id names. */
const isOther: ReadonlySet<RowState> = new Set(['empty', 'new', 'copy', 'twin', 'departed'])

const indexRows = (rows: readonly SheetRow[]): Map<string, number> => {
  const byId = new Map<string, number>()
  for (const row of rows)
    if (row.stamp !== null && !isOther.has(row.state)) byId.set(row.stamp.id, row.index)
  // Where no other row has the id: one that left its user's sight, or that was emptied while it was under way.
  for (const { stamp, state, index } of rows)
    if (stamp !== null && (state === 'departed' || state === 'empty') && !byId.has(stamp.id))
      byId.set(stamp.id, index)
  return byId
}

const classifyOptions = ({ layout, hashOf }: Session) => ({ version: layout.version, hashOf })

/** Rows whose columns were found by header only are compared, whatever their hash says. */
const scanOptions = (session: Session) =>
  session.layout.isRemapped
    ? { ...classifyOptions(session), version: '' }
    : classifyOptions(session)

/** Work on so many rows takes well below 100 ms. */
const ROWS_AT_ONCE = 300

/** Goes through many items; every few hundred of them the host has its turn. */
export function* inBreaths<T>(items: Iterable<T>, work: (item: T) => void): Proc<void> {
  let count = 0
  for (const item of items) {
    if (++count % ROWS_AT_ONCE === 0) yield* perform({ do: 'breathe' })
    work(item)
  }
}

/** Times the work as part of that stretch. */
export function* during<T>(stretch: Stretch, work: Proc<T>): Proc<T> {
  yield* sign({ do: 'begin', stretch })
  try {
    return yield* work
  } finally {
    yield* sign({ do: 'end', stretch })
  }
}

export const tell = (phase: Phase, done: number, of: number): Proc<void> =>
  sign({ do: 'progress', progress: { phase, done, of } })

/** Ids that stand in the sheet, in whatever row. */
export const presentIn = (rows: readonly SheetRow[]): Set<string> =>
  new Set(rows.flatMap(({ stamp }) => stamp?.id ?? []))

/** So often is tried what meets a sheet that does not stand still. */
export const TRIES_MAX = 4

export const isRestless = (error: unknown): boolean =>
  error instanceof Stopped && error.code === 'restless'

/** Where rows came or went between the look at the table and this, it is looked at and read again. */
function* readAll(session: Session): Proc<readonly (readonly Cell[])[]> {
  for (let tries = 1; ; tries++) {
    const { shape } = session
    const columns = scanColumns(session)
    try {
      return yield* perform({ do: 'read', shape, columns, first: 0, count: shape.rowCount })
    } catch (error) {
      if (!isRestless(error) || tries === TRIES_MAX) throw error
    }
    yield* lookAgain(session)
  }
}

/**
 * Stored rows that their user took out since the last look, or that Ctrl+Z set back to before they were stored, have been
 * here: once they are missing, he is asked what he meant.
 */
const noteVanished = ({ rows, delivered }: Session, before: readonly SheetRow[]): void => {
  const stored = new Set(rows.flatMap(({ stamp }) => ((stamp?.rev ?? 0) > 0 ? [stamp?.id] : [])))
  for (const { stamp, state } of before)
    if (stamp !== null && stamp.rev > 0 && state !== 'departed' && !stored.has(stamp.id))
      delivered.add(stamp.id)
}

/** Reads all bound columns, whole. */
export function* scan(session: Session): Proc<void> {
  const lines = yield* readAll(session)
  const options = scanOptions(session)
  const alone: SheetRow[] = []
  yield* inBreaths(lines, (line) => {
    alone.push(classifyRow(lineToRow(session, line, alone.length), options))
  })
  const before = session.rows
  session.rows = [...settleCopies(alone)]
  session.indexById = indexRows(session.rows)
  session.present = presentIn(session.rows)
  noteVanished(session, before)
}

/** Where the bound columns stand; what the user adds beside them does not matter. */
const boundPlaces = ({ layout }: Session, shape: TableShape): string => {
  const ids = new Set(layout.columns.map((column) => column.id))
  const bound = shape.columns.filter(({ id }) => ids.has(id))
  return bound.map(({ id, index }) => `${id}@${index}`).join()
}

/** Looks at the table anew: a filter or a column may have come while the server was asked. */
export function* lookAgain(session: Session): Proc<void> {
  const shape = yield* perform({ do: 'shape', tableId: session.binding.tableId })
  if (shape === null) throw new Stopped('table_lost', 'The bound table is gone.')
  if (boundPlaces(session, shape) !== boundPlaces(session, session.shape))
    throw new Stopped('restless', 'Columns were moved during the sync: sync again.')
  session.shape = shape
}

/** Reads it all again, after rows were not where they had been. */
export function* rescan(session: Session): Proc<void> {
  yield* lookAgain(session)
  yield* scan(session)
}

/** Remembers what was written to a row. */
export const keepRow = (session: Session, row: ScannedRow): void => {
  const before = session.rows[row.index] ?? null
  session.rows[row.index] = classifyRow(row, classifyOptions(session), before)
  if (row.stamp === null) return
  session.met.add(row.stamp.id)
  session.indexById.set(row.stamp.id, row.index)
  session.present.add(row.stamp.id)
}

export const isCancelled = ({ cancel }: Session): boolean => cancel.isAsked

export const rowById = (session: Session, id: string): SheetRow | null => {
  const row = session.rows[session.indexById.get(id) ?? -1]
  return row?.stamp?.id === id ? row : null
}
