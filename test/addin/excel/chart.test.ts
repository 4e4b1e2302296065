// Charts as the add-in draws them, through the real client.
import { describe, expect, test } from 'vitest'

import { createReportBook } from '../../../addin/excel/report-book.ts'
import type { ChartSpec } from '../../../addin/excel/report-port.ts'
import { freshExcel } from '../../support/excel.ts'

const desk = () => {
  const excel = freshExcel({ quirks: { locale: 'en-US' } })
  const book = createReportBook({
    excel: excel.Excel,
    sleep: async () => undefined,
    hasApi: () => true,
  })
  return { ...excel, book }
}

describe('the charts of a board', () => {
  const spec: ChartSpec = {
    name: 'kehu.whale',
    type: 'Line',
    title: '鲸鱼曲线',
    values: { top: 0, left: 1, rows: 4, columns: 2 },
    categories: { top: 1, left: 0, rows: 3, columns: 1 },
    place: { top: 1, left: 4, rows: 14, columns: 6 },
    categoryTitle: '客户',
    valueTitle: '利润',
    valueFormat: '#,##0',
    hasLegend: true,
  }
  const figures = [
    ['share', '利润', '目标'],
    ['0.2', '80', '50'],
    ['0.5', '120', '70'],
    ['1', '100', '90'],
  ]

  test('name their points even where those are numbers', async () => {
    const { book, user, workbook } = desk()
    user.paste('A1', figures)
    expect(await book.drawCharts('Sheet1', [spec])).toEqual({ kind: 'drawn' })
    expect(workbook.active.charts).toEqual([
      expect.objectContaining({
        name: 'kehu.whale',
        title: '鲸鱼曲线',
        rect: { row: 1, column: 4, rows: 14, columns: 6 },
      }),
    ])
    expect(workbook.active.charts[0]?.series).toEqual(
      [1, 2].map((column) => ({
        name: { row: 0, column },
        values: { row: 1, column, rows: 3, columns: 1 },
        categories: { row: 1, column: 0, rows: 3, columns: 1 },
      })),
    )
  })

  test('are replaced when they are drawn again, and others are left alone', async () => {
    const { book, user, workbook } = desk()
    user.paste('A1', figures)
    const bars: ChartSpec = { ...spec, name: 'kehu.bars', type: 'BarClustered' }
    await book.drawCharts('Sheet1', [spec, bars])
    await book.drawCharts('Sheet1', [{ ...spec, title: 'again' }])
    expect(workbook.active.charts.map(({ name, title }) => [name, title])).toEqual([
      ['kehu.bars', '鲸鱼曲线'],
      ['kehu.whale', 'again'],
    ])
  })

  test('on a protected sheet, or one that is gone, are refused', async () => {
    const { book, workbook } = desk()
    await expect(book.drawCharts('gone', [spec])).rejects.toMatchObject({ code: 'table_lost' })
    workbook.active.isProtected = true
    await expect(book.drawCharts('Sheet1', [spec])).rejects.toMatchObject({ code: 'protected' })
  })
})
