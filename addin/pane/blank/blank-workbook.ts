// Empties a workbook of what came from the server: the bound tables and copies of them, our reports and blocks, and
// with that what PivotTables remember of all these. What its user typed stays. It may be done again and again.
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Binding, WorkbookState } from '../../../shared/sync/binding.ts'
import { textToStamp } from '../../../shared/sync/stamp.ts'
import type { BlankPort, TableSeen } from '../../excel/blank-port.ts'
import { isReportTable } from '../../excel/report-find.ts'
import type { WorkbookPort } from '../../excel/port.ts'
import { errorToStop } from '../../sync/perform.ts'
import { loadState, saveState } from '../../sync/state.ts'
import { IDENTITY_KEY } from '../../../shared/sheet/column.ts'
import { emptyTable } from './blank-table.ts'
import type { TableEmptied } from './blank-table.ts'
import { KEPT_LISTED_MAX, noPivots } from './report.ts'
import type { BlankReason, BlankReport, KeptRow, Unreached } from './report.ts'
import { sayBlank } from './say.ts'

export interface BlankTools {
  readonly workbook: WorkbookPort
  readonly book: BlankPort
  readonly locale: Locale
}

export interface BlankWish {
  readonly why: BlankReason
  /** Whose sheets are emptied. */
  readonly isMeant: (binding: Binding) => boolean
  /** Rows too that were edited since they were synced. */
  readonly isAll: boolean
}

/** A table that is to be emptied, with the binding that says what its columns are. */
interface Target {
  readonly binding: Binding
  readonly tableId: string
  readonly sheet: string
}

/** What is emptied comes back whole, should its user be let in again: the next sync begins from the beginning. */
const forgetCursors = async (
  workbook: WorkbookPort,
  state: WorkbookState,
  isMeant: BlankWish['isMeant'],
): Promise<void> => {
  const bindings = state.bindings.map((binding) =>
    isMeant(binding) ? { ...binding, cursor: '' } : binding,
  )
  await saveState(workbook, state, { ...state, bindings })
}

/** So many rows of a copy are looked at for one that says whose copy it is. */
const STAMPS_READ_MAX = 200

const bindingOfCopy = async (
  workbook: WorkbookPort,
  { id }: TableSeen,
  bindings: readonly Binding[],
): Promise<Binding | null> => {
  const shape = await workbook.shape(id)
  const column = shape?.columns.find(({ name }) => name === IDENTITY_KEY)
  if (shape === null || column === undefined) return null
  const count = Math.min(STAMPS_READ_MAX, shape.rowCount)
  const lines = await workbook.readRows(shape, [column.index], 0, count)
  const texts = lines.map(([cell]) => String(cell ?? ''))
  const isHome = ({ org, table }: Binding) =>
    texts.some((text) => textToStamp(text, { org, table }) !== null)
  return bindings.find(isHome) ?? null
}

/** A copy of the sheet has the headers of its original, and other columns of Excel's. */
const asCopy = (binding: Binding): Binding => ({
  ...binding,
  columns: binding.columns.map((column, at) => ({ ...column, id: -1 - at })),
})

const findTargets = async (
  workbook: WorkbookPort,
  bindings: readonly Binding[],
  all: readonly Binding[],
  tables: readonly TableSeen[],
): Promise<readonly Target[]> => {
  const sheetOf = (id: string) => tables.find((table) => table.id === id)?.sheet ?? ''
  const bound = bindings.map((binding): Target => {
    const { tableId } = binding
    return { binding, tableId, sheet: sheetOf(tableId) }
  })
  const known = new Set(all.map(({ tableId }) => tableId))
  const copies: Target[] = []
  for (const table of tables) {
    if (known.has(table.id) || !table.headers.includes(IDENTITY_KEY)) continue
    const binding = await bindingOfCopy(workbook, table, bindings)
    if (binding !== null)
      copies.push({ binding: asCopy(binding), tableId: table.id, sheet: table.sheet })
  }
  return [...bound, ...copies]
}

/** Excel's no at one place is no reason to leave the others. @returns null where it was said */
const attempt = async <T>(
  unreached: Unreached[],
  sheet: string,
  work: () => Promise<T>,
): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    unreached.push({ sheet, code: stop.code })
    return null
  }
}

const emptyTargets = async (
  { workbook, book, locale }: BlankTools,
  targets: readonly Target[],
  isAll: boolean,
  unreached: Unreached[],
): Promise<TableEmptied> => {
  const t = sayBlank(locale)
  const words = { emptied: t('status.emptied'), kept: t('status.kept') }
  const kept: KeptRow[] = []
  let [rows, keptCount] = [0, 0]
  for (const { binding, tableId, sheet } of targets) {
    const done = await attempt(unreached, sheet, async () => {
      const emptied = await emptyTable(workbook, binding, tableId, { words, isAll })
      await book.showAll(tableId)
      return emptied
    })
    if (done === null) continue
    rows += done.rows
    keptCount += done.keptCount
    kept.push(...done.kept.slice(0, KEPT_LISTED_MAX - kept.length))
  }
  return { rows, kept, keptCount }
}

const emptyReports = async (
  { book }: BlankTools,
  reports: readonly TableSeen[],
  unreached: Unreached[],
): Promise<void> => {
  for (const report of reports) {
    const isKnown = await attempt(unreached, report.sheet, () => book.emptyReport(report))
    if (isKnown === false) unreached.push({ sheet: report.sheet, code: 'unknown_report' })
  }
  const blocks = (await attempt(unreached, '', () => book.emptyBlocks())) ?? []
  for (const sheet of blocks) unreached.push({ sheet, code: 'moved_block' })
}

/** @returns null: no sheet of this workbook is meant */
export const blankWorkbook = async (
  tools: BlankTools,
  { why, isMeant, isAll }: BlankWish,
): Promise<BlankReport | null> => {
  const { workbook, book } = tools
  const state = await loadState(workbook, true)
  const bindings = state.bindings.filter(isMeant)
  if (bindings.length === 0) return null
  await forgetCursors(workbook, state, isMeant)
  const unreached: Unreached[] = []
  const tables = await book.tables()
  const targets = await findTargets(workbook, bindings, state.bindings, tables)
  const emptied = await emptyTargets(tools, targets, isAll, unreached)
  const reports = tables.filter(({ name }) => isReportTable(name))
  await emptyReports(tools, reports, unreached)
  const sources = [...targets.map(({ tableId }) => tableId), ...reports.map(({ id }) => id)]
  const here = sources.filter((id) => tables.some((table) => table.id === id))
  const pivots = await attempt(unreached, '', () => book.emptyPivots(here))
  return { why, ...emptied, unreached, pivots: pivots ?? noPivots }
}
