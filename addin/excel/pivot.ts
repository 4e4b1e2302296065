// PivotTables on a bound table: makes one on a sheet of its own, refreshes those of ours, lists all. Excel never
// refreshes them by itself (OfficeDev/office-js-docs-pr#3464).
import { assert } from '../../shared/assert.ts'
import { addSheet } from './add-sheet.ts'
import { addressToAreas, overlap } from './address.ts'
import { SheetRefusal } from './port.ts'
import type {
  PivotMade,
  PivotPlan,
  PivotsRefreshed,
  PivotUse,
  PivotValuePlan,
} from './report-port.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

/** Ours are found by their names, which Excel shows nowhere but in its own PivotTable tools. */
export const PIVOT_PREFIX = 'kehu.pivot.'
const PIVOTS_MAX = 99
const VALUES_MAX = 3
/** Two rows stay free above, for filters that the user may put there. */
const CORNER = 'A3'

/**
 * How a host says that it has no PivotTables. Builds of Excel for Windows of 2020 said AccessDenied on sheets without
 * protection (OfficeDev/office-js#1227, #1232); what else went wrong inside of Excel comes as GeneralException.
 */
const UNSUPPORTED = new Set([
  'AccessDenied',
  'ApiNotAvailable',
  'ApiNotFound',
  'GeneralException',
  'NotImplemented',
  'UnsupportedFeature',
  'UnsupportedOperation',
])

export const unsupportedDetail = (error: unknown): string | null => {
  if (!(error instanceof Error) || !('code' in error)) return null
  const code = String(error.code)
  return UNSUPPORTED.has(code) ? `${code}: ${error.message}` : null
}

/** A value may not be called as a column is; a space behind is what users do too. */
const valueName = (name: string, headers: readonly string[]): string => {
  const isTaken = headers.some((header) => header.toLowerCase() === name.toLowerCase())
  return isTaken ? `${name} ` : name
}

interface Found {
  readonly headers: readonly string[]
  readonly pivotNames: ReadonlySet<string>
}

const lookAround = (runner: Runner, tableId: string): Promise<Found> =>
  runner.run(async (context) => {
    const { columns } = context.workbook.tables.getItem(tableId)
    columns.load('items/name')
    const { pivotTables } = context.workbook
    pivotTables.load('items/name')
    await context.sync()
    runner.tally.syncs++
    return {
      headers: columns.items.map(({ name }) => name),
      pivotNames: new Set(pivotTables.items.map(({ name }) => name.toLowerCase())),
    }
  })

const freePivotName = (taken: ReadonlySet<string>): string => {
  const names = Array.from({ length: PIVOTS_MAX }, (_, at) => `${PIVOT_PREFIX}${at + 1}`)
  return names.find((name) => !taken.has(name)) ?? `${PIVOT_PREFIX}${taken.size + PIVOTS_MAX}`
}

const addValue = (pivot: Excel.PivotTable, plan: PivotValuePlan, headers: readonly string[]) => {
  const value = pivot.dataHierarchies.add(pivot.hierarchies.getItem(plan.header))
  // Excel itself counts where a single cell is empty or a text, so that it is always told.
  value.summarizeBy = plan.summarize
  value.name = valueName(plan.name, headers)
  value.numberFormat = plan.format
}

interface Place {
  readonly sheet: string
  readonly name: string
  readonly headers: readonly string[]
}

const addPivot = (runner: Runner, plan: PivotPlan, place: Place): Promise<void> =>
  runner.run(async (context) => {
    const { workbook } = context
    const sheet = workbook.worksheets.getItem(place.sheet)
    const table = workbook.tables.getItem(plan.tableId)
    const pivot = sheet.pivotTables.add(place.name, table, sheet.getRange(CORNER))
    for (const header of plan.rows) pivot.rowHierarchies.add(pivot.hierarchies.getItem(header))
    for (const header of plan.columns)
      pivot.columnHierarchies.add(pivot.hierarchies.getItem(header))
    for (const value of plan.values) addValue(pivot, value, place.headers)
    await context.sync()
    runner.tally.syncs++
  })

const removeSheet = (runner: Runner, name: string): Promise<void> =>
  runner.run(async (context) => {
    context.workbook.worksheets.getItem(name).delete()
    await context.sync()
    runner.tally.syncs++
  })

