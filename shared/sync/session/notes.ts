// A cell that was typed over while its row was under way, and that somebody else changed too: what was typed is kept
// on the server as a conflict before the other's value takes its place.
import type { Note } from '../../protocol/note.ts'
import type { RowResult } from '../../protocol/push.ts'
import type { Cell } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import { collisions } from '../outcome.ts'
import type { Sent } from '../outcome.ts'
import { ask } from './ask.ts'
import type { Proc } from './process.ts'
import { rowById } from './session.ts'
import type { Session } from './session.ts'

/** An answer to a row. */
export interface Answered {
  readonly sent: Sent & { readonly base: number }
  readonly result: RowResult
}

/** Cells that may be replaced as long as they say this, by field key. */
export type Noted = ReadonlyMap<string, Cell>

const NOTES_MAX = 1_000

const notesOf = (session: Session, row: SheetRow, { sent, result }: Answered): readonly Note[] =>
  collisions(row, sent.cells, result, session.layout).map((at): Note => ({
    id: result.as ?? result.id,
    rev: result.rev ?? 1,
    ...(sent.base > 0 ? { base: sent.base } : {}),
    field: session.layout.entered[at]?.key ?? '',
    mine: row.entered[at] ?? '',
  }))

/** @returns what may be replaced, by the row's id in the sheet */
export function* noteTyped(
  session: Session,
  answers: ReadonlyMap<string, Answered>,
): Proc<ReadonlyMap<string, Noted>> {
  const { binding, workbookId, hello } = session
  const notes = [...answers].flatMap(([id, answered]) => {
    const row = rowById(session, id)
    return row === null ? [] : notesOf(session, row, answered).map((note) => ({ id, note }))
  })
  const noted = new Map<string, Map<string, Cell>>()
  for (let from = 0; from < notes.length; from += NOTES_MAX) {
    const some = notes.slice(from, from + NOTES_MAX)
    const { results } = yield* ask('note', {
      table: binding.table,
      workbook: workbookId,
      epoch: hello.epoch,
      notes: some.map(({ note }) => note),
    })
    some.forEach(({ id, note }, at) => {
      const outcome = results[at]?.outcome
      if (outcome !== 'noted' && outcome !== 'same') return
      const fields = noted.get(id) ?? new Map<string, Cell>()
      noted.set(id, fields.set(note.field, note.mine))
    })
  }
  return noted
}
