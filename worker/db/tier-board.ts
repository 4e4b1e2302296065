// The board's figures on D1: the whale curve at its places, tiers by count and value, the rows at both ends. All over
// the customers that the caller may see.
import { tierCells } from '../../shared/tier/what-if.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import { daysBetween } from '../../shared/tier/days.ts'
import type { BoardAsk, BoardFacts, BoardRow, TierBoardStore } from '../service/tier-board.ts'
import type { Database, Row } from './database.ts'
import { amountOf, numberOf, textOf } from './sql.ts'
import { isLiveSql, tierCondition } from './tier-condition.ts'
import { figureAt, textToTier } from './tier-inputs.ts'
import { isNewSql, overrideSql, valueSql } from './tier-sql.ts'

/** ?1 org, ?2 {today, policy, metric, …}, ?3 scope. */
const scoped = (actor: Actor): string =>
  `c.org = ?1 AND ${isLiveSql('c')} AND ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}`

/** The customers of a run that the caller sees, each with the value that he is ranked by. */
const membersSql = (actor: Actor): string =>
  `members AS MATERIALIZED (SELECT m.rid, m.id, m.tier, m.by_hand, m.tier_next,
      ${valueSql('m', `?2 ->> 'metric'`)} AS value
    FROM (SELECT c.rowid AS rid, c.id, c.tier, ${overrideSql('c')} AS by_hand, c.tier_next, c.profit_12m, c.sales_12m, c.orders_12m,
        ${figureAt('c', 'margin_12m')} AS margin_12m, ${isNewSql('c', '$.policy')} AS is_new
      FROM customer c INDEXED BY customer_tiered WHERE ${scoped(actor)} AND (${tierCondition})) m)`

const curveSql = (actor: Actor): string => `WITH ${membersSql(actor)},
  summed AS MATERIALIZED (SELECT row_number() OVER w AS at, sum(value) OVER w AS sum FROM members WHERE value IS NOT NULL
    WINDOW w AS (ORDER BY value DESC, id ROWS UNBOUNDED PRECEDING)),
  size AS (SELECT count(*) AS n FROM summed),
  top AS (SELECT at AS peak FROM summed ORDER BY sum DESC, at LIMIT 1),
  places AS (SELECT CAST(round(j.value * (n - 1) * 1.0 / (?2 ->> 'last')) AS INTEGER) + 1 AS at
      FROM json_each(?2, '$.steps') j CROSS JOIN size
    UNION SELECT peak FROM top UNION SELECT n FROM size
    UNION SELECT (n * 20 + 99) / 100 FROM size UNION SELECT n * 70 / 100 FROM size)
  SELECT s.at, s.sum, n, peak FROM places p CROSS JOIN summed s ON s.at = p.at CROSS JOIN size CROSS JOIN top ORDER BY s.at`

const tiersSql = (actor: Actor): string => `WITH ${membersSql(actor)}
  SELECT coalesce(tier, '') AS tier, count(*) AS count, coalesce(sum(value), 0) AS value,
    count(*) FILTER (WHERE value < 0) AS losses, count(*) FILTER (WHERE coalesce(by_hand, tier_next) IS NOT tier) AS moving
  FROM members GROUP BY 1`

const countSql = (actor: Actor): string =>
  `SELECT count(*) AS n, count(*) FILTER (WHERE c.tier_override IS NOT NULL AND c.override_until >= ?2 ->> 'today'
      AND julianday(c.override_until) - julianday(?2 ->> 'today') <= (?2 ->> '$.policy.override.warnDays')) AS ending
  FROM customer c WHERE ${scoped(actor)}`

const complaints = `(SELECT count(*) FROM visit v WHERE v.org = ?1 AND v.customer_id = c.id AND v.archived_at IS NULL
    AND v.purpose = 'complaint' AND v.at >= ?2 ->> 'since')`

