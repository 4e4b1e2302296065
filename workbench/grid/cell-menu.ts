// The context menu of the selected cells.
import { MAX_COLUMNS, MAX_ROWS, type Rect } from '../model/rect.ts'
import { mergeAt, tableAt } from './cell-look.ts'
import type { Clipboard } from './clipboard.ts'
import { makeTable } from './commands.ts'
import { boxOf } from './marks.ts'
import { type MenuEntry, type MenuPlace, openMenu } from './menu.ts'
import type { SheetGrid } from './sheet-grid.ts'
import { HEAD_HEIGHT, HEAD_WIDTH } from './sizes.ts'

export interface CellMenuOptions {
  readonly grid: SheetGrid
  readonly clipboard: Clipboard
  /** Where the pointer is; at the active cell when the menu was opened by a key. */
  readonly place?: MenuPlace
  readonly onClose: () => void
  /** Says something to the person. */
  readonly say: (text: string) => void
}

export function openCellMenu(options: CellMenuOptions): void {
  const { grid } = options
  const place = options.place ?? placeAtCell(grid)
  const entries = [
    ...clipboardEntries(options),
    'line' as const,
    ...rowEntries(grid),
    'line' as const,
  ]
  openMenu(grid.texts.cellMenu, [...entries, ...lookEntries(grid)], place, options.onClose)
}

function placeAtCell(grid: SheetGrid): MenuPlace {
  const { row, column } = grid.selection.active
  const box = boxOf(grid, { row, column, rows: 1, columns: 1 })
  const layer = grid.layer.getBoundingClientRect()
  return {
    x: layer.left + HEAD_WIDTH + box.left + 8,
    y: layer.top + HEAD_HEIGHT + box.top + box.height,
  }
}

function clipboardEntries({ grid, clipboard, say }: CellMenuOptions): readonly MenuEntry[] {
  const { texts } = grid
  const copy = (isCut: boolean): void => {
    clipboard.copyByMenu(isCut).catch(() => say(texts.pasteByKey))
  }
  const paste = async (): Promise<void> => {
    if (!(await clipboard.pasteByMenu())) say(texts.pasteByKey)
  }
  return [
    { label: texts.cut, keys: 'Ctrl+X', run: () => copy(true) },
    { label: texts.copy, keys: 'Ctrl+C', run: () => copy(false) },
    { label: texts.paste, keys: 'Ctrl+V', run: () => void paste() },
  ]
}

/** Rows of the table that the selection lies in, or of the sheet where whole rows are selected. */
function rowEntries(grid: SheetGrid): readonly MenuEntry[] {
  const { texts, sheet, rect } = grid
  const { user } = grid.desk
  const { row, column } = grid.selection.active
  const found = rect.columns === MAX_COLUMNS ? undefined : tableAt(sheet, row, column)
  const table = found !== undefined && rect.row > found.rect.row ? found : undefined
  const band: Rect =
    table === undefined
      ? { row: rect.row, rows: rect.rows, column: 0, columns: MAX_COLUMNS }
      : { ...table.rect, row: rect.row, rows: Math.min(rect.rows, rowsBelow(table.rect, rect.row)) }
  const isTooMuch = rect.rows === MAX_ROWS
  return [
    {
      label: texts.insertRows,
      isDisabled: isTooMuch,
      run: () => grid.attempt(() => user.insertRowsAt(sheet, band, table)),
    },
    {
      label: texts.deleteRows,
      isDisabled: isTooMuch,
      run: () => grid.attempt(() => user.deleteRowsAt(sheet, band)),
    },
    {
      label: texts.clearContents,
      keys: 'Del',
      run: () => grid.attempt(() => user.clearRect(sheet, rect)),
    },
    { label: texts.makeTable, keys: 'Ctrl+T', run: () => makeTable(grid) },
  ]
}

const rowsBelow = (table: Rect, row: number): number => table.row + table.rows - row

function lookEntries(grid: SheetGrid): readonly MenuEntry[] {
  const { texts, sheet, rect } = grid
  const { user } = grid.desk
  const columns = Array.from({ length: Math.min(rect.columns, 1000) }, (_, at) => rect.column + at)
  const merge = mergeAt(sheet, rect.row, rect.column)
  const isMerged = merge !== undefined
  const format = (text: string): void => {
    grid.attempt(() => user.formatRect(sheet, rect, text))
  }
  const whole = rect.rows === MAX_ROWS
  const entries: MenuEntry[] = [
    { label: texts.textFormat, run: () => format('@') },
    { label: texts.generalFormat, run: () => format('General') },
    {
      label: isMerged ? texts.unmergeCells : texts.mergeCells,
      isDisabled: !isMerged && (whole || rect.rows * rect.columns === 1),
      run: () => {
        grid.attempt(() => (isMerged ? user.unmerge(sheet, rect) : user.mergeRect(sheet, rect)))
      },
    },
  ]
  if (whole) {
    const widths = (width: number) => () =>
      void grid.attempt(() => user.sizeColumns(sheet, columns, width))
    entries.push({ label: texts.hideColumns, run: widths(0) })
    entries.push({ label: texts.showColumns, run: widths(64) })
  }
  if (rect.columns === MAX_COLUMNS) {
    const hide = (isHidden: boolean) => () =>
      void grid.attempt(() => user.hideRows(sheet, rect, isHidden))
    entries.push({ label: texts.hideRows, run: hide(true) })
    entries.push({ label: texts.showRows, run: hide(false) })
  }
  return entries
}
