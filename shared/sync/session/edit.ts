// From what a row shall hold to the cells that must change: nothing else is written.
import type { Cell } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import type { LayoutColumn } from '../layout.ts'
import type { RowPlan } from '../deliver.ts'
import { stampToText } from '../stamp.ts'
import type { CellWrite, RowEdit } from '../sheet.ts'
import type { Session } from './session.ts'

/** A row's plan and the words of its status cell; null leaves the words as they are. */
export interface RowWork {
  readonly plan: RowPlan
  readonly status: string | null
}

const TEXT = '@'

/** Excel takes such a text for a formula unless the cell is a text cell. */
const formatOfText = (value: Cell): string | null =>
  typeof value === 'string' && /^[=+\-@\t\r]/u.test(value) ? TEXT : null

/** Text would lose digits and dates would show as numbers; an amount keeps the look that its user gave it. */
const formatOf = ({ field }: LayoutColumn, value: Cell): string | null => {
  const { numberFormat } = field.kind
  if (value === '') return null
  return numberFormat === TEXT || /[ymdh]/iu.test(numberFormat) ? numberFormat : null
}

const changes = (
  columns: readonly LayoutColumn[],
  now: readonly Cell[],
  then: readonly Cell[],
  isOurs: boolean,
): readonly CellWrite[] =>
  columns.flatMap((column, at): readonly CellWrite[] => {
    const before = now[at] ?? ''
    const value = then[at] ?? ''
    if (before === value) return []
    const format = isOurs ? formatOfText(value) : formatOf(column, value)
    return [{ column: column.index, value, before: isOurs ? null : before, format }]
  })

const ours = (column: number, before: Cell, value: Cell): readonly CellWrite[] =>
  before === value ? [] : [{ column, value, before: null, format: formatOfText(value) }]

/** @returns null where the row already is as it shall be */
export const workToEdit = (
  session: Pick<Session, 'layout' | 'home'>,
  row: SheetRow,
  work: RowWork,
): RowEdit | null => {
  const { layout } = session
  const { plan, status } = work
  const writes = [
    ...changes(layout.entered, row.entered, plan.entered, false),
    ...changes(layout.computed, row.computed, plan.computed, true),
    ...(layout.status === null ? [] : ours(layout.status, row.status, status ?? row.status)),
    ...ours(layout.sync, row.stampText, stampToText(plan.stamp, session.home)),
  ]
  return writes.length === 0
    ? null
    : { row: row.index, guard: row.stampText, writes, says: plan.entered }
}

/** The row as it stands after its edit was written. */
export const rowAfter = (session: Session, row: SheetRow, { plan, status }: RowWork) => ({
  ...row,
  entered: plan.entered,
  computed: plan.computed,
  status: status ?? row.status,
  stamp: plan.stamp,
  stampText: stampToText(plan.stamp, session.home),
})
