// Says in the status column why a row is not sent: a copy, an emptied row, an identity that cannot be read.
import type { SheetRow } from '../classify.ts'
import type { RowEdit } from '../sheet.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import type { Session } from './session.ts'
import { heldTexts, statusOfCells, statusOfHeld } from './status.ts'

/** null: the words may stay. */
const wordsFor = (session: Session, row: SheetRow, old: ReadonlySet<string>): string | null => {
  const held = statusOfHeld(session, row.state)
  if (held !== null) return held === row.status ? null : held
  const isOutOfDate = row.state === 'clean' && old.has(String(row.status))
  return isOutOfDate ? statusOfCells(session, row.entered) : null
}

/** Rows that were not where they were stay untold until the next session: only words are missing. */
export function* tellHeld(session: Session): Proc<void> {
  const column = session.layout.status
  if (column === null) return
  const old = heldTexts(session)
  const told = session.rows.flatMap((row) => {
    const words = wordsFor(session, row, old)
    return words === null ? [] : [{ row, words }]
  })
  if (told.length === 0) return
  const { missed } = yield* perform({
    do: 'write',
    write: {
      shape: session.shape,
      guardColumn: session.layout.sync,
      edits: told.map(({ row, words }): RowEdit => ({
        row: row.index,
        guard: row.stampText,
        writes: [{ column, value: words, before: null, format: null }],
      })),
      read: [],
    },
  })
  for (const { row, words } of told)
    if (!missed.has(row.index)) session.rows[row.index] = { ...row, status: words }
}
