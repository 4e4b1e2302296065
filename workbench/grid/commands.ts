// What the keys of keys.ts do to a grid: moving, selecting, clearing, undoing. Menus and the
// formula bar call some of these as well.
import { MAX_COLUMNS, MAX_ROWS, rowEnd } from '../model/rect.ts'
import { tableAt } from './cell-look.ts'
import type { Editor } from './editor.ts'
import type { Command, Simple } from './keys.ts'
import { activeRect } from './marks.ts'
import {
  type CellPlace,
  extendTo,
  jumpIndex,
  moveCell,
  selectCell,
  selectColumns,
  selectRect,
  selectRows,
  type Step,
  stepActive,
} from './selection.ts'
import type { SheetGrid } from './sheet-grid.ts'
import { ROW_HEIGHT } from './sizes.ts'

export interface Opened {
  readonly grid: SheetGrid
  readonly editor: Editor
  readonly openColumnMenu: () => void
  readonly openCellMenu: () => void
}

export function runCommand(opened: Opened, command: Command): void {
  const { grid } = opened
  switch (command.kind) {
    case 'move':
      go(grid, nextCell(grid, command.rows, command.columns, command.extend), command.extend)
      return
    case 'jump':
      go(grid, jumpCell(grid, command.rows, command.columns, command.extend), command.extend)
      return
    case 'step':
      grid.select(stepActive(grid.axes, grid.selection, command.rows, command.columns))
      return
    case 'page':
      turnPage(grid, command.rows, command.extend)
      return
    case 'home':
      go(grid, { row: startOf(grid, command.extend).row, column: 0 }, command.extend)
      return
    case 'end':
      go(grid, { row: startOf(grid, command.extend).row, column: lastInRow(grid) }, command.extend)
      return
    case 'sheetHome':
      goHome(grid, command.extend)
      return
    case 'sheetEnd': {
      const { row, column, rows, columns } = grid.used
      go(grid, { row: row + rows - 1, column: column + columns - 1 }, command.extend)
      return
    }
    default:
      runSimple(opened, command.kind)
  }
}

export function runSimple(opened: Opened, kind: Simple): void {
  const { grid, editor } = opened
  const { user } = grid.desk
  const { rect } = grid
  const actions: Readonly<Record<Simple, () => void>> = {
    edit: () => editor.begin('edit'),
    clear: () => grid.attempt(() => user.clearRect(grid.sheet, rect)),
    cancel: () => {
      grid.marks.copied = undefined
      grid.schedule()
    },
    undo: () => grid.attempt(() => user.undo()),
    redo: () => grid.attempt(() => user.redo()),
    selectAll: () => selectAll(grid),
    selectRows: () => grid.select(selectRows(rect.row, rowEnd(rect) - 1), { reveal: false }),
    selectColumns: () => {
      grid.select(selectColumns(rect.column, rect.column + rect.columns - 1), { reveal: false })
    },
    columnMenu: opened.openColumnMenu,
    contextMenu: opened.openCellMenu,
    filterButtons: () => toggleFilterButtons(grid),
    makeTable: () => makeTable(grid),
    fillDown: () => grid.attempt(() => user.fillDownRect(grid.sheet, rect)),
  }
  actions[kind]()
}

function go(grid: SheetGrid, cell: CellPlace, isExtending: boolean): void {
  grid.select(isExtending ? extendTo(grid.selection, cell) : selectCell(cell))
}

/** To the first cell that scrolls; with Shift to the very first. */
function goHome(grid: SheetGrid, isExtending: boolean): void {
  const { frozenRows, frozenColumns } = grid.sheet
  go(
    grid,
    isExtending ? { row: 0, column: 0 } : { row: frozenRows, column: frozenColumns },
    isExtending,
  )
}

/** Where a move begins: at the end that Shift moves, or at the active cell. */
const startOf = (grid: SheetGrid, isExtending: boolean): CellPlace =>
  isExtending ? grid.selection.focus : grid.selection.active

/** Past the far edge of merged cells, not into them. */
function nextCell(grid: SheetGrid, rows: Step, columns: Step, isExtending: boolean): CellPlace {
  const start = startOf(grid, isExtending)
  if (isExtending) return moveCell(grid.axes, start, rows, columns)
  const merge = activeRect(grid)
  const edge = {
    row: rows > 0 ? merge.row + merge.rows - 1 : merge.row,
    column: columns > 0 ? merge.column + merge.columns - 1 : merge.column,
  }
  return moveCell(grid.axes, edge, rows, columns)
}

