// Rows that the sheet does not have yet, at the end of the table: into its trailing empty rows first, then beneath.
import type { Cell } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import { stampToText } from '../stamp.ts'
import type { RowWork } from './edit.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { isRestless, keepRow, lookAgain, rescan, scan, TRIES_MAX } from './session.ts'
import type { Session } from './session.ts'
import { Stopped } from './stop.ts'

const OWN_FORMAT = '@'

interface Target {
  readonly column: number
  readonly format: string
  readonly cellOf: (work: RowWork, text: string) => Cell
}

const targets = ({ layout }: Session): readonly Target[] =>
  [
    ...layout.entered.map((column, at) => ({
      column: column.index,
      format: column.field.kind.numberFormat,
      cellOf: ({ plan }: RowWork) => plan.entered[at] ?? '',
    })),
    ...layout.computed.map((column, at) => ({
      column: column.index,
      format: column.field.kind.numberFormat,
      cellOf: ({ plan }: RowWork) => plan.computed[at] ?? '',
    })),
    ...(layout.status === null
      ? []
      : [
          {
            column: layout.status,
            format: OWN_FORMAT,
            cellOf: ({ status }: RowWork) => status ?? '',
          },
        ]),
    { column: layout.sync, format: OWN_FORMAT, cellOf: (_: RowWork, text: string) => text },
  ].toSorted((a, b) => a.column - b.column)

/** An empty table has one blank row; it is taken where the user's own columns are blank there too. */
function* firstFreeRow({ rows, shape }: Session): Proc<number> {
  const isBlank = rows.length === 1 && rows[0]?.state === 'empty'
  if (!isBlank) return shape.rowCount
  const columns = shape.columns.map((column) => column.index)
  try {
    const [line = []] = yield* perform({ do: 'read', shape, columns, first: 0, count: 1 })
    return line.every((cell) => cell === '') ? 0 : shape.rowCount
  } catch (error) {
    if (!isRestless(error)) throw error
    // It is not the only one any more: adding meets what stands at the end.
    return shape.rowCount
  }
}

/** Adds what is not in the sheet by now. @returns the rows of the sheet that it should have then */
function* addOnce(session: Session, works: readonly RowWork[]): Proc<ReadonlySet<number>> {
  const columns = targets(session)
  const first = yield* firstFreeRow(session)
  const texts = works.map(({ plan }) => stampToText(plan.stamp, session.home))
  const missed = yield* perform({
    do: 'add',
    rows: {
      shape: session.shape,
      guardColumn: session.layout.sync,
      columns: columns.map(({ column }) => column),
      formats: columns.map(({ format }) => format),
      rows: works.map((work, at) => columns.map(({ cellOf }) => cellOf(work, texts[at] ?? ''))),
      first,
    },
  })
  const expected = Math.max(session.shape.rowCount, first + works.length)
  yield* lookAgain(session)
  if (missed.size > 0 || session.shape.rowCount !== expected) yield* scan(session)
  else works.forEach((work, at) => keepRow(session, arrived(work, first + at, texts[at] ?? '')))
  // Taken back by its user before we looked again: it has been here, and he is asked what he meant.
  for (const [at, { plan }] of works.entries())
    if (!missed.has(at) && !session.present.has(plan.stamp.id)) session.delivered.add(plan.stamp.id)
  return missed
}

/** Where somebody's rows came in the way, those of ours that were not added are added again, four times at most. */
export function* addArrivals(session: Session, works: readonly RowWork[]): Proc<void> {
  let open = works
  for (let tries = 0; open.length > 0; tries++) {
    if (tries === TRIES_MAX) throw new Stopped('restless', `${open.length} rows found no place.`)
    if (session.rows.length !== session.shape.rowCount) yield* rescan(session)
    open = open.filter(({ plan }) => !session.present.has(plan.stamp.id))
    if (open.length === 0) return
    const missed = yield* addOnce(session, open)
    open = open.filter((_, at) => missed.has(at))
  }
}

const arrived = ({ plan, status }: RowWork, index: number, stampText: string): SheetRow => ({
  index,
  entered: plan.entered,
  computed: plan.computed,
  status: status ?? '',
  stampText,
  stamp: plan.stamp,
  state: 'clean',
  hash: plan.stamp.hash,
})
