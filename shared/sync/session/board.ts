// What a session leaves for its user to look at or to decide, row by row, each with its place in the sheet.
import type { Problem } from '../../problem.ts'
import type { OpenConflict } from '../../protocol/conflicts.ts'
import type { Known, Outcome } from '../../protocol/push.ts'
import type { Value } from '../../schema/kind.ts'
import type { TableKey } from '../../schema/table-keys.ts'
import { checkNewRow, readRow } from '../../sheet/row.ts'
import { refusedBefore } from '../classify.ts'
import type { RowState, SheetRow } from '../classify.ts'
import type { LayoutColumn } from '../layout.ts'
import { whyOpen } from './conflicts.ts'
import { recall } from './memory.ts'
import type { Difference, LinkFailure, Told } from './memory.ts'
import { toHinted, type Hinted } from './hinted.ts'
import { isHere } from './manifest.ts'
import type { Proc } from './process.ts'
import { inBreaths, rowById } from './session.ts'
import type { Session } from './session.ts'
import { labelOf, nameIn, namingColumns, valueText, whatDiffers } from './shown.ts'
import type { ColumnText } from './twins.ts'
import { tellTwins } from './twins.ts'

interface BoardRow {
  readonly id: string
  /** Zero-based in the table's body. */
  readonly row: number
  /** Whom or what the row speaks of, in its own words. */
  readonly label: string
  /** The words of its status cell. */
  readonly status: string
  /** What it says; names the row where its id does not. */
  readonly hash: string
}

/** A cell to correct (error) or worth a look (warning). */
export interface Trouble extends BoardRow {
  readonly level: Problem['level']
  readonly field: string
  /** Zero-based in the table; null where the sheet has no column for it. */
  readonly column: number | null
  readonly header: string
  /** null: only the words of the status cell are known. */
  readonly problem: Problem | null
}

/** A row that equals a customer; after it was linked, one whose cells differ from his. */
export interface KnownRow extends BoardRow {
  readonly known: Known | null
  readonly isLinked: boolean
  readonly differing: readonly Difference[]
  readonly failure: LinkFailure | null
}

/** A row whose name and keys all changed. */
export interface RecycledRow extends BoardRow {
  /** Whom or what the server has in it; '' where that is not known yet. */
  readonly was: string
  /** What stands there in every cell that says something else now. */
  readonly differing: readonly Difference[]
}

export interface ConflictRow extends BoardRow {
  readonly fields: readonly {
    /** Of the conflict, and the row's revision that is shown. */
    readonly conflict: string
    readonly rev: number
    readonly field: string
    readonly header: string
    readonly column: number | null
    readonly mine: string
    readonly theirs: string
    /** The other's name; '' where I may not know it. */
    readonly by: string
    /** UTC, milliseconds. */
    readonly at: number
    /** Why what the user said just now could not be stored; '' where that is not so. */
    readonly why?: string
  }[]
}

export interface WaitingRow extends BoardRow {
  readonly why: Outcome | RowState
  /** Of a twin: what it says where the others say something else. */
  readonly differing: readonly ColumnText[]
}

/** A row that is no longer in the sheet. */
interface RemovedRow {
  readonly id: string
  readonly label: string
}

export interface Board {
  readonly table: TableKey
  readonly tableId: string
  readonly sheet: string
  /** Excel's number of the table's first row beneath the header. */
  readonly firstRow: number
  readonly troubles: readonly Trouble[]
  readonly known: readonly KnownRow[]
  readonly recycled: readonly RecycledRow[]
  readonly conflicts: readonly ConflictRow[]
  readonly waiting: readonly WaitingRow[]
  /** Rows that were removed from the sheet: how many, which, and the first of them by name. */
  readonly removed: {
    readonly count: number
    readonly ids: readonly string[]
    readonly rows: readonly RemovedRow[]
  }
  /** Ids of rows that the server lost when it was restored, and this sheet has. */
  readonly lost: readonly string[]
  /** Where the server stood. */
  readonly seen: string
  /** Words to be typed before so many rows are put away; null: none. */
  readonly confirm: string | null
  /** Rows stored by this session that may be a customer on file, or belong to one; absent: none. */
  readonly hinted?: Hinted
  /** The file has another name than before: it is a workbook of its own from now on. */
  readonly isOtherFile: boolean
}

interface Reader {
  readonly session: Session
  readonly keys: readonly string[]
  readonly columns: ReadonlyMap<string, LayoutColumn>
  readonly naming: readonly number[]
}

const readerOf = (session: Session): Reader => ({
  session,
  keys: session.layout.entered.map(({ key }) => key),
  columns: new Map(session.layout.entered.map((column) => [column.key, column])),
  naming: namingColumns(session.layout),
})

const toBoardRow = (row: SheetRow, reader: Reader): BoardRow => ({
  id: row.stamp?.id ?? '',
  row: row.index,
  label: labelOf(row, reader.naming),
  status: String(row.status),
  hash: row.hash,
})

/** Of cells that were marked in an earlier session, read again here. */
const readAgain = (row: SheetRow, { session, keys }: Reader): readonly Problem[] => {
  const { table } = session.binding
  const read = row.stamp?.rev === 0 ? checkNewRow : readRow
  return read(table, keys, row.entered, session.setting).problems
}

