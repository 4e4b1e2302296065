// Where the parts of a chart lie in a box of pixels: axes with their labels, lines or bars. Pure: from the cells to
// numbers and texts; chart-layer.ts makes SVG of it.
import type { Chart, ChartType } from '../model/chart.ts'
import { chartTitle, seriesName } from '../model/chart.ts'
import type { Rect } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'
import { type Scale, scaleOf } from './chart-scale.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Bar extends Point {
  readonly width: number
  readonly height: number
}

export interface Tick {
  /** Pixels along its axis. */
  readonly at: number
  readonly text: string
}

export interface SeriesShape {
  readonly name: string
  /** Of a line; a gap where a cell is empty. */
  readonly points: readonly (Point | undefined)[]
  readonly bars: readonly Bar[]
}

export interface ChartShape {
  readonly title: string
  readonly plot: Bar
  /** Are the figures measured from left to right? */
  readonly isLying: boolean
  readonly values: readonly Tick[]
  readonly categories: readonly Tick[]
  /** Where zero is, along the axis of the figures. */
  readonly zero: number
  readonly valueTitle: string
  readonly categoryTitle: string
  readonly series: readonly SeriesShape[]
  readonly legend: readonly string[]
}

export interface ChartBox {
  readonly width: number
  readonly height: number
}

const LINE_HEIGHT = 18
const GAP = 8
/** Part of a category's room that its bars take. */
const BAR_SHARE = 0.7

/** About what it is drawn with at 11 pixels. */
export const roughWidth = (text: string): number =>
  text.replaceAll(/[^\u0020-\u00FF]/g, 'xx').length * 6

interface Figures {
  readonly names: readonly string[]
  readonly lines: readonly (readonly (number | undefined)[])[]
}

function lane(sheet: Sheet, rect: Rect) {
  return sheet.grid.values(rect).flat()
}

function figuresOf(sheet: Sheet, chart: Chart): Figures {
  const lines = chart.series.map(({ values }) =>
    lane(sheet, values).map((value) => (typeof value === 'number' ? value : undefined)),
  )
  const [first] = chart.series
  const length = lines.reduce((most, line) => Math.max(most, line.length), 0)
  const cells = first?.categories === undefined ? [] : lane(sheet, first.categories)
  const format = first?.categories
  const style =
    format === undefined ? 'General' : sheet.grid.style(format.row, format.column).numberFormat
  const names = Array.from({ length }, (_, at) =>
    first?.categories === undefined ? String(at + 1) : shownText(cells[at] ?? '', style),
  )
  return { names, lines }
}

function valueFormat(sheet: Sheet, chart: Chart): string {
  if (chart.value.numberFormat !== '') return chart.value.numberFormat
  const [first] = chart.series
  return first === undefined
    ? 'General'
    : sheet.grid.style(first.values.row, first.values.column).numberFormat
}

const isLying = (type: ChartType): boolean => type === 'BarClustered'

interface Frame {
  readonly plot: Bar
  readonly scale: Scale
  readonly figures: Figures
  readonly type: ChartType
}

/** Pixels of a figure along its axis: rightwards in a lying chart, upwards in others. */
function along({ plot, scale, type }: Frame, value: number): number {
  const part = (value - scale.low) / (scale.high - scale.low)
  const kept = Math.max(0, Math.min(1, part))
  return isLying(type) ? plot.x + kept * plot.width : plot.y + (1 - kept) * plot.height
}

/** The middle of a category's room; Excel counts from below where the bars lie. */
function middle({ plot, figures, type }: Frame, at: number): number {
  const count = Math.max(1, figures.names.length)
  return isLying(type)
    ? plot.y + plot.height * (1 - (at + 0.5) / count)
    : plot.x + plot.width * ((at + 0.5) / count)
}

