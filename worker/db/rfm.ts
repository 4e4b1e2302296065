// RFM scores of an organisation's customers: what shared/tier/rfm.ts says, as ranks. A score says only by whom one is
// surpassed, so the day is without meaning, and nobody is looked at unless somebody's last order, orders or sales changed.
import type { Statement } from './database.ts'
import { catchUpSql } from './figures.ts'
import { isLiveSql, tierCondition } from './tier-condition.ts'
import { figureAt } from './tier-inputs.ts'

/** Everybody up to here was met by the last scores. ?1 org */
const metSeq = 'coalesce((SELECT f.scored FROM figure_mark f WHERE f.org = ?1), 0)'
const isBuyer = `(${isLiveSql('c')} AND c.last_order_on IS NOT NULL AND ${figureAt('c', 'sales')} IS NOT NULL)`
/** What a score comes from; it is kept beside the figures as `scored`. */
const inputs = `(c.last_order_on || ' ' || ${figureAt('c', 'orders')} || ' ' || ${figureAt('c', 'sales')})`
const changed = `customer c INDEXED BY customer_seq WHERE c.org = ?1 AND c.seq > ${metSeq}`

/**
 * One more for each fifth that he is beyond: a value is above the quantile of type 7 exactly where its share of values
 * below is above the fifth, for no value lies between two neighbours.
 */
const score = (below: string): string =>
  `(1 + (${below} > 0.2) + (${below} > 0.4) + (${below} > 0.6) + (${below} > 0.8))`

const scoreSql = `WITH due AS MATERIALIZED (
    SELECT 1 WHERE EXISTS (SELECT 1 FROM ${changed}
      AND iif(${isBuyer}, ${figureAt('c', 'scored')} IS NOT ${inputs}, c.rfm IS NOT NULL))),
  bought AS (
    SELECT c.rowid AS rid, c.id, c.rfm AS was, ${figureAt('c', 'scored')} AS scored, ${inputs} AS met, c.last_order_on,
      ${figureAt('c', 'orders')} AS orders, ${figureAt('c', 'sales')} AS sales
    FROM due CROSS JOIN customer c INDEXED BY customer_tiered
    WHERE c.org = ?1 AND ${isBuyer} AND (${tierCondition})),
  placed AS (
    SELECT b.*, percent_rank() OVER (ORDER BY last_order_on DESC) AS later,
      percent_rank() OVER (ORDER BY orders) AS fewer, percent_rank() OVER (ORDER BY sales) AS less
    FROM bought b),
  scores AS (
    SELECT rid, id, was, scored, met, (6 - ${score('later')}) || ${score('fewer')} || ${score('less')} AS rfm, 1 AS is_live
    FROM placed
    UNION ALL SELECT c.rowid, c.id, c.rfm, '', NULL, NULL, ${isLiveSql('c')}
    FROM due CROSS JOIN ${changed} AND NOT ${isBuyer} AND c.rfm IS NOT NULL),
  told AS (SELECT s.*, is_live AND was IS NOT rfm AS is_told FROM scores s WHERE was IS NOT rfm OR scored IS NOT met)
  UPDATE customer SET rfm = s.rfm, crev = crev + s.is_told,
    seq = CASE WHEN s.is_told THEN (SELECT seq FROM counter WHERE org = ?1) + s.n ELSE seq END,
    figures = CASE WHEN s.met IS NULL THEN json_remove(customer.figures, '$.scored')
      ELSE json_set(customer.figures, '$.scored', s.met) END
  FROM (SELECT t.*, row_number() OVER (PARTITION BY is_told ORDER BY id) AS n FROM told t) s
  WHERE customer.rowid = s.rid`

/** Scores everybody with an order anew, where that is due; to stand behind the figures in one batch. */
export const rfmStatements = (org: string): readonly Statement[] => [
  { sql: scoreSql, values: [org] },
  { sql: catchUpSql, values: [org] },
]

/** To stand where the batch has written its last seq: who has not changed since need not be looked at. */
export const rfmMark = (org: string): Statement => ({
  sql: `UPDATE figure_mark SET scored = (SELECT seq FROM counter WHERE org = ?1)
    WHERE org = ?1 AND scored <> (SELECT seq FROM counter WHERE org = ?1)`,
  values: [org],
})
