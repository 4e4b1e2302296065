// Native charts on a sheet of the add-in's: each is replaced by its name, so that drawing again leaves no second one.
import { assert } from '../../shared/assert.ts'
import type { Area } from './port.ts'
import { unsupportedDetail } from './pivot.ts'
import type { ChartSpec, Unsupported } from './report-port.ts'
import type { Runner } from './run.ts'

const CHARTS_MAX = 20

const rangeOf = (sheet: Excel.Worksheet, { top, left, rows, columns }: Area): Excel.Range =>
  sheet.getRangeByIndexes(top, left, rows, columns)

/**
 * The figures alone are charted and the names of the points given apart (ExcelApi 1.7): left to itself, Excel would
 * take a column of numbers such as shares for one more series.
 */
const addChart = (sheet: Excel.Worksheet, spec: ChartSpec) => {
  const { values, categories, place } = spec
  const chart = sheet.charts.add(spec.type, rangeOf(sheet, values), 'Columns')
  chart.name = spec.name
  if (spec.title !== '') chart.title.text = spec.title
  const names = rangeOf(sheet, categories)
  for (let at = 0; at < values.columns; at++) chart.series.getItemAt(at).setXAxisValues(names)
  if (spec.categoryTitle !== '') chart.axes.categoryAxis.title.text = spec.categoryTitle
  if (spec.valueTitle !== '') chart.axes.valueAxis.title.text = spec.valueTitle
  if (spec.valueFormat !== '') chart.axes.valueAxis.numberFormat = spec.valueFormat
  chart.legend.visible = spec.hasLegend
  const whole = rangeOf(sheet, place)
  chart.setPosition(whole.getCell(0, 0), whole.getLastCell())
}

const check = ({ values, categories }: ChartSpec): void => {
  assert(values.rows > 1, 'a chart has figures under their names')
  assert(categories.columns === 1 && categories.rows === values.rows - 1, 'one name for each point')
}

export const drawCharts = async (
  runner: Runner,
  sheetName: string,
  specs: readonly ChartSpec[],
): Promise<{ readonly kind: 'drawn' } | Unsupported> => {
  assert(specs.length <= CHARTS_MAX, 'so many charts are no sheet')
  for (const spec of specs) check(spec)
  const former = await formerCharts(runner, sheetName, specs)
  try {
    await runner.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetName)
      for (const name of former) sheet.charts.getItem(name).delete()
      for (const spec of specs) addChart(sheet, spec)
      await context.sync()
      runner.tally.syncs++
    })
    return { kind: 'drawn' }
  } catch (error) {
    const detail = unsupportedDetail(error)
    if (detail === null || detail.startsWith('AccessDenied')) throw error
    return { kind: 'unsupported', detail }
  }
}

/** The names among those of `specs` that are on the sheet. */
const formerCharts = (
  runner: Runner,
  sheetName: string,
  specs: readonly ChartSpec[],
): Promise<readonly string[]> =>
  runner.run(async (context) => {
    const { charts } = context.workbook.worksheets.getItem(sheetName)
    const found = specs.map(({ name }) => charts.getItemOrNullObject(name))
    for (const chart of found) chart.load('name')
    await context.sync()
    runner.tally.syncs++
    return specs.flatMap(({ name }, at) => (found[at]?.isNullObject === false ? [name] : []))
  })
