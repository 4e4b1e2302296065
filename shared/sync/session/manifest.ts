// The manifest: which rows this sheet has had. A row that is in it and not in the sheet was removed by its user, who
// is asked what he meant; nothing is ever deleted because a row is missing.
import type { Session } from './session.ts'

export const isHere = ({ present }: Session, id: string): boolean => present.has(id)

/** May a row be added to the sheet by itself? Not one that its user removed. */
export const mayArrive = (session: Session, id: string): boolean =>
  !isHere(session, id) && !session.delivered.has(id) && !session.away.has(id)

/**
 * The manifest as it is to be kept: in its old order, so that only its last cell is written. Rows that the server lost
 * are left out until their user has spoken: the next session looks at them again before anything else.
 */
export const deliveredAfter = (session: Session): readonly string[] => {
  const { binding, delivered, rows, lost } = session
  const kept = binding.delivered.filter((id) => delivered.has(id) && !lost.has(id))
  const known = new Set([...kept, ...lost.keys()])
  const fresh = rows.flatMap(({ stamp, state }) =>
    stamp !== null && stamp.rev > 0 && state !== 'departed' && !known.has(stamp.id)
      ? [stamp.id]
      : [],
  )
  const vanished = [...delivered].filter((id) => !known.has(id))
  return [...kept, ...new Set([...vanished, ...fresh])]
}
