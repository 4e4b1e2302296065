// PivotTables, charts and the one formula that receipts hold: what an add-in meets when it makes them.
import { answerOf } from '../../selftest/run-cases.ts'
import { addCities, cellsOf, sheetCase, type ExcelCase } from './desk.ts'

/** The cities' table stands in A1:C4; the PivotTable beside it. */
const CORNER = 'F3'
const PIVOT = 'kehu.selftest'

const addPivot = (sheet: Excel.Worksheet): Excel.PivotTable => {
  const pivot = sheet.pivotTables.add(PIVOT, addCities(sheet), sheet.getRange(CORNER))
  pivot.rowHierarchies.add(pivot.hierarchies.getItem('城市'))
  return pivot
}

const addValue = (pivot: Excel.PivotTable, header: string): Excel.DataPivotHierarchy =>
  pivot.dataHierarchies.add(pivot.hierarchies.getItem(header))

const shownBy = async (context: Excel.RequestContext, pivot: Excel.PivotTable) => {
  const range = pivot.layout.getRange()
  range.load('values,address')
  await context.sync()
  return { address: range.address.split('!').at(-1) ?? '', cells: cellsOf(range) }
}

const pivotCases: readonly ExcelCase[] = [
  sheetCase('pivots.rows-and-sum', async (context, sheet) => {
    const pivot = addPivot(sheet)
    addValue(pivot, '金额').summarizeBy = 'Sum'
    return shownBy(context, pivot)
  }),
  sheetCase('pivots.rows-columns-and-two-values', async (context, sheet) => {
    const pivot = addPivot(sheet)
    const count = addValue(pivot, '金额')
    count.summarizeBy = 'Sum'
    count.name = '合计'
    pivot.columnHierarchies.add(pivot.hierarchies.getItem('名称'))
    const shown = await shownBy(context, pivot)
    pivot.columnHierarchies.remove(pivot.columnHierarchies.getItem('名称'))
    addValue(pivot, '名称').summarizeBy = 'Count'
    return { oneValue: shown, twoValues: await shownBy(context, pivot) }
  }),
  sheetCase('pivots.rows-within-rows', async (context, sheet) => {
    const pivot = addPivot(sheet)
    pivot.rowHierarchies.add(pivot.hierarchies.getItem('名称'))
    addValue(pivot, '金额')
    return shownBy(context, pivot)
  }),
  sheetCase('pivots.empty-cells', async (context, sheet) => {
    const pivot = addPivot(sheet)
    sheet.getRange('B2').values = [['']]
    sheet.getRange('C3').values = [['']]
    pivot.refresh()
    const value = addValue(pivot, '金额')
    value.load('name,summarizeBy')
    const shown = await shownBy(context, pivot)
    return { ...shown, name: value.name, summarizeBy: value.summarizeBy }
  }),
  sheetCase('pivots.stale-until-refresh', async (context, sheet) => {
    const pivot = addPivot(sheet)
    addValue(pivot, '金额')
    await context.sync()
    sheet.getRange('B2').values = [['北京']]
    sheet.getRange('A5:C5').values = [['丁', '苏州', 5]]
    const before = await shownBy(context, pivot)
    pivot.refresh()
    return { before, after: await shownBy(context, pivot) }
  }),
  sheetCase('pivots.header-renamed', async (context, sheet) => {
    const pivot = addPivot(sheet)
    addValue(pivot, '金额')
    await context.sync()
    sheet.getRange('B1').values = [['City']]
    pivot.refresh()
    return shownBy(context, pivot)
  }),
]

const refusedCases: readonly ExcelCase[] = [
  sheetCase('pivots.value-named-as-a-field', async (context, sheet) => {
    const pivot = addPivot(sheet)
    const value = addValue(pivot, '金额')
    await context.sync()
    value.name = '金额'
    return answerOf(context.sync().then(() => 'named'))
  }),
  sheetCase('pivots.write-into-report', async (context, sheet) => {
    addValue(addPivot(sheet), '金额')
    await context.sync()
    sheet.getRange('G4').values = [[1]]
    return answerOf(context.sync().then(() => 'written'))
  }),
  sheetCase('pivots.row-through-report', async (context, sheet) => {
    addValue(addPivot(sheet), '金额')
    await context.sync()
    sheet.getRange('F5:G5').insert('Down')
    return answerOf(context.sync().then(() => 'inserted'))
  }),
  sheetCase('pivots.name-taken', async (context, sheet) => {
    addPivot(sheet)
    await context.sync()
    sheet.pivotTables.add(PIVOT, 'A1:C4', 'K3')
    return answerOf(context.sync().then(() => 'added'))
  }),
  sheetCase('pivots.source-string', async (context, sheet) => {
    const pivot = addPivot(sheet)
    const [text, type] = [pivot.getDataSourceString(), pivot.getDataSourceType()]
    await context.sync()
    return { text: text.value, type: type.value }
  }),
]

const chartCases: readonly ExcelCase[] = [
  sheetCase('charts.series-and-points', async (context, sheet) => {
    addCities(sheet)
    const chart = sheet.charts.add('ColumnClustered', sheet.getRange('B1:C4'), 'Columns')
    chart.series.load('items/name')
    chart.title.load('text,visible')
    await context.sync()
    const points = chart.series.items.map((one) => one.getDimensionValues('Categories'))
    await context.sync()
    return {
      names: chart.series.items.map(({ name }) => name),
      points: points.map(({ value }) => value.map(String)),
    }
  }),
  sheetCase('charts.points-of-numbers', async (context, sheet) => {
    sheet.getRange('A1:B3').values = [
      ['share', 'profit'],
      [0.2, 80],
      [1, 100],
    ]
    const whole = sheet.charts.add('Line', sheet.getRange('A1:B3'), 'Columns')
    const figures = sheet.charts.add('Line', sheet.getRange('B1:B3'), 'Columns')
    const series = figures.series.getItemAt(0)
    series.setXAxisValues(sheet.getRange('A2:A3'))
    series.load('name')
    const [all, own] = [whole.series.getCount(), series.getDimensionValues('Categories')]
    figures.title.load('text')
    await context.sync()
    return {
      seriesOfWhole: all.value,
      name: series.name,
      title: figures.title.text,
      points: own.value.map(String),
    }
  }),
  sheetCase('charts.name-taken', async (context, sheet) => {
    addCities(sheet)
    const range = sheet.getRange('A1:C4')
    sheet.charts.add('Line', range, 'Columns').name = 'one'
    const second = sheet.charts.add('BarClustered', range, 'Columns')
    await context.sync()
    second.name = 'one'
    return answerOf(context.sync().then(() => 'named'))
  }),
]

const sumCase: ExcelCase = sheetCase('cells.sum', async (context, sheet) => {
  const range = sheet.getRange('A1:A4')
  range.values = [[1], ['x'], [2.5], ['=SUM(A1:A3)']]
  range.load('values,formulas')
  await context.sync()
  const [before, formulas] = [cellsOf(range), String(range.formulas[3]?.[0])]
  sheet.getRange('A1').values = [[10]]
  range.load('values')
  await context.sync()
  return { before, formulas, after: cellsOf(range) }
})

export const pivotAndChartCases: readonly ExcelCase[] = [
  ...pivotCases,
  ...refusedCases,
  ...chartCases,
  sumCase,
]
