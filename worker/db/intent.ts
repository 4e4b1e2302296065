// Intentions whose answer was lost: fenced first and then looked up, in one transaction, so that each is either
// applied for good or never will be.
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { AppliedIntent, IntentAsk } from '../service/store.ts'
import type { Database } from './database.ts'
import { figuresColumn } from './figures-row.ts'
import { forRows } from './parameter.ts'
import { isGoneRow, toPulled } from './pull.ts'
import {
  computedKeys,
  contentAt,
  customerJoin,
  numberOf,
  priorRev,
  quoted,
  scopeAlias,
  textOf,
} from './sql.ts'

/** ?1 intents, ?2 org, ?3 {user, batch, at}. A later fence names the batch that goes on from now on. */
const fenceSql = `INSERT INTO intent_void (org, row_id, base_rev, content_hash, by_user, batch, at)
  SELECT ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, ?3 ->> 'user', ?3 ->> 'batch', ?3 ->> 'at'
  FROM jsonb_each(jsonb(?1)) j
  WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.org = ?2 AND h.row_id = j.value ->> 0
    AND h.base_rev = j.value ->> 1 AND h.content_hash = j.value ->> 2)
  ON CONFLICT (org, row_id, base_rev, content_hash, by_user)
    DO UPDATE SET batch = excluded.batch, at = excluded.at`

/** ?1 intents, ?2 org, ?3 scope */
const appliedSql = (actor: Actor, { table }: IntentAsk): string => {
  const scope = scopeAlias(table)
  return `SELECT t.id, h.base_rev, h.content_hash, h.rev AS made, ${priorRev('h')} AS prior, t.rev, t.crev, t.seq, t.archived_at, t.merged_into,
    ${contentAt(table, 't', 't.rev').replaceAll('h.', 'n.').replace('history h', 'history n')} AS fields
    ${computedKeys(table)
      .map((key) => `, t.${quoted(key)}`)
      .join('')}${figuresColumn(table)}
  FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value ->> 0 AND h.base_rev = j.value ->> 1
    AND h.content_hash = j.value ->> 2 AND h."table" = '${table}'
  CROSS JOIN ${quoted(table)} t ON t.org = h.org AND t.id = h.row_id
  ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE ${scopeSql(actor, '?3', `${scope}.owner`, `${scope}.visibility`)}`
}

export const readIntents = async (
  database: Database,
  actor: Actor,
  ask: IntentAsk,
): Promise<readonly AppliedIntent[]> => {
  const org = actor.org.id
  const fence = JSON.stringify({ user: actor.id, batch: ask.batch, at: ask.now })
  const fences = ask.isFenced ? forRows(fenceSql, ask.intents, [org, fence]) : []
  const reads = forRows(appliedSql(actor, ask), ask.intents, [org, scopeParameter(actor)])
  const results = await database.runBatch([...fences, ...reads])
  return results
    .slice(fences.length)
    .flat()
    .map((row) => ({
      intent: [
        textOf(row, 'id') ?? '',
        numberOf(row, 'base_rev'),
        textOf(row, 'content_hash') ?? '',
      ],
      made: numberOf(row, 'made'),
      prior: numberOf(row, 'prior'),
      row: isGoneRow(row) ? null : toPulled(ask.table, row),
    }))
}
