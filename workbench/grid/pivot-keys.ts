// Excel's key for refreshing every PivotTable of the workbook: nothing else does it here, as nothing does in Excel.
import type { SheetGrid } from './sheet-grid.ts'

/** Ctrl+Alt+F5; a refusal, such as a source that is gone, is told. */
export function refreshByKey(grid: SheetGrid): void {
  grid.element.addEventListener('keydown', (event) => {
    if (!event.ctrlKey || !event.altKey || event.key !== 'F5') return
    event.preventDefault()
    grid.attempt(() => grid.desk.user.refreshAll())
  })
}
