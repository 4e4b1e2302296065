// The tier engine as pieces of SQL: choice of the metric, ranks, tiers by the cuts, the tier in force. Each is the
// arithmetic of shared/tier (rank.ts, run.ts, in-force.ts); test/worker/tiers.test.ts holds the two together.
// Statements bind ?1 to the organisation and ?2 to JSON {today, moment, policy, …}.
import { ladder } from '../../shared/tier/policy.ts'
import { isLiveSql, tierCondition } from './tier-condition.ts'
import { figureAt, frozenSql, lastInputJoin } from './tier-inputs.ts'

const today = `?2 ->> 'today'`

/** A customer whose metric is asked for: its column, or its place in the figures. */
const metricColumns = (c: string): string =>
  `${c}.profit_12m, ${figureAt(c, 'margin_12m')} AS margin_12m, ${c}.sales_12m, ${c}.orders_12m`

/** First order under so many days ago, fewer orders than that (rank.ts, isNewcomer). `path` leads to the policy. */
export const isNewSql = (c: string, path: string): string =>
  `coalesce(${c}.first_order_on IS NOT NULL AND ${today} <> ''
    AND julianday(${today}) - julianday(${c}.first_order_on) < (?2 ->> '${path}.newcomers.days')
    AND coalesce(${figureAt(c, 'orders')}, 1) < (?2 ->> '${path}.newcomers.orders'), 0)`

/** The override that still holds today; an end that is empty is none. */
export const overrideSql = (c: string): string =>
  `CASE WHEN ${c}.tier_override IS NOT NULL AND (coalesce(${c}.override_until, '') = ''
    OR ${c}.override_until >= ${today}) THEN ${c}.tier_override END`

const leastSql = (c: string, path: string): string =>
  `CASE ${c}.strategic ${['current', 'future', 'potential']
    .map((kind) => `WHEN '${kind}' THEN ?2 ->> '${path}.keyAccounts.${kind}'`)
    .join(' ')} END`

/** Nothing that is joined behind it is read unless the condition holds: a mere WHERE would look at every row. */
export const gateSql = (condition: string | null): string =>
  condition === null ? '' : `(SELECT 1 WHERE ${condition}) gate CROSS JOIN `

interface LiveOptions {
  /** Does the run look at anybody? null: yes. */
  readonly gate?: string | null
  readonly columns?: string
  readonly join?: string
}

/** The customers of a run. */
export const liveSql = (
  path: string,
  { gate = null, columns = '', join = '' }: LiveOptions = {},
): string =>
  `SELECT c.rowid AS rid, c.id, ${metricColumns('c')}, c.first_order_on, c.tier, c.tier_next, c.tier_why,
      c.strategic, c.override_reason, c.override_until, ${overrideSql('c')} AS override,
      ${isNewSql('c', path)} AS is_new, ${leastSql('c', path)} AS least${columns}
    FROM ${gateSql(gate)}customer c INDEXED BY customer_tiered ${join}
    WHERE c.org = ?1 AND ${isLiveSql('c')} AND (${tierCondition})`

/** As `liveSql`, with what is kept of each and what was kept last. */
export const liveWithInputsSql = (path: string, gate: string): string =>
  liveSql(path, {
    gate,
    columns: `, ${frozenSql('c')} AS frozen, i.figures AS last_figures, i.state AS last_state`,
    join: lastInputJoin('c', 'i'),
  })

const isIn = (path: string, metric: string): string =>
  `EXISTS (SELECT 1 FROM json_each(?2, '${path}.metrics') WHERE value = '${metric}')`
const hasAny = (path: string): string =>
  ladder.map((m) => `(o.${m} IS NOT NULL AND ${isIn(path, m)})`).join(' OR ')
const hadSql = `CASE p.value ${ladder.map((m) => `WHEN '${m}' THEN h.${m}`).join(' ')} END`

/** CTEs `had` and `choice` from a CTE of customers: one metric for all of them (rank.ts, chooseMetric). */
export const choiceSql = (from: string, path: string, name = ''): string =>
  `had${name} AS (
    SELECT count(*) FILTER (WHERE ${hasAny(path)}) AS any_of, ${ladder.map((m) => `count(o.${m}) AS ${m}`).join(', ')}
    FROM ${from} o WHERE NOT o.is_new),
  met${name} AS (
    SELECT p.key, p.value AS metric, (h.any_of - ${hadSql}) * 100 > h.any_of * (?2 ->> '${path}.missingPercent') AS is_lacking
    FROM json_each(?2, '${path}.metrics') p CROSS JOIN had${name} h WHERE ${hadSql} > 0),
  choice${name} AS (
    SELECT coalesce((SELECT metric FROM met${name} WHERE NOT is_lacking ORDER BY key LIMIT 1),
      (SELECT metric FROM met${name} ORDER BY key DESC LIMIT 1), ?2 ->> '${path}.metrics[0]') AS metric)`

/** The value that a customer of a CTE is ranked by; NULL where he is not. */
export const valueSql = (o: string, metric: string): string =>
  `CASE WHEN ${o}.is_new THEN NULL ELSE CASE ${metric} ${ladder
    .map((m) => `WHEN '${m}' THEN ${o}.${m}`)
    .join(' ')} END END`

/** The tier of a group of equals by cuts in percent (rank.ts, tierOfGroup). */
const groupTierSql = (top: string, bottom: string): string =>
  `CASE WHEN value <= 0 THEN 'C' WHEN first + last <= 2 * (n * (${top}) / 100) THEN 'A'
    WHEN (first + last) * 100 > 2 * n * (100 - (${bottom})) THEN 'C' ELSE 'B' END`

