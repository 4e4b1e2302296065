// The report port in memory: notes what it was asked for, for tests where Excel's own ways do not matter.
import type { Cell } from '../../../shared/schema/kind.ts'
import type {
  ChartSpec,
  PivotPlan,
  ReportPlan,
  ReportPort,
  SpillPlan,
} from '../../../addin/excel/report-port.ts'

export interface MemoryReport extends ReportPort {
  readonly pivots: PivotPlan[]
  /** One entry for each time that all of ours were refreshed. */
  readonly refreshed: (readonly string[])[]
  readonly spilled: SpillPlan[]
  readonly charts: { readonly sheet: string; readonly specs: readonly ChartSpec[] }[]
  readonly reports: Map<
    string,
    { readonly plan: ReportPlan; readonly lines: readonly (readonly Cell[])[] }
  >
  /** false: this Excel has no PivotTables. */
  hasPivots: boolean
}

const NO_PIVOTS = { kind: 'unsupported', detail: 'ApiNotFound: no PivotTables' } as const

export const memoryReport = (): MemoryReport => {
  const nameOf = (at: number): string => `kehu.pivot.${at + 1}`
  const port: MemoryReport = {
    pivots: [],
    refreshed: [],
    spilled: [],
    charts: [],
    reports: new Map(),
    hasPivots: true,
    counters: () => ({ syncs: 0, cellsRead: 0, cellsWritten: 0 }),
    makePivot: async (plan) => {
      if (!port.hasPivots) return NO_PIVOTS
      port.pivots.push(plan)
      return { kind: 'made', sheet: plan.sheetName, name: nameOf(port.pivots.length - 1) }
    },
    refreshPivots: async (names) => {
      const refreshed = names ?? port.pivots.map((_, at) => nameOf(at))
      port.refreshed.push(refreshed)
      return { refreshed, failed: [] }
    },
    listPivots: async (tableId) =>
      port.pivots.map((plan, at) => ({
        name: nameOf(at),
        sheet: plan.sheetName,
        isOurs: true,
        usesTable: plan.tableId === tableId,
      })),
    spill: async (plan) => {
      port.spilled.push(plan)
      const columns = plan.rows.reduce((most, row) => Math.max(most, row.length), 1)
      const area = { top: 0, left: 0, rows: plan.rows.length, columns }
      return { sheet: plan.sheetName, area, isNewSheet: true }
    },
    drawCharts: async (sheet, specs) => {
      port.charts.push({ sheet, specs })
      return { kind: 'drawn' }
    },
    readChoice: async (key) => port.reports.get(key)?.plan.choice ?? null,
    writeReport: async (plan, pages) => {
      const lines: (readonly Cell[])[] = []
      for await (const page of pages) lines.push(...page)
      port.reports.set(plan.key, { plan, lines })
      return {
        kind: 'written',
        tableId: `report ${plan.key}`,
        sheet: plan.sheetName,
        rows: lines.length,
        cellsWritten: lines.length * plan.columns.length,
      }
    },
  }
  return port
}
