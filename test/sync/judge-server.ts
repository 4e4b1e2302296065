// Judges what the server does: what each push was read from, each commit, each answer.
import type { NoteRequest } from '../../shared/protocol/note.ts'
import type { PullReply } from '../../shared/protocol/pull.ts'
import type { PushReply, PushRequest, RowResult } from '../../shared/protocol/push.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import type { FakeHistory, FakeState } from '../support/store-state.ts'
import { compose } from './compose.ts'
import type { Found } from './compose.ts'
import { cellAt } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'
import { enteredKeys, isEnteredKey, keyOf, meaningOfCell } from './fields.ts'
import type { EnteredKey, SheetTable } from './fields.ts'
import { judgeNew } from './judge-create.ts'
import { columnOf, identityOf } from './layout.ts'
import type { Pushed } from './ledger.ts'
import type { Oracle, Watch } from './oracle.ts'

type Row = PushRequest['rows'][number]

const saysSo = (content: Content, row: GridRow, fields: readonly string[], sent: Row): boolean =>
  fields.every((field, at) => {
    const column = columnOf(content, keyOf(field))
    return column !== null && cellAt(row, column).value === (sent[3][at] ?? '')
  })

const cellsOf = (content: Content, row: GridRow, fields: readonly string[]) => {
  const cells: Partial<Record<EnteredKey, GridCell>> = {}
  for (const key of fields.map(keyOf)) {
    const column = columnOf(content, key)
    if (isEnteredKey(key) && column !== null) cells[key] = cellAt(row, column)
  }
  return cells
}

/** Do all its cells say what the server said at this revision, without a touch of its user? */
const isUntouched = (oracle: Oracle, content: Content, row: GridRow): boolean => {
  const identity = identityOf(row)
  return enteredKeys.every((key) => {
    const column = columnOf(content, key)
    const mark = oracle.ledger.markAt(identity?.id ?? '', identity?.rev ?? 0, key)
    return column === null || mark === null || cellAt(row, column).mark === mark
  })
}

/** Where the pane saw the row as it was sent, newest first. */
function* findRows(watch: Watch, fields: readonly string[], sent: Row): Generator<Found> {
  for (const content of watch.seen.toReversed()) {
    const row = content.rows.find(
      (one) => identityOf(one)?.id === sent[0] && saysSo(content, one, fields, sent),
    )
    if (row !== undefined) yield { content, row }
  }
  const composed = compose(watch.seen, fields, sent)
  if (composed !== null) yield composed
}

/** Is it an edited copy, and stands what it was copied from beside it? */
const isEditedCopy = (oracle: Oracle, { content, row }: Found, [id, base]: Row): boolean => {
  const isOriginal = (one: GridRow) =>
    one !== row &&
    identityOf(one)?.id === id &&
    identityOf(one)?.rev === base &&
    isUntouched(oracle, content, one)
  return content.rows.some(isOriginal) && !isUntouched(oracle, content, row)
}

/** Does it stand behind what its file was told? A copy of the row from before; the one that was told may be gone. */
const isBehind = ({ book }: Watch, row: GridRow): boolean => {
  const { id, rev } = identityOf(row) ?? { id: '', rev: 0 }
  return rev < (book.stood.get(id) ?? 0)
}

/** May a copy of it have been told what was stored, while this one was not? */
const isUntold = ({ book }: Watch, [id, base]: Row): boolean => base === 0 && book.doubled.has(id)

/** Notes which of the rows stood there with a copy: of what is stored once, nobody can say which of them was told. */
const noteDoubles = ({ book, seen }: Watch, rows: readonly Row[]): void => {
  for (const [id] of rows)
    if (seen.some(({ rows: all }) => all.filter((one) => identityOf(one)?.id === id).length > 1))
      book.doubled.add(id)
}

/** What a push was read from, row by row. A row that no cell of the sheet ever said is a violation already. */
export const tracePush = (
  oracle: Oracle,
  watch: Watch,
  request: PushRequest,
  nth: number,
): ReadonlyMap<string, Pushed> => {
  const traced = new Map<string, Pushed>()
  noteDoubles(watch, request.rows)
  for (const sent of request.rows) {
    const [id, base] = sent
    const [found] = findRows(watch, request.fields, sent)
    if (found === undefined) {
      oracle.violate('I11', `${id.slice(-4)} was sent as its row never stood: ${sent[3].join()}`)
      continue
    }
    const { content, row } = found
    // One that was there alone at some look is sent as what it was, whatever its user brings back beside it since.
    const isCopy = (look: Found) => base > 0 && isEditedCopy(oracle, look, sent)
    if (isCopy(found) && [...findRows(watch, request.fields, sent)].every(isCopy))
      oracle.violate('I11', `the edited copy of ${id.slice(-4)} was sent as the original`)
    traced.set(id, {
      id,
      base,
      cells: cellsOf(content, row, request.fields),
      isInsisted: sent[4] === 'new',
      isOwnCopy: sent[5]?.copiedFrom !== undefined,
      namesOlder: (sent[6] ?? []).length > 0,
      book: watch.book.id,
      nth,
      isForgetful: watch.book.isForgetful || isBehind(watch, row) || isUntold(watch, sent),
      beside: new Set(content.rows.flatMap((one) => identityOf(one)?.id ?? [])),
    })
  }
  return traced
}

