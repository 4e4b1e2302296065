// The blank port on the real Excel: reports, blocks and PivotTables of the add-in lose what came from the server. All
// of it may be done again: what is empty stays so.
import type { BlankPort, PivotSeen, PivotsEmptied, TableSeen } from './blank-port.ts'
import { excelHere } from './here.ts'
import type { HasApi } from './here.ts'
import { emptyBlocks } from './kept-blocks.ts'
import { listPivots, refreshPivots, tryPivot } from './pivot.ts'
import { headersKept } from './report-find.ts'
import { createRunner, named } from './run.ts'
import type { ExcelApi, Runner } from './run.ts'

interface BlankBookOptions {
  /** The client's namespace: `Excel` in the pane. */
  readonly excel: ExcelApi
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly hasApi: HasApi
}

const seeTables = (runner: Runner): Promise<readonly TableSeen[]> =>
  runner.run(async (context) => {
    const { tables } = context.workbook
    tables.load('items/id,items/name,items/worksheet/name')
    await context.sync()
    const columns = tables.items.map((table) => {
      table.columns.load('items/name')
      return table.columns
    })
    await context.sync()
    runner.tally.syncs += 2
    return tables.items.map(({ id, name, worksheet }, at) => ({
      id,
      name,
      sheet: worksheet.name,
      headers: columns[at]?.items.map((column) => column.name) ?? [],
    }))
  })

const showAll = (runner: Runner, tableId: string): Promise<void> =>
  runner.run(async (context) => {
    context.workbook.tables.getItem(tableId).clearFilters()
    await context.sync()
    runner.tally.syncs++
  })

const emptyReport = async (runner: Runner, { id, name, headers }: TableSeen): Promise<boolean> => {
  const ours = await headersKept(runner, name)
  if (ours.length === 0) return false
  await runner.run(async (context) => {
    const table = context.workbook.tables.getItem(id)
    table.clearFilters()
    const body = table.getDataBodyRange()
    headers.forEach((header, at) => {
      if (ours.includes(header)) body.getColumn(at).clear('Contents')
    })
    await context.sync()
    runner.tally.syncs++
  })
  return true
}

const removePivot = (runner: Runner, { name }: PivotSeen): Promise<boolean> =>
  tryPivot(runner, name, (pivot) => pivot.delete())

interface PivotsFound {
  readonly ours: readonly PivotSeen[]
  readonly users: readonly PivotSeen[]
}

const findPivots = async (
  runner: Runner,
  tableIds: readonly string[],
  saysSource: boolean,
): Promise<PivotsFound> => {
  const ours = new Map<string, PivotSeen>()
  const users = new Map<string, PivotSeen>()
  for (const id of tableIds)
    for (const { name, sheet, isOurs, usesTable } of await listPivots(runner, id, saysSource)) {
      if (isOurs) ours.set(name, { name, sheet })
      else if (usesTable !== false) users.set(name, { name, sheet })
    }
  return { ours: [...ours.values()], users: [...users.values()] }
}

const emptyPivots = async (
  runner: Runner,
  tableIds: readonly string[],
  saysSource: boolean,
): Promise<PivotsEmptied> => {
  const { ours, users } = await findPivots(runner, tableIds, saysSource)
  const removed: PivotSeen[] = []
  const stuck: PivotSeen[] = []
  for (const pivot of ours) ((await removePivot(runner, pivot)) ? removed : stuck).push(pivot)
  const { refreshed, failed } = await refreshPivots(
    runner,
    [...stuck, ...users].map(({ name }) => name),
  )
  const named = (names: readonly string[]) =>
    [...stuck, ...users].filter(({ name }) => names.includes(name))
  return { removed, refreshed: named(refreshed), failed: named(failed) }
}

export const createBlankBook = ({ excel, sleep, hasApi }: BlankBookOptions): BlankPort => {
  const runner = createRunner(excel, sleep)
  return {
    tables: () => named(seeTables(runner)),
    showAll: (tableId) => named(showAll(runner, tableId)),
    emptyReport: (table) => named(emptyReport(runner, table)),
    emptyBlocks: () => named(emptyBlocks(runner)),
    emptyPivots: (tableIds) => named(emptyPivots(runner, tableIds, hasApi('1.15'))),
  }
}

/** null: this page is not inside Excel. */
export const openBlankBook = async (
  sleep: BlankBookOptions['sleep'],
): Promise<BlankPort | null> => {
  const hasApi = await excelHere()
  return hasApi === null ? null : createBlankBook({ excel: Excel, sleep, hasApi })
}
