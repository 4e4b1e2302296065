// Customers' figures from their transactions, as one set-based statement: what shared/tier/figures.ts and receivable.ts
// say of one customer, for all whose lines or whose day changed. Writes only rows that change; raises crev, not rev.
import { addMonths } from '../../shared/tier/days.ts'
import { figuredFields } from '../../shared/tier/figured.ts'
import type { Statement } from './database.ts'
import { rhythms, rhythmSums } from './rhythm.ts'
import { contentAt } from './sql.ts'

/** ?1 org, ?2 today, ?3 and ?4 the last days before the twelve and the six months that end with today. */
const mark = `(SELECT coalesce(max(f.seq), 0) AS seq, coalesce(max(f.today), '') AS today
    FROM figure_mark f WHERE f.org = ?1)`

/**
 * Whose figures may have moved: by lines that changed since the last time, with the customers whom those lines named
 * earlier; on another day everybody's who has lines, because the twelve months and what is due move with it.
 */
const todo = `changed AS MATERIALIZED (
    SELECT t.id, t.customer_id FROM ${mark} m
    CROSS JOIN "transaction" t INDEXED BY transaction_seq ON t.org = ?1 AND t.seq > m.seq WHERE m.today <> ''),
  todo AS MATERIALIZED (
    SELECT c.customer_id AS who FROM changed c
    UNION SELECT h.fields ->> '$.customer_id' FROM changed c
      CROSS JOIN history h ON h.org = ?1 AND h.row_id = c.id AND h."table" = 'transaction'
    UNION SELECT t.customer_id FROM ${mark} m
      CROSS JOIN "transaction" t INDEXED BY transaction_customer ON t.org = ?1 WHERE m.today <> ?2)`

/** An amount in the own currency: whole units at the line's rate, halves up, as Math.round does. */
const own = (column: string): string =>
  `CASE WHEN o.currency = coalesce(t.currency, o.currency) THEN t.${column}
      ELSE CAST(floor(t.${column} * t.rate + 0.5) AS INTEGER) END`

/**
 * `is_paper`: a paper that counts as his sale: his invoices, where he has none his orders, or else deliveries. `settled`
 * are the numbers of invoices that are paid: what was paid on them settles no other.
 */
const lines = `counted AS MATERIALIZED (
    SELECT t.customer_id AS who, t.id, coalesce(t.kind, 'order') AS kind, t.date AS day, t.ref_no, t.due_date, t.paid_on,
      coalesce(${own('amount')}, 0) AS amount, ${own('margin')} AS margin, coalesce(${own('cost')}, 0) AS cost,
      t.date > ?3 AS is_late
    FROM todo d CROSS JOIN org o ON o.id = ?1
    CROSS JOIN "transaction" t INDEXED BY transaction_customer ON t.org = ?1 AND t.customer_id = d.who
    WHERE t.archived_at IS NULL AND t.merged_into IS NULL AND t.date <= ?2
      AND (o.currency = coalesce(t.currency, o.currency) OR t.rate > 0)),
  billed AS MATERIALIZED (SELECT DISTINCT who FROM counted WHERE kind = 'invoice'),
  ordering AS MATERIALIZED (SELECT DISTINCT who FROM counted WHERE kind = 'order'),
  settled AS MATERIALIZED (
    SELECT DISTINCT who, ref_no FROM counted
    WHERE kind = 'invoice' AND paid_on IS NOT NULL AND paid_on <= ?2 AND ref_no IS NOT NULL),
  papers AS (
    SELECT l.*, CASE kind WHEN 'invoice' THEN 1 WHEN 'order' THEN who NOT IN billed
      WHEN 'delivery' THEN who NOT IN billed AND who NOT IN ordering ELSE 0 END AS is_paper
    FROM counted l),
  lines AS MATERIALIZED (
    SELECT l.*, is_paper OR kind = 'return' AS is_trade,
      CASE kind WHEN 'return' THEN -abs(amount) ELSE amount END AS sold,
      CASE kind WHEN 'return' THEN -abs(margin) ELSE margin END AS earned,
      CASE kind WHEN 'cost' THEN abs(amount) ELSE 0 END + cost AS served,
      CASE WHEN kind IN ('payment', 'return') AND (ref_no IS NULL OR (who, ref_no) NOT IN settled)
        THEN abs(amount) ELSE 0 END AS paid
    FROM papers l)`

