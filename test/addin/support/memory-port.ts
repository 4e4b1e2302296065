// The workbook port in memory: one sheet, one table, no Excel. It keeps the same contract as the real one
// (excel/port-contract.ts), so that it may stand for it where Excel's own ways do not matter.
import type {
  ColumnShape,
  GuardedWrite,
  NewRows,
  TableShape,
  WriteReport,
} from '../../../shared/sync/sheet.ts'
import type { Area, SheetLook, TablePlan, WorkbookPort } from '../../../addin/excel/port.ts'
import { withCells } from '../../support/state-lines.ts'
import { LOOK_ROWS, SheetRefusal } from '../../../addin/excel/port.ts'
import type { Cell } from '../../../shared/schema/kind.ts'

export interface MemoryPort extends WorkbookPort {
  /** The cells of the sheet; what a test does here, a user does. */
  readonly cells: Cell[][]
  readonly formats: Map<string, string>
  readonly state: string[][]
  isFiltered: boolean
}

const TABLE_ID = 'T1'

export const memoryPort = (list: readonly (readonly Cell[])[]): MemoryPort => {
  const cells: Cell[][] = list.map((line) => [...line])
  const formats = new Map<string, string>()
  const state: string[][] = []
  let columns: ColumnShape[] = []
  let area: Area | null = null
  const tally = { syncs: 0, cellsRead: 0, cellsWritten: 0 }

  const at = (row: number, column: number): Cell => cells[row]?.[column] ?? ''
  const put = (row: number, column: number, value: Cell) => {
    while (cells.length <= row) cells.push([])
    const line = cells[row] ?? []
    while (line.length <= column) line.push('')
    line[column] = value
    tally.cellsWritten++
  }
  const tableArea = (): Area => {
    if (area === null) throw new SheetRefusal('table_lost', 'no table')
    return area
  }
  const used = (): Area | null => {
    let rows = 0
    let width = 0
    cells.forEach((line, row) =>
      line.forEach((cell, column) => {
        if (cell === '') return
        rows = Math.max(rows, row + 1)
        width = Math.max(width, column + 1)
      }),
    )
    return rows === 0 ? null : { top: 0, left: 0, rows, columns: width }
  }
  const shapeOf = (): TableShape => {
    const { top, left, rows } = tableArea()
    return {
      id: TABLE_ID,
      sheet: 'Sheet1',
      columns: columns.map((column, index) => ({
        ...column,
        index,
        name: String(at(top, left + index)),
      })),
      rowCount: rows - 1,
      headerRow: top,
      firstColumn: left,
      isFiltered: port.isFiltered,
      hasTotals: false,
      isProtected: false,
      file: 'customers.xlsx',
    }
  }
  const grow = (by: { rows?: number; columns?: number }) => {
    const now = tableArea()
    area = {
      ...now,
      rows: now.rows + (by.rows ?? 0),
      columns: now.columns + (by.columns ?? 0),
    }
  }

  const look = async (): Promise<SheetLook> => {
    tally.syncs++
    const all = used()
    const head = Array.from({ length: Math.min(LOOK_ROWS, all?.rows ?? 0) }, (_, row) =>
      Array.from({ length: all?.columns ?? 0 }, (_, column) => at(row, column)),
    )
    return {
      name: 'Sheet1',
      isProtected: false,
      isStructureLocked: false,
      isFiltered: false,
      hasState: state.length > 0,
      is1904: false,
      tableIds: area === null ? [] : [TABLE_ID],
      used: all,
      head,
      formats: head.map((line) => line.map(() => 'General')),
      formulas: head,
      merged: [],
    }
  }

  const makeTable = async (plan: TablePlan) => {
    tally.syncs++
    if (plan.source.kind === 'area') area = plan.source.area
    const { top, left, columns: width } = tableArea()
    plan.headers?.forEach((header, index) => put(top, left + index, header))
    columns = Array.from({ length: width }, (_, index) => ({ id: index + 1, name: '', index }))
    for (const header of plan.append) {
      const index = columns.length
      columns.push({ id: index + 1, name: '', index })
      grow({ columns: 1 })
      put(top, left + index, header)
    }
    for (const { index, format } of plan.formats) formats.set(String(index), format)
    return shapeOf()
  }

  const readRows = async (
    _: TableShape,
    wanted: readonly number[],
    first: number,
    count: number,
  ) => {
    tally.syncs++
    tally.cellsRead += wanted.length * count
    const { top, left } = tableArea()
    return Array.from({ length: count }, (_, row) =>
      wanted.map((column) => at(top + 1 + first + row, left + column)),
    )
  }

  const writeRows = async (write: GuardedWrite): Promise<WriteReport> => {
    tally.syncs++
    const { top, left } = tableArea()
    const missed = new Set<number>()
    const read = new Map<number, readonly Cell[]>()
    for (const edit of write.edits) {
      const row = top + 1 + edit.row
      read.set(
        edit.row,
        (write.read ?? write.shape.columns.map(({ index }) => index)).map((column) =>
          at(row, left + column),
        ),
      )
      const isThere =
        at(row, left + write.guardColumn) === edit.guard &&
        edit.writes.every((w) => w.before === null || at(row, left + w.column) === w.before)
      if (!isThere) missed.add(edit.row)
      else for (const w of edit.writes) put(row, left + w.column, w.value)
    }
    return { missed, cells: read }
  }

  const addRows = async (rows: NewRows) => {
    tally.syncs++
    const { top, left, rows: height } = tableArea()
    const added = rows.first + rows.rows.length - (height - 1)
    if (added > 0) {
      const end = top + height
      if (cells.slice(end, end + added).some((line) => line.some((cell) => cell !== '')))
        cells.splice(end, 0, ...Array.from({ length: added }, () => []))
      grow({ rows: added })
    }
    const missed = new Set<number>()
    rows.rows.forEach((line, row) => {
      const there = rows.columns.map((column) => at(top + 1 + rows.first + row, left + column))
      if (there.some((cell) => cell !== '')) missed.add(row)
      else
        rows.columns.forEach((column, index) =>
          put(top + 1 + rows.first + row, left + column, line[index] ?? ''),
        )
    })
    return missed
  }

  const port: MemoryPort = {
    cells,
    formats,
    state,
    isFiltered: false,
    counters: () => ({ ...tally }),
    look,
    makeTable,
    shape: async (id) => {
      tally.syncs++
      return area === null || id !== TABLE_ID ? null : shapeOf()
    },
    readRows,
    writeRows,
    addRows,
    // Cells in memory hold no formulas.
    restoreTyped: async () => 0,
    readState: async () => state.map((line) => [...line]),
    writeState: async (cells, { row, column }) => {
      const before = state.map((line) => [...line])
      tally.cellsWritten += cells.length
      state.splice(0, state.length, ...withCells(before, cells).map((line) => [...line]))
      return before[row]?.[column] ?? ''
    },
    watch: async () => async () => undefined,
    watchSelection: async () => async () => undefined,
    selection: async () => null,
    select: async () => undefined,
    addSheet: async (name) => name,
  }
  return port
}