const rowsSql = (actor: Actor, order: string, condition: string, limit: string): string =>
  `WITH ${membersSql(actor)}
  SELECT c.id, c.name, c.city, c.owner, c.tier, c.tier_next, e.value, c.fit, c.sales_12m, c.profit_12m, c.overdue,
    c.satisfaction, c.credit_grade, ${figureAt('c', 'margin_12m')} AS margin_12m, ${figureAt('c', 'cost_12m')} AS cost_12m,
    ${figureAt('c', 'overdue_since')} AS overdue_since, ${complaints} AS complaints
  FROM (SELECT rid, id, value FROM members WHERE ${condition} ORDER BY ${order} LIMIT (?2 ->> '${limit}')) e
  CROSS JOIN customer c ON c.rowid = e.rid ORDER BY ${order.replaceAll(/\b(value|id)\b/gu, 'e.$1')}`

const toRow = (row: Row, today: string): BoardRow => {
  const since = textOf(row, 'overdue_since')
  const id = textOf(row, 'id') ?? ''
  return {
    id,
    name: textOf(row, 'name') ?? '',
    city: textOf(row, 'city'),
    owner: textOf(row, 'owner') ?? '',
    next: textToTier(textOf(row, 'tier_next')),
    customer: {
      id,
      tier: textToTier(textOf(row, 'tier')),
      value: amountOf(row, 'value'),
      fit: textOf(row, 'fit'),
      sales_12m: amountOf(row, 'sales_12m'),
      margin_12m: amountOf(row, 'margin_12m'),
      profit_12m: amountOf(row, 'profit_12m'),
      cost_12m: amountOf(row, 'cost_12m'),
      overdue: amountOf(row, 'overdue'),
      overdue_days: since === null ? 0 : daysBetween(since, today),
      satisfaction: amountOf(row, 'satisfaction'),
      complaints: numberOf(row, 'complaints'),
      credit_grade: textOf(row, 'credit_grade'),
    },
  }
}

const readBoard = async (database: Database, actor: Actor, ask: BoardAsk): Promise<BoardFacts> => {
  const { metric, policy, today, best, worst, points } = ask
  const steps = Array.from({ length: Math.max(2, points - 1) }, (_, i) => i)
  const since = `${String(Number(today.slice(0, 4)) - 1)}${today.slice(4)}`
  const meta = { metric, policy, today, best, worst, steps, last: steps.length - 1, since }
  const values = [actor.org.id, JSON.stringify(meta), scopeParameter(actor)]
  const [curve = [], tiers = [], counted = [], top = [], bottom = []] = await database.runBatch([
    { sql: curveSql(actor), values },
    { sql: tiersSql(actor), values },
    { sql: countSql(actor), values },
    { sql: rowsSql(actor, 'value DESC, id', 'value > 0', 'best'), values },
    { sql: rowsSql(actor, 'value, id DESC', 'value IS NOT NULL', 'worst'), values },
  ])
  const sum = (column: string): number =>
    tiers.reduce((total, row) => total + numberOf(row, column), 0)
  const customers = numberOf(counted[0] ?? {}, 'n')
  const plain = customers - sum('count')
  return {
    customers,
    ending: numberOf(counted[0] ?? {}, 'ending'),
    moving: sum('moving'),
    curve: curve.map((row) => ({ at: numberOf(row, 'at'), sum: numberOf(row, 'sum') })),
    n: numberOf(curve[0] ?? {}, 'n'),
    peak: numberOf(curve[0] ?? {}, 'peak'),
    total: sum('value'),
    lossMakers: sum('losses'),
    tiers: tierCells.map((tier) => {
      const own = tiers.find((row) => textOf(row, 'tier') === tier) ?? {}
      const count = numberOf(own, 'count') + (tier === 'N' ? plain : 0)
      return { tier, count, value: numberOf(own, 'value') }
    }),
    best: top.map((row) => toRow(row, today)),
    worst: bottom.map((row) => toRow(row, today)),
  }
}

export const openTierBoard = (database: Database): TierBoardStore => ({
  readBoard: async (actor, ask) => await readBoard(database, actor, ask),
})