function jumpCell(grid: SheetGrid, rows: Step, columns: Step, isExtending: boolean): CellPlace {
  const { axes, used, sheet } = grid
  const { row, column } = startOf(grid, isExtending)
  const isFilled = (row: number, column: number): boolean => sheet.grid.value(row, column) !== ''
  if (rows !== 0) {
    const last = used.row + used.rows - 1
    return { column, row: jumpIndex(axes.rows, row, rows, (at) => isFilled(at, column), last) }
  }
  if (columns === 0) return { row, column }
  const last = used.column + used.columns - 1
  return { row, column: jumpIndex(axes.columns, column, columns, (at) => isFilled(row, at), last) }
}

/** The sheet scrolls by a window and the selection keeps its place on the screen. */
function turnPage(grid: SheetGrid, step: Step, isExtending: boolean): void {
  const page = Math.max(1, Math.floor(grid.window.height / ROW_HEIGHT) - grid.axes.rows.frozen - 1)
  const cell = moveCell(grid.axes, startOf(grid, isExtending), step * page, 0)
  go(grid, cell, isExtending)
}

function lastInRow(grid: SheetGrid): number {
  const { sheet, used } = grid
  const { row } = grid.selection.focus
  let column = used.column + used.columns - 1
  while (column > 0 && sheet.grid.value(row, column) === '') column -= 1
  return column
}

/** First the table's body, or the block of filled cells around; when that is selected, everything. */
function selectAll(grid: SheetGrid): void {
  const { row, column } = grid.selection.active
  const table = tableAt(grid.sheet, row, column)
  const whole = { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS }
  const isFilled = grid.sheet.grid.value(row, column) !== ''
  const near = table === undefined ? (isFilled ? regionOf(grid) : whole) : table.bodyRect
  const { rect } = grid
  const isNear = rect.row === near.row && rect.rows === near.rows && rect.columns === near.columns
  grid.select(selectRect(isNear ? whole : near), { reveal: false })
}

/** The block around the active cell that is bounded by empty rows and columns, within what is used. */
export function regionOf(grid: SheetGrid) {
  const { sheet, used } = grid
  const { row, column } = grid.selection.active
  const isEmptyRow = (at: number, left: number, right: number): boolean => {
    for (let c = left; c <= right; c += 1) if (sheet.grid.value(at, c) !== '') return false
    return true
  }
  let [top, bottom, left, right] = [row, row, column, column]
  const isEmptyColumn = (at: number): boolean => {
    for (let r = top; r <= bottom; r += 1) if (sheet.grid.value(r, at) !== '') return false
    return true
  }
  const [lastRow, lastColumn] = [used.row + used.rows - 1, used.column + used.columns - 1]
  for (let grew = true; grew;) {
    grew = false
    const wide = (): readonly [number, number] => [Math.max(0, left - 1), right + 1]
    while (top > 0 && !isEmptyRow(top - 1, ...wide())) [top, grew] = [top - 1, true]
    while (bottom < lastRow && !isEmptyRow(bottom + 1, ...wide()))
      [bottom, grew] = [bottom + 1, true]
    while (left > 0 && !isEmptyColumn(left - 1)) [left, grew] = [left - 1, true]
    while (right < lastColumn && !isEmptyColumn(right + 1)) [right, grew] = [right + 1, true]
  }
  return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 }
}

/** Ctrl+T: of the selection, or of the block around a single cell. */
export function makeTable(grid: SheetGrid): void {
  const { rect } = grid
  const range = rect.rows * rect.columns === 1 ? regionOf(grid) : rect
  if (range.rows === MAX_ROWS || range.columns === MAX_COLUMNS) return
  const isDone = grid.attempt(() => grid.desk.user.makeTableOf(grid.sheet, range))
  if (isDone) grid.select(selectRect(range), { reveal: false })
}

function toggleFilterButtons(grid: SheetGrid): void {
  const { row, column } = grid.selection.active
  const table = tableAt(grid.sheet, row, column)
  if (table !== undefined) grid.attempt(() => grid.desk.user.toggleFilterButtons(table))
}