/** The text of each cell that is marked, and whose problem is not told again by its reading. */
const troublesOf = (row: SheetRow, told: Told | null, reader: Reader): readonly Trouble[] => {
  const marks = new Set(row.stamp?.marks)
  const isRefused = row.stamp?.answer?.outcome === 'invalid'
  if (told === null && marks.size === 0 && !isRefused) return []
  const problems = told?.result.problems ?? readAgain(row, reader)
  const base = toBoardRow(row, reader)
  const found = problems.map((problem): Trouble => {
    const column = reader.columns.get(problem.field)
    return {
      ...base,
      level: problem.level,
      field: problem.field,
      column: column?.index ?? null,
      header: column?.header ?? '',
      problem,
    }
  })
  if (found.length > 0 || !isRefused) return found
  return [{ ...base, level: 'error', field: '', column: null, header: '', problem: null }]
}

/** The customer that a row equals stands in the sheet already: then there is nothing to link. */
const standsHere = (row: SheetRow, told: Told | null, session: Session): LinkFailure | null => {
  const customer = rowById(session, told?.result.known?.id ?? '')
  return customer === null || customer.index === row.index
    ? null
    : { kind: 'here', row: customer.index }
}

const toKnownRow = (row: SheetRow, told: Told | null, reader: Reader): KnownRow => ({
  ...toBoardRow(row, reader),
  known: told?.result.known ?? null,
  isLinked: (row.stamp?.rev ?? 0) > 0,
  differing: told?.differing ?? [],
  failure: told?.failure ?? standsHere(row, told, reader.session),
})

const shown = (value: Value | null, key: string, { columns, session }: Reader): string =>
  valueText(value, columns.get(key)?.field, session.setting)

const toRecycledRow = (row: SheetRow, told: Told | null, reader: Reader): RecycledRow => ({
  ...toBoardRow(row, reader),
  was: nameIn(told?.result.values ?? {}, reader.session),
  differing: whatDiffers(row, told?.result.values ?? null, reader.session),
})

const toConflictRow = (
  row: SheetRow,
  open: readonly OpenConflict[],
  reader: Reader,
): ConflictRow => ({
  ...toBoardRow(row, reader),
  fields: open.map(({ id, rev, field, mine, now, theirsBy, theirsAt }) => ({
    conflict: id,
    rev,
    field,
    header: reader.columns.get(field)?.header ?? field,
    column: reader.columns.get(field)?.index ?? null,
    mine: shown(mine, field, reader),
    theirs: shown(now, field, reader),
    by: reader.session.labels.book.label('user', theirsBy) ?? theirsBy,
    at: theirsAt,
    why: whyOpen(reader.session, id),
  })),
})

/** Where the server was not asked in this session, what it said last time. */
const conflictRows = (reader: Reader, last: readonly OpenConflict[]): readonly ConflictRow[] => {
  const open = reader.session.conflicts ?? last
  return [...new Set(open.map(({ row }) => row))].flatMap((id) => {
    const row = rowById(reader.session, id)
    const its = open.filter((conflict) => conflict.row === id)
    return row === null ? [] : [toConflictRow(row, its, reader)]
  })
}

const waitingStates: ReadonlySet<RowState> = new Set([
  'dirty',
  'cleared',
  'damaged',
  'copy',
  'twin',
  'stale',
  'new',
])

const sortRow = (row: SheetRow, reader: Reader, board: Lists): void => {
  if (row.state === 'empty' || row.state === 'departed') return
  if (waitingStates.has(row.state)) {
    const why = reader.session.results.get(row.stamp?.id ?? '')?.outcome
    board.waiting.push({
      ...toBoardRow(row, reader),
      why: why === 'retry' ? why : row.state,
      differing: [],
    })
    return
  }
  const told = recall(reader.session, row)
  if (row.state === 'clean') {
    board.troubles.push(...troublesOf(row, told, reader))
    return
  }
  const outcome = refusedBefore(row)
  if (outcome === 'known') board.known.push(toKnownRow(row, told, reader))
  else if (outcome === 'changed_identity') board.recycled.push(toRecycledRow(row, told, reader))
  else if (outcome === 'invalid') board.troubles.push(...troublesOf(row, told, reader))
  else if (outcome !== null)
    board.waiting.push({ ...toBoardRow(row, reader), why: outcome, differing: [] })
}

interface Lists {
  readonly troubles: Trouble[]
  readonly known: KnownRow[]
  readonly recycled: RecycledRow[]
  readonly waiting: WaitingRow[]
}

const toRemoved = (reader: Reader): Board['removed'] => {
  const { session } = reader
  const { count, rows } = session.removed
  return {
    count,
    ids: count === 0 ? [] : [...session.delivered].filter((id) => !isHere(session, id)),
    rows: rows.map(({ id, values }) => ({ id, label: nameIn(values, session) })),
  }
}

/** @param last conflicts that were open when last asked */
export function* toBoard(session: Session, last: readonly OpenConflict[]): Proc<Board> {
  const { binding, shape, rows } = session
  const reader = readerOf(session)
  const lists: Lists = { troubles: [], known: [], recycled: [], waiting: [] }
  yield* inBreaths(rows, (row) => sortRow(row, reader, lists))
  return {
    table: binding.table,
    tableId: binding.tableId,
    sheet: shape.sheet,
    firstRow: shape.headerRow + 2,
    ...lists,
    waiting: tellTwins(lists.waiting, session),
    conflicts: conflictRows(reader, last),
    removed: toRemoved(reader),
    lost: [...session.lost.keys()],
    seen: session.seen,
    confirm: session.confirmWords,
    isOtherFile: session.isOtherFile,
    ...toHinted(session),
  }
}
