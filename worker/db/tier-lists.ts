// Lists on D1: candidates of the saved views with their order days, pages of a report, activity by rep and month.
// What decides in the end is shared/tier/views.ts; the conditions here only keep out who cannot be in a view.
import type { WireValues } from '../../shared/protocol/cell.ts'
import { addMonths } from '../../shared/tier/days.ts'
import type { SavedView } from '../../shared/tier/views.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { ActivityRow, MonthSpan, TierListStore, ViewCandidate } from '../service/tier-lists.ts'
import type { Database, Row } from './database.ts'
import { amountOf, jsonOf, numberOf, quoted, textOf, valuesOf } from './sql.ts'
import { isLiveSql } from './tier-condition.ts'
import { figureAt, textToTier } from './tier-inputs.ts'

/** ?1 org, ?2 {today, since, limit}, ?3 scope. */
const scoped = (actor: Actor): string =>
  `c.org = ?1 AND ${isLiveSql('c')} AND ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}`

const cycle = figureAt('c', 'cycle')
const monthsBack = (day: string, months: number): string => addMonths(day, -months)
const today = `?2 ->> 'today'`
const gap = `(julianday(${today}) - julianday(c.last_order_on))`
/** The papers that count as sales are a customer's best kind (shared/tier/figures.ts). */
const paperRank = `CASE t.kind WHEN 'invoice' THEN 3 WHEN 'order' THEN 2 WHEN 'delivery' THEN 1 ELSE iif(t.kind IS NULL, 2, 0) END`
const liveLine = `t.archived_at IS NULL AND t.merged_into IS NULL AND t.date <= ${today}`

const complaints = `(SELECT count(*) FROM visit v WHERE v.org = ?1 AND v.customer_id = c.id AND v.archived_at IS NULL
    AND v.purpose = 'complaint' AND v.at >= ?2 ->> 'since')`

const conditions: Readonly<Record<SavedView, string>> = {
  price_rise: `c.orders_12m >= 4 AND coalesce(c.overdue, 0) <= 0
    AND max(coalesce(c.satisfaction, 0), coalesce(c.relationship, 0)) >= 4 AND c.tier IS NOT 'X'`,
  will_order: `${cycle} IS NOT NULL AND abs(${gap} - ${cycle}) <= 15`,
  may_leave: `c.tier IS NOT 'X' AND (c.satisfaction <= 2 OR ${gap} > 2 * ${cycle}
    OR c.churn_flag IN ('watch', 'high') OR ${complaints} >= 2)`,
}

const daysSql = `(SELECT json_group_array(json_array(day, sold)) FROM (
    SELECT day, sum(sold) AS sold FROM (
      SELECT t.date AS day, ${paperRank} AS paper, max(${paperRank}) OVER () AS best,
        CASE WHEN o.currency = coalesce(t.currency, o.currency) THEN t.amount
          ELSE CAST(floor(t.amount * t.rate + 0.5) AS INTEGER) END AS sold
      FROM "transaction" t CROSS JOIN org o ON o.id = ?1 WHERE t.org = ?1 AND t.customer_id = f.id AND ${liveLine}
        AND (o.currency = coalesce(t.currency, o.currency) OR t.rate > 0))
    WHERE paper > 0 AND paper = best GROUP BY day ORDER BY day))`

const candidatesSql = (actor: Actor, view: SavedView): string =>
  `SELECT f.*, ${daysSql} AS days FROM (
    SELECT c.id, c.name, c.city, c.owner, c.tier, c.sales_12m, c.orders_12m, c.overdue, c.satisfaction, c.relationship,
      ${complaints} AS complaints
    FROM customer c WHERE ${scoped(actor)} AND ${conditions[view]}
    ORDER BY c.sales_12m DESC, c.id LIMIT (?2 ->> 'limit')) f`

const toCandidate = (row: Row): ViewCandidate => ({
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  city: textOf(row, 'city'),
  owner: textOf(row, 'owner') ?? '',
  facts: {
    tier: textToTier(textOf(row, 'tier')),
    sales_12m: amountOf(row, 'sales_12m'),
    orders_12m: amountOf(row, 'orders_12m'),
    overdue: amountOf(row, 'overdue'),
    satisfaction: amountOf(row, 'satisfaction'),
    relationship: amountOf(row, 'relationship'),
    complaints: numberOf(row, 'complaints'),
  },
  days: jsonOf<ViewCandidate['days']>(row, 'days', []),
})

