// One way to talk to Excel: a batch in Excel.run, counted, tried again while a cell is being edited, its errors
// named. Every other module of this folder goes through here.
import { noDrawer, openMemory } from './memory.ts'
import type { Drawer, Memory } from './memory.ts'
import { SheetRefusal } from './port.ts'
import type { SheetRefusalCode } from '../../shared/sync/sheet.ts'
import type { Counters } from './port.ts'

/** The real client's namespace: a global in the pane, the host's in tests. */
export type ExcelApi = typeof Excel

interface Tally {
  syncs: number
  cellsRead: number
  cellsWritten: number
}

export interface Runner extends Memory {
  readonly run: <T>(batch: (context: Excel.RequestContext) => Promise<T>) => Promise<T>
  /** The modules add what they ask for. */
  readonly tally: Tally
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly counters: () => Counters
}

/** While the user edits a cell: at once, then after so many milliseconds. About 7 s in all. */
const EDIT_DELAYS_MS = [500, 1_500, 5_000]

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const isCode = (error: unknown, code: string): boolean => codeOf(error) === code

/** Excel on the web: the message was over 5 MB. */
export const isTooLarge = (error: unknown): boolean =>
  codeOf(error).endsWith('PayloadSizeLimitExceeded')

const refusals = new Map<string, SheetRefusalCode>([
  ['InvalidOperationInCellEditMode', 'cell_edit'],
  ['AccessDenied', 'protected'],
  ['ItemNotFound', 'table_lost'],
  ['MergedRangeConflict', 'merged_cells'],
])

/** What the caller meets instead of Excel's own error. */
const toRefusal = (error: unknown): unknown => {
  const code = codeOf(error)
  if (code === '' || error instanceof SheetRefusal) return error
  const message = error instanceof Error ? error.message : ''
  return new SheetRefusal(refusals.get(code) ?? 'excel', `${code}: ${message}`)
}

/** Errors leave as SheetRefusal. */
export const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw toRefusal(error)
  }
}

export const createRunner = (
  excel: ExcelApi,
  sleep: (milliseconds: number) => Promise<void>,
  drawer: Drawer = noDrawer,
): Runner => {
  const tally: Tally = { syncs: 0, cellsRead: 0, cellsWritten: 0 }
  const attempt = <T>(batch: (context: Excel.RequestContext) => Promise<T>, delays: number) =>
    delays === 0 ? excel.run(batch) : excel.run({ delayForCellEdit: true }, batch)
  const run = async <T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt(batch, tries)
      } catch (error) {
        const delay = EDIT_DELAYS_MS[tries]
        // Nothing of a batch has run when Excel refuses it for a cell in edit, so it can be sent again.
        if (delay === undefined || codeOf(error) !== 'InvalidOperationInCellEditMode') throw error
        await sleep(delay)
      }
    }
  }
  return {
    run,
    tally,
    ...openMemory(drawer),
    sleep,
    counters: () => ({ ...tally }),
  }
}
