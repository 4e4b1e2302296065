// Puts a grid together: drawing, editor, keys, pointer, clipboard and menus.
import { openCellMenu } from './cell-menu.ts'
import { showCharts } from './chart-layer.ts'
import { Clipboard } from './clipboard.ts'
import { openColumnMenu } from './column-menu.ts'
import { runCommand, runSimple } from './commands.ts'
import { Editor } from './editor.ts'
import type { GridTexts } from './grid-texts.ts'
import { sheetCommand, type Simple } from './keys.ts'
import type { MenuPlace } from './menu.ts'
import { refreshByKey } from './pivot-keys.ts'
import { Pointer } from './pointer.ts'
import { type Desk, SheetGrid } from './sheet-grid.ts'

export interface OpenGridOptions {
  readonly desk: Desk
  readonly texts: GridTexts
  readonly say: (text: string) => void
}

export interface OpenGrid {
  readonly grid: SheetGrid
  readonly editor: Editor
  /** Does what a key would do, for buttons. */
  readonly run: (command: Simple) => void
}

export function openGrid(options: OpenGridOptions): OpenGrid {
  const { say } = options
  const grid = new SheetGrid(options.desk, options.texts, say)
  const editor = new Editor(grid)
  const clipboard = new Clipboard(grid, editor)
  showCharts(grid, () => editor.focus())
  refreshByKey(grid)
  const onClose = (): void => editor.focus()
  const showCellMenu = (place?: MenuPlace): void => {
    openCellMenu({ grid, clipboard, onClose, say, ...(place && { place }) })
  }
  const pointer = new Pointer(grid, editor, (cell) => openColumnMenu(grid, cell, onClose))
  const opened = {
    grid,
    editor,
    openColumnMenu: () => openColumnMenu(grid, grid.selection.active, onClose),
    openCellMenu: () => showCellMenu(),
  }
  editor.area.addEventListener('keydown', (event) => {
    // 229 is what browsers report while an input method composes; its Enter must not commit.
    if (event.isComposing || event.keyCode === 229) return
    if (editor.isEditing) {
      if (editor.handleKey(event)) event.preventDefault()
      return
    }
    const command = sheetCommand(event)
    if (command === undefined) return
    event.preventDefault()
    runCommand(opened, command)
  })
  grid.layer.addEventListener('contextmenu', (event) => {
    event.preventDefault()
    // The menu key comes as a key and again as this event, without a place.
    if (event.button !== 2) return
    pointer.selectForMenu(event)
    showCellMenu({ x: event.clientX, y: event.clientY })
  })
  editor.refresh()
  return { grid, editor, run: (command) => runSimple(opened, command) }
}