/** `fields` are keys of the schema. */
const reportSql = (actor: Actor, fields: readonly string[]): string =>
  `SELECT c.id AS row_id${fields.map((field) => `, c.${quoted(field)}`).join('')} FROM customer c
  WHERE ${scoped(actor)} AND c.id > ?2 ORDER BY c.id LIMIT CAST(?4 AS INTEGER)`

/** ?1 org, ?2 spans, ?3 the only rep or NULL. */
const activitySql = `WITH span AS (
    SELECT value ->> 'month' AS month, value ->> 'from' AS since, value ->> 'to' AS until FROM json_each(?2)),
  papers AS (
    SELECT c.owner, substr(t.date, 1, 7) AS month, t.ref_no, ${paperRank} AS paper,
      max(${paperRank}) OVER (PARTITION BY t.customer_id) AS best
    FROM "transaction" t JOIN customer c ON c.org = t.org AND c.id = t.customer_id
    WHERE t.org = ?1 AND t.archived_at IS NULL AND t.merged_into IS NULL AND (?3 IS NULL OR c.owner = ?3)
      AND t.date >= (SELECT min(month) FROM span) AND substr(t.date, 1, 7) <= (SELECT max(month) FROM span)),
  done AS (
    SELECT s.month, v.rep, count(*) AS visits, 0 AS customers, 0 AS orders FROM span s
      JOIN visit v ON v.org = ?1 AND v.at >= s.since AND v.at < s.until
      WHERE v.archived_at IS NULL AND coalesce(v.status, 'done') = 'done' GROUP BY s.month, v.rep
    UNION ALL SELECT s.month, c.created_by, 0, count(*), 0 FROM span s
      JOIN customer c ON c.org = ?1 AND c.created_at >= unixepoch(s.since) * 1000 AND c.created_at < unixepoch(s.until) * 1000
      WHERE ${isLiveSql('c')} GROUP BY s.month, c.created_by
    UNION ALL SELECT month, owner, 0, 0,
        count(DISTINCT ref_no) + count(*) FILTER (WHERE ref_no IS NULL) FROM papers
      WHERE paper > 0 AND paper = best GROUP BY month, owner)
  SELECT month, rep, sum(visits) AS visits, sum(customers) AS customers, sum(orders) AS orders FROM done
  WHERE rep IS NOT NULL AND (?3 IS NULL OR rep = ?3) GROUP BY month, rep ORDER BY month, rep`

const toActivity = (row: Row): ActivityRow => ({
  month: textOf(row, 'month') ?? '',
  rep: textOf(row, 'rep') ?? '',
  visits: numberOf(row, 'visits'),
  customers: numberOf(row, 'customers'),
  orders: numberOf(row, 'orders'),
})

const readActivity = async (
  database: Database,
  actor: Actor,
  spans: readonly MonthSpan[],
  isOwnOnly: boolean,
): Promise<readonly ActivityRow[]> => {
  const [rows = []] = await database.runBatch([
    {
      sql: activitySql,
      values: [actor.org.id, JSON.stringify(spans), isOwnOnly ? actor.id : null],
    },
  ])
  return rows.map(toActivity)
}

export const openTierLists = (database: Database): TierListStore => ({
  readCandidates: async (actor, { view, today: day, limit }) => {
    const meta = { today: day, since: monthsBack(day, 12), limit }
    const [rows = []] = await database.runBatch([
      {
        sql: candidatesSql(actor, view),
        values: [actor.org.id, JSON.stringify(meta), scopeParameter(actor)],
      },
    ])
    return rows.map(toCandidate)
  },
  readReport: async (actor, { fields, after, limit }) => {
    const [rows = []] = await database.runBatch([
      {
        sql: reportSql(actor, fields),
        values: [actor.org.id, after, scopeParameter(actor), String(limit)],
      },
    ])
    return rows.map((row) => {
      const values: WireValues = valuesOf(row, fields)
      return { id: textOf(row, 'row_id') ?? '', values }
    })
  },
  readActivity: async (actor, { spans, isOwnOnly }) =>
    await readActivity(database, actor, spans, isOwnOnly),
})
