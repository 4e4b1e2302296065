// Keeps the state sheet: what it says is read once, and only cells that differ are written.
import { changedCells, linesToState, noState, stateToLines } from '../binding.ts'
import type { WorkbookState } from '../binding.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'

export function* loadState(): Proc<WorkbookState> {
  return linesToState(yield* perform({ do: 'load' }))
}

export function* saveState(before: WorkbookState, after: WorkbookState): Proc<void> {
  const old = before === noState ? [] : stateToLines(before)
  const cells = changedCells(old, stateToLines(after))
  if (cells.length > 0) yield* perform({ do: 'save', cells })
}
