// Gives new rows their ids, in the sheet, before anything is sent: an id that is not in the sheet does not exist.
// The content that is pushed under an id is what stood beside it in the same batch that wrote it.
import type { SheetRow } from '../classify.ts'
import { newStamp, stampToText } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { intentionName } from './sent.ts'
import { isWithin } from '../sheet.ts'
import { inBreaths, keepRow, presentIn, rescan, TRIES_MAX } from './session.ts'
import type { Session } from './session.ts'
import { Stopped } from './stop.ts'

interface Minted {
  readonly row: SheetRow
  readonly stamp: Stamp
  readonly text: string
}

const mintFor = (session: Session, row: SheetRow, id: string): Minted => {
  const stamp = newStamp(session.layout.version, id, row.hash)
  return { row, stamp, text: stampToText(stamp, session.home) }
}

function* writeIds(session: Session, minted: readonly Minted[]): Proc<void> {
  const { missed, cells } = yield* perform({
    do: 'write',
    write: {
      shape: session.shape,
      guardColumn: session.layout.sync,
      edits: minted.map(({ row, text }) => ({
        row: row.index,
        guard: row.stampText,
        writes: [{ column: session.layout.sync, value: text, before: null, format: null }],
      })),
      read: session.layout.entered.map((column) => column.index),
    },
  })
  yield* inBreaths(minted, ({ row, stamp, text }) => {
    const entered = cells.get(row.index)
    if (missed.has(row.index) || entered === undefined) return
    keepRow(session, { ...row, entered, stamp, stampText: text })
    // Nothing of it has left yet: what is typed on goes out in its place.
    session.resolved.add(intentionName(stamp.id, 0, row.hash))
    if (row.stamp !== null && row.stamp.answer?.outcome !== 'gone')
      session.origins.set(stamp.id, { copiedFrom: row.stamp.id })
  })
  // What was typed in the place of a departed row is another one: should the departed one come back, it is not here.
  session.present = presentIn(session.rows)
}

/** A row that a co-author has just begun waits: he types on, or his own Excel gives it its id (R19). */
const newRows = ({ rows, fresh }: Session): readonly SheetRow[] =>
  rows.filter(({ state, index }) => state === 'new' && !isWithin(fresh, index))

/** @returns how many rows got an id */
export function* mint(session: Session): Proc<number> {
  let count = 0
  for (let tries = 0; ; tries++) {
    const rows = newRows(session)
    if (rows.length === 0) return count
    if (tries === TRIES_MAX) throw new Stopped('restless', `${rows.length} rows kept moving.`)
    const ids = yield* perform({ do: 'ids', count: rows.length })
    const minted: Minted[] = []
    yield* inBreaths(rows, (row) => {
      minted.push(mintFor(session, row, ids[minted.length] ?? ''))
    })
    yield* writeIds(session, minted)
    const left = newRows(session).length
    count += rows.length - left
    if (left > 0) yield* rescan(session)
  }
}
