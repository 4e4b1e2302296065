// Copy, cut and paste by the system clipboard. What was copied here and is still on the clipboard is
// pasted with looks and formulas; anything else comes in as a table of HTML or as plain text.
import { readClipboard } from '../model/clipboard.ts'
import type { Cell } from '../model/grid.ts'
import { cellCount, intersect, type Rect, rowEnd } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'
import { readHtmlTable } from './clipboard-html.ts'
import { type CopiedCell, toHtmlTable, toTabText } from './clipboard-write.ts'
import type { Editor } from './editor.ts'
import { selectRect } from './selection.ts'
import type { SheetGrid } from './sheet-grid.ts'

interface Copied {
  readonly sheet: Sheet
  readonly rect: Rect
  readonly cells: readonly (readonly Cell[])[]
  readonly text: string
  readonly isCut: boolean
}

/** More cells than this are not copied at once. */
const MAX_COPIED = 3_000_000

export class Clipboard {
  private readonly grid: SheetGrid
  private copied: Copied | undefined

  constructor(grid: SheetGrid, editor: Editor) {
    this.grid = grid
    const { area } = editor
    const take = (event: ClipboardEvent, isCut: boolean): void => {
      if (editor.isEditing) return
      event.preventDefault()
      const taken = this.take(isCut)
      event.clipboardData?.setData('text/plain', taken.text)
      event.clipboardData?.setData('text/html', taken.html)
    }
    area.addEventListener('copy', (event) => take(event, false))
    area.addEventListener('cut', (event) => take(event, true))
    area.addEventListener('paste', (event) => {
      if (editor.isEditing || event.clipboardData === null) return
      event.preventDefault()
      const { clipboardData } = event
      this.put(clipboardData.getData('text/plain'), clipboardData.getData('text/html'))
    })
  }

  /** Copies the selection for the menu, which has no clipboard event. */
  async copyByMenu(isCut: boolean): Promise<void> {
    const { text, html } = this.take(isCut)
    const item = new ClipboardItem({
      'text/plain': new Blob([text], { type: 'text/plain' }),
      'text/html': new Blob([html], { type: 'text/html' }),
    })
    await navigator.clipboard.write([item])
  }

  /** Pastes for the menu. @returns false where the browser does not let the page read the clipboard */
  async pasteByMenu(): Promise<boolean> {
    try {
      const [item] = await navigator.clipboard.read()
      const read = async (type: string): Promise<string> =>
        item?.types.includes(type) === true ? await (await item.getType(type)).text() : ''
      this.put(await read('text/plain'), await read('text/html'))
      return true
    } catch {
      return false
    }
  }

  private take(isCut: boolean): { readonly text: string; readonly html: string } {
    const { grid } = this
    const { sheet } = grid
    const rect = intersect(grid.rect, reachOf(grid)) ?? { ...grid.rect, rows: 1, columns: 1 }
    if (cellCount(rect) > MAX_COPIED) return { text: '', html: '' }
    const rows = Array.from({ length: rect.rows }, (_, index) => rect.row + index)
    const shown = isCut ? rows : rows.filter((row) => sheet.grid.hiding(row) === 0)
    const cells = shown.map((row) => sheet.grid.cells({ ...rect, row, rows: 1 })[0] ?? [])
    const lines = cells.map((line) => line.map((cell) => copiedCell(cell, grid.book.date1904)))
    const text = toTabText(lines)
    this.copied = { sheet, rect, cells, text, isCut }
    grid.marks.copied = { sheet, rect }
    grid.schedule()
    return { text, html: toHtmlTable(lines) }
  }

  private put(text: string, html: string): void {
    const { grid, copied } = this
    const isOurs = copied !== undefined && sameText(copied.text, text) && this.isAlive(copied)
    const table = isOurs ? undefined : readHtmlTable(html)
    if (text === '' && table === undefined) return
    let pasted: Rect | undefined
    grid.attempt(() => {
      const { user } = grid.desk
      if (isOurs) {
        const from = copied.isCut ? { sheet: copied.sheet, rect: copied.rect } : undefined
        pasted = user.pasteCells(grid.sheet, grid.rect, copied.cells, from)
        if (copied.isCut) this.copied = undefined
      } else if (table !== undefined) pasted = user.pasteTable(grid.sheet, grid.rect, table)
      else pasted = user.pasteTexts(grid.sheet, grid.rect, readClipboard(text))
    })
    if (copied?.isCut === true || !isOurs) grid.marks.copied = undefined
    if (pasted !== undefined) grid.select(selectRect(pasted), { reveal: false })
  }

  /** What was cut can be moved only while its marks still stand. */
  private isAlive(copied: Copied): boolean {
    const isHere = this.grid.book.sheets.includes(copied.sheet)
    return isHere && (!copied.isCut || this.grid.marks.copied !== undefined)
  }
}

/** Whole rows and columns are copied as far as anything stands in them. */
function reachOf(grid: SheetGrid): Rect {
  const { rect, used } = grid
  return {
    row: 0,
    column: 0,
    rows: Math.max(rowEnd(used), rect.rows > 100_000 ? 1 : rowEnd(rect)),
    columns: Math.max(
      used.column + used.columns,
      rect.columns > 1000 ? 1 : rect.column + rect.columns,
    ),
  }
}

/** Systems give line ends back as they like. */
const sameText = (a: string, b: string): boolean =>
  a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n')

function copiedCell({ value, style }: Cell, date1904: boolean): CopiedCell {
  return {
    text: shownText(value, style.numberFormat, date1904),
    isText: typeof value === 'string' && (style.numberFormat === '@' || style.quoted),
  }
}
