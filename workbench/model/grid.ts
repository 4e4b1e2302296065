// The cells of one sheet, row by row: an array of values and, where needed, of styles and formulas.
// Rows are copied before they are changed if a snapshot still holds them, so that a snapshot (for
// undo) costs one array of pointers. The grid knows neither tables nor events.
import { columnEnd, isWholeColumns, isWholeRows, type Rect, rowEnd } from './rect.ts'
import {
  type CellValue,
  eachLane,
  fillHoles,
  type Hiding,
  padded,
  put,
  type Row,
  usedColumns,
} from './row.ts'
import { PLAIN, type Style } from './style.ts'

export type { CellValue } from './row.ts'

export interface Cell {
  readonly value: CellValue
  readonly formula: string | undefined
  readonly style: Style
}

export const EMPTY_CELL: Cell = { value: '', formula: undefined, style: PLAIN }

export interface GridSnapshot {
  readonly rows: readonly (Row | undefined)[]
  readonly columnStyles: ReadonlyMap<number, Style>
}

export class Grid {
  private rows: (Row | undefined)[] = []
  private columnStyles = new Map<number, Style>()
  private age = 0

  snapshot(): GridSnapshot {
    this.age += 1
    return { rows: this.rows.slice(), columnStyles: new Map(this.columnStyles) }
  }

  /** Rows of another grid, as in a copy of a sheet, are older than this one too. */
  restore(snapshot: GridSnapshot): void {
    for (const row of snapshot.rows) this.age = Math.max(this.age, row?.age ?? 0)
    this.age += 1
    this.rows = snapshot.rows.slice()
    this.columnStyles = new Map(snapshot.columnStyles)
  }

  /** The rows that differ from a snapshot, as first and last index; undefined when none does. */
  changedSince(snapshot: GridSnapshot): readonly [number, number] | undefined {
    const length = Math.max(this.rows.length, snapshot.rows.length)
    let first = 0
    while (first < length && this.rows[first] === snapshot.rows[first]) first += 1
    if (first === length) return undefined
    let last = length - 1
    while (this.rows[last] === snapshot.rows[last]) last -= 1
    return [first, last]
  }

  /** One past the last row that holds anything, formats and hidden rows included. */
  get rowCount(): number {
    return this.rows.length
  }

  value(row: number, column: number): CellValue {
    return this.rows[row]?.values[column] ?? ''
  }

  formula(row: number, column: number): string | undefined {
    return this.rows[row]?.formulas?.[column]
  }

  style(row: number, column: number): Style {
    return this.rows[row]?.styles?.[column] ?? this.columnStyles.get(column) ?? PLAIN
  }

  cell(row: number, column: number): Cell {
    return {
      value: this.value(row, column),
      formula: this.formula(row, column),
      style: this.style(row, column),
    }
  }

  setValue(row: number, column: number, value: CellValue, formula?: string): void {
    const target = this.writable(row)
    put(target.values, column, value, '')
    if (formula !== undefined) {
      target.formulas ??= []
      target.formulas[column] = formula
    } else if (target.formulas !== undefined) {
      target.formulas[column] = undefined
    }
  }

  setStyle(row: number, column: number, style: Style): void {
    if (this.style(row, column) === style) return
    const target = this.writable(row)
    target.styles ??= []
    put(target.styles, column, style, undefined)
  }

  setCell(row: number, column: number, cell: Cell): void {
    this.setValue(row, column, cell.value, cell.formula)
    this.setStyle(row, column, cell.style)
  }

  /** Restyles a rectangle; whole columns change their default, so that later rows follow. */
  restyle(rect: Rect, change: (style: Style) => Style): void {
    const bottom = isWholeColumns(rect) ? this.rows.length : rowEnd(rect)
    for (let row = rect.row; row < bottom; row += 1) {
      if (isWholeColumns(rect) && this.rows[row]?.styles === undefined) continue
      for (let column = rect.column; column < columnEnd(rect); column += 1) {
        this.setStyle(row, column, change(this.style(row, column)))
      }
    }
    if (!isWholeColumns(rect)) return
    for (let column = rect.column; column < columnEnd(rect); column += 1) {
      this.columnStyles.set(column, change(this.columnStyles.get(column) ?? PLAIN))
    }
  }

  hiding(row: number): Hiding {
    return this.rows[row]?.hiding ?? 0
  }

  setHiding(row: number, hiding: Hiding): void {
    if (this.hiding(row) !== hiding) this.writable(row).hiding = hiding
  }

  /** The values of a rectangle as plain rows; '' for empty cells. */
  values(rect: Rect): CellValue[][] {
    const out: CellValue[][] = []
    for (let row = rect.row; row < rowEnd(rect); row += 1) {
      out.push(padded(this.rows[row]?.values, rect, ''))
    }
    return out
  }

  /** Like values, with the formula's text where there is one. */
  formulas(rect: Rect): CellValue[][] {
    const out = this.values(rect)
    for (const [index, line] of out.entries()) {
      const formulas = this.rows[rect.row + index]?.formulas
      if (formulas === undefined) continue
      for (const column of line.keys())
        line[column] = formulas[rect.column + column] ?? line[column] ?? ''
    }
    return out
  }

