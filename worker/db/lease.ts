// The lease of a workbook: one row, taken over by compare-and-set. Only a hint who syncs; no write depends on it.
import { LEASE_MS } from '../../shared/protocol/hello.ts'
import type { Actor } from '../auth/actor.ts'
import type { LeaseAsk, LeaseFacts } from '../service/log.ts'
import type { Database, Statement } from './database.ts'
import { numberOf, textOf } from './sql.ts'

/** ?1 org, ?2 {workbook, session, user, now, until} */
const takeSql = `INSERT INTO lease (org, workbook, session, by_user, until)
  VALUES (?1, ?2 ->> 'workbook', ?2 ->> 'session', ?2 ->> 'user', ?2 ->> 'until')
  ON CONFLICT (org, workbook) DO UPDATE SET session = excluded.session, by_user = excluded.by_user, until = excluded.until
  WHERE lease.until <= ?2 ->> 'now' OR (lease.session = excluded.session AND lease.by_user = excluded.by_user)`

const metaOf = (actor: Actor, { workbook, session, now }: LeaseAsk): string =>
  JSON.stringify({ workbook, session, user: actor.id, now, until: now + LEASE_MS })

export const takeLease = async (
  database: Database,
  actor: Actor,
  ask: LeaseAsk,
): Promise<LeaseFacts> => {
  const org = actor.org.id
  const [, rows] = await database.runBatch([
    { sql: takeSql, values: [org, metaOf(actor, ask)] },
    {
      sql: 'SELECT session, by_user, until FROM lease WHERE org = ?1 AND workbook = ?2',
      values: [org, ask.workbook],
    },
  ])
  const row = rows?.[0] ?? {}
  return {
    session: textOf(row, 'session') ?? '',
    by: textOf(row, 'by_user') ?? '',
    until: numberOf(row, 'until'),
  }
}

/** Beside a write: nothing is written before half of the time is over. */
export const renewStatement = (actor: Actor, ask: LeaseAsk): Statement => ({
  sql: `UPDATE lease SET until = ?2 ->> 'until' WHERE org = ?1 AND workbook = ?2 ->> 'workbook'
    AND session = ?2 ->> 'session' AND by_user = ?2 ->> 'user' AND until < (?2 ->> 'until') - ${LEASE_MS / 2}`,
  values: [actor.org.id, metaOf(actor, ask)],
})
