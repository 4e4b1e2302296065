// The series of a chart through the API: their names, figures and the names of their points.
import { changeChart, chartAt, type ChartSeries, seriesName } from '../../model/chart.ts'
import { refuseArgument, refuseMissing } from '../../model/failure.ts'
import type { ChartSeriesSpot } from '../selves.ts'
import type { Session } from '../session.ts'
import { asNumber, asText, describe, selfOf, wire } from '../wire.ts'

const seriesOf = ({ chart, index }: ChartSeriesSpot): ChartSeries =>
  chartAt(chart).series[index] ?? refuseMissing(`series ${index}`)

function change(spot: ChartSeriesSpot, part: Partial<ChartSeries>, { book }: Session): void {
  const former = seriesOf(spot)
  const series = chartAt(spot.chart).series.map((one) =>
    one === former ? { ...one, ...part } : one,
  )
  changeChart(book, spot.chart, { series })
}

function cells(spot: ChartSeriesSpot, value: unknown, session: Session) {
  const range = selfOf(value, 'Range') ?? refuseArgument('a range is wanted')
  if (range.sheet !== spot.chart.sheet) throw session.missing('a series of another sheet')
  return range.rect
}

/** What the points are called, or their figures. */
function dimension(spot: ChartSeriesSpot, name: unknown, session: Session): readonly unknown[] {
  const { values, categories } = seriesOf(spot)
  const { grid } = spot.chart.sheet
  if (name === 'Values' || name === 'YValues') return grid.values(values).flat()
  if (name !== 'Categories' && name !== 'XValues') {
    throw session.missing(`ChartSeries.GetDimensionValues(${String(name)})`)
  }
  const count = values.rows * values.columns
  return categories === undefined
    ? Array.from({ length: count }, (_, at) => String(at + 1))
    : grid.values(categories).flat().map(String)
}

export const CHART_SERIES_COLLECTION = describe('ChartSeriesCollection', {
  properties: { Count: { get: (chart) => chartAt(chart).series.length } },
  methods: {
    GetCount: (chart) => chartAt(chart).series.length,
    GetItemAt: (chart, [value]) => {
      const spot = { chart, index: asNumber(value, 'index') }
      seriesOf(spot)
      return wire('ChartSeries', spot)
    },
  },
  items: (chart) => chartAt(chart).series.map((_, index) => wire('ChartSeries', { chart, index })),
})

export const CHART_SERIES = describe('ChartSeries', {
  properties: {
    Name: {
      get: (spot) => seriesName(spot.chart.sheet, seriesOf(spot)),
      set: (spot, value, session) => change(spot, { name: asText(value, 'name') }, session),
    },
  },
  methods: {
    GetDimensionValues: (spot, [name], session) => dimension(spot, name, session),
    SetValues: (spot, [value], session) =>
      change(spot, { values: cells(spot, value, session) }, session),
    SetXAxisValues: (spot, [value], session) =>
      change(spot, { categories: cells(spot, value, session) }, session),
  },
})