const countOrders = (condition: string): string =>
  `count(DISTINCT ref_no) FILTER (WHERE ${condition}) + count(*) FILTER (WHERE ${condition} AND ref_no IS NULL)`

const sums = `sums AS MATERIALIZED (
    SELECT who, CASE WHEN max(is_trade) THEN coalesce(sum(sold) FILTER (WHERE is_trade AND is_late), 0) END AS sales,
      CASE WHEN max(is_trade AND margin IS NOT NULL)
        THEN coalesce(sum(earned) FILTER (WHERE is_trade AND is_late), 0) END AS margin,
      coalesce(sum(served) FILTER (WHERE is_late), 0) AS cost, max(is_trade) AS traded,
      ${countOrders('is_paper')} AS orders, ${countOrders('is_paper AND is_late')} AS orders_12m,
      min(day) FILTER (WHERE is_paper) AS first_on, max(day) FILTER (WHERE is_paper) AS last_on, sum(paid) AS paid,
      sum(sold) FILTER (WHERE is_trade) AS sold, ${rhythmSums}
    FROM lines GROUP BY who),
  gaps AS (
    SELECT who, CAST(julianday(day) - julianday(lag(day) OVER (PARTITION BY who ORDER BY day)) AS INTEGER) AS gap
    FROM (SELECT DISTINCT who, day FROM lines WHERE is_paper)),
  cycles AS MATERIALIZED (
    SELECT who, avg(gap) AS cycle
    FROM (SELECT who, gap, row_number() OVER (PARTITION BY who ORDER BY gap) AS at, count(*) OVER (PARTITION BY who) AS n
      FROM gaps WHERE gap IS NOT NULL)
    WHERE at IN ((n + 1) / 2, (n + 2) / 2) GROUP BY who)`

/** Payments settle the invoices that were due first: `before` is what earlier ones take of them. */
const debts = `queue AS (
    SELECT p.who, p.paid, q.amount, q.due_date,
      coalesce(sum(max(q.amount, 0)) OVER (PARTITION BY q.who ORDER BY coalesce(q.due_date, q.day), q.due_date IS NULL, q.id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM sums p LEFT JOIN lines q ON q.who = p.who AND q.kind = 'invoice' AND NOT (q.paid_on IS NOT NULL AND q.paid_on <= ?2)
    WHERE p.who IN billed),
  lefts AS (
    SELECT who, paid, amount, due_date, amount - min(max(amount, 0), max(paid - before, 0)) AS rest FROM queue),
  debts AS MATERIALIZED (
    SELECT who, coalesce(sum(amount), 0) - max(paid) AS receivable,
      coalesce(sum(rest) FILTER (WHERE rest > 0 AND due_date < ?2), 0) AS overdue,
      min(due_date) FILTER (WHERE rest > 0 AND due_date < ?2) AS since
    FROM lefts GROUP BY who)`

/** What was entered, for a field that no transaction says any more. */
const entered = (field: string): string => `${contentAt('customer', 'c', 'c.rev')} ->> '$.${field}'`

/** The cycle is shown in whole days within what the field takes; the median itself stands in the JSON. */
const shownCycle = 'min(max(CAST(floor(y.cycle + 0.5) AS INTEGER), 1), 1000)'
const profit =
  'CASE WHEN s.margin IS NOT NULL THEN s.margin - s.cost WHEN NOT s.traded AND s.cost <> 0 THEN -s.cost END'

