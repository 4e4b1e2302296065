// One run of the tier engine over a whole organisation, as one batch: is there anything to run, what it meets (frozen),
// what comes of it. It writes only rows that change; shared/tier is the same arithmetic and the oracle of the tests.
import type { Actor } from '../auth/actor.ts'
import { settleMark } from '../service/log.ts'
import type { TierAsk, TierCounts } from '../service/tier-ask.ts'
import type { Database, Row, Statement } from './database.ts'
import { figureStatements } from './figures.ts'
import { markStatement } from './log.ts'
import { rfmMark, rfmStatements } from './rfm.ts'
import { numberOf } from './sql.ts'
import { isLiveSql, tierCondition } from './tier-condition.ts'
import { frozenSql, isChangedSql, lastInputJoin } from './tier-inputs.ts'
import { forgetTraitsSql, learnTraitsSql, writeLikesSql } from './tier-likes.ts'
import {
  choiceSql,
  gateSql,
  judgedSql,
  liveSql,
  liveWithInputsSql,
  settledSql,
  valueSql,
  whySql,
} from './tier-sql.ts'

const path = '$.policy'
const ofNewestRun = (column: string): string =>
  `(SELECT r.${column} FROM tier_run r WHERE r.org = ?1 ORDER BY r.run DESC LIMIT 1)`
/** All rows up to here were in the run before. */
const settledSeq =
  'coalesce((SELECT r.seq FROM tier_run r WHERE r.org = ?1 AND r.seq >= 0 ORDER BY r.run DESC LIMIT 1), 0)'
/** Is a run of this very batch going on? A batch that is sent again finds none. */
const isOpen = `${ofNewestRun('seq')} = -1`

/**
 * A run is due when a manager or the calendar asks, when day, rules or policy are others than in the last run, or when
 * a customer's inputs changed since. A token lets it run once.
 */
const isDue = `CASE WHEN ?2 ->> 'token' IS NOT NULL
    THEN NOT EXISTS (SELECT 1 FROM tier_run r WHERE r.org = ?1 AND r.token = ?2 ->> 'token')
  ELSE NOT EXISTS (SELECT 1 FROM tier_run r WHERE r.org = ?1 AND r.run = ${ofNewestRun('run')}
      AND r.today = ?2 ->> 'today' AND r.engine = ?2 ->> 'engine' AND r.policy = ?2 -> 'policy')
    OR EXISTS (SELECT 1 FROM customer c ${lastInputJoin('c', 'i')}
      WHERE c.org = ?1 AND c.seq > ${settledSeq} AND ${isChangedSql(`(${frozenSql('c')})`, 'i.figures')}) END`

const openRun = `WITH live AS (${liveSql(path, { gate: isDue })}),
  ${choiceSql('live', path)}
  INSERT INTO tier_run (org, run, at, today, by_user, engine, policy, metric, ranked, moment, version, token, seq)
  SELECT ?1, coalesce(${ofNewestRun('run')}, 0) + 1, ?2 ->> 'at', ?2 ->> 'today', ?2 ->> 'user', ?2 ->> 'engine',
    ?2 -> 'policy', m.metric, (SELECT count(${valueSql('o', 'm.metric')}) FROM live o), ?2 ->> 'moment',
    ?2 ->> 'version', ?2 ->> 'token', -1
  FROM choice m WHERE ${isDue}`

const standings = `live AS (${liveWithInputsSql(path, isOpen)}),
  ${judgedSql('live', path, { metric: ofNewestRun('metric'), n: ofNewestRun('ranked') })},
  ${settledSql}`

/** What he was and became; only what differs from what was kept last. */
const freezeInputs = `WITH ${standings}
  INSERT INTO tier_input (org, row_id, run, figures, state, place)
  SELECT ?1, s.id, ${ofNewestRun('run')}, s.frozen, s.state, 
    iif(s.is_key OR s.value IS NULL, json_array(NULL, NULL, s.held), json_array(s.first, s.last, s.held))
  FROM (SELECT s.*, json_array(force, next, downs, iif(override IS NULL, 0, 1)) AS state FROM settled s) s
  WHERE ${isChangedSql('s.frozen', 's.last_figures')}
    OR (s.state IS NOT s.last_state AND (s.last_state IS NOT NULL OR s.state <> '["N","N",0,0]'))`

