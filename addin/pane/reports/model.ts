// What the reports' screen knows, what can happen on it, and what it asks for. Plain data.
import type { ReportRequest } from '../../../shared/protocol/tier-lists.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { PivotUse } from '../../excel/report-port.ts'

/** Months that an activity sheet goes back, this one included. */
export const spans = [3, 6, 12, 24] as const
export type Span = (typeof spans)[number]

/** Columns that a sheet for managers has unless others are chosen. */
export const usualColumns: ReportRequest['columns'] = [
  'name',
  'tier',
  'tier_next',
  'owner',
  'region_code',
  'city',
  'industry',
  'status',
  'sales_12m',
  'profit_12m',
  'orders_12m',
  'last_order_on',
  'rfm',
  'rhythm',
  'last_contact_on',
]

export interface Told {
  readonly kind: 'success' | 'warning'
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface ReportsState {
  /** PivotTables of the workbook over the customers' sheet; null: not looked for yet. */
  readonly pivots: readonly PivotUse[] | null
  /** This Excel has no PivotTables: the same is offered as cells. */
  readonly isWithoutPivots: boolean
  readonly columns: readonly string[]
  readonly span: Span
  /** What is under way. */
  readonly doing: 'pivot' | 'cells' | 'refresh' | 'report' | 'activity' | 'look' | null
  /** Rows that came so far. */
  readonly rows: number
  readonly isCancelling: boolean
  readonly stop: Stop | null
  readonly told: Told | null
}

export type ReportsEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'pivot-asked' }
  | { readonly type: 'cells-asked' }
  | { readonly type: 'refresh-asked' }
  | { readonly type: 'column-switched'; readonly key: string; readonly isOn: boolean }
  | { readonly type: 'report-asked'; readonly hasPivot: boolean }
  | { readonly type: 'span-chosen'; readonly span: Span }
  | { readonly type: 'activity-asked' }
  | { readonly type: 'cancel-asked' }
  | { readonly type: 'closed' }
  | { readonly type: 'progressed'; readonly rows: number }
  /** What was chosen the last time; null: nothing yet in this workbook. */
  | {
      readonly type: 'looked'
      readonly pivots: readonly PivotUse[]
      readonly columns: readonly string[] | null
      readonly span: Span | null
    }
  | { readonly type: 'unsupported' }
  | { readonly type: 'done'; readonly told: Told | null }
  | { readonly type: 'stopped'; readonly stop: Stop }

export type ReportsEffect =
  | { readonly do: 'look' }
  | { readonly do: 'pivot' }
  | { readonly do: 'cells' }
  | { readonly do: 'refresh' }
  /** `hasPivot`: and a PivotTable over it. */
  | { readonly do: 'report'; readonly columns: readonly string[]; readonly hasPivot: boolean }
  | { readonly do: 'activity'; readonly span: Span }
  | { readonly do: 'cancel' }

export const startReports: ReportsState = {
  pivots: null,
  isWithoutPivots: false,
  columns: usualColumns,
  span: 6,
  doing: null,
  rows: 0,
  isCancelling: false,
  stop: null,
  told: null,
}
