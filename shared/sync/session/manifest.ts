// The manifest: which rows this sheet has had. A row that is in it and not in the sheet was removed by its user, who
// is asked what he meant; nothing is ever deleted because a row is missing.
import type { Stamp } from '../stamp.ts'
import type { Session } from './session.ts'

export const isHere = ({ present }: Session, id: string): boolean => present.has(id)

/** May a row be added to the sheet by itself? Not one that its user removed. */
export const mayArrive = (session: Session, id: string): boolean =>
  !isHere(session, id) && !session.delivered.has(id) && !session.away.has(id)

/** One that another pane has brought meanwhile is left for the next session, which compares it first. */
const isMet = ({ met }: Session, { id, rev }: Stamp): boolean => rev > 0 && met.has(id)

/**
 * The manifest as it is to be kept: in its old order, so that only its last cell is written. Rows that wait because the
 * server lost them are in it: taken out meanwhile, they are asked about like any other.
 */
export const deliveredAfter = (session: Session): readonly string[] => {
  const { binding, delivered, rows } = session
  const kept = binding.delivered.filter((id) => delivered.has(id))
  const known = new Set(kept)
  const fresh = rows.flatMap(({ stamp, state }) =>
    stamp !== null && isMet(session, stamp) && state !== 'departed' && !known.has(stamp.id)
      ? [stamp.id]
      : [],
  )
  const vanished = [...delivered].filter((id) => !known.has(id))
  return [...kept, ...new Set([...vanished, ...fresh])]
}