const figured = `figured AS (
    SELECT c.rowid AS rid, c.id, c.figures, c.archived_at IS NULL AS is_live, s.who IS NOT NULL AS has,
      CASE WHEN s.who IS NULL THEN ${entered('sales_12m')} ELSE s.sales END AS sales_12m,
      CASE WHEN s.who IS NULL THEN ${entered('profit_12m')} ELSE ${profit} END AS profit_12m,
      CASE WHEN y.cycle IS NOT NULL THEN ${shownCycle} WHEN c.figures IS NULL THEN c.purchase_cycle_days
        ELSE ${entered('purchase_cycle_days')} END AS purchase_cycle_days,
      CASE WHEN s.who IS NOT NULL THEN s.orders_12m END AS orders_12m, s.first_on AS first_order_on,
      s.last_on AS last_order_on, b.receivable, b.overdue, h.churn_flag, h.rhythm,
      CASE WHEN s.who IS NOT NULL THEN json_object('margin_12m', s.margin, 'cost_12m', s.cost, 'orders', s.orders,
        'sales', s.sold, 'cycle', y.cycle, 'overdue_since', b.since) END AS other, y.cycle
    FROM todo d CROSS JOIN customer c ON c.org = ?1 AND c.id = d.who
    LEFT JOIN sums s ON s.who = d.who LEFT JOIN cycles y ON y.who = d.who LEFT JOIN debts b ON b.who = d.who
    LEFT JOIN rhythms h ON h.who = d.who
    WHERE c.merged_into IS NULL AND (s.who IS NOT NULL OR c.figures IS NOT NULL))`

const shown = [
  ...figuredFields,
  'orders_12m',
  'first_order_on',
  'last_order_on',
  'receivable',
  'overdue',
  'churn_flag',
  'rhythm',
] as const

const now = `CASE WHEN f.cycle IS NULL THEN json_object('sales_12m', f.sales_12m, 'profit_12m', f.profit_12m)
      ELSE json_object('sales_12m', f.sales_12m, 'profit_12m', f.profit_12m, 'purchase_cycle_days', f.purchase_cycle_days) END`
const before = `json_object(${figuredFields.map((field) => `'${field}', c.${field}`).join(', ')})`

/** Customers put away are kept up to date in silence: whoever brings one back brings back what is true by then. */
const writeSql = `WITH ${todo}, ${lines}, ${sums}, ${debts}, ${rhythms}, ${figured},
  moved AS (
    SELECT f.*, ${now} AS now, ${before} AS before, row_number() OVER (PARTITION BY f.is_live ORDER BY f.id) AS n
    FROM figured f CROSS JOIN customer c ON c.rowid = f.rid
    WHERE ${shown.map((field) => `c.${field} IS NOT f.${field}`).join(' OR ')}
      OR json_remove(c.figures, '$.now', '$.before', '$.scored') IS NOT f.other OR (c.figures IS NULL) = f.has
      OR c.figures -> '$.now' IS NOT CASE WHEN f.has THEN ${now} END)
  UPDATE customer SET ${shown.map((field) => `${field} = m.${field}`).join(', ')},
    figures = CASE WHEN m.has THEN json_set(m.other, '$.now', json(m.now), '$.before', json(m.before),
      '$.scored', customer.figures ->> '$.scored') END,
    crev = crev + m.is_live,
    seq = CASE WHEN m.is_live THEN (SELECT seq FROM counter WHERE org = ?1) + m.n ELSE seq END
  FROM moved m WHERE customer.rowid = m.rid`

/** The counter after customers were given seqs from it on. ?1 org */
export const catchUpSql = `UPDATE counter SET seq = (SELECT max(seq) FROM customer WHERE org = ?1)
  WHERE org = ?1 AND seq < (SELECT max(seq) FROM customer WHERE org = ?1)`

/** Lines written from now on are newer. Two batches never interleave, so nothing is missed. */
const markSql = `INSERT INTO figure_mark (org, seq, today)
  SELECT ?1, coalesce(max(t.seq), 0), ?2 FROM "transaction" t WHERE t.org = ?1
  ON CONFLICT (org) DO UPDATE SET seq = excluded.seq, today = excluded.today`

/**
 * Sets sales, profit, orders, first and last order, purchase cycle, rhythm, receivable and overdue of all customers who have
 * transactions, and gives those who have none any more their typed figures back. To stand in one batch before whatever
 * reads the figures; safe to run twice.
 * @param today YYYY-MM-DD in the organisation's time zone
 */
export const figureStatements = (org: string, today: string): readonly Statement[] => [
  { sql: writeSql, values: [org, today, addMonths(today, -12), addMonths(today, -6)] },
  { sql: catchUpSql, values: [org] },
  { sql: markSql, values: [org, today] },
]
