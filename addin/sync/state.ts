// Loads and saves the state sheet; only cells that differ are written.
import { changedCells, linesToState, noState, stateToLines } from '../../shared/sync/binding.ts'
import type { WorkbookState } from '../../shared/sync/binding.ts'
import type { WorkbookPort } from '../excel/port.ts'

export const loadState = async (
  workbook: WorkbookPort,
  hasState: boolean,
): Promise<WorkbookState> => (hasState ? linesToState(await workbook.readState()) : noState)

export const saveState = async (
  workbook: WorkbookPort,
  before: WorkbookState,
  after: WorkbookState,
): Promise<void> => {
  const old = before === noState ? [] : stateToLines(before)
  const cells = changedCells(old, stateToLines(after))
  const [check] = cells
  if (check !== undefined) await workbook.writeState(cells, check)
}
