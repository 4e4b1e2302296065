// Decisions on next steps on D1. `n` counts the decisions of a customer, so that no clock says which is the newest.
import { nextSteps } from '../../shared/tier/next-step.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { Decision, TierStepStore } from '../service/tier-steps.ts'
import type { Database, Row } from './database.ts'
import { numberOf, textOf } from './sql.ts'
import { isLiveSql } from './tier-condition.ts'

const stepOf = (text: string | null) => nextSteps.find((step) => step === text) ?? null
const answers = ['accept', 'change', 'dismiss'] as const

const toDecision = (row: Row): Decision => ({
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  city: textOf(row, 'city'),
  owner: textOf(row, 'owner') ?? '',
  proposed: stepOf(textOf(row, 'proposed')) ?? 'hand_over',
  answer: answers.find((answer) => answer === row['answer']) ?? 'accept',
  step: stepOf(textOf(row, 'step')),
  reason: textOf(row, 'reason') ?? '',
  at: numberOf(row, 'at'),
  by: textOf(row, 'by_user') ?? '',
  until: textOf(row, 'until'),
  as: textOf(row, 'batch') ?? '',
})

/** ?1 org, ?2 scope, ?3 ids or NULL for all, ?4 at most so many. */
const readSql = (actor: Actor): string =>
  `SELECT c.id, c.name, c.city, c.owner, s.proposed, s.answer, s.step, s.reason, s.at, s.by_user, s.batch,
    iif(c.tier_override = 'X', coalesce(c.override_until, ''), NULL) AS until
  FROM tier_step s CROSS JOIN customer c ON c.org = s.org AND c.id = s.row_id
  WHERE s.org = ?1 AND (?3 IS NULL OR s.row_id IN (SELECT value FROM json_each(?3)))
    AND ${isLiveSql('c')} AND ${scopeSql(actor, '?2', 'c.owner', 'c.visibility')}
    AND s.n = (SELECT max(x.n) FROM tier_step x WHERE x.org = s.org AND x.row_id = s.row_id)
    AND s.answer <> 'withdraw'
  ORDER BY s.at DESC, s.row_id LIMIT CAST(?4 AS INTEGER)`

/** ?1 org, ?2 scope, ?3 ids. */
const revisionsSql = (actor: Actor): string =>
  `SELECT c.id, c.rev FROM json_each(?3) j CROSS JOIN customer c ON c.org = ?1 AND c.id = j.value
  WHERE ${isLiveSql('c')} AND ${scopeSql(actor, '?2', 'c.owner', 'c.visibility')}`

/** ?1 the decisions, ?2 org, ?3 scope, ?4 {as, now, user}. */
const writeSql = (actor: Actor): string =>
  `INSERT INTO tier_step (org, row_id, n, batch, proposed, answer, step, reason, at, by_user)
  SELECT ?2, c.id, 1 + coalesce((SELECT max(x.n) FROM tier_step x WHERE x.org = ?2 AND x.row_id = c.id), 0),
    ?4 ->> 'as', j.value ->> 'proposed', j.value ->> 'answer', j.value ->> 'step', j.value ->> 'reason',
    ?4 ->> 'now', ?4 ->> 'user'
  FROM json_each(?1) j CROSS JOIN customer c ON c.org = ?2 AND c.id = j.value ->> 'id'
  WHERE ${isLiveSql('c')} AND ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}
    AND NOT EXISTS (SELECT 1 FROM tier_step x WHERE x.org = ?2 AND x.row_id = c.id AND x.batch = ?4 ->> 'as')
  ON CONFLICT DO NOTHING`

const keptSql = `SELECT DISTINCT x.row_id FROM json_each(?1) j CROSS JOIN tier_step x
  ON x.org = ?2 AND x.row_id = j.value ->> 'id' WHERE x.batch = ?3`

export const openTierSteps = (database: Database): TierStepStore => ({
  readDecisions: async (actor, { ids, limit }) => {
    const [rows = []] = await database.runBatch([
      {
        sql: readSql(actor),
        values: [
          actor.org.id,
          scopeParameter(actor),
          ids === null ? null : JSON.stringify(ids),
          String(limit),
        ],
      },
    ])
    return rows.map(toDecision)
  },
  readRevisions: async (actor, ids) => {
    const [rows = []] = await database.runBatch([
      {
        sql: revisionsSql(actor),
        values: [actor.org.id, scopeParameter(actor), JSON.stringify(ids)],
      },
    ])
    return new Map(rows.map((row) => [textOf(row, 'id') ?? '', numberOf(row, 'rev')]))
  },
  writeDecisions: async (actor, { decisions, as, now }) => {
    const json = JSON.stringify(decisions)
    const meta = JSON.stringify({ as, now, user: actor.id })
    const [, kept = []] = await database.runBatch([
      { sql: writeSql(actor), values: [json, actor.org.id, scopeParameter(actor), meta] },
      { sql: keptSql, values: [json, actor.org.id, as] },
    ])
    return new Set(kept.map((row) => textOf(row, 'row_id') ?? ''))
  },
})
