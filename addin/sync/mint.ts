// Gives new rows their ids, in the sheet, before anything is sent: an id that is not in the sheet does not exist.
// The content that is pushed under an id is what stood beside it in the same batch that wrote it.
import type { SheetRow } from '../../shared/sync/classify.ts'
import { newStamp, stampToText } from '../../shared/sync/stamp.ts'
import type { Stamp } from '../../shared/sync/stamp.ts'
import { TRIES_MAX } from './apply.ts'
import { inBreaths, keepRow, rescan } from './session.ts'
import type { Session } from './session.ts'
import { Stopped } from './stop.ts'

interface Minted {
  readonly row: SheetRow
  readonly stamp: Stamp
  readonly text: string
}

const mintFor = (session: Session, row: SheetRow): Minted => {
  const stamp = newStamp(session.layout.version, session.tools.ids())
  return { row, stamp, text: stampToText(stamp, session.home) }
}

const writeIds = async (session: Session, minted: readonly Minted[]): Promise<void> => {
  const { missed, cells } = await session.tools.workbook.writeRows({
    shape: session.shape,
    guardColumn: session.layout.sync,
    edits: minted.map(({ row, text }) => ({
      row: row.index,
      guard: row.stampText,
      writes: [{ column: session.layout.sync, value: text, before: null, format: null }],
    })),
    read: session.layout.entered.map((column) => column.index),
  })
  await inBreaths(session.tools, minted, ({ row, stamp, text }) => {
    const entered = cells.get(row.index)
    if (missed.has(row.index) || entered === undefined) return
    keepRow(session, { ...row, entered, stamp, stampText: text })
  })
}

/** @returns how many rows got an id */
export const mint = async (session: Session): Promise<number> => {
  let count = 0
  for (let tries = 0; ; tries++) {
    const rows = session.rows.filter((row) => row.state === 'new')
    if (rows.length === 0) return count
    if (tries === TRIES_MAX) throw new Stopped('restless', `${rows.length} rows kept moving.`)
    const minted: Minted[] = []
    await inBreaths(session.tools, rows, (row) => {
      minted.push(mintFor(session, row))
    })
    await writeIds(session, minted)
    const left = session.rows.filter((row) => row.state === 'new').length
    count += rows.length - left
    if (left > 0) await rescan(session)
  }
}
