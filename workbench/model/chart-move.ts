// Charts when cells are inserted or deleted: they move and stretch with the cells that they cover and read
// (Excel's "Move and size with cells").
import type { Chart, ChartSeries } from './chart.ts'
import type { Direction } from './events.ts'
import type { Rect } from './rect.ts'
import { rectAfterShift } from './span.ts'

/** A series without figures goes; a chart whose cells are all gone stays where it was. */
export function moveCharts(
  charts: readonly Chart[],
  band: Rect,
  direction: Direction,
): readonly Chart[] {
  const moved = (rect: Rect): Rect | undefined => rectAfterShift(rect, band, direction)
  const cellAfter = (name: Exclude<ChartSeries['name'], string>): ChartSeries['name'] => {
    const at = moved({ ...name, rows: 1, columns: 1 })
    return at === undefined ? '' : { row: at.row, column: at.column }
  }
  return charts.map((chart) => ({
    ...chart,
    rect: moved(chart.rect) ?? chart.rect,
    series: chart.series.flatMap((series) => {
      const values = moved(series.values)
      if (values === undefined) return []
      const name = typeof series.name === 'string' ? series.name : cellAfter(series.name)
      const { categories } = series
      return [{ name, values, categories: categories && moved(categories) }]
    }),
  }))
}
