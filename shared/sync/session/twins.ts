// Twins: rows with one id that were all edited. The question is which is the original, so each says what tells it
// apart from the others. Reads rows only.
import type { SheetRow } from '../classify.ts'
import type { LayoutColumn } from '../layout.ts'
import type { Session } from './session.ts'
import { cellText } from './shown.ts'

/** What stands in a column. */
export interface ColumnText {
  readonly header: string
  readonly text: string
}

/** So many columns tell rows apart that are much alike. */
const TOLD_APART_MAX = 6

/** Of rows that began as one: the columns in which they differ, and what each says there. */
const tellApart = (rows: readonly SheetRow[], columns: readonly LayoutColumn[]) => {
  const textAt = (row: SheetRow, at: number): string => {
    const column = columns[at]
    return column === undefined ? '' : cellText(row.entered[at] ?? '', column.field)
  }
  const differing = columns
    .map(({ index }, at) => ({ index, at }))
    .toSorted((a, b) => a.index - b.index)
    .map(({ at }) => at)
    .filter((at) => new Set(rows.map((row) => textAt(row, at))).size > 1)
    .slice(0, TOLD_APART_MAX)
  return rows.map((row): readonly [number, readonly ColumnText[]] => [
    row.index,
    differing.map((at) => ({ header: columns[at]?.header ?? '', text: textAt(row, at) })),
  ])
}

/** By the row's index, of all twins. @param columns the entered ones */
export const tellTwinsApart = (
  rows: readonly SheetRow[],
  columns: readonly LayoutColumn[],
): ReadonlyMap<number, readonly ColumnText[]> => {
  const byId = new Map<string, SheetRow[]>()
  for (const row of rows) {
    if (row.state !== 'twin' || row.stamp === null) continue
    const twins = byId.get(row.stamp.id)
    if (twins === undefined) byId.set(row.stamp.id, [row])
    else twins.push(row)
  }
  return new Map([...byId.values()].flatMap((twins) => tellApart(twins, columns)))
}

/** A row that waits, and what tells it apart. */
interface Waiting {
  readonly row: number
  readonly differing: readonly ColumnText[]
}

/** @returns the same in the same order, twins with what tells them apart */
export const tellTwins = <T extends Waiting>(
  waiting: readonly T[],
  { rows, layout }: Pick<Session, 'rows' | 'layout'>,
): readonly T[] => {
  const texts = tellTwinsApart(rows, layout.entered)
  return waiting.map((one): T => ({ ...one, differing: texts.get(one.row) ?? [] }))
}
