// Charts in the workbench, asked for by the real client, and the one formula that its cells are calculated with.
import { describe, expect, test } from 'vitest'

import { startExcel } from '../../workbench/host/node.ts'
import { chartAt, findChart } from '../../workbench/model/chart.ts'
import { openFile, saveFile } from '../../workbench/model/file.ts'
import { freshExcel, type FreshExcel } from '../support/excel.ts'

const CURVE = [
  ['客户占比', '利润', '目标'],
  ['20%', '80', '50'],
  ['50%', '120', '70'],
  ['100%', '100', '90'],
]

const curve = async (): Promise<FreshExcel> => {
  const excel = freshExcel()
  await excel.Excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem('Sheet1').getRange('A1:C4')
    range.numberFormat = CURVE.map(() => ['@', 'General', 'General'])
    range.values = CURVE
    await context.sync()
  })
  return excel
}

const addLine = (excel: FreshExcel, address = 'A1:C4') =>
  excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1')
    const chart = sheet.charts.add('Line', sheet.getRange(address), 'Columns')
    chart.name = '鲸鱼曲线'
    await context.sync()
  })

const chartIn = ({ workbook }: FreshExcel) => {
  const spot = findChart(workbook.active, '鲸鱼曲线')
  if (spot === undefined) throw new Error('no such chart')
  return chartAt(spot)
}

describe('a chart', () => {
  test('takes its names from the headers and its points from the first column of texts', async () => {
    const excel = await curve()
    await addLine(excel)
    expect(chartIn(excel).series).toEqual([
      {
        name: { row: 0, column: 1 },
        values: { row: 1, column: 1, rows: 3, columns: 1 },
        categories: { row: 1, column: 0, rows: 3, columns: 1 },
      },
      expect.objectContaining({ name: { row: 0, column: 2 } }),
    ])
  })

  test('takes a column of numbers for a series, until it is told where its points are named', async () => {
    const excel = await curve()
    await addLine(excel, 'B1:C4')
    expect(chartIn(excel).series.map(({ categories }) => categories)).toEqual([
      undefined,
      undefined,
    ])
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1')
      const series = sheet.charts.getItem('鲸鱼曲线').series
      series.load('items/name')
      await context.sync()
      for (const one of series.items) one.setXAxisValues(sheet.getRange('A2:A4'))
      await context.sync()
      expect(series.items.map(({ name }) => name)).toEqual(['利润', '目标'])
    })
    expect(chartIn(excel).series[1]?.categories).toEqual({ row: 1, column: 0, rows: 3, columns: 1 })
  })

  test('keeps its titles, limits, formats and place, and gives them back', async () => {
    const excel = await curve()
    await addLine(excel)
    await excel.Excel.run(async (context) => {
      const chart = context.workbook.worksheets.getItem('Sheet1').charts.getItem('鲸鱼曲线')
      chart.title.text = '利润的累计'
      chart.axes.valueAxis.title.text = '利润'
      chart.axes.categoryAxis.title.text = '客户'
      chart.axes.valueAxis.numberFormat = '#,##0'
      chart.axes.valueAxis.minimum = 0
      chart.legend.visible = false
      chart.setPosition('E2', 'K16')
      chart.load('name,chartType')
      chart.title.load('text,visible')
      chart.axes.valueAxis.load('numberFormat,minimum')
      chart.axes.valueAxis.title.load('text,visible')
      await context.sync()
      expect(chart.title.toJSON()).toEqual({ text: '利润的累计', visible: true })
      expect(chart.axes.valueAxis.title.text).toBe('利润')
      expect([chart.axes.valueAxis.numberFormat, chart.axes.valueAxis.minimum]).toEqual([
        '#,##0',
        0,
      ])
      expect(chart.chartType).toBe('Line')
    })
    expect(chartIn(excel)).toMatchObject({
      rect: { row: 1, column: 4, rows: 15, columns: 7 },
      isLegendShown: false,
    })
  })

  test('moves and stretches with its cells, is saved with the file, undone and deleted', async () => {
    const excel = await curve()
    await addLine(excel)
    const { row } = chartIn(excel).rect
    excel.user.insertSheetRows('1:1')
    expect(chartIn(excel).rect.row).toBe(row + 1)
    expect(chartIn(excel).series[0]?.values).toEqual({ row: 2, column: 1, rows: 3, columns: 1 })
    expect(openFile(saveFile(excel.workbook)).active.charts).toHaveLength(1)
    await excel.Excel.run(async (context) => {
      const { charts } = context.workbook.worksheets.getItem('Sheet1')
      charts.getItem('鲸鱼曲线').delete()
      const gone = charts.getItemOrNullObject('鲸鱼曲线')
      await context.sync()
      expect(gone.isNullObject).toBe(true)
    })
    expect(excel.workbook.active.charts).toHaveLength(0)
    excel.user.undo()
    expect(excel.workbook.active.charts).toHaveLength(1)
  })

  test('of a kind that the workbench does not draw is refused by name', async () => {
    // Not freshExcel: the host is meant to be asked for what it does not play.
    const { Excel, host } = startExcel()
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1')
      sheet.charts.add('Doughnut', sheet.getRange('A1:B4'))
      await expect(context.sync()).rejects.toMatchObject({ code: 'ApiNotFound' })
    })
    expect(host.unknown).toEqual(['ChartCollection.Add(Doughnut)'])
  })
})

describe('=SUM of cells of the same sheet', () => {
  const write = (excel: FreshExcel, address: string, values: unknown[][]) =>
    excel.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Sheet1').getRange(address)
      range.values = values
      await context.sync()
    })

  test('is calculated when it is written and whenever its cells change', async () => {
    const excel = freshExcel()
    await write(excel, 'A1:A4', [[1], ['x'], [2.5], ['=SUM(A1:A3)']])
    const { grid } = excel.workbook.active
    expect(grid.value(3, 0)).toBe(3.5)
    excel.user.type('A1', '10')
    expect(grid.value(3, 0)).toBe(12.5)
    excel.user.undo()
    expect(grid.value(3, 0)).toBe(3.5)
  })

  test('follows its cells, and keeps on after the file was opened again', async () => {
    const excel = freshExcel()
    await write(excel, 'A1:A3', [[1], [2], ['=SUM(A1:A2)']])
    excel.user.insertSheetRows('1:1')
    const { grid } = excel.workbook.active
    expect([grid.formula(3, 0), grid.value(3, 0)]).toEqual(['=SUM(A2:A3)', 3])
    const { Excel, workbook } = freshExcel({ workbook: openFile(saveFile(excel.workbook)) })
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A2').values = [[5]]
      await context.sync()
    })
    expect(workbook.active.grid.value(3, 0)).toBe(7)
  })

  test('any other formula keeps the placeholder for its result', async () => {
    const excel = freshExcel()
    await write(excel, 'A1:A2', [['=AVERAGE(B1:B2)'], ['=SUM(B1,B2)']])
    expect(excel.workbook.active.grid.values({ row: 0, column: 0, rows: 2, columns: 1 })).toEqual([
      ['#NAME?'],
      ['#NAME?'],
    ])
  })
})