/** The cells that notes were read from, row by row. */
export const traceNotes = (
  watch: Watch,
  { notes }: NoteRequest,
  nth: number,
): ReadonlyMap<string, Pushed> => {
  const traced = new Map<string, Pushed>()
  for (const { id, field, mine } of notes) {
    const sent: Row = [id, 0, '', [mine]]
    const former = watch.adopted.get(id)
    // Its row says under which id it was sent, as long as the answer is not written.
    const [now] = findRows(watch, [field], sent)
    const [before] = former === undefined ? [] : findRows(watch, [field], [former, 0, '', [mine]])
    const found = now ?? before
    if (found === undefined) continue
    const cells = { ...traced.get(id)?.cells, ...cellsOf(found.content, found.row, [field]) }
    const { id: book, isForgetful } = watch.book
    const common = { book, isForgetful, nth, beside: new Set<string>() }
    traced.set(id, { id, base: 0, cells, isInsisted: false, namesOlder: false, ...common })
  }
  return traced
}

/** How far the oracle has read the server's tables. */
export interface Read {
  /** What the sheets hold: other rows came about by themselves. */
  readonly table: SheetTable
  history: number
  conflicts: number
  readonly intents: Set<string>
}

/** Which revisions of a row a batch made. */
const revisionsOf = (
  { history }: FakeState,
  row: string,
  { by, batch }: { readonly by: string; readonly batch: string },
): ReadonlySet<number> =>
  new Set(
    history.flatMap((one) =>
      one.row === row && one.by === by && one.batch === batch ? [one.rev] : [],
    ),
  )

/** An undo puts away what its batch made or brought back, unless somebody has changed it since. */
const judgeTurn = (
  oracle: Oracle,
  { history }: FakeState,
  { row, rev, hash, batch }: FakeHistory,
  revs: ReadonlySet<number>,
): void => {
  if (hash !== '-') return
  const last = Math.max(0, ...revs)
  const between = history.filter((one) => one.row === row && one.rev > last && one.rev < rev)
  if (revs.size > 0 && between.every((one) => one.batch === batch)) oracle.archived.add(row)
}

/** Who wrote, and from what. */
export interface Written {
  readonly pushed: ReadonlyMap<string, Pushed> | null
  readonly actor: Actor
  /** The batch that is taken back; null for none. */
  readonly undoes: { readonly by: string; readonly batch: string } | null
}

/** After a commit: what is new in history and conflicts. */
export const judgeCommit = (
  oracle: Oracle,
  state: FakeState,
  read: Read,
  { pushed, actor, undoes }: Written,
): void => {
  for (; read.history < state.history.length; read.history++) {
    const entry = state.history[read.history]
    if (entry === undefined) continue
    const intent = `${entry.row}/${entry.base}/${entry.hash}`
    if (read.intents.has(intent)) oracle.violate('I8', `${intent} was applied twice`)
    read.intents.add(intent)
    if (!state.rows[read.table].has(entry.row)) continue
    const own = pushed?.get(entry.row) ?? null
    if (entry.prior === 0 && own !== null)
      judgeNew[read.table](oracle, state, entry, {
        table: read.table,
        pushed: own,
        beside: [...(pushed?.values() ?? [])],
        actor,
      })
    const revs = undoes === null ? null : revisionsOf(state, entry.row, undoes)
    if (revs !== null) judgeTurn(oracle, state, entry, revs)
    oracle.ledger.commit(entry, own, actor.id, revs)
  }
  for (; read.conflicts < state.conflicts.length; read.conflicts++) {
    const conflict = state.conflicts[read.conflicts]
    if (conflict === undefined) continue
    oracle.ledger.keepConflict(conflict, pushed?.get(conflict.row) ?? null)
  }
}

const stored: ReadonlySet<RowResult['outcome']> = new Set([
  'applied',
  'merged',
  'conflict',
  'done',
  'adopted',
])

/** Adopted: what another typed there and what was sent say the same, so nothing of his is unseen. */
const tellAdopted = (oracle: Oracle, { cells }: Pushed, id: string): void => {
  const entry = oracle.ledger.entries.get(id)
  const stands = entry?.revisions.at(-1)
  for (const key of enteredKeys) {
    const cell = cells[key]
    if (stands && cell && meaningOfCell(key, cell.value) === stands.meanings[key])
      oracle.told.add(stands.marks[key] ?? 0)
  }
}

/** What was accepted is kept: in the row, its history or a conflict. */
export const judgePush = (
  oracle: Oracle,
  pushed: ReadonlyMap<string, Pushed>,
  reply: PushReply,
): void => {
  for (const { id, outcome, as } of reply.results) {
    const own = pushed.get(id)
    if (own === undefined || !stored.has(outcome)) continue
    oracle.ledger.assert(own, as ?? id)
    if (outcome === 'adopted') tellAdopted(oracle, own, as ?? id)
    for (const key of enteredKeys) {
      const cell = own.cells[key]
      if (cell === undefined || cell.mark === 0 || oracle.marks.durable.has(cell.mark)) continue
      const meaning = meaningOfCell(key, cell.value)
      // Of a row that stands on nothing a blank cell says nothing, beside what a copy of the file has stored of it.
      const isBeside = own.base === 0 && (outcome === 'conflict' || outcome === 'merged')
      if (isBeside && meaning === '') continue
      if (oracle.ledger.findMark(as ?? id, key, meaning) !== null)
        oracle.marks.durable.add(cell.mark)
      else
        oracle.violate(
          'I1',
          `${id.slice(-4)} was ${outcome}, but its ${key} "${cell.value}" is kept nowhere`,
        )
    }
  }
}

/** I7: rows of an answer were in the caller's sight at some moment while it was made. */
export const judgeScope = (
  oracle: Oracle,
  reply: Pick<PullReply, 'rows'>,
  wasSeen: (id: string) => boolean,
): void => {
  for (const { id } of reply.rows)
    if (!wasSeen(id)) oracle.violate('I7', `${id.slice(-4)} was told to one who may not see it`)
}
