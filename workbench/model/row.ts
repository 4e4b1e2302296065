// One row of cells: values and, where needed, styles and formulas, each an array by column, and
// whether the row is hidden. Helpers for the grid, which owns all rows.
import { columnEnd, type Rect } from './rect.ts'
import { PLAIN, type Style } from './style.ts'

/** '' is an empty cell. An error such as #NAME? is its text, told apart by the formula beside it. */
export type CellValue = string | number | boolean

/** 0 shown, 1 hidden by hand, 2 hidden by a filter */
export type Hiding = 0 | 1 | 2

export interface Row {
  /** The grid's age when the row was last copied; younger snapshots do not hold it. */
  age: number
  hiding: Hiding
  values: CellValue[]
  styles: (Style | undefined)[] | undefined
  formulas: (string | undefined)[] | undefined
}

export function put<T>(lane: T[], column: number, value: T, blank: T): void {
  while (lane.length < column) lane.push(blank)
  lane[column] = value
}

export function fillHoles(values: CellValue[]): void {
  for (const column of values.keys()) values[column] ??= ''
}

export function eachLane(row: Row, change: (lane: unknown[]) => void): void {
  change(row.values)
  if (row.styles !== undefined) change(row.styles)
  if (row.formulas !== undefined) change(row.formulas)
}

export function padded(
  values: readonly CellValue[] | undefined,
  rect: Rect,
  blank: CellValue,
): CellValue[] {
  const line = values?.slice(rect.column, columnEnd(rect)) ?? []
  while (line.length < rect.columns) line.push(blank)
  return line
}

export function usedColumns(row: Row, valuesOnly: boolean): readonly [number, number] {
  const styles = valuesOnly ? [] : (row.styles ?? [])
  const isUsed = (column: number): boolean =>
    (row.values[column] ?? '') !== '' ||
    row.formulas?.[column] !== undefined ||
    (styles[column] ?? PLAIN) !== PLAIN
  let last = Math.max(row.values.length, styles.length, row.formulas?.length ?? 0) - 1
  while (last >= 0 && !isUsed(last)) last -= 1
  let first = 0
  while (first < last && !isUsed(first)) first += 1
  return [first, last]
}
