// Lists for a manager's own sheets: the three saved views, all customers that one may see in chosen columns, what each
// rep did by month. A port to the store stands here too.
import {
  ACTIVITY_MONTHS_MAX,
  type ActivityReply,
  type ReportReply,
  type ViewReply,
} from '../../shared/protocol/tier-lists.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { wallToUtc } from '../../shared/schema/kinds/zone.ts'
import { tables } from '../../shared/schema/tables.ts'
import { addMonths } from '../../shared/tier/days.ts'
import { rhythmOf } from '../../shared/tier/rhythm.ts'
import { type SavedView, type ViewCustomer, viewRows } from '../../shared/tier/views.ts'
import { type Actor, seesAll } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { readLabelsOf } from './named.ts'
import { dayIn } from './setting.ts'
import type { Store } from './store.ts'
import type { Named } from './tier-board.ts'
import type { Sight } from './tier-sight.ts'

export interface ViewCandidate extends Named {
  readonly facts: Omit<ViewCustomer, 'id' | 'rhythm'>
  /** Days with an order, oldest first, and what was sold on each. */
  readonly days: readonly (readonly [day: string, sold: number])[]
}

/** A month, and the moments (UTC, YYYY-MM-DDTHH:MMZ) between which it lies in the organisation's zone. */
export interface MonthSpan {
  readonly month: string
  readonly from: string
  readonly to: string
}

export interface ActivityRow {
  readonly month: string
  readonly rep: string
  readonly visits: number
  readonly customers: number
  readonly orders: number
}

export interface TierListStore {
  /** Customers who may be in the view, the most sales first, at most `limit`. */
  readonly readCandidates: (
    actor: Actor,
    ask: { readonly view: SavedView; readonly today: string; readonly limit: number },
  ) => Promise<readonly ViewCandidate[]>
  /** All that the caller sees, by id. */
  readonly readReport: (
    actor: Actor,
    ask: { readonly fields: readonly string[]; readonly after: string; readonly limit: number },
  ) => Promise<readonly { readonly id: string; readonly values: WireValues }[]>
  /** Of everybody, or of the caller alone. */
  readonly readActivity: (
    actor: Actor,
    ask: { readonly spans: readonly MonthSpan[]; readonly isOwnOnly: boolean },
  ) => Promise<readonly ActivityRow[]>
}

const CANDIDATES_MAX = 500
const VIEW_FIGURES = ['sales_12m', 'orders_12m', 'overdue', 'satisfaction', 'relationship'] as const

/** What he does not see is as unknown to the view as to him: nobody is in it for that reason. */
const toViewCustomer = (
  { id, facts, days }: ViewCandidate,
  today: string,
  sight: Sight,
): ViewCustomer => {
  const shown = Object.fromEntries(
    VIEW_FIGURES.map((field) => [field, sight(field) ? facts[field] : null]),
  )
  const bought = {
    order_days: days.map(([day]) => day),
    // The days stand in the open; what was sold on them is said as the field `rhythm` says it.
    day_sales: sight('rhythm') ? days.map(([, sold]) => sold) : [],
  }
  return { ...facts, ...shown, id, rhythm: rhythmOf(bought, today) }
}

/** One saved view over the customers that the caller sees. */
export const savedView = async (
  lists: TierListStore,
  actor: Actor,
  {
    view,
    limit,
    sight,
  }: { readonly view: SavedView; readonly limit: number; readonly sight: Sight },
  now: number,
): Promise<ViewReply> => {
  const today = dayIn(actor.org.timeZone, now)
  const found = await lists.readCandidates(actor, { view, today, limit: CANDIDATES_MAX })
  const byId = new Map(found.map((candidate) => [candidate.id, candidate]))
  const customers = found.map((candidate) => toViewCustomer(candidate, today, sight))
  const rows = viewRows(view, customers, today)
  return {
    rows: rows.slice(0, limit).flatMap(({ id, why }) => {
      const own = byId.get(id)
      if (!own) return []
      const { name, city, owner, facts } = own
      return [{ id, name, city, owner, tier: facts.tier, why: { ...why } }]
    }),
    isPart: found.length === CANDIDATES_MAX || rows.length > limit,
  }
}

/** The columns that there are and that he may see, each once, as he ordered them. */
const seenColumns = (columns: readonly string[], sight: Sight): readonly string[] =>
  [...new Set(columns)].filter(
    (key) => key === 'id' || (Object.hasOwn(tables.customer.fields, key) && sight(key)),
  )

export const report = async (
  { lists, store }: { readonly lists: TierListStore; readonly store: Store },
  actor: Actor,
  order: {
    readonly columns: readonly string[]
    readonly cursor: string
    readonly limit: number
    readonly sight: Sight
  },
): Promise<ReportReply> => {
  const columns = seenColumns(order.columns, order.sight)
  const fields = columns.filter((key) => key !== 'id')
  const { cursor: after, limit } = order
  const rows = await lists.readReport(actor, { fields, after, limit })
  return {
    columns: [...columns],
    rows: rows.map(({ id, values }) =>
      columns.map((key) => (key === 'id' ? id : (values[key] ?? null))),
    ),
    labels: await readLabelsOf(
      store,
      actor,
      rows.map(({ values }) => ({ table: 'customer', values })),
    ),
    cursor: rows.at(-1)?.id ?? after,
    more: rows.length === limit,
  }
}

/** @throws Refusal malformed */
const spansOf = (from: string, to: string, timeZone: string): readonly MonthSpan[] => {
  const spans: MonthSpan[] = []
  for (let i = 0; i <= ACTIVITY_MONTHS_MAX; i++) {
    const first = addMonths(`${from}-01`, i)
    if (first.slice(0, 7) > to) return spans
    const next = addMonths(first, 1)
    spans.push({
      month: first.slice(0, 7),
      from: wallToUtc(`${first}T00:00`, timeZone),
      to: wallToUtc(`${next}T00:00`, timeZone),
    })
  }
  throw new Refusal('malformed', `At most ${ACTIVITY_MONTHS_MAX} months.`)
}

/** What each rep did by month; a rep is shown his own. */
export const activity = async (
  lists: TierListStore,
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ActivityReply> => {
  const spans = spansOf(from, to, actor.org.timeZone)
  const rows = await lists.readActivity(actor, { spans, isOwnOnly: !seesAll(actor) })
  const nameOf = new Map(actor.users.map(({ id, name }) => [id, name]))
  return { rows: rows.map((row) => ({ ...row, repName: nameOf.get(row.rep) ?? '' })) }
}
