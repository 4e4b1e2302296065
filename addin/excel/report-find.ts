// Finding a report again, and telling its own columns from those that the user put into the table: which headers are
// ours is kept in the workbook's settings.
import { READ_ROWS_MAX } from './blocks.ts'
import { asCells } from './cells.ts'
import { SheetRefusal } from './port.ts'
import type { ReportPlan } from './report-port.ts'
import type { ReportTable } from './report-table.ts'
import type { Runner } from './run.ts'

interface ForeignColumn {
  readonly header: string
  readonly index: number
}

export interface FoundReport {
  readonly table: ReportTable
  /** Headers of ours, in their order. */
  readonly ours: readonly string[]
  readonly foreign: readonly ForeignColumn[]
}

const SETTING = 'kehu.report.'
const settingOf = ({ key }: Pick<ReportPlan, 'key'>): string => SETTING + key

/** A report's table by the report's key; a copy of its sheet has a number behind that name. */
const TABLE = 'kehu_report_'
export const reportTableName = (key: string): string => TABLE + key
export const isReportTable = (name: string): boolean => name.startsWith(TABLE)

const choiceOf = ({ key }: Pick<ReportPlan, 'key'>): string => `kehu.chosen.${key}`

const toHeaders = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : []

/** The headers that count as ours in a report, or in a copy of one; none: nobody knows them any more. */
export const headersKept = (runner: Runner, tableName: string): Promise<readonly string[]> =>
  runner.run(async (context) => {
    const { settings } = context.workbook
    settings.load('items/key')
    await context.sync()
    const keys = settings.items
      .map(({ key }) => key)
      .filter((key) => key.startsWith(SETTING))
      .filter((key) => tableName.startsWith(reportTableName(key.slice(SETTING.length))))
    const [best] = keys.toSorted((a, b) => b.length - a.length)
    const setting = settings.getItemOrNullObject(best ?? SETTING)
    setting.load('value')
    await context.sync()
    runner.tally.syncs += 2
    return setting.isNullObject ? [] : toHeaders(setting.value)
  })

/** null: there is none, or its table was renamed. @throws SheetRefusal protected */
export const findReport = (
  runner: Runner,
  tableName: string,
  plan: ReportPlan,
): Promise<FoundReport | null> =>
  runner.run(async (context) => {
    const { workbook } = context
    const table = workbook.tables.getItemOrNullObject(tableName)
    const { columns, rows, autoFilter, worksheet } = table
    table.load('id')
    worksheet.load('name,protection/protected')
    columns.load('items/name')
    rows.load('count')
    autoFilter.load('isDataFiltered')
    const known = workbook.settings.getItemOrNullObject(settingOf(plan))
    known.load('value')
    await context.sync()
    runner.tally.syncs++
    if (table.isNullObject) return null
    if (worksheet.protection.protected) throw new SheetRefusal('protected', 'the report')
    const kept = known.isNullObject ? [] : toHeaders(known.value)
    const mine = new Set([...kept, ...plan.columns.map(({ header }) => header)])
    const headers = columns.items.map(({ name }, index) => ({ header: name, index }))
    return {
      table: {
        id: table.id,
        sheet: worksheet.name,
        rows: rows.count,
        isFiltered: autoFilter.isDataFiltered,
      },
      ours: headers.filter(({ header }) => mine.has(header)).map(({ header }) => header),
      foreign: headers.filter(({ header }) => !mine.has(header)),
    }
  })

/** The headers that count as ours from now on. */
export const rememberHeaders = (runner: Runner, plan: ReportPlan): Promise<void> =>
  runner.run(async (context) => {
    const headers = plan.columns.map(({ header }) => header)
    context.workbook.settings.add(settingOf(plan), headers)
    await context.sync()
    runner.tally.syncs++
  })

/** Part of a request of the caller's. */
export const rememberChoice = ({ workbook }: Excel.RequestContext, plan: ReportPlan): void => {
  if (plan.choice !== undefined) workbook.settings.add(choiceOf(plan), [...plan.choice])
}

/** null: none was kept. */
export const readChoice = (runner: Runner, key: string): Promise<readonly string[] | null> =>
  runner.run(async (context) => {
    const kept = context.workbook.settings.getItemOrNullObject(choiceOf({ key }))
    kept.load('value')
    await context.sync()
    runner.tally.syncs++
    return kept.isNullObject ? null : toHeaders(kept.value)
  })

const isTyped = (cell: unknown): boolean => cell !== '' && !String(cell).startsWith('=')

const readColumn = (
  runner: Runner,
  id: string,
  index: number,
  rows: { readonly from: number; readonly count: number },
): Promise<readonly (readonly unknown[])[]> =>
  runner.run(async (context) => {
    const body = context.workbook.tables.getItem(id).getDataBodyRange()
    const range = body.getCell(rows.from, index).getResizedRange(rows.count - 1, 0)
    range.load('formulas')
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsRead += rows.count
    return asCells(range.formulas)
  })

const holdsTyped = async (
  runner: Runner,
  { id, rows }: ReportTable,
  index: number,
): Promise<boolean> => {
  for (let from = 0; from < rows; from += READ_ROWS_MAX) {
    const count = Math.min(READ_ROWS_MAX, rows - from)
    const cells = await readColumn(runner, id, index, { from, count })
    if (cells.some(([cell]) => isTyped(cell))) return true
  }
  return false
}

/** Headers of the columns that hinder: the user typed into them, or they stand amid ours. */
export const typedColumns = async (
  runner: Runner,
  { table, ours, foreign }: FoundReport,
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { header, index } of foreign)
    if (index < ours.length || (await holdsTyped(runner, table, index))) found.push(header)
  return found
}
