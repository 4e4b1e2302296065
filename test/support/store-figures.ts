// The fake store's figures: the oracle of shared/tier on the transactions as they stand.
import type { WireValues } from '../../shared/protocol/cell.ts'
import { figuredFields } from '../../shared/tier/figured.ts'
import { type CustomerFigures, figuresOf } from '../../shared/tier/figures.ts'
import { rfmOfFigures } from '../../shared/tier/rfm.ts'
import { rhythmColumns } from '../../shared/tier/rhythm.ts'
import { type Transaction, transactionKinds } from '../../shared/tier/transaction.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { byId, type FakeRow, type FakeState, goneOf, textAt } from './store-state.ts'

const numberAt = (values: WireValues, key: string): number | null => {
  const value = values[key]
  return typeof value === 'number' ? value : null
}

const toTransaction = ({ values }: FakeRow): Transaction => ({
  customer: textAt(values, 'customer_id') ?? '',
  date: textAt(values, 'date') ?? '',
  kind: transactionKinds.find((kind) => kind === textAt(values, 'kind')) ?? 'order',
  amount: numberAt(values, 'amount') ?? 0,
  margin: numberAt(values, 'margin'),
  cost: numberAt(values, 'cost'),
  due_date: textAt(values, 'due_date'),
  paid_on: textAt(values, 'paid_on'),
  ref_no: textAt(values, 'ref_no'),
  currency: textAt(values, 'currency'),
  rate: numberAt(values, 'rate'),
})

/** The oldest day that an unpaid invoice was due. */
const sinceOf = ({ overdue_days: days }: CustomerFigures, today: string): string | null =>
  days === 0 ? null : new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)

/** What the field takes: whole days from 1 to 1000. */
const shownCycle = (cycle: number | null): WireValues =>
  cycle === null
    ? {}
    : { purchase_cycle_days: Math.min(Math.max(Math.floor(cycle + 0.5), 1), 1000) }

const computedKeys = [
  'orders_12m',
  'first_order_on',
  'last_order_on',
  'receivable',
  'overdue',
] as const

/** Without keys that say nothing. */
const computedOf = (
  row: FakeRow,
  figures: CustomerFigures | undefined,
  today: string,
): WireValues => {
  const { churn_flag: _, rhythm: __, ...kept } = row.computed
  const others = Object.entries(kept).filter(
    ([key]) => !computedKeys.some((computed) => computed === key),
  )
  const said = computedKeys.flatMap((key) => {
    const value = figures?.[key] ?? null
    return value === null ? [] : [[key, value] as const]
  })
  const beat = figures && rhythmColumns(figures, today)
  return {
    ...Object.fromEntries([...others, ...said]),
    ...(beat ? { churn_flag: beat.churn_flag, rhythm: JSON.stringify(beat.rhythm) } : {}),
  }
}

/** RFM scores after the figures; whoever is gone loses his unseen. @returns how many changed */
const settleScores = (
  state: FakeState,
  customers: ReadonlyMap<string, CustomerFigures>,
): number => {
  const live = byId(state, 'customer').filter((row) => !goneOf(row))
  const traders = new Map(
    live.flatMap(({ id }) => {
      const figures = customers.get(id)
      return figures ? [[id, figures] as const] : []
    }),
  )
  const scores = new Map(rfmOfFigures(traders, '9999-12-31').map(({ id, rfm }) => [id, rfm]))
  let changed = 0
  for (const row of byId(state, 'customer')) {
    const { rfm: was, ...others } = row.computed
    const rfm = scores.get(row.id)
    if (was === rfm) continue
    const isGone = goneOf(row) !== null
    if (!isGone) changed += 1
    const raised = isGone ? {} : { crev: row.crev + 1, seq: state.seq + changed }
    const computed = { ...others, ...(rfm === undefined ? {} : { rfm }) }
    state.rows.customer.set(row.id, { ...row, ...raised, computed })
  }
  state.seq += changed
  return changed
}

const isSame = (a: WireValues, b: WireValues): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (key) => (a[key] ?? null) === (b[key] ?? null),
  )

/** As the SQL does: customers who have transactions or had some, in the order of their ids. @returns how many changed */
export const settleFigures = (state: FakeState, actor: Actor, today: string): number => {
  const lines = byId(state, 'transaction')
    .filter((row) => !goneOf(row))
    .map(toTransaction)
  const { customers } = figuresOf(lines, { today, currency: actor.org.currency })
  let seq = state.seq
  for (const row of byId(state, 'customer').filter((one) => !goneOf(one))) {
    const figures = customers.get(row.id)
    const now = figures && {
      sales_12m: figures.sales_12m,
      profit_12m: figures.profit_12m,
      ...shownCycle(figures.purchase_cycle_days),
    }
    const other = figures && {
      margin_12m: figures.margin_12m,
      cost_12m: figures.cost_12m,
      orders: figures.orders,
      sales: figures.sales,
      cycle: figures.purchase_cycle_days,
      overdue_since: sinceOf(figures, today),
    }
    const computed = computedOf(row, figures, today)
    const isQuiet =
      (figures === undefined) === (row.figured === undefined) &&
      isSame(now ?? {}, row.figured?.now ?? {}) &&
      isSame(other ?? {}, row.figures ?? {}) &&
      isSame(computed, row.computed)
    if (isQuiet) continue
    const shown = { ...row.values, ...row.figured?.now }
    const before = Object.fromEntries(figuredFields.map((key) => [key, shown[key] ?? null]))
    seq += 1
    const { figured: _, figures: __, ...rest } = row
    state.rows.customer.set(row.id, {
      ...rest,
      crev: row.crev + 1,
      seq,
      computed,
      ...(now ? { figures: other, figured: { now, before } } : {}),
    })
  }
  const changed = seq - state.seq
  state.seq = seq
  return changed + settleScores(state, customers)
}
