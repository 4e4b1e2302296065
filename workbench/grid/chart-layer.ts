// The charts that float over the cells of the visible sheet: drawn anew when the sheet has changed, moved with it when it
// is scrolled. As in Excel, Ctrl+Alt+5 leads to the first, Tab to the next, Escape back to the cells; each has a name.
import type { Chart } from '../model/chart.ts'
import { chartShape, type ChartShape } from './chart-shape.ts'
import { chartSvg } from './chart-svg.ts'
import { make } from './dom.ts'
import type { GridTexts } from './grid-texts.ts'
import type { SheetGrid } from './sheet-grid.ts'
import { screenStart } from './viewport.ts'

interface Drawn {
  readonly element: HTMLElement
  /** What it shows, as text: the same is not drawn twice. */
  stamp: string
}

class ChartLayer {
  readonly element = make('div', 'charts')
  private readonly grid: SheetGrid
  private readonly drawn = new Map<string, Drawn>()

  constructor(grid: SheetGrid, leave: () => void) {
    this.grid = grid
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      leave()
    })
    // A press on a chart is none on the cells beneath.
    for (const kind of ['pointerdown', 'dblclick', 'contextmenu']) {
      this.element.addEventListener(kind, (event) => event.stopPropagation())
    }
  }

  /** The first chart of the sheet, if there is one. */
  focus(): void {
    const [first] = this.grid.sheet.charts
    if (first !== undefined) this.drawn.get(first.id)?.element.focus()
  }

  paint(): void {
    const { charts } = this.grid.sheet
    for (const [id, { element }] of this.drawn) {
      if (charts.some((chart) => chart.id === id)) continue
      element.remove()
      this.drawn.delete(id)
    }
    for (const chart of charts) this.show(chart)
  }

  private show(chart: Chart): void {
    const known = this.drawn.get(chart.id)
    const drawn = known ?? {
      element: make('figure', 'chart', { tabindex: '0', role: 'img' }),
      stamp: '',
    }
    if (known === undefined) {
      this.drawn.set(chart.id, drawn)
      this.element.append(drawn.element)
    }
    const { axes, offsets, sheet, texts } = this.grid
    const { rect } = chart
    const [first, last] = [
      axes.columns.trackOf(rect.column),
      axes.columns.trackOf(rect.column + rect.columns),
    ]
    const [top, bottom] = [axes.rows.trackOf(rect.row), axes.rows.trackOf(rect.row + rect.rows)]
    const box = {
      width: axes.columns.start(last) - axes.columns.start(first),
      height: axes.rows.start(bottom) - axes.rows.start(top),
    }
    const x = screenStart(axes.columns, first, offsets.left)
    const y = screenStart(axes.rows, top, offsets.top)
    drawn.element.style.transform = `translate(${x}px, ${y}px)`
    drawn.element.style.width = `${box.width}px`
    drawn.element.style.height = `${box.height}px`
    const shape = chartShape(sheet, chart, box)
    const label = chartLabel(chart, shape, texts)
    const stamp = JSON.stringify([shape, label])
    if (stamp === drawn.stamp) return
    drawn.stamp = stamp
    drawn.element.setAttribute('aria-label', label)
    drawn.element.replaceChildren(chartSvg(shape, box))
  }
}

/** Lays the charts over a grid. @param leave where Escape leads */
export function showCharts(grid: SheetGrid, leave: () => void): void {
  const layer = new ChartLayer(grid, leave)
  grid.layer.prepend(layer.element)
  grid.afterPaint.push(() => layer.paint())
  grid.element.addEventListener('keydown', (event) => {
    if (!event.ctrlKey || !event.altKey || event.code !== 'Digit5') return
    event.preventDefault()
    layer.focus()
  })
}

/** For example "Line chart: Whale curve. Profit, Target." */
export function chartLabel(
  chart: Pick<Chart, 'type' | 'name'>,
  { title, series }: Pick<ChartShape, 'title' | 'series'>,
  texts: Pick<GridTexts, 'chart'>,
): string {
  const names = series.map(({ name }) => name).join(', ')
  return texts.chart(chart.type, title === '' ? chart.name : title, names)
}
