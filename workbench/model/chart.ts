// Charts of a sheet: plain records that are replaced when they change. A chart covers a rectangle of cells and takes
// its figures from cells of the same sheet each time it is drawn.
import { refuseArgument, refuseMissing } from './failure.ts'
import type { CellValue } from './grid.ts'
import { type Rect, rectOf } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { requireUnprotected, type Workbook } from './workbook.ts'

export const CHART_TYPES = ['Line', 'ColumnClustered', 'BarClustered'] as const
export type ChartType = (typeof CHART_TYPES)[number]

export interface ChartSeries {
  /** A cell to read the name from, or a text. */
  readonly name: string | { readonly row: number; readonly column: number }
  readonly values: Rect
  /** undefined: the points are numbered. */
  readonly categories: Rect | undefined
}

export interface ChartAxisLook {
  readonly title: string
  readonly isTitleShown: boolean
  /** '': as the first cell of the figures. */
  readonly numberFormat: string
  readonly minimum: number | undefined
  readonly maximum: number | undefined
}

export interface Chart {
  readonly id: string
  readonly name: string
  readonly type: ChartType
  /** The cells that it covers, and moves with. */
  readonly rect: Rect
  readonly series: readonly ChartSeries[]
  /** undefined: the name of a single series. */
  readonly title: string | undefined
  readonly isTitleShown: boolean
  readonly isLegendShown: boolean
  readonly category: ChartAxisLook
  readonly value: ChartAxisLook
}

export interface ChartSpot {
  readonly sheet: Sheet
  readonly id: string
}

const PLAIN_AXIS: ChartAxisLook = {
  title: '',
  isTitleShown: false,
  numberFormat: '',
  minimum: undefined,
  maximum: undefined,
}
/** About Excel's 360 x 216 points on standard cells. */
const DEFAULT_RECT = rectOf(2, 2, 14, 8)

export function chartAt({ sheet, id }: ChartSpot): Chart {
  return sheet.charts.find((chart) => chart.id === id) ?? refuseMissing(`chart ${id}`)
}

export function findChart(sheet: Sheet, key: string): ChartSpot | undefined {
  const wanted = key.toLowerCase()
  const chart = sheet.charts.find(({ id, name }) => id === key || name.toLowerCase() === wanted)
  return chart === undefined ? undefined : { sheet, id: chart.id }
}

export interface ChartPlan {
  readonly type: ChartType
  readonly source: Rect
  readonly by: 'Auto' | 'Rows' | 'Columns'
}

interface Heads {
  readonly top: number
  readonly left: number
}

/** A last line or lane of texts is no figures; all lanes of texts before the first of figures name the points. */
function headsOf(cells: readonly (readonly CellValue[])[], { rows, columns }: Rect): Heads {
  const isText = (value: CellValue | undefined): boolean => typeof value === 'string'
  const [first = []] = cells
  const last = cells.at(-1) ?? []
  const lanes = last.findIndex((value) => !isText(value))
  return {
    top: rows > 1 && isText(first.at(-1)) ? 1 : 0,
    left: columns > 1 ? Math.max(0, Math.min(lanes < 0 ? 1 : lanes, columns - 1)) : 0,
  }
}

/** Of several lanes that name the points only the last is played; Excel shows all, one under another. */
function seriesIn(sheet: Sheet, { source, by }: ChartPlan): readonly ChartSeries[] {
  const isByColumns = by === 'Columns' || (by === 'Auto' && source.columns <= source.rows)
  const { top, left } = headsOf(sheet.grid.values(source), source)
  const [row, column] = [source.row + top, source.column + left]
  const body = rectOf(row, column, source.rows - top, source.columns - left)
  const names = { ...body, column: column - 1, columns: 1 }
  const heads = { ...body, row: source.row, rows: 1 }
  return Array.from({ length: isByColumns ? body.columns : body.rows }, (_, at): ChartSeries => {
    const number = `Series${at + 1}`
    return isByColumns
      ? {
          name: top > 0 ? { row: source.row, column: column + at } : number,
          values: { ...body, column: column + at, columns: 1 },
          categories: left > 0 ? names : undefined,
        }
      : {
          name: left > 0 ? { row: row + at, column: column - 1 } : number,
          values: { ...body, row: row + at, rows: 1 },
          categories: top > 0 ? heads : undefined,
        }
  })
}

export function addChart(book: Workbook, sheet: Sheet, plan: ChartPlan): ChartSpot {
  requireUnprotected(sheet)
  sheet.touch()
  const word = book.quirks.locale === 'zh-CN' ? '图表' : 'Chart'
  const name = book.freeName(
    (number) => `${word} ${number}`,
    (taken) => findChart(sheet, taken) !== undefined,
  )
  const series = seriesIn(sheet, plan)
  const chart: Chart = {
    id: book.newId(),
    name,
    type: plan.type,
    rect: DEFAULT_RECT,
    series,
    title: undefined,
    isTitleShown: true,
    isLegendShown: true,
    category: PLAIN_AXIS,
    value: PLAIN_AXIS,
  }
  sheet.charts = [...sheet.charts, chart]
  announce(book, sheet)
  return { sheet, id: chart.id }
}

export function changeChart(
  book: Workbook,
  spot: ChartSpot,
  change: Partial<Omit<Chart, 'id'>>,
): void {
  const { sheet } = spot
  const former = chartAt(spot)
  requireUnprotected(sheet)
  const other = change.name === undefined ? undefined : findChart(sheet, change.name)
  if (other !== undefined && other.id !== spot.id) refuseArgument(`a chart ${change.name} exists`)
  sheet.touch()
  sheet.charts = sheet.charts.map((chart) => (chart === former ? { ...chart, ...change } : chart))
  announce(book, sheet)
}

export function deleteChart(book: Workbook, spot: ChartSpot): void {
  const { sheet } = spot
  const former = chartAt(spot)
  requireUnprotected(sheet)
  sheet.touch()
  sheet.charts = sheet.charts.filter((chart) => chart !== former)
  announce(book, sheet)
}

/** So that a grid paints; no cell has changed and no add-in is told. */
function announce(book: Workbook, sheet: Sheet): void {
  book.emit({ kind: 'drawn', sheet })
}

export function seriesName(sheet: Sheet, { name }: ChartSeries): string {
  return typeof name === 'string' ? name : String(sheet.grid.value(name.row, name.column))
}

/** The title as it is shown; '' for none. */
export function chartTitle(sheet: Sheet, chart: Chart): string {
  if (!chart.isTitleShown) return ''
  const [only, second] = chart.series
  return chart.title ?? (only !== undefined && second === undefined ? seriesName(sheet, only) : '')
}