  /** Row, column and text of every formula, from the top. */
  formulaCells(): (readonly [number, number, string])[] {
    return this.rows.flatMap((row, at) =>
      (row?.formulas ?? []).flatMap((formula, column) =>
        formula === undefined ? [] : [[at, column, formula] as const],
      ),
    )
  }

  cells(rect: Rect): Cell[][] {
    return this.map(rect, (row, column) => this.cell(row, column))
  }

  map<T>(rect: Rect, read: (row: number, column: number) => T): T[][] {
    const out: T[][] = []
    for (let row = rect.row; row < rowEnd(rect); row += 1) {
      const line: T[] = []
      for (let column = rect.column; column < columnEnd(rect); column += 1)
        line.push(read(row, column))
      out.push(line)
    }
    return out
  }

  /** Puts cells from a corner on, as they are: no coercion. */
  putCells(row: number, column: number, cells: readonly (readonly Cell[])[]): void {
    for (const [down, line] of cells.entries()) {
      for (const [right, cell] of line.entries()) this.setCell(row + down, column + right, cell)
    }
  }

  /** Empties a rectangle of its contents, its looks, or both. */
  clear(rect: Rect, what: 'All' | 'Contents' | 'Formats'): void {
    for (let row = rect.row; row < rowEnd(rect); row += 1) {
      const known = this.rows[row]
      if (known === undefined) continue
      const width = Math.max(known.values.length, known.styles?.length ?? 0)
      for (let column = rect.column; column < Math.min(columnEnd(rect), width); column += 1) {
        if (what !== 'Formats') this.setValue(row, column, '')
        if (what !== 'Contents') this.setStyle(row, column, PLAIN)
      }
    }
  }

  /** The smallest rectangle around everything; formats count unless `valuesOnly`. */
  usedRect(valuesOnly: boolean): Rect | undefined {
    let [top, bottom, left, right] = [-1, -1, Infinity, -1]
    for (const [index, row] of this.rows.entries()) {
      if (row === undefined) continue
      const [first, last] = usedColumns(row, valuesOnly)
      if (last < 0) continue
      if (top < 0) top = index
      bottom = index
      left = Math.min(left, first)
      right = Math.max(right, last)
    }
    if (top < 0) return undefined
    return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 }
  }

  /** Opens room: whole rows move with their hiding, a band of columns moves cells only. */
  insertRows(rect: Rect): void {
    if (isWholeRows(rect)) {
      const room = Array<Row | undefined>(rect.rows)
      if (rect.row < this.rows.length) {
        this.rows = this.rows.slice(0, rect.row).concat(room, this.rows.slice(rect.row))
      }
      return
    }
    for (let row = this.rows.length - 1; row >= rect.row; row -= 1) {
      this.moveBand(row, row + rect.rows, rect)
    }
  }

  removeRows(rect: Rect): void {
    if (isWholeRows(rect)) {
      this.rows.splice(rect.row, rect.rows)
      return
    }
    const last = this.rows.length
    for (let row = rect.row; row < last; row += 1) this.moveBand(row + rect.rows, row, rect)
  }

  insertColumns(rect: Rect): void {
    const bottom = Math.min(rowEnd(rect), this.rows.length)
    for (let row = rect.row; row < bottom; row += 1) {
      if (this.rows[row] === undefined) continue
      eachLane(this.writable(row), (lane) => {
        if (lane.length > rect.column)
          lane.splice(rect.column, 0, ...Array<undefined>(rect.columns))
      })
      fillHoles(this.writable(row).values)
    }
    if (isWholeColumns(rect)) this.shiftColumnStyles(rect.column, rect.columns)
  }

  removeColumns(rect: Rect): void {
    const bottom = Math.min(rowEnd(rect), this.rows.length)
    for (let row = rect.row; row < bottom; row += 1) {
      if (this.rows[row] !== undefined) {
        eachLane(this.writable(row), (lane) => lane.splice(rect.column, rect.columns))
      }
    }
    if (isWholeColumns(rect)) this.shiftColumnStyles(rect.column, -rect.columns)
  }

  private moveBand(from: number, to: number, band: Rect): void {
    if (this.rows[from] === undefined && this.rows[to] === undefined) return
    for (let column = band.column; column < columnEnd(band); column += 1) {
      this.setCell(to, column, this.cell(from, column))
      this.setCell(from, column, EMPTY_CELL)
    }
  }

  private shiftColumnStyles(at: number, by: number): void {
    const shifted = new Map<number, Style>()
    for (const [column, style] of this.columnStyles) {
      if (column < at) shifted.set(column, style)
      else if (column >= at - Math.min(by, 0)) shifted.set(column + by, style)
    }
    this.columnStyles = shifted
  }

  private writable(index: number): Row {
    const row = this.rows[index]
    if (row?.age === this.age) return row
    const fresh: Row = {
      age: this.age,
      hiding: row?.hiding ?? 0,
      values: row?.values.slice() ?? [],
      styles: row?.styles?.slice(),
      formulas: row?.formulas?.slice(),
    }
    this.rows[index] = fresh
    return fresh
  }
}
