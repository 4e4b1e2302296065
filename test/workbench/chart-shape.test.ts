// Where the parts of a chart lie: round scales that hold all figures, gaps for empty cells, bars from zero on.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { chartLabel } from '../../workbench/grid/chart-layer.ts'
import { scaleOf } from '../../workbench/grid/chart-scale.ts'
import { chartShape } from '../../workbench/grid/chart-shape.ts'
import { addChart, chartAt, changeChart, type ChartType } from '../../workbench/model/chart.ts'
import { pasteTexts } from '../../workbench/model/edit.ts'
import { Workbook } from '../../workbench/model/workbook.ts'
import { zhHans } from '../../workbench/page/text/zh-hans.ts'

const NO_LIMITS = { minimum: undefined, maximum: undefined }

describe('the scale', () => {
  test.each([
    [
      [3, 17],
      [0, 5, 10, 15, 20],
    ],
    [
      [-8000, 21_000],
      [-10_000, 0, 10_000, 20_000, 30_000],
    ],
    [
      [0.12, 0.3],
      [0, 0.1, 0.2, 0.3],
    ],
    [[0], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[], [0, 0.2, 0.4, 0.6, 0.8, 1]],
  ])('of %j has the steps %j', (values, ticks) => {
    expect(scaleOf(values, NO_LIMITS).ticks).toEqual(ticks)
  })

  test('holds every figure and zero, in eight steps at most', () => {
    const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 20 }), (values) => {
        const { low, high, ticks } = scaleOf(values, NO_LIMITS)
        const slack = (high - low) * 1e-9
        expect(Math.min(0, ...values)).toBeGreaterThanOrEqual(low - slack)
        expect(Math.max(0, ...values)).toBeLessThanOrEqual(high + slack)
        expect(ticks.length).toBeLessThanOrEqual(8)
      }),
    )
  })

  test('keeps to limits that were set', () => {
    expect(scaleOf([5, 80], { minimum: 0, maximum: 100 })).toEqual({
      low: 0,
      high: 100,
      ticks: [0, 20, 40, 60, 80, 100],
    })
  })
})

describe('the shape', () => {
  const BOX = { width: 400, height: 240 }
  const shapeOf = (type: ChartType, lines: readonly (readonly string[])[]) => {
    const book = new Workbook()
    const sheet = book.active
    const rect = { row: 0, column: 0, rows: lines.length, columns: lines[0]?.length ?? 1 }
    pasteTexts(book, sheet, rect, lines)
    const spot = addChart(book, sheet, { type, source: rect, by: 'Columns' })
    changeChart(book, spot, { title: '等级' })
    return chartShape(sheet, chartAt(spot), BOX)
  }

  test('of a line breaks where a cell is empty, and rises with the figures', () => {
    const { series, plot } = shapeOf('Line', [
      ['', '利润'],
      ['甲', '0'],
      ['乙', ''],
      ['丙', '10'],
    ])
    const [first, gap, last] = series[0]?.points ?? []
    expect(gap).toBeUndefined()
    expect(first?.y).toBeCloseTo(plot.y + plot.height)
    expect(last?.y).toBeCloseTo(plot.y)
  })

  test('of columns stands on zero, below it for losses, beside each other', () => {
    const { series, zero } = shapeOf('ColumnClustered', [
      ['', '利润', '目标'],
      ['甲', '10', '5'],
      ['乙', '-10', '5'],
    ])
    const [gain, loss] = series[0]?.bars ?? []
    const [target] = series[1]?.bars ?? []
    expect((gain?.y ?? 0) + (gain?.height ?? 0)).toBeCloseTo(zero)
    expect(loss?.y).toBeCloseTo(zero)
    expect(target?.x).toBeCloseTo((gain?.x ?? 0) + (gain?.width ?? 0))
  })

  test('of lying bars begins with the lowest, as Excel does', () => {
    const { categories } = shapeOf('BarClustered', [
      ['', '数'],
      ['A', '1'],
      ['B', '2'],
    ])
    expect(categories.map(({ text }) => text)).toEqual(['A', 'B'])
    expect(categories[0]?.at).toBeGreaterThan(categories[1]?.at ?? 0)
  })

  test('leaves out names of points that would stand upon each other', () => {
    const lines = Array.from({ length: 200 }, (_, at) => [`客户 ${at}`, String(at)])
    const { categories } = shapeOf('Line', [['', '数'], ...lines])
    expect(categories.length).toBeLessThan(10)
    expect(categories[0]?.text).toBe('客户 0')
  })

  test('is called by its kind, its title and what it shows', () => {
    const shape = shapeOf('ColumnClustered', [
      ['', '客户数'],
      ['A', '1'],
    ])
    const label = chartLabel({ type: 'ColumnClustered', name: 'x' }, shape, zhHans.grid)
    expect(label).toBe('柱形图：等级。客户数')
  })
})
