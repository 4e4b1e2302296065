// Tiers of a whole organisation in one pass of window functions; it writes only rows that change.
// shared/tier is the same arithmetic in TypeScript and the oracle of the tests.
import { metrics } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'
import { settleMark } from '../service/log.ts'
import type { TierAsk } from '../service/store.ts'
import type { Database, Statement } from './database.ts'
import { markStatement } from './log.ts'
import { numberOf } from './sql.ts'
import { tierCondition } from './tier-condition.ts'

const [best, fallback] = metrics
const isLive = 'c.archived_at IS NULL AND c.merged_into IS NULL'
const newRun = '(SELECT coalesce(max(r.run), 0) + 1 FROM tier_run r WHERE r.org = ?1)'
const lastInput =
  '(SELECT i.figures FROM tier_input i WHERE i.org = c.org AND i.row_id = c.id ORDER BY i.run DESC LIMIT 1)'
const noFigures = 'json_array(NULL, NULL, NULL, NULL, NULL)'

/** Only inputs that differ from the last frozen ones are kept: a run's inputs are the newest up to it. */
const freezeInputs = `INSERT INTO tier_input (org, row_id, run, figures)
  SELECT c.org, c.id, ${newRun}, c.figures
  FROM (SELECT c.org, c.id, CASE WHEN ${isLive}
      THEN json_array(c.${best}, c.${fallback}, c.tier_override, c.override_reason, c.override_until)
      ELSE ${noFigures} END AS figures
    FROM customer c WHERE c.org = ?1 AND (${tierCondition})) c
  WHERE c.figures <> coalesce(${lastInput}, ${noFigures})`

const recordRun = `INSERT INTO tier_run (org, run, at, today, by_user, engine, policy, metric, ranked)
  SELECT ?1, ${newRun}, ?2 ->> 'at', ?2 ->> 'today', ?2 ->> 'user', ?2 ->> 'engine', ?2 -> 'policy', m.metric, m.ranked
  FROM (SELECT (SELECT metric FROM choice) AS metric, (SELECT count(*) FROM ranked) AS ranked) m
  WHERE EXISTS (SELECT 1 FROM tier_input i WHERE i.org = ?1 AND i.run = ${newRun})
    OR NOT EXISTS (SELECT 1 FROM tier_run r WHERE r.org = ?1 AND r.today = ?2 ->> 'today'
      AND r.engine = ?2 ->> 'engine' AND r.policy = ?2 -> 'policy')`

/** `span` is twice the midpoint of a group of equal values. */
const standings = `live AS (
    SELECT c.rowid AS rid, c.id, c.${best}, c.${fallback}, c.tier, c.tier_next, c.tier_why, c.override_reason,
      c.override_until, CASE WHEN c.tier_override IS NOT NULL
        AND coalesce(c.override_until, '9999') >= ?2 ->> 'today' THEN c.tier_override END AS override
    FROM customer c INDEXED BY customer_tiered
    WHERE c.org = ?1 AND ${isLive} AND (${tierCondition})),
  choice AS (
    SELECT CASE WHEN count(*) FILTER (WHERE ${best} IS NULL) * 100 > count(*) * (?2 ->> '$.policy.missingPercent')
      THEN '${fallback}' ELSE '${best}' END AS metric
    FROM live WHERE ${best} IS NOT NULL OR ${fallback} IS NOT NULL),
  valued AS (
    SELECT rid, CASE (SELECT metric FROM choice) WHEN '${best}' THEN ${best} ELSE ${fallback} END AS value FROM live),
  ranked AS (
    SELECT rid, value, rank() OVER (ORDER BY value DESC) AS first,
      count(*) OVER (PARTITION BY value) AS same, count(*) OVER () AS n
    FROM valued WHERE value IS NOT NULL),
  spanned AS (SELECT rid, value, first, first + same - 1 AS last, 2 * first + same - 1 AS span, n FROM ranked),
  judged AS (
    SELECT l.*, CASE WHEN r.rid IS NULL THEN 'N' WHEN r.n < ?2 ->> '$.policy.ranksAtLeast' THEN NULL
        WHEN r.value <= 0 THEN 'C'
        WHEN r.span <= 2 * (r.n * (?2 ->> '$.policy.topPercent') / 100) THEN 'A'
        WHEN r.span * 100 > 2 * r.n * (100 - (?2 ->> '$.policy.bottomPercent')) THEN 'C' ELSE 'B' END AS next,
      CASE WHEN l.override IS NOT NULL THEN json_object('k', 'override',
          'reason', coalesce(l.override_reason, ''), 'until', coalesce(l.override_until, ''))
        WHEN r.rid IS NULL THEN json_object('k', 'none')
        WHEN r.n < ?2 ->> '$.policy.ranksAtLeast' THEN json_object('k', 'few', 'rank', r.first, 'n', r.n)
        WHEN r.value <= 0 THEN json_object('k', 'loss', 'm', (SELECT metric FROM choice))
        ELSE json_object('k', 'cut', 'm', (SELECT metric FROM choice), 'p', (r.last * 100 + r.n - 1) / r.n) END AS why
    FROM live l LEFT JOIN spanned r ON r.rid = l.rid),
  settled AS (
    SELECT j.*, CASE WHEN j.override IS NOT NULL THEN j.override
      WHEN j.next IS NULL OR j.tier IS NULL OR j.tier IN ('N', 'X') OR j.tier_why ->> 'k' = 'override' THEN j.next
      ELSE j.tier END AS force
    FROM judged j)`

const writeTiers = `WITH ${standings}
  UPDATE customer SET tier = s.force, tier_next = s.next, tier_why = s.why, crev = crev + 1,
    tier_since = CASE WHEN customer.tier IS NOT s.force THEN ?2 ->> 'today' ELSE tier_since END,
    seq = (SELECT seq FROM counter WHERE org = ?1) + s.n
  FROM (SELECT rid, force, next, why, row_number() OVER (ORDER BY id) AS n FROM settled
    WHERE tier IS NOT force OR tier_next IS NOT next OR tier_why IS NOT why) s
  WHERE customer.rowid = s.rid`

const counterNow = 'SELECT seq FROM counter WHERE org = ?1'
const catchUp = `UPDATE counter SET seq = max(seq, coalesce((SELECT max(seq) FROM customer WHERE org = ?1), 0))
  WHERE org = ?1 RETURNING seq`

/** Sets `tier_next` of all, and the tier in force where there is none. Safe to run twice. */
export const settleTiers = async (
  database: Database,
  actor: Actor,
  ask: TierAsk,
): Promise<{ readonly ranked: number; readonly changed: number }> => {
  const { policy, engine, today } = ask
  const meta = JSON.stringify({ policy, engine, today, at: ask.now, user: actor.id })
  const org = actor.org.id
  const statements: readonly Statement[] = [
    { sql: freezeInputs, values: [org] },
    { sql: `WITH ${standings} ${recordRun}`, values: [org, meta] },
    { sql: counterNow, values: [org] },
    { sql: writeTiers, values: [org, meta] },
    { sql: catchUp, values: [org] },
    {
      sql: `WITH ${standings} SELECT count(*) AS ranked FROM ranked`,
      values: [org, meta],
    },
    markStatement(org, settleMark(actor, ask)),
  ]
  const [, , before, , after, ranked] = await database.runBatch(statements)
  return {
    ranked: numberOf(ranked?.[0] ?? {}, 'ranked'),
    changed: numberOf(after?.[0] ?? {}, 'seq') - numberOf(before?.[0] ?? {}, 'seq'),
  }
}
