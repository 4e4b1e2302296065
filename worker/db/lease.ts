// The lease of an account's panes on a workbook: one row, taken over by compare-and-set. Whoever has lost it to another
// pane writes nothing any more; one that has merely ended goes on. Whoever opens a file that is not his has a lease of his own, and nobody waits for it.
import { LEASE_MS } from '../../shared/protocol/hello.ts'
import type { Actor } from '../auth/actor.ts'
import type { LeaseAsk, LeaseFacts } from '../service/log.ts'
import type { Database, Statement } from './database.ts'
import { numberOf, textOf } from './sql.ts'

/** ?1 org, ?2 {workbook, session, user, now, until} */
const takeSql = `INSERT INTO pane_lease (org, workbook, by_user, session, until)
  VALUES (?1, ?2 ->> 'workbook', ?2 ->> 'user', ?2 ->> 'session', ?2 ->> 'until')
  ON CONFLICT (org, workbook, by_user) DO UPDATE SET session = excluded.session, until = excluded.until
  WHERE pane_lease.until <= ?2 ->> 'now' OR pane_lease.session = excluded.session`

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
      sql: 'SELECT session, until FROM pane_lease WHERE org = ?1 AND workbook = ?2 AND by_user = ?3',
      values: [org, ask.workbook, actor.id],
    },
  ])
  const row = rows?.[0] ?? {}
  return { session: textOf(row, 'session') ?? '', until: numberOf(row, 'until') }
}

/**
 * Has another pane of this account taken the workbook over? A push of the one before it writes nothing any more: it was
 * kept up on the way, and its file may have been closed without saving, so that nobody could ask what became of it.
 * Asked within the write. ?2 org, ?3 {user, via, session}
 */
export const isElsewhere = `EXISTS (SELECT 1 FROM pane_lease l WHERE l.org = ?2 AND l.workbook = ?3 ->> 'via'
      AND l.by_user = ?3 ->> 'user' AND l.session <> ?3 ->> 'session')`

/** Beside a write: nothing is written before half of the time is over. */
export const renewStatement = (actor: Actor, ask: LeaseAsk): Statement => ({
  sql: `UPDATE pane_lease SET until = ?2 ->> 'until' WHERE org = ?1 AND workbook = ?2 ->> 'workbook'
    AND session = ?2 ->> 'session' AND by_user = ?2 ->> 'user' AND until < (?2 ->> 'until') - ${LEASE_MS / 2}`,
  values: [actor.org.id, metaOf(actor, ask)],
})
