// Identities follow their content: where cells were cut and pasted without the hidden one, the stamps are written to the
// rows that say what they stand for. Only hidden cells, words and computed ones change; nothing is sent.
import type { Cell } from '../../schema/kind.ts'
import { saysNothing } from '../classify.ts'
import type { SheetRow } from '../classify.ts'
import { emptyComputed } from '../deliver.ts'
import { findMoved } from '../moved.ts'
import type { Move, MovedOptions, Moves } from '../moved.ts'
import { isWithin } from '../sheet.ts'
import type { CellWrite, RowEdit } from '../sheet.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { inBreaths, rescan, TRIES_MAX } from './session.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'

function* lookForMoved(session: Session, options: MovedOptions): Proc<Moves> {
  const steps = findMoved(session.rows, options)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    yield* perform({ do: 'breathe' })
  }
}

/** The column without which a row tells nobody from others. Alone it does: a list of nothing but names is sorted, too. */
const NAME = 'name'

const isTellingIn = ({ layout }: Session): ((row: SheetRow) => boolean) => {
  const name = layout.entered.findIndex(({ key }) => key === NAME)
  return ({ entered }) => !saysNothing(entered[name] ?? '')
}

/** Where a co-author typed just now, he may be amid it. */
const isCalm = ({ fresh }: Session, { moves }: Moves): boolean =>
  !moves.some(({ from, to }) => isWithin(fresh, from.index) || isWithin(fresh, to.index))

const word = (column: number | null, value: Cell): readonly CellWrite[] =>
  column === null ? [] : [{ column, value, before: null, format: null }]

const toEdit = ({ layout }: Session, row: SheetRow, text: string, status: string): RowEdit => ({
  row: row.index,
  guard: row.stampText,
  writes: [
    ...(row.status === status ? [] : word(layout.status, status)),
    ...(row.stampText === text ? [] : word(layout.sync, text)),
  ],
})

const toBareEdit = (session: Session, row: SheetRow): RowEdit => {
  const { layout } = session
  const { row: index, guard, writes } = toEdit(session, row, '', '')
  const computed = emptyComputed(layout, row.computed)
  const emptied = layout.computed.flatMap(({ index: column }, at) =>
    row.computed[at] === computed[at] ? [] : word(column, computed[at] ?? ''),
  )
  return { row: index, guard, writes: [...emptied, ...writes] }
}

/** @returns what each row that is not missed said in the same round trip */
function* write(session: Session, edits: readonly RowEdit[]) {
  const { shape, layout } = session
  const read = layout.entered.map(({ index }) => index)
  const guardColumn = layout.sync
  return yield* perform({ do: 'write', write: { shape, guardColumn, edits, read } })
}

/** @returns moves whose identity stands in its new row */
function* writeArrivals(session: Session, moves: readonly Move[]): Proc<ReadonlySet<Move>> {
  const edits: RowEdit[] = []
  yield* inBreaths(moves, ({ from, to }) => {
    edits.push(toEdit(session, to, from.stampText, statusOfCells(session, to.entered)))
  })
  const { missed, cells } = yield* write(session, edits)
  const done = new Set<Move>()
  const strangers: RowEdit[] = []
  yield* inBreaths(moves, (move) => {
    const { from, to } = move
    if (missed.has(to.index)) return
    // Of two rows without an identity the guard cannot tell which one it met.
    if (session.hashOf(cells.get(to.index) ?? []) === to.hash) done.add(move)
    else strangers.push(toEdit(session, { ...to, stampText: from.stampText }, to.stampText, ''))
  })
  if (strangers.length > 0) yield* write(session, strangers)
  return done
}

const none: ReadonlySet<Move> = new Set()

/** Rows whose stamp was overwritten before it had come to its new place. */
const adriftAfter = (moves: readonly Move[], done: ReadonlySet<Move>): readonly SheetRow[] => {
  const overwritten = new Set([...done].map(({ to }) => to))
  return moves.flatMap((move) => (!done.has(move) && overwritten.has(move.from) ? [move.from] : []))
}

/** Rows that were emptied, and not where they had been when their identity was to be taken from them. */
const leftBehind = ({ rows }: Session, bare: ReadonlySet<string>): readonly SheetRow[] =>
  rows.filter(
    ({ state, hash, stampText }) => state === 'copy' && hash === '' && bare.has(stampText),
  )

/**
 * Writes each stamp to the row that says what it stands for. What moves meanwhile is looked for again; should it keep
 * moving, its identity is missing, and its user is asked like for any row that is gone.
 */
export function* followMoved(session: Session): Proc<void> {
  const isTelling = isTellingIn(session)
  const bared = new Set<string>()
  let adrift: readonly SheetRow[] = []
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { version } = session.layout
    const found = yield* lookForMoved(session, { version, isTelling, adrift })
    const behind = leftBehind(session, bared)
    if (!isCalm(session, found) || found.moves.length + behind.length === 0) return
    const done = found.moves.length === 0 ? none : yield* writeArrivals(session, found.moves)
    const isGone = new Set([...done].map(({ from }) => from))
    const bare = [...behind, ...found.bare.filter((row) => isGone.has(row))]
    for (const { stampText } of bare) bared.add(stampText)
    const edits = bare.map((row) => toBareEdit(session, row))
    if (edits.length > 0) yield* write(session, edits)
    adrift = adriftAfter(found.moves, done)
    yield* rescan(session)
  }
}
