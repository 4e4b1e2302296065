// What a receipt needs of D1: the customer, his rank among what a run met, and the lines that his figures come from.
import type { Place } from '../../shared/tier/rank.ts'
import { type Transaction, transactionKinds } from '../../shared/tier/transaction.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { TierReceiptStore } from '../service/tier-receipt.ts'
import type { RunFacts } from '../service/tier-runs.ts'
import type { Database, Row } from './database.ts'
import { amountOf, flagOf, numberOf, textOf } from './sql.ts'
import { isLiveSql } from './tier-condition.ts'
import { figureAt, frozenAt } from './tier-inputs.ts'

const customerSql = (actor: Actor): string =>
  `SELECT c.id, c.name, c.city, c.owner, c.tier_why, ${figureAt('c', 'cost_12m')} AS cost, c.figures IS NOT NULL AS figured
  FROM customer c WHERE c.org = ?1 AND c.id = ?2 AND ${isLiveSql('c')} AND ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}`

/** ?1 org, ?2 {run, value, today, days, orders}. Newcomers of that day are not in the ranking. */
const placeSql = (metric: RunFacts['metric']): string =>
  `WITH met AS (
    SELECT ${frozenAt('i.figures', metric)} AS value, ${frozenAt('i.figures', 'first_order_on')} AS first_on,
      ${frozenAt('i.figures', 'orders')} AS orders
    FROM tier_input i WHERE i.org = ?1 AND i.run = (SELECT max(x.run) FROM tier_input x
      WHERE x.org = i.org AND x.row_id = i.row_id AND x.run <= (?2 ->> 'run')))
  SELECT count(*) AS n, count(*) FILTER (WHERE value > (?2 ->> 'value')) + 1 AS first,
    count(*) FILTER (WHERE value >= (?2 ->> 'value')) AS last
  FROM met WHERE value IS NOT NULL AND NOT coalesce(first_on IS NOT NULL
    AND julianday(?2 ->> 'today') - julianday(first_on) < (?2 ->> 'days') AND coalesce(orders, 1) < (?2 ->> 'orders'), 0)`

const linesSql = `SELECT t.date, t.kind, t.amount, t.margin, t.cost, t.due_date, t.paid_on, t.ref_no, t.currency, t.rate
  FROM "transaction" t WHERE t.org = ?1 AND t.customer_id = ?2 AND t.archived_at IS NULL AND t.merged_into IS NULL
  LIMIT CAST(?3 AS INTEGER)`

const toTransaction = (row: Row, customer: string): Transaction => ({
  customer,
  date: textOf(row, 'date') ?? '',
  kind: transactionKinds.find((kind) => kind === row['kind']) ?? 'order',
  amount: numberOf(row, 'amount'),
  margin: amountOf(row, 'margin'),
  cost: amountOf(row, 'cost'),
  due_date: textOf(row, 'due_date'),
  paid_on: textOf(row, 'paid_on'),
  ref_no: textOf(row, 'ref_no'),
  currency: textOf(row, 'currency'),
  rate: amountOf(row, 'rate'),
})

const readPlace = async (
  database: Database,
  actor: Actor,
  { run, metric, policy, today }: RunFacts,
  value: number,
): Promise<Place> => {
  const meta = JSON.stringify({ run, value, today, ...policy.newcomers })
  const [rows] = await database.runBatch([{ sql: placeSql(metric), values: [actor.org.id, meta] }])
  const [row = {}] = rows ?? []
  return {
    value,
    first: numberOf(row, 'first'),
    last: numberOf(row, 'last'),
    n: numberOf(row, 'n'),
  }
}

export const openTierReceipts = (database: Database): TierReceiptStore => ({
  readCustomer: async (actor, id) => {
    const [rows] = await database.runBatch([
      { sql: customerSql(actor), values: [actor.org.id, id, scopeParameter(actor)] },
    ])
    const [row] = rows ?? []
    return row
      ? {
          id,
          name: textOf(row, 'name') ?? '',
          city: textOf(row, 'city'),
          owner: textOf(row, 'owner') ?? '',
          why: textOf(row, 'tier_why'),
          cost: amountOf(row, 'cost'),
          isFigured: flagOf(row, 'figured'),
        }
      : null
  },
  readPlace: async (actor, run, value) => await readPlace(database, actor, run, value),
  readTransactions: async (actor, id, limit) => {
    const [rows = []] = await database.runBatch([
      { sql: linesSql, values: [actor.org.id, id, String(limit)] },
    ])
    return rows.map((row) => toTransaction(row, id))
  },
})