/** Customers that a run no longer looks at are kept as what they are now. */
const freezeLeavers = `INSERT INTO tier_input (org, row_id, run, figures, state, place)
  SELECT c.org, c.id, ${ofNewestRun('run')}, ${frozenSql('c')}, i.state, NULL
  FROM ${gateSql(isOpen)}customer c ${lastInputJoin('c', 'i')}
  WHERE c.org = ?1 AND c.seq > ${settledSeq} AND NOT coalesce(${isLiveSql('c')} AND (${tierCondition}), 0)
    AND i.figures IS NOT NULL AND i.figures IS NOT (${frozenSql('c')})`

const stateBefore = `SELECT p.state ->> 0 FROM tier_input p
    WHERE p.org = i.org AND p.row_id = i.row_id AND p.run < i.run ORDER BY p.run DESC LIMIT 1`
/** Of the rows that were just written, which the counter has not met yet. */
const countMoved = `UPDATE tier_run SET moved = (SELECT count(*)
    FROM customer c INDEXED BY customer_seq CROSS JOIN tier_input i ON i.org = ?1 AND i.row_id = c.id AND i.run = tier_run.run
    WHERE c.org = ?1 AND c.seq > (SELECT seq FROM counter WHERE org = ?1)
      AND i.state ->> 0 IS NOT (${stateBefore}))
  WHERE org = ?1 AND seq = -1 RETURNING moved`

const writeTiers = `WITH live AS (${liveWithInputsSql(path, isOpen)}),
  ${judgedSql('live', path, { metric: ofNewestRun('metric'), n: ofNewestRun('ranked') })},
  told AS (SELECT j.rid, j.id, j.tier, j.tier_next, j.tier_why, j.next, ${whySql('j', path, ofNewestRun('metric'))} AS why,
    iif(last_state IS NULL, 'N', last_state ->> 0) AS force FROM judged j)
  UPDATE customer SET tier = s.force, tier_next = s.next, tier_why = s.why, crev = crev + 1,
    tier_since = CASE WHEN customer.tier IS NOT s.force THEN ?2 ->> 'today' ELSE tier_since END,
    seq = (SELECT seq FROM counter WHERE org = ?1) + s.n
  FROM (SELECT rid, force, next, why, row_number() OVER (ORDER BY id) AS n FROM told
    WHERE tier IS NOT force OR tier_next IS NOT next OR tier_why IS NOT why) s
  WHERE customer.rowid = s.rid`

const counterNow = 'SELECT seq FROM counter WHERE org = ?1'
const catchUp = `UPDATE counter SET seq = max(seq, coalesce((SELECT max(seq) FROM customer WHERE org = ?1), 0))
  WHERE org = ?1 RETURNING seq`
const closeRun = `UPDATE tier_run SET seq = (SELECT seq FROM counter WHERE org = ?1)
  WHERE org = ?1 AND run = ${ofNewestRun('run')} AND seq <> (SELECT seq FROM counter WHERE org = ?1)`

const firstOf = (rows: readonly Row[] | undefined, column: string): number =>
  numberOf(rows?.[0] ?? {}, column)

/** Figures first, then the run; `tier_next` of all, the tier in force as the moment of the run lets it move. */
export const settleTiers = async (
  database: Database,
  actor: Actor,
  ask: TierAsk,
): Promise<TierCounts> => {
  const { policy, engine, today, moment, version, token, now } = ask
  const run = JSON.stringify({
    policy,
    engine,
    today,
    moment,
    version,
    token,
    at: now,
    user: actor.id,
  })
  const org = actor.org.id
  const ofOrg = (sql: string): Statement => ({ sql, values: [org] })
  const ofRun = (sql: string): Statement => ({ sql, values: [org, run] })
  const figures = [...figureStatements(org, today), ...rfmStatements(org)]
  const results = await database.runBatch([
    ofOrg(counterNow),
    ...figures,
    ofRun(openRun),
    ofRun(freezeInputs),
    ofOrg(freezeLeavers),
    ofRun(writeTiers),
    ofOrg(countMoved),
    ofOrg(catchUp),
    ofOrg(forgetTraitsSql(isOpen)),
    ofOrg(learnTraitsSql(isOpen)),
    ofRun(writeLikesSql(moment === 'sync' ? { after: settledSeq } : { during: isOpen })),
    ofOrg(catchUp),
    ofOrg(closeRun),
    ofOrg(`SELECT ${ofNewestRun('ranked')} AS ranked`),
    rfmMark(org),
    markStatement(org, settleMark(actor, ask)),
  ])
  const [before] = results
  const [, , , , moved, , , , , after, , ranked] = results.slice(1 + figures.length)
  return {
    ranked: firstOf(ranked, 'ranked'),
    changed: firstOf(after, 'seq') - firstOf(before, 'seq'),
    moved: firstOf(moved, 'moved'),
  }
}
