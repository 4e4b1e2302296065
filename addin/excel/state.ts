// The very hidden state sheet: text in cells, so that it travels with the file on every platform.
import { stateToBlock } from './blocks.ts'
import { asCells, forAllCells } from './cells.ts'
import { SheetRefusal, STATE_SHEET } from './port.ts'
import type { StateCell, StateLines, StatePlace } from '../../shared/sync/sheet.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

/** @returns lines of texts from A1 on; none where there is no such sheet */
export const readState = async (runner: Runner): Promise<StateLines> => {
  try {
    return await runner.run(async (context) => {
      const used = context.workbook.worksheets.getItem(STATE_SHEET).getUsedRange(true)
      used.load('values')
      await context.sync()
      runner.tally.syncs++
      const lines = asCells(used.values)
      runner.tally.cellsRead += lines.length * (lines[0]?.length ?? 0)
      return lines.map((line) => line.map(String))
    })
  } catch (error) {
    if (isCode(error, 'ItemNotFound')) return []
    throw error
  }
}

const addSheet = (runner: Runner, cells: readonly StateCell[]): Promise<void> =>
  runner.run(async (context) => {
    const sheet = context.workbook.worksheets.add(STATE_SHEET)
    sheet.visibility = 'VeryHidden'
    writeCells(sheet, cells)
    await context.sync()
    runner.tally.syncs++
  })

/** A new sheet is refused only where the workbook's structure is protected. */
export const nameLock = (error: unknown): never => {
  if (!isCode(error, 'AccessDenied')) throw error
  throw new SheetRefusal('structure_locked', 'The structure of the workbook is protected.')
}

const writeCells = (sheet: Excel.Worksheet, cells: readonly StateCell[]) => {
  const block = stateToBlock(cells)
  const range = sheet.getRangeByIndexes(
    block.row,
    block.column,
    block.values.length,
    block.values[0]?.length ?? 1,
  )
  range.numberFormat = forAllCells('@')
  range.values = block.values.map((line) => [...line])
}

/** @returns what stood in the place to check just before, read in the same round trip; '' where there was no such sheet */
export const writeState = async (
  runner: Runner,
  cells: readonly StateCell[],
  check: StatePlace,
): Promise<string> => {
  runner.tally.cellsWritten += cells.length
  try {
    return await runner.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem(STATE_SHEET)
      const place = sheet.getRangeByIndexes(check.row, check.column, 1, 1)
      place.load('values')
      writeCells(sheet, cells)
      await context.sync()
      runner.tally.syncs++
      runner.tally.cellsRead++
      return String(asCells(place.values)[0]?.[0] ?? '')
    })
  } catch (error) {
    if (!isCode(error, 'ItemNotFound')) throw error
    await addSheet(runner, cells).catch(nameLock)
    return ''
  }
}
