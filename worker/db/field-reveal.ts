// Values revealed, counted on D1 by user and day. The count rises only below the limit, and the audit's entry rides in
// the same batch: many requests at once pass the limit no more than one does, and none goes unnoted.
import type { Actor } from '../auth/actor.ts'
import type { RevealStore, SpendAsk } from '../service/field-reveal.ts'
import { auditIfChanged } from './audit.ts'
import type { Database } from './database.ts'
import { numberOf } from './sql.ts'

const spendSql = `INSERT INTO value_reveal (org, by_user, day, count)
  SELECT ?1, ?2, ?3 ->> 'day', 1 WHERE ?3 ->> 'most' > 0
  ON CONFLICT (org, by_user, day) DO UPDATE SET count = count + 1 WHERE count < ?3 ->> 'most'
  RETURNING count`
const countSql = 'SELECT count FROM value_reveal WHERE org = ?1 AND by_user = ?2 AND day = ?3'

const spendReveal = async (
  database: Database,
  actor: Actor,
  { table, id, field, reason, day, most, now }: SpendAsk,
): Promise<number | null> => {
  const [rows = []] = await database.runBatch([
    { sql: spendSql, values: [actor.org.id, actor.id, JSON.stringify({ day, most })] },
    auditIfChanged(actor.org.id, {
      by: actor.id,
      what: 'value.reveal',
      ids: [id],
      detail: { table, field, reason },
      at: now,
    }),
  ])
  return rows[0] ? numberOf(rows[0], 'count') : null
}

export const openReveals = (database: Database): RevealStore => ({
  spendReveal: async (actor, ask) => await spendReveal(database, actor, ask),
  countReveals: async (actor, day) => {
    const [rows = []] = await database.runBatch([
      { sql: countSql, values: [actor.org.id, actor.id, day] },
    ])
    return numberOf(rows[0] ?? {}, 'count')
  },
})
