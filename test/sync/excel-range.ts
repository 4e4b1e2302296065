// Excel's ranges, as far as the adapter uses them: what is loaded or set is queued, and happens with the batch.
import type { Cell } from '../../shared/schema/kind.ts'
import type { GridCell } from './content.ts'
import { excelError } from './excel-draft.ts'
import type { Draft } from './excel-draft.ts'

export type Op = (draft: Draft) => void
export type Queue = (op: Op) => void

/** Within the table's body; null is as many as there are. */
export interface Place {
  readonly row: number
  readonly column: number
  readonly rows: number | null
  readonly columns: number | null
}

const indexes = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

/** All cells of a place, read one by one. */
const gridOf = (draft: Draft, place: Place): GridCell[][] =>
  indexes(place.rows ?? draft.rowCount()).map((row) =>
    indexes(place.columns ?? draft.columns.length).map((column) =>
      draft.cell(place.row + row, place.column + column),
    ),
  )

export class FakeRange {
  readonly place: Place
  formulas: Cell[][] = []
  rowIndex = 0
  columnIndex = 0
  rowCount = 0
  readonly #queue: Queue
  /** It must lie within the body, or nothing is written. */
  readonly #isWithin: boolean
  #values: Cell[][] = []

  constructor(queue: Queue, place: Place, isWithin = false) {
    this.#queue = queue
    this.place = place
    this.#isWithin = isWithin
  }

  get values(): Cell[][] {
    return this.#values
  }
  set values(lines: readonly (readonly (Cell | null)[])[]) {
    this.#write(lines)
  }

  set numberFormat(_: unknown) {
    // Texts stand as texts in simulated cells, whatever their format.
  }
  get numberFormat(): string[][] {
    return indexes(this.place.rows ?? 0).map(() => indexes(this.place.columns ?? 0).map(() => '@'))
  }

  /** Loads where it stands, and its cells where they are asked for. */
  load(wanted: string): void {
    const isOfCells = /values|formulas/u.test(wanted)
    this.#queue((draft) => {
      const cells = isOfCells ? gridOf(draft, this.place) : []
      this.#values = cells.map((line) => line.map(({ value }) => value))
      this.formulas = cells.map((line) => line.map(({ formula, value }) => formula ?? value))
      this.rowIndex = 1
      this.columnIndex = 0
      this.rowCount = this.place.rows ?? draft.rowCount()
    })
  }

  getCell(row: number, column: number): FakeRange {
    const place = { row: this.place.row + row, column: this.place.column + column }
    return new FakeRange(this.#queue, { ...place, rows: 1, columns: 1 })
  }

  getRow(row: number): FakeRange {
    return new FakeRange(this.#queue, { ...this.place, row: this.place.row + row, rows: 1 })
  }

  getColumn(column: number): FakeRange {
    return new FakeRange(this.#queue, { ...this.place, column, columns: 1 })
  }

  getResizedRange(rows: number, columns: number): FakeRange {
    const { place } = this
    // As wide as the table is by then, where it is not made any wider.
    const width = place.columns === null && columns === 0 ? null : (place.columns ?? 0) + columns
    const size = { rows: (place.rows ?? 0) + rows, columns: width }
    return new FakeRange(this.#queue, { ...place, ...size })
  }

  /** With the table's body: the adapter asks for no other. */
  getIntersectionOrNullObject(): FakeRange {
    return new FakeRange(this.#queue, this.place, true)
  }

  #write(lines: readonly (readonly (Cell | null)[])[]): void {
    this.#queue((draft) => {
      const { row, column } = this.place
      const isOutside = row >= draft.rowCount() || column >= draft.columns.length
      if (this.#isWithin && isOutside) throw excelError('ItemNotFound')
      if (this.#isWithin && row + lines.length > draft.rowCount())
        throw excelError('InvalidArgument')
      lines.forEach((line, down) =>
        line.forEach((value, right) => {
          if (value !== null) draft.write(row + down, column + right, value)
        }),
      )
    })
  }
}
