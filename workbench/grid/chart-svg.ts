/// <reference lib="dom" />
// A chart's shape as SVG. Colours come from the style sheet, so that dark and forced colours change them; series differ
// in dashes as well as in colour.
import {
  type ChartBox,
  type ChartShape,
  roughWidth,
  type SeriesShape,
  type Tick,
} from './chart-shape.ts'

const SVG = 'http://www.w3.org/2000/svg'

function draw(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(
      name,
      typeof value === 'number' ? String(Math.round(value * 10) / 10) : value,
    )
  }
  return element
}

function write(
  text: string,
  place: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' },
  className = 'chart-text',
): SVGElement {
  const element = draw('text', {
    x: place.x,
    y: place.y,
    'text-anchor': place.anchor,
    class: className,
  })
  element.textContent = text
  return element
}

const line = (x1: number, y1: number, x2: number, y2: number, className: string): SVGElement =>
  draw('line', { x1, y1, x2, y2, class: className })

function valueAxis({ plot, values, isLying }: ChartShape): readonly SVGElement[] {
  return values.flatMap(({ at, text }: Tick) =>
    isLying
      ? [
          line(at, plot.y, at, plot.y + plot.height, 'chart-rule'),
          write(text, { x: at, y: plot.y + plot.height + 14, anchor: 'middle' }),
        ]
      : [
          line(plot.x, at, plot.x + plot.width, at, 'chart-rule'),
          write(text, { x: plot.x - 6, y: at + 4, anchor: 'end' }),
        ],
  )
}

function categoryAxis({ plot, categories, isLying, zero }: ChartShape): readonly SVGElement[] {
  const labels = categories.map(({ at, text }) =>
    isLying
      ? write(text, { x: plot.x - 6, y: at + 4, anchor: 'end' })
      : write(text, { x: at, y: plot.y + plot.height + 14, anchor: 'middle' }),
  )
  const base = isLying
    ? line(zero, plot.y, zero, plot.y + plot.height, 'chart-axis')
    : line(plot.x, zero, plot.x + plot.width, zero, 'chart-axis')
  return [base, ...labels]
}

/** Lines between neighbours that both have a figure. */
function pathOf({ points }: SeriesShape): string {
  let isOpen = false
  return points
    .map((point) => {
      const step =
        point === undefined
          ? ''
          : `${isOpen ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`
      isOpen = point !== undefined
      return step
    })
    .join(' ')
}

function seriesOf(series: SeriesShape, index: number): readonly SVGElement[] {
  const kind = `series-${(index % 4) + 1}`
  if (series.points.length > 0) {
    return [draw('path', { d: pathOf(series), class: `chart-line ${kind}` })]
  }
  return series.bars.map((bar) => draw('rect', { ...bar, class: `chart-bar ${kind}` }))
}

function legendOf(
  { legend, series }: ChartShape,
  { width, height }: ChartBox,
): readonly SVGElement[] {
  const widths = legend.map((name) => roughWidth(name) + 40)
  let x = (width - widths.reduce((sum, one) => sum + one, 0)) / 2
  return legend.flatMap((name, index) => {
    const kind = `series-${(index % 4) + 1}`
    const isLine = (series[index]?.points.length ?? 0) > 0
    const [left, y] = [x, height - 10]
    x += widths[index] ?? 0
    const mark = isLine
      ? line(left, y, left + 20, y, `chart-line ${kind}`)
      : draw('rect', { x: left + 6, y: y - 5, width: 10, height: 10, class: `chart-bar ${kind}` })
    return [mark, write(name, { x: left + 26, y: y + 4, anchor: 'start' })]
  })
}

function titles(shape: ChartShape, { width, height }: ChartBox): readonly SVGElement[] {
  const { plot, title, isLying } = shape
  const [below, beside] = isLying
    ? [shape.valueTitle, shape.categoryTitle]
    : [shape.categoryTitle, shape.valueTitle]
  const foot = height - (shape.legend.length > 0 ? 26 : 8)
  const middle = plot.y + plot.height / 2
  const turned = write(beside, { x: 16, y: middle, anchor: 'middle' })
  turned.setAttribute('transform', `rotate(-90 16 ${middle.toFixed(1)})`)
  return [
    write(title, { x: width / 2, y: 20, anchor: 'middle' }, 'chart-title'),
    write(below, { x: plot.x + plot.width / 2, y: foot, anchor: 'middle' }),
    turned,
  ].filter(({ textContent }) => textContent !== '')
}

/** Seen only: what it is called stands at the figure around it. */
export function chartSvg(shape: ChartShape, box: ChartBox): SVGElement {
  const svg = draw('svg', {
    viewBox: `0 0 ${box.width} ${box.height}`,
    width: box.width,
    height: box.height,
    'aria-hidden': 'true',
  })
  svg.append(
    ...valueAxis(shape),
    ...categoryAxis(shape),
    ...shape.series.flatMap(seriesOf),
    ...titles(shape, box),
    ...legendOf(shape, box),
  )
  return svg
}