export const makePivot = async (runner: Runner, plan: PivotPlan): Promise<PivotMade> => {
  const used = [...plan.rows, ...plan.columns, ...plan.values.map(({ header }) => header)]
  assert(new Set(used).size === used.length, 'a field of a pivot stands in one place only')
  assert(plan.columns.length <= 1, 'a pivot has one column field at most')
  assert(plan.values.length > 0 && plan.values.length <= VALUES_MAX, 'one to three values')
  const { headers, pivotNames } = await lookAround(runner, plan.tableId)
  const lost = used.find((header) => !headers.includes(header))
  if (lost !== undefined) throw new SheetRefusal('restless', `no column "${lost}" any more`)
  const name = freePivotName(pivotNames)
  const sheet = await addSheet(runner, plan.sheetName)
  try {
    await addPivot(runner, plan, { sheet, name, headers })
    return { kind: 'made', sheet, name }
  } catch (error) {
    await removeSheet(runner, sheet)
    const detail = unsupportedDetail(error)
    if (detail === null) throw error
    return { kind: 'unsupported', detail }
  }
}

const namesOfOurs = (runner: Runner): Promise<readonly string[]> =>
  runner.run(async (context) => {
    const { pivotTables } = context.workbook
    pivotTables.load('items/name')
    await context.sync()
    runner.tally.syncs++
    const names = pivotTables.items.map(({ name }) => name)
    return names.filter((name) => name.startsWith(PIVOT_PREFIX)).slice(0, PIVOTS_MAX)
  })

/** @returns false where Excel refuses. While a cell is edited it refuses all: that is nothing about the PivotTable */
export const tryPivot = async (
  runner: Runner,
  name: string,
  work: (pivot: Excel.PivotTable) => void,
): Promise<boolean> => {
  try {
    await runner.run(async (context) => {
      work(context.workbook.pivotTables.getItem(name))
      await context.sync()
      runner.tally.syncs++
    })
    return true
  } catch (error) {
    if (isCode(error, 'InvalidOperationInCellEditMode')) throw error
    return false
  }
}

/** One after the other: refreshAll has brought Excel down (OfficeDev/office-js#464), and one lost source stops it. */
export const refreshPivots = async (
  runner: Runner,
  asked: readonly string[] | null,
): Promise<PivotsRefreshed> => {
  const names = asked ?? (await namesOfOurs(runner))
  const refreshed: string[] = []
  const failed: string[] = []
  for (const name of names) {
    const isDone = await tryPivot(runner, name, (pivot) => pivot.refresh())
    ;(isDone ? refreshed : failed).push(name)
  }
  return { refreshed, failed }
}

/** A table's name, or the address of cells: what Excel answers exactly is documented nowhere, so both are read. */
const namesTable = (source: string, table: Excel.Table, range: Excel.Range): boolean => {
  const text = source.toLowerCase()
  const name = table.name.toLowerCase()
  if (text === name || text.endsWith(`!${name}`) || text.startsWith(`${name}[`)) return true
  const sheetOf = (address: string) =>
    address
      .slice(0, Math.max(0, address.lastIndexOf('!')))
      .replaceAll("'", '')
      .toLowerCase()
  const [area] = addressToAreas(source)
  const [own] = addressToAreas(range.address)
  if (area === undefined || own === undefined) return false
  return sheetOf(source) === sheetOf(range.address) && overlap(area, own)
}

/** @param saysSource ExcelApi 1.15: Excel tells where the figures come from */
export const listPivots = (
  runner: Runner,
  tableId: string,
  saysSource: boolean,
): Promise<readonly PivotUse[]> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(tableId)
    const range = table.getRange()
    table.load('name')
    range.load('address')
    const { pivotTables } = context.workbook
    pivotTables.load('items/name,items/worksheet/name')
    await context.sync()
    const sources = pivotTables.items.map((pivot) =>
      saysSource ? pivot.getDataSourceString() : null,
    )
    if (saysSource) await context.sync()
    runner.tally.syncs += saysSource ? 2 : 1
    return pivotTables.items.map(({ name, worksheet }, at) => {
      const source = sources[at] ?? null
      return {
        name,
        sheet: worksheet.name,
        isOurs: name.startsWith(PIVOT_PREFIX),
        usesTable: source === null ? null : namesTable(source.value, table, range),
      }
    })
  })
