// The PivotTable of customers: tier × owner × region with count, sales and profit, over the columns that the bound sheet
// has; and the same table as cells. Amounts that stand as text are told: no sum counts them.
import type { Cell, Locale, Setting } from '../../../shared/schema/kind.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import { pivotCells } from '../../excel/pivot-cells.ts'
import type { PivotPlan, PivotValuePlan, SpillPlan } from '../../excel/report-port.ts'
import type { SheetView } from '../../sync/sheet-view.ts'
import { sayReports } from './words.ts'

const REGION = 'region_code'
/** In place of the region, where the sheet has none or nobody filled it in. */
const REGION_ELSE = 'city'
const ROWS = ['tier', 'owner', REGION]
const SUMS = ['sales_12m', 'profit_12m']
const COUNTED = 'name'
const WHOLE = '#,##0'

export interface PivotChoice {
  readonly plan: PivotPlan
  /** Fields that it lacks, because the sheet has no column for them. */
  readonly missing: readonly string[]
}

/** null: the sheet has neither a column to group by nor one to count. */
export const choosePivot = (
  locale: Locale,
  view: Pick<SheetView, 'tableId' | 'columns'>,
  isRegionBlank: boolean,
): PivotChoice | null => {
  const t = sayReports(locale)
  const headerOf = (key: string) => view.columns.find((column) => column.key === key)?.header
  const isByCity =
    (isRegionBlank || headerOf(REGION) === undefined) && headerOf(REGION_ELSE) !== undefined
  const keys = ROWS.map((key) => (key === REGION && isByCity ? REGION_ELSE : key))
  const rows = keys.flatMap((key) => headerOf(key) ?? [])
  const counted = headerOf(COUNTED)
  if (rows.length === 0 || counted === undefined) return null
  const sums = SUMS.flatMap((key): readonly PivotValuePlan[] => {
    const header = headerOf(key)
    const name = t(`reports.sum.${key}`)
    return header === undefined ? [] : [{ header, summarize: 'Sum', name, format: WHOLE }]
  })
  const count = { header: counted, summarize: 'Count', name: t('reports.count'), format: WHOLE }
  return {
    plan: {
      tableId: view.tableId,
      rows,
      columns: [],
      values: [{ ...count, summarize: 'Count' }, ...sums],
      sheetName: t('reports.pivotSheet'),
    },
    missing: [...keys, ...SUMS].filter((key) => headerOf(key) === undefined),
  }
}

/** Is a cell of a line filled in where the region stands? `keys` are those of the line. */
export const isWithRegion = (keys: readonly string[]) => {
  const at = keys.indexOf(REGION)
  return (line: readonly Cell[]): boolean => (line[at] ?? '') !== ''
}

export const choosePivotOf = async (
  locale: Locale,
  view: SheetView,
): Promise<PivotChoice | null> => {
  const keys = view.columns.some(({ key }) => key === REGION) ? [REGION] : []
  const lines = keys.length === 0 ? [] : await view.read(keys)
  return choosePivot(locale, view, lines.length > 0 && !lines.some(isWithRegion(keys)))
}

/** How many amounts of the columns that are summed stand in text cells. */
export const countTexts = async (view: SheetView): Promise<number> => {
  const keys = SUMS.filter((key) => view.columns.some((column) => column.key === key))
  if (keys.length === 0) return 0
  const lines = await view.read(keys)
  return lines.flat().filter((cell) => typeof cell === 'string' && cell !== '').length
}

/** A typed amount as the number that it means, so that it is summed here. */
const toNumber = (key: string, cell: Cell, setting: Setting): Cell => {
  const kind = sheetFields('customer')[key]?.kind
  if (kind === undefined || typeof cell !== 'string' || !SUMS.includes(key)) return cell
  const { value } = kind.read(cell, setting)
  return value === null ? cell : kind.write(value, setting)
}

/** The same table as the PivotTable's, as cells. */
export const pivotBlock = async (
  { plan }: PivotChoice,
  view: SheetView,
  setting: Setting,
): Promise<Pick<SpillPlan, 'rows' | 'bold'>> => {
  const t = sayReports(setting.locale)
  const headers = [...plan.rows, ...plan.values.map(({ header }) => header)]
  const keys = headers.map(
    (header) => view.columns.find((column) => column.header === header)?.key ?? '',
  )
  const lines = await view.read(keys)
  const records = lines.map((line) =>
    line.map((cell, at) => toNumber(keys[at] ?? '', cell, setting)),
  )
  const words = { grandTotal: t('reports.total'), blank: t('reports.blank') }
  return pivotCells(plan, headers, records, words, setting.locale)
}