function barsOf(frame: Frame, line: Figures['lines'][number], index: number): readonly Bar[] {
  const { plot, figures, type } = frame
  const side = isLying(type) ? plot.height : plot.width
  const room = (side / Math.max(1, figures.names.length)) * BAR_SHARE
  const thickness = room / Math.max(1, figures.lines.length)
  const zero = along(frame, 0)
  return line.flatMap((value, at) => {
    if (value === undefined) return []
    const end = along(frame, value)
    const [from, length] = [Math.min(zero, end), Math.abs(end - zero)]
    const shift = index * thickness - room / 2
    const start = isLying(type) ? middle(frame, at) - shift - thickness : middle(frame, at) + shift
    return isLying(type)
      ? [{ x: from, y: start, width: length, height: thickness }]
      : [{ x: start, y: from, width: thickness, height: length }]
  })
}

function ticksOf(frame: Frame): readonly Tick[] {
  const { figures, plot, type } = frame
  const side = isLying(type) ? plot.height : plot.width
  const widest = figures.names.reduce((most, name) => Math.max(most, roughWidth(name)), 0)
  const needed = isLying(type) ? LINE_HEIGHT : Math.min(widest, 90) + GAP
  const each = Math.max(1, Math.ceil((needed * figures.names.length) / Math.max(1, side)))
  return figures.names.flatMap((text, at) =>
    at % each === 0 ? [{ at: middle(frame, at), text }] : [],
  )
}

interface Words {
  readonly title: string
  readonly legend: readonly string[]
  readonly valueTitle: string
  readonly categoryTitle: string
  /** Labels at the left: figures, or the categories of a lying chart. */
  readonly left: readonly string[]
  /** Half of the last figure below a lying chart stands out at the right. */
  readonly overhang: number
}

function plotOf(box: ChartBox, words: Words, type: ChartType): Bar {
  const line = (is: boolean): number => (is ? LINE_HEIGHT : 0)
  const [below, beside] = isLying(type)
    ? [words.valueTitle, words.categoryTitle]
    : [words.categoryTitle, words.valueTitle]
  const widest = words.left.reduce((most, text) => Math.max(most, roughWidth(text)), 0)
  const x = GAP + line(beside !== '') + Math.min(widest, box.width / 3) + GAP
  const y = GAP + line(words.title !== '') + (words.title === '' ? 0 : GAP)
  const foot = LINE_HEIGHT + line(below !== '') + line(words.legend.length > 0) + GAP
  return {
    x,
    y,
    width: Math.max(20, box.width - x - Math.max(2 * GAP, words.overhang)),
    height: Math.max(20, box.height - y - foot),
  }
}

export function chartShape(sheet: Sheet, chart: Chart, box: ChartBox): ChartShape {
  const figures = figuresOf(sheet, chart)
  const all = figures.lines.flat().filter((value) => value !== undefined)
  const scale = scaleOf(all, chart.value)
  const format = valueFormat(sheet, chart)
  const texts = scale.ticks.map((value) => shownText(value, format))
  const names = chart.series.map((series) => seriesName(sheet, series))
  const titleOf = (axis: Chart['value']): string => (axis.isTitleShown ? axis.title : '')
  const words = {
    title: chartTitle(sheet, chart),
    legend: chart.isLegendShown ? names : [],
    valueTitle: titleOf(chart.value),
    categoryTitle: titleOf(chart.category),
    left: isLying(chart.type) ? figures.names : texts,
    overhang: isLying(chart.type) ? roughWidth(texts.at(-1) ?? '') / 2 + GAP : 0,
  }
  const frame: Frame = { plot: plotOf(box, words, chart.type), scale, figures, type: chart.type }
  return {
    title: words.title,
    legend: words.legend,
    valueTitle: words.valueTitle,
    categoryTitle: words.categoryTitle,
    plot: frame.plot,
    isLying: isLying(chart.type),
    values: scale.ticks.map((value, at) => ({ at: along(frame, value), text: texts[at] ?? '' })),
    categories: ticksOf(frame),
    zero: along(frame, 0),
    series: figures.lines.map((line, index) => ({
      name: names[index] ?? '',
      points:
        chart.type === 'Line'
          ? line.map((value, at) =>
              value === undefined ? undefined : { x: middle(frame, at), y: along(frame, value) },
            )
          : [],
      bars: chart.type === 'Line' ? [] : barsOf(frame, line, index),
    })),
  }
}
