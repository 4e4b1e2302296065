// One sheet: its cells, columns, tables and what lies on them, and how all of it is put aside for
// undo. Every change must be announced by touch() before it is made.
import type { Chart } from './chart.ts'
import type { ConditionalFormat } from './conditional.ts'
import { Grid, type GridSnapshot } from './grid.ts'
import type { Pivot } from './pivot.ts'
import type { Rect } from './rect.ts'
import type { Table, TableState } from './table.ts'
import type { Zone } from './zones.ts'

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden'

/** In points, as Office.js counts; Excel's standard column is 64 pixels wide. */
export const STANDARD_WIDTH = 48

export interface ColumnLook {
  readonly width: number
  readonly hidden: boolean
}

/** A rule as the API gives it, kept and given back, never enforced. D: validation does not run on paste */
export interface Validation {
  readonly rule: Readonly<Record<string, unknown>>
  readonly errorAlert: unknown
  readonly prompt: unknown
  readonly ignoreBlanks: boolean
}

export interface SheetSnapshot {
  readonly grid: GridSnapshot
  readonly looks: ReadonlyMap<number, ColumnLook>
  readonly tables: readonly (readonly [Table, TableState])[]
  readonly merges: readonly Rect[]
  readonly validations: readonly Zone<Validation>[]
  readonly conditionals: readonly ConditionalFormat[]
  readonly pivots: readonly Pivot[]
  readonly charts: readonly Chart[]
}

export class Sheet {
  readonly id: string
  readonly grid = new Grid()
  name: string
  visibility: Visibility = 'Visible'
  isProtected = false
  frozenRows = 0
  frozenColumns = 0
  /** Changed only by replacing; order is the order of creation. */
  tables: readonly Table[] = []
  merges: readonly Rect[] = []
  validations: readonly Zone<Validation>[] = []
  conditionals: readonly ConditionalFormat[] = []
  pivots: readonly Pivot[] = []
  charts: readonly Chart[] = []
  private looks = new Map<number, ColumnLook>()
  private readonly capture: (sheet: Sheet) => void

  constructor(id: string, name: string, capture: (sheet: Sheet) => void) {
    this.id = id
    this.name = name
    this.capture = capture
  }

  /** Says that the sheet is about to change, so that the open undo step keeps what it was. */
  touch(): void {
    this.capture(this)
  }

  look(column: number): ColumnLook {
    return this.looks.get(column) ?? { width: STANDARD_WIDTH, hidden: false }
  }

  setLook(column: number, change: Partial<ColumnLook>): void {
    this.looks.set(column, { ...this.look(column), ...change })
  }

  moveLooks(at: number, by: number): void {
    const moved = new Map<number, ColumnLook>()
    for (const [column, look] of this.looks) {
      if (column < at) moved.set(column, look)
      else if (column >= at - Math.min(by, 0)) moved.set(column + by, look)
    }
    this.looks = moved
  }

  snapshot(): SheetSnapshot {
    return {
      grid: this.grid.snapshot(),
      looks: new Map(this.looks),
      tables: this.tables.map((table) => [table, table.state()] as const),
      merges: this.merges,
      validations: this.validations,
      conditionals: this.conditionals,
      pivots: this.pivots,
      charts: this.charts,
    }
  }

  restore(snapshot: SheetSnapshot): void {
    this.grid.restore(snapshot.grid)
    this.looks = new Map(snapshot.looks)
    this.tables = snapshot.tables.map(([table, state]) => {
      table.restore(state)
      return table
    })
    this.merges = snapshot.merges
    this.validations = snapshot.validations
    this.conditionals = snapshot.conditionals
    this.pivots = snapshot.pivots
    this.charts = snapshot.charts
  }
}
