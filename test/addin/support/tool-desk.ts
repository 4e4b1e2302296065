// What a tool of the pane works with, in memory: a few answers of the server, the reports' port, a bound sheet.
import type { TierApi } from '../../../addin/api/tiers.ts'
import type { SheetView } from '../../../addin/sync/sheet-view.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ReportReply, ReportRequest } from '../../../shared/protocol/tier-lists.ts'
import type { BoardLine, BoardReply, ReceiptReply } from '../../../shared/protocol/tiers.ts'
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Cell } from '../../../shared/schema/kind.ts'
import { failureToStop } from '../../../shared/sync/session/stop.ts'
import { standardPolicy } from '../../../shared/tier/policy.ts'
import { memoryReport } from './memory-report.ts'

export const aHello: HelloReply = {
  protocol: { min: 1, max: 1 },
  epoch: 'e1',
  head: '',
  now: Date.UTC(2026, 10, 22),
  me: { id: 'm', name: '王经理', role: 'manager' },
  org: { id: 'org', name: '华东', country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  users: [
    { id: 'm', name: '王经理' },
    { id: 'r', name: '李丽' },
  ],
  writable: {},
  limits: { rows: 500, bytes: 1_000_000, page: 500 },
}

const run = {
  run: 4,
  at: Date.UTC(2026, 10, 22),
  today: '2026-11-22',
  moment: 'sync',
  by: 'm',
  byName: '王经理',
  metric: 'profit_12m',
  ranked: 793,
  version: 0,
  moved: 12,
} as const

const line = (id: string, more: Partial<BoardLine> = {}): BoardLine => ({
  id,
  name: `客户${id}`,
  city: '苏州',
  owner: 'r',
  tier: 'C',
  tier_next: 'C',
  value: -815_000,
  signs: ['costs_more'],
  step: { step: 'price', why: 'thin_margin' },
  decided: null,
  ...more,
})

/** The published figures of Superstore: facts/features.md §5. */
export const aBoard = ({
  curve = [
    { at: 1, share: 0.02 },
    { at: 159, share: 0.817 },
    { at: 638, share: 1.24 },
    { at: 793, share: 1 },
  ],
  n = 793,
}: Partial<Pick<BoardReply, 'curve'>> & { readonly n?: number } = {}): BoardReply => ({
  scope: 'firm',
  run,
  version: 0,
  effectiveOn: '2026-12-01',
  metric: 'profit_12m',
  customers: 793,
  moving: 3,
  ending: { count: 0, days: 14 },
  shares: {
    n,
    total: 28_639_702,
    top20: 0.817,
    bottom30: -0.237,
    peak: { at: 638, share: 1.24 },
    lossMakers: 155,
  },
  curve,
  distribution: [
    { tier: 'A', count: 158, countShare: 0.2, value: 23_398_637, valueShare: 0.817 },
    { tier: 'C', count: 238, countShare: 0.3, value: -6_787_609, valueShare: -0.237 },
  ],
  best: [line('b1', { tier: 'A', tier_next: 'A', value: 900_000, signs: [], step: null })],
  worst: [line('w1'), line('w2')],
  steps: { prepay: 0, fewer_visits: 0, price: 2, hand_over: 0, let_go: 0 },
  stepsOf: 793,
  hidden: [],
})

export const aReceipt: ReceiptReply = {
  id: 'c1',
  name: '华达机械有限公司',
  city: '苏州',
  owner: 'r',
  run,
  policy: standardPolicy,
  place: { value: 41_230, first: 200, last: 201, n: 793 },
  inputs: {
    profit_12m: 41_230,
    margin_12m: 51_230,
    sales_12m: 250_000,
    orders_12m: 2,
    cost_12m: 10_000,
    orders: 2,
    first_order_on: '2025-03-01',
  },
  next: 'B',
  force: 'B',
  before: 'B',
  held: null,
  decided: null,
  override: null,
  why: '{"k":"cut","m":"profit_12m","p":26}',
  lines: [
    { date: '2026-03-01', kind: 'order', amount: 30_000 },
    { date: '2026-05-01', kind: 'order', amount: 21_230 },
    { date: '2026-06-01', kind: 'cost', amount: -10_000 },
  ],
  history: [
    { run: 4, on: '2026-11-22', tier: 'B', metric: 'profit_12m', value: 41_230, rank: 200 },
  ],
  hidden: [],
}

/** A server's list of so many customers, page by page. */
const reportPage = (count: number, { columns, cursor, limit }: ReportRequest): ReportReply => {
  const from = cursor === '' ? 0 : Number(cursor)
  const to = Math.min(count, from + limit)
  const known = columns.filter((key) => key !== 'nonsense')
  const valueOf = (key: string, at: number): string | number | null => {
    if (key === 'owner') return 'r'
    if (key === 'tier') return 'A'
    return key === 'sales_12m' ? (at + 1) * 100 : `客户${at + 1}`
  }
  return {
    columns: known,
    rows: Array.from({ length: to - from }, (_, i) => known.map((key) => valueOf(key, from + i))),
    labels: {},
    cursor: String(to),
    more: to < count,
  }
}

const refused = (detail: string) => async (): Promise<Result<never, ApiFailure>> =>
  err({ kind: 'refused', code: 'forbidden', detail, request: '' })

/** What is not said here is refused, by its name. */
const tierApi = (asked: unknown[], customers: number): TierApi => ({
  board: async () => ok(aBoard()),
  whatIf: refused('whatIf'),
  policy: refused('policy'),
  apply: refused('apply'),
  receipt: async (request) => {
    asked.push(['receipt', request])
    return ok(aReceipt)
  },
  steps: refused('steps'),
  view: refused('view'),
  report: async (request) => {
    asked.push(['report', request.cursor])
    return ok(reportPage(customers, request))
  },
  activity: async (request) => {
    asked.push(['activity', request])
    const row = { month: '2026-11', rep: 'r', repName: '李丽', visits: 3, customers: 1, orders: 2 }
    return ok({ rows: [row] })
  },
  runs: refused('runs'),
})

export const aSheetView = (
  columns: Readonly<Record<string, string>>,
  lines: readonly (readonly Cell[])[],
): SheetView => {
  const keys = Object.keys(columns)
  return {
    tableId: 'T1',
    sheet: 'Sheet1',
    firstRow: 2,
    columns: keys.map((key) => ({ key, header: columns[key] ?? '' })),
    read: async (wanted) =>
      lines.map((cells) => wanted.map((key) => cells[keys.indexOf(key)] ?? '')),
  }
}

/** The API beside the tiers is not asked for anything. */
const asApi = (api: Pick<ToolDesk['api'], 'tiers'>): ToolDesk['api'] => api as ToolDesk['api']

interface DeskWishes {
  readonly view?: SheetView
  readonly customers?: number
}

export const aToolDesk = ({ view, customers = 0 }: DeskWishes = {}) => {
  const report = memoryReport()
  const asked: unknown[] = []
  const desk: ToolDesk = {
    api: asApi({ tiers: tierApi(asked, customers) }),
    greet: async () => ok({ workbook: 'w', hello: aHello }),
    ask: async (call) => {
      const result = await call()
      if (result.ok) return result
      const { code, message } = failureToStop(result.error)
      return err({ code, detail: message })
    },
    sheet: async () => (view === undefined ? err({ code: 'not_bound', detail: '' }) : ok(view)),
    select: async (tableId, { row }) => {
      asked.push(['select', tableId, row])
      return ok(undefined)
    },
    reports: async () => report,
    now: () => 0,
    ids: () => '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  }
  return { desk, report, asked }
}
