// Charts through the API: line, clustered column and clustered bar, over cells of their own sheet.
import {
  addChart,
  changeChart,
  type Chart,
  chartAt,
  CHART_TYPES,
  chartTitle,
  deleteChart,
  findChart,
} from '../../model/chart.ts'
import { refuseArgument, refuseMissing } from '../../model/failure.ts'
import { boundingRect } from '../../model/rect.ts'
import type { Sheet } from '../../model/sheet.ts'
import { RangeSpot } from '../range-spot.ts'
import type { ChartAxisSpot } from '../selves.ts'
import type { Session } from '../session.ts'
import {
  asFlag,
  asNumber,
  asText,
  asWord,
  describe,
  selfOf,
  wire,
  type WireObject,
  type WireProperty,
  wireOrNull,
} from '../wire.ts'

function rangeOf(sheet: Sheet, value: unknown, session: Session): RangeSpot {
  const range = selfOf(value, 'Range')
  if (range !== undefined) return range
  const place = session.book.locate(asText(value, 'a range'), sheet)
  return new RangeSpot(place.sheet, place.rect)
}

function add(sheet: Sheet, [type, source, by]: readonly unknown[], session: Session): WireObject {
  const word = CHART_TYPES.find((known) => known === type)
  if (word === undefined) throw session.missing(`ChartCollection.Add(${String(type)})`)
  const range = selfOf(source, 'Range') ?? refuseArgument('a range of figures is wanted')
  if (range.sheet !== sheet) throw session.missing('ChartCollection.Add(cells of another sheet)')
  const way = asWord(by ?? 'Auto', ['Auto', 'Rows', 'Columns'], 'seriesBy')
  return wire('Chart', addChart(session.book, sheet, { type: word, source: range.rect, by: way }))
}

function find(sheet: Sheet, key: unknown): WireObject {
  const name = asText(key, 'the key of a chart')
  return wire('Chart', findChart(sheet, name) ?? refuseMissing(`chart ${name}`))
}

export const CHART_COLLECTION = describe('ChartCollection', {
  properties: { Count: { get: ({ charts }) => charts.length } },
  methods: {
    Add: add,
    GetCount: ({ charts }) => charts.length,
    // Other collections have an indexer only; this one is asked by method for a name, by indexer for an id.
    GetItem: (sheet, [key]) => find(sheet, key),
    GetItemAt: (sheet, [index]) => {
      const chart = sheet.charts[asNumber(index, 'index')]
      return wire('Chart', { sheet, id: (chart ?? refuseMissing(`chart ${String(index)}`)).id })
    },
    GetItemOrNullObject: (sheet, [key]) =>
      wireOrNull('Chart', findChart(sheet, asText(key, 'the key of a chart'))),
  },
  items: (sheet) => sheet.charts.map(({ id }) => wire('Chart', { sheet, id })),
  item: find,
})

export const CHART = describe('Chart', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    ChartType: { get: (spot) => chartAt(spot).type },
    Name: {
      get: (spot) => chartAt(spot).name,
      set: (spot, value, { book }) => changeChart(book, spot, { name: asText(value, 'name') }),
    },
  },
  links: {
    Axes: (spot) => wire('ChartAxes', spot),
    Legend: (spot) => wire('ChartLegend', spot),
    Series: (spot) => wire('ChartSeriesCollection', spot),
    Title: (spot) => wire('ChartTitle', spot),
    Worksheet: ({ sheet }) => wire('Worksheet', sheet),
  },
  methods: {
    Delete: (spot, _args, { book }) => deleteChart(book, spot),
    SetPosition: (spot, [start, end], session) => {
      const first = rangeOf(spot.sheet, start, session)
      const last = end === null || end === undefined ? first : rangeOf(spot.sheet, end, session)
      changeChart(session.book, spot, { rect: boundingRect(first.rect, last.rect) })
    },
  },
})

export const CHART_TITLE = describe('ChartTitle', {
  properties: {
    Text: {
      get: (spot) => chartTitle(spot.sheet, chartAt(spot)),
      set: (spot, value, { book }) =>
        changeChart(book, spot, { title: asText(value, 'text'), isTitleShown: true }),
    },
    Visible: {
      get: (spot) => chartAt(spot).isTitleShown,
      set: (spot, value, { book }) =>
        changeChart(book, spot, { isTitleShown: asFlag(value, 'visible') }),
    },
  },
})

export const CHART_LEGEND = describe('ChartLegend', {
  properties: {
    Visible: {
      get: (spot) => chartAt(spot).isLegendShown,
      set: (spot, value, { book }) =>
        changeChart(book, spot, { isLegendShown: asFlag(value, 'visible') }),
    },
  },
})

export const CHART_AXES = describe('ChartAxes', {
  properties: {},
  links: {
    CategoryAxis: (chart) => wire('ChartAxis', { chart, axis: 'category' }),
    ValueAxis: (chart) => wire('ChartAxis', { chart, axis: 'value' }),
  },
})

const lookOf = ({ chart, axis }: ChartAxisSpot): Chart['value'] => chartAt(chart)[axis]

function change(
  spot: ChartAxisSpot,
  part: Partial<Chart['value']>,
  { book }: Pick<Session, 'book'>,
): void {
  changeChart(book, spot.chart, { [spot.axis]: { ...lookOf(spot), ...part } })
}

/** What Excel would choose itself is not played: '' is answered until a limit is set. */
function limit(key: 'minimum' | 'maximum'): WireProperty<ChartAxisSpot> {
  return {
    get: (spot) => lookOf(spot)[key] ?? '',
    set: (spot, value, session) => change(spot, { [key]: asNumber(value, key) }, session),
  }
}

export const CHART_AXIS = describe('ChartAxis', {
  properties: {
    Maximum: limit('maximum'),
    Minimum: limit('minimum'),
    NumberFormat: {
      get: (spot) => lookOf(spot).numberFormat,
      set: (spot, value, session) =>
        change(spot, { numberFormat: asText(value, 'numberFormat') }, session),
    },
  },
  links: { Title: (spot) => wire('ChartAxisTitle', spot) },
})

export const CHART_AXIS_TITLE = describe('ChartAxisTitle', {
  properties: {
    Text: {
      get: (spot) => lookOf(spot).title,
      set: (spot, value, session) =>
        change(spot, { title: asText(value, 'text'), isTitleShown: true }, session),
    },
    Visible: {
      get: (spot) => lookOf(spot).isTitleShown,
      set: (spot, value, session) =>
        change(spot, { isTitleShown: asFlag(value, 'visible') }, session),
    },
  },
})
