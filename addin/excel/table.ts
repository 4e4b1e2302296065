// Tables: their shape, and making or widening one. A whole plan is one round trip.
import { forAllCells } from './cells.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { ColumnList, TablePlan } from './port.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

/** A light amber that keeps black text readable and differs from Excel's own "bad" red. */
const MARK_FILL = '#FFF2CC'
/** Excel's limit of a list written into the rule itself. */
const LIST_TEXT_MAX = 255

interface LoadedTable {
  readonly table: Excel.Table
  readonly body: Excel.Range
  readonly workbook: Excel.Workbook
}

const loadShape = (table: Excel.Table, workbook: Excel.Workbook): LoadedTable => {
  workbook.load('name')
  table.load('id,showTotals')
  table.columns.load('items/id,items/name,items/index')
  table.worksheet.load('name')
  table.worksheet.protection.load('protected')
  table.autoFilter.load('isDataFiltered')
  const body = table.getDataBodyRange()
  body.load('rowIndex,columnIndex,rowCount')
  return { table, body, workbook }
}

/** Only after a sync that follows loadShape. */
const toShape = ({ table, body, workbook }: LoadedTable): TableShape => ({
  id: table.id,
  sheet: table.worksheet.name,
  columns: table.columns.items.map(({ id, name, index }) => ({ id, name, index })),
  rowCount: body.rowCount,
  headerRow: body.rowIndex - 1,
  firstColumn: body.columnIndex,
  isFiltered: table.autoFilter.isDataFiltered,
  hasTotals: table.showTotals,
  isProtected: table.worksheet.protection.protected,
  file: workbook.name,
})

/** Do the columns stand elsewhere than when the table was looked at? What came behind them does not matter. */
export const isMoved = (
  { columns }: Pick<TableShape, 'columns'>,
  now: readonly { readonly id: number }[],
): boolean => columns.some(({ id, index }) => now[index]?.id !== id)

export const readShape = async (runner: Runner, tableId: string): Promise<TableShape | null> => {
  try {
    return await runner.run(async (context) => {
      const loaded = loadShape(context.workbook.tables.getItem(tableId), context.workbook)
      await context.sync()
      runner.tally.syncs++
      runner.tally.cellsRead += loaded.table.columns.items.length
      return toShape(loaded)
    })
  } catch (error) {
    if (isCode(error, 'ItemNotFound')) return null
    throw error
  }
}

const writeHeaders = (sheet: Excel.Worksheet, plan: TablePlan, runner: Runner) => {
  if (plan.headers === null || plan.source.kind !== 'area') return
  const { top, left } = plan.source.area
  const range = sheet.getRangeByIndexes(top, left, 1, plan.headers.length)
  range.numberFormat = forAllCells('@')
  range.values = [[...plan.headers]]
  runner.tally.cellsWritten += plan.headers.length
}

const offerList = (column: Excel.Range, list: ColumnList) => {
  const source = list.items.join(',')
  if (source.length > LIST_TEXT_MAX || list.items.some((item) => item.includes(','))) return
  column.dataValidation.rule = { list: { inCellDropDown: true, source } }
  column.dataValidation.ignoreBlanks = true
  column.dataValidation.errorAlert = {
    message: list.message,
    showAlert: true,
    style: 'Information',
    title: '',
  }
}

const dressColumns = (table: Excel.Table, plan: TablePlan) => {
  const body = table.getDataBodyRange()
  for (const { index, format } of plan.formats)
    body.getColumn(index).numberFormat = forAllCells(format)
  for (const list of plan.lists) offerList(body.getColumn(list.index), list)
  for (const { index, points } of plan.widths) body.getColumn(index).format.columnWidth = points
  for (const index of plan.hidden) body.getColumn(index).columnHidden = true
  const mark = body.conditionalFormats.add('Custom')
  mark.custom.rule.formula = plan.markFormula
  mark.custom.format.fill.color = MARK_FILL
}

export const buildTable = (runner: Runner, plan: TablePlan): Promise<TableShape> =>
  runner.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(plan.sheet)
    writeHeaders(sheet, plan, runner)
    const { source } = plan
    const table =
      source.kind === 'table'
        ? context.workbook.tables.getItem(source.id)
        : sheet.tables.add(
            sheet.getRangeByIndexes(
              source.area.top,
              source.area.left,
              source.area.rows,
              source.area.columns,
            ),
            true,
          )
    for (const header of plan.append) table.columns.add(undefined, undefined, header)
    runner.tally.cellsWritten += plan.append.length
    dressColumns(table, plan)
    const loaded = loadShape(table, context.workbook)
    await context.sync()
    runner.tally.syncs++
    return toShape(loaded)
  })
