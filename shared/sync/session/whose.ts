// Rows whose identity is in question: copies, twins that were all edited, identities that cannot be read, rows that
// left their user's sight. Nobody guesses: the user says which is the original and what becomes of the others.
import type { SheetRow } from '../classify.ts'
import { emptyComputed } from '../deliver.ts'
import { newStamp, withOlder } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { applyToRows } from './apply.ts'
import type { RowWork } from './edit.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { planDeparted } from './gone.ts'
import { rescan } from './session.ts'
import type { Session } from './session.ts'

/** Which row is meant: where it stood, and what it said. */
export interface RowPlace {
  readonly row: number
  readonly hash: string
}

const isAt = (row: SheetRow | undefined, { hash }: RowPlace): row is SheetRow =>
  row !== undefined && row.hash === hash

/** The row that was shown; where it moved meanwhile, the only one that says the same. */
const findRow = (
  { rows }: Session,
  place: RowPlace,
  isFit: (row: SheetRow) => boolean,
): SheetRow | null => {
  const there = rows[place.row]
  if (isAt(there, place) && isFit(there)) return there
  const alike = rows.filter((row) => isAt(row, place) && isFit(row))
  return alike.length === 1 ? (alike[0] ?? null) : null
}

const planFresh = (session: Session, row: SheetRow, id: string): RowWork => ({
  plan: {
    stamp: newStamp(session.layout.version, id),
    entered: row.entered,
    computed: emptyComputed(session.layout, row.computed),
    isRewritten: false,
  },
  status: null,
})

/** They become rows of their own, new to the server, which then says whether it knows them. */
function* separateRows(session: Session, rows: readonly SheetRow[]): Proc<void> {
  if (rows.length === 0) return
  const ids = yield* perform({ do: 'ids', count: rows.length })
  const idOf = new Map(rows.map((row, at) => [row, ids[at] ?? '']))
  const kinOf = new Map<string, Set<string>>()
  for (const [row, id] of idOf) {
    if (row.stamp !== null) session.origins.set(id, { copiedFrom: row.stamp.id })
    if (row.state === 'twin' && row.stamp !== null) {
      const kin = kinOf.get(row.stamp.id) ?? new Set([row.stamp.id])
      kinOf.set(row.stamp.id, kin.add(id))
      session.kin.set(id, kin)
    }
    // A copy is equal to its original, and its user knows.
    if (row.state === 'copy') session.answers.set(id, 'new')
  }
  yield* applyToRows(session, rows, (row) => planFresh(session, row, idOf.get(row) ?? ''))
  yield* rescan(session)
}

const isHeldGone = ({ state, stamp }: SheetRow): boolean =>
  state === 'answered' &&
  (stamp?.answer?.outcome === 'gone' || stamp?.answer?.outcome === 'forbidden')

const isQuestioned = (row: SheetRow): boolean =>
  row.state === 'copy' || row.state === 'damaged' || isHeldGone(row)

export function* separate(session: Session, places: readonly RowPlace[]): Proc<void> {
  const rows = places.flatMap((place) => findRow(session, place, isQuestioned) ?? [])
  yield* separateRows(session, [...new Set(rows)])
}

/** What was sent under this id on this revision, whichever of the rows said it. */
const saidAmong = (rows: readonly SheetRow[], own: Stamp): readonly string[] =>
  rows.flatMap(({ stamp }) => {
    if (stamp?.id !== own.id || stamp.rev !== own.rev) return []
    return [...stamp.older, ...(stamp.answer === null ? [] : [stamp.answer.hash])]
  })

/** The original answers for what its twins have said in its name: stored unheard, it is no conflict with its own row. */
function* takeOver(
  session: Session,
  originals: readonly SheetRow[],
  others: readonly SheetRow[],
): Proc<void> {
  yield* applyToRows(session, originals, ({ stamp, entered, computed }) => {
    if (stamp === null) return null
    const said = saidAmong(others, stamp)
    if (said.length === 0) return null
    return {
      plan: { stamp: withOlder(stamp, said), entered, computed, isRewritten: false },
      status: null,
    }
  })
}

/** The row at each place keeps the id; its twins become rows of their own, and nobody asks again whether they are. */
export function* keepOriginal(session: Session, places: readonly RowPlace[]): Proc<void> {
  const isTwin = ({ state }: SheetRow) => state === 'twin'
  const originals = places.flatMap((place) => findRow(session, place, isTwin) ?? [])
  const keeperById = new Map(originals.map((row) => [row.stamp?.id ?? '', row]))
  const others = session.rows.filter((row) => {
    const keeper = keeperById.get(row.stamp?.id ?? '')
    return isTwin(row) && keeper !== undefined && keeper !== row
  })
  yield* takeOver(session, originals, others)
  yield* separateRows(session, others)
}

/** What was typed in rows that left my sight is given up. */
export function* giveUp(session: Session, places: readonly RowPlace[]): Proc<void> {
  const rows = places.flatMap((place) => findRow(session, place, isHeldGone) ?? [])
  if (rows.length === 0) return
  yield* applyToRows(session, rows, (row) =>
    row.stamp === null ? null : planDeparted(session.layout, row, row.stamp, String(row.status)),
  )
  yield* rescan(session)
}
