// Brings plans into the sheet, row by row by id. Rows that moved meanwhile are looked for again and planned anew
// from what stands there then, at most four times; nothing stays written to a wrong row.
import type { SheetRow } from '../classify.ts'
import type { GuardedWrite, RowEdit } from '../sheet.ts'
import { rowAfter, workToEdit } from './edit.ts'
import type { RowWork } from './edit.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { inBreaths, keepRow, lookAgain, presentIn, rescan, rowById, TRIES_MAX } from './session.ts'
import type { Session } from './session.ts'
import { Stopped } from './stop.ts'

/** What to do with the row as it stands now; null: nothing. */
export type Planner = (row: SheetRow) => RowWork | null

interface Planned {
  readonly id: string
  readonly row: SheetRow
  readonly work: RowWork
  readonly edit: RowEdit
}

const planRow = (
  session: Session,
  id: string,
  row: SheetRow,
  planner: Planner,
): readonly Planned[] => {
  const work = planner(row)
  const edit = work === null ? null : workToEdit(session, row, work)
  return work === null || edit === null ? [] : [{ id, row, work, edit }]
}

/** Rows that move meanwhile are met by the write's own check. */
function* planAll(
  session: Session,
  planners: ReadonlyMap<string, Planner>,
): Proc<readonly Planned[]> {
  const planned: Planned[] = []
  yield* inBreaths(planners, ([id, planner]) => {
    const row = rowById(session, id)
    if (row !== null) planned.push(...planRow(session, id, row, planner))
  })
  return planned
}

function* writeOnce(
  session: Session,
  planned: readonly Planned[],
  read: GuardedWrite['read'] = [],
): Proc<readonly Planned[]> {
  const { missed } = yield* perform({
    do: 'write',
    write: {
      shape: session.shape,
      guardColumn: session.layout.sync,
      edits: planned.map(({ edit }) => edit),
      says: session.layout.entered.map(({ index }) => index),
      read,
    },
  })
  let isAnother = false
  yield* inBreaths(planned, ({ row, work }) => {
    if (missed.has(row.index)) return
    keepRow(session, rowAfter(session, row, work))
    isAnother ||= row.stamp?.id !== work.plan.stamp.id
  })
  // Linked or adopted, a row no longer stands under its own id: what a copy of the file has stored under that may come.
  if (isAnother) session.present = presentIn(session.rows)
  return planned.filter(({ row }) => missed.has(row.index))
}

/**
 * Once, for rows that their id alone does not name: copies, twins, damaged ones. Where one has moved it stays as it is.
 * @returns those that have
 */
export function* applyToRows(
  session: Session,
  rows: readonly SheetRow[],
  planner: Planner,
  read: GuardedWrite['read'] = [],
): Proc<readonly SheetRow[]> {
  const planned = rows.flatMap((row) => planRow(session, '', row, planner))
  if (planned.length === 0) return []
  return (yield* writeOnce(session, planned, read)).map(({ row }) => row)
}

/** @param planners by the row's id in the sheet; a row that is gone from the sheet is passed over */
export function* applyPlans(session: Session, planners: ReadonlyMap<string, Planner>): Proc<void> {
  let open = planners
  for (let tries = 0; open.size > 0; tries++) {
    if (tries === TRIES_MAX) throw new Stopped('restless', `${open.size} rows kept moving.`)
    yield* tries === 0 ? lookAgain(session) : rescan(session)
    const planned = yield* planAll(session, open)
    if (planned.length === 0) return
    const missed = new Set((yield* writeOnce(session, planned)).map(({ id }) => id))
    open = new Map([...open].filter(([id]) => missed.has(id)))
  }
}

const idOf = ({ stamp }: SheetRow): string => stamp?.id ?? ''

/** Rows that give up what they are known by, and their copies: one that was left as it is would be the row by then. */
export function* applyWithCopies(
  session: Session,
  planners: ReadonlyMap<string, Planner>,
): Proc<void> {
  let open = planners
  for (let tries = 0; open.size > 0; tries++) {
    if (tries === TRIES_MAX) throw new Stopped('restless', `${open.size} copies kept moving.`)
    if (tries > 0) yield* rescan(session)
    yield* applyPlans(session, open)
    const copies = session.rows.filter((row) => row.state === 'copy' && open.has(idOf(row)))
    const planner: Planner = (row) => planners.get(idOf(row))?.(row) ?? null
    // They get what their original has got: by its stamp alone a row that one hits by mistake could be either.
    const missed = new Set((yield* applyToRows(session, copies, planner, null)).map(idOf))
    open = new Map([...open].filter(([id]) => missed.has(id)))
  }
}
