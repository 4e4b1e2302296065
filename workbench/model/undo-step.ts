// Undo and redo as the grid and its listeners see them: cells come back, and ordinary change events
// tell of them (known; that Excel raises them was not checked).
import { intersect, MAX_COLUMNS } from './rect.ts'
import type { Workbook } from './workbook.ts'

/** Takes the last step back, or makes it again; nothing happens when there is none. */
export function undoStep(book: Workbook, way: 'undo' | 'redo'): void {
  const restored = way === 'undo' ? book.undoStack.undo() : book.undoStack.redo()
  for (const { sheet, previous } of restored) {
    const tablesBefore = previous.tables.map(([table]) => table)
    for (const table of tablesBefore.filter((table) => !sheet.tables.includes(table))) {
      book.emit({ kind: 'tableDeleted', sheet, table, origin: 'user' })
    }
    for (const table of sheet.tables.filter((table) => !tablesBefore.includes(table))) {
      book.emit({ kind: 'tableAdded', sheet, table, origin: 'user' })
    }
    const rows = sheet.grid.changedSince(previous.grid)
    if (rows === undefined) continue
    const [first, last] = rows
    const band = { row: first, column: 0, rows: last - first + 1, columns: MAX_COLUMNS }
    const used = sheet.grid.usedRect(false)
    const rect = used === undefined ? band : (intersect(band, used) ?? { ...band, columns: 1 })
    book.emit({ kind: 'changed', sheet, rect, changeType: 'RangeEdited', origin: 'user' })
  }
}