/** Is the first tier lower than the second? */
const isLowerSql = (tier: string, than: string): string =>
  `instr('ABCNX', ${tier}) > instr('ABCNX', ${than})`

/**
 * CTEs `valued`, `ranked` and `judged`: rank, share of equals, tier and receipt of each customer of `from`. Values
 * that are empty stand behind all others, so that they take no rank. `metric` and `n` are SQL.
 */
export const judgedSql = (
  from: string,
  path: string,
  { metric, n, name = '' }: { readonly metric: string; readonly n: string; readonly name?: string },
): string =>
  `valued${name} AS (SELECT o.*, ${valueSql('o', metric)} AS value FROM ${from} o),
  ranked${name} AS (SELECT v.*, rank() OVER w AS first, count(*) OVER w AS last, ${n} AS n
    FROM valued${name} v WINDOW w AS (ORDER BY v.value DESC)),
  grouped${name} AS (SELECT r.*, CASE WHEN value IS NULL THEN 'N' WHEN n < (?2 ->> '${path}.ranksAtLeast') THEN NULL
      ELSE ${groupTierSql(`?2 ->> '${path}.topPercent'`, `?2 ->> '${path}.bottomPercent'`)} END AS own
    FROM ranked${name} r),
  judged${name} AS (SELECT g.*, coalesce(${isLowerSql('own', 'least')}, 0) AS is_key,
      CASE WHEN ${isLowerSql('own', 'least')} THEN least ELSE own END AS next
    FROM grouped${name} g)`

/**
 * The receipt of a row of `judged`. What a customer without figures was told that he is like stays until he is looked
 * at again; see tier-likes.ts.
 */
export const whySql = (j: string, path: string, metric: string): string =>
  `CASE WHEN ${j}.override IS NOT NULL THEN json_object('k', 'override',
      'reason', coalesce(${j}.override_reason, ''), 'until', coalesce(${j}.override_until, ''))
    WHEN ${j}.is_key THEN json_object('k', 'key', 'kind', ${j}.strategic, 'least', ${j}.least)
    WHEN ${j}.value IS NULL AND ${j}.tier_why ->> 'k' = 'band' THEN ${j}.tier_why
    WHEN ${j}.is_new THEN json_object('k', 'new', 'on', ${j}.first_order_on, 'days', ?2 ->> '${path}.newcomers.days')
    WHEN ${j}.value IS NULL AND ${j}.tier_why ->> 'k' = 'like' THEN ${j}.tier_why
    WHEN ${j}.value IS NULL THEN json_object('k', 'none')
    WHEN ${j}.own IS NULL THEN json_object('k', 'few', 'rank', ${j}.first, 'n', ${j}.n,
      'least', ?2 ->> '${path}.ranksAtLeast')
    WHEN ${j}.value <= 0 THEN json_object('k', 'loss', 'm', ${metric})
    ELSE json_object('k', 'cut', 'm', ${metric}, 'p', (${j}.last * 100 + ${j}.n - 1) / ${j}.n) END`

const points = `?2 ->> '$.policy.hysteresis.points'`
/** A cut moved away from the tier in force (in-force.ts, bandedTier). */
const banded = (percent: string, tier: string): string =>
  `max(0, (?2 ->> '$.policy.${percent}') + iif(was = '${tier}', ${points}, -(${points})))`

/**
 * CTEs from `judged` with `last_state` to `settled`: `force`, `downs` and `held` (in-force.ts, settleTier).
 * `was`, `downs_before` and `was_word` are the state before the run.
 */
export const settledSql = `remembered AS (SELECT j.*,
      CASE WHEN last_state IS NULL THEN tier ELSE last_state ->> 0 END AS was,
      coalesce(last_state ->> 2, 0) AS downs_before,
      CASE WHEN last_state IS NULL THEN coalesce(tier_why ->> 'k' = 'override', 0) ELSE last_state ->> 3 END AS was_word
    FROM judged j),
  met_now AS (SELECT r.*, CASE WHEN override IS NOT NULL THEN override
      WHEN next IS NULL OR was IS NULL OR was = 'N' OR was = 'X' OR was_word THEN next ELSE was END AS at_once,
      CASE WHEN is_key OR value IS NULL OR next IS NULL THEN next
        ELSE ${groupTierSql(banded('topPercent', 'A'), banded('bottomPercent', 'C'))} END AS candidate
    FROM remembered r),
  weighed AS (SELECT m.*, CASE
      WHEN override IS NOT NULL OR was IS NULL OR at_once IS NOT was THEN 'at once'
      WHEN ?2 ->> 'moment' = 'sync' THEN 'sync'
      WHEN (?2 ->> 'moment' = 'apply' AND NOT (?2 ->> '$.policy.hysteresis.holdsApplyNow'))
        OR next IS NULL OR next = 'N' OR was = 'N' THEN 'free'
      WHEN candidate = was THEN 'band'
      WHEN ${isLowerSql('candidate', 'was')}
        AND downs_before + 1 < (?2 ->> '$.policy.hysteresis.downgradeRuns') THEN 'run'
      ELSE 'moved' END AS way
    FROM met_now m),
  settled AS (SELECT w.*,
      CASE way WHEN 'at once' THEN at_once WHEN 'free' THEN next WHEN 'moved' THEN candidate ELSE was END AS force,
      CASE way WHEN 'sync' THEN downs_before WHEN 'run' THEN downs_before + 1 ELSE 0 END AS downs,
      CASE WHEN way = 'run' THEN 'run' WHEN way = 'band' AND next IS NOT was THEN 'band' END AS held
    FROM weighed w)`
