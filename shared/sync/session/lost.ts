// Rows of which the sheet has a revision that the server lost when it was set back. They wait for their user's word, and
// the state sheet names them with the cursor that told of it. So that cursor is needed once: what the sheet gets from
// then on is the server's own, and nobody takes it for lost.
import type { LostRows } from '../binding.ts'
import { bindingIn, keepState, withBinding } from './keep.ts'
import { written } from './process.ts'
import type { Proc } from './process.ts'
import { isCancelled } from './session.ts'
import type { Session } from './session.ts'
import { Stopped } from './stop.ts'

/** @param session of which the cursor, refused or not, tells what the server had before */
export const loseRow = ({ lost, refused, binding }: Session, id: string): void => {
  if (!lost.has(id)) lost.set(id, refused ?? binding.cursor)
}

/** Those that the state sheet names and that stand here. */
export const takeLost = ({ lost, binding, present }: Session): void => {
  for (const { cursor, ids } of binding.lost)
    for (const id of ids) if (present.has(id)) lost.set(id, cursor)
}

/** As it is to be kept: also of rows that are not here just now, for Ctrl+Z brings them back as they were. */
export const lostAfter = ({ lost, binding, present }: Session): readonly LostRows[] => {
  const byCursor = new Map<string, string[]>()
  const add = (cursor: string, id: string) => {
    const ids = byCursor.get(cursor)
    if (ids === undefined) byCursor.set(cursor, [id])
    else ids.push(id)
  }
  for (const { cursor, ids } of binding.lost)
    for (const id of ids) if (!present.has(id)) add(cursor, id)
  for (const [id, cursor] of lost) add(cursor, id)
  return [...byCursor].map(([cursor, ids]) => ({ cursor, ids }))
}

/**
 * All revisions were compared with those of a server that was set back: the sheet stands on what that one has, but for
 * the rows that wait. Where Excel refuses, the session goes on, and the next one compares again.
 */
export function* keepGround(session: Session): Proc<void> {
  if (isCancelled(session) || session.hasPassedTwins) return
  yield* written()
  const { state, cursor } = session
  const moved = { ...bindingIn(session), cursor, told: '', lost: lostAfter(session) }
  try {
    yield* keepState(session, withBinding(state, moved))
    session.refused = null
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
}
