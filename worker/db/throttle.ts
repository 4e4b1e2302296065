// Attempts counted in D1: exact, for all of the world, and in a table that stays small. What is over is deleted
// along the way, and nobody adds rows any more once the count of all has reached its end.
import type { Database } from './database.ts'
import { numberOf } from './sql.ts'

export interface Turn {
  /** '' for those who are in no organisation yet. */
  readonly org: string
  /** What is counted: join, setup, key … */
  readonly what: string
  /** Whose attempts; already a hash where it is an address. */
  readonly who: string
  /** At most so many for one, and for all together, in this time. */
  readonly mine: number
  readonly all: number
  readonly windowMs: number
}

const PURGED_MAX = 200

const purgeSql = `DELETE FROM throttle WHERE org = ?1 AND until <= CAST(?2 AS INTEGER) AND name IN (
  SELECT name FROM throttle WHERE org = ?1 AND until <= CAST(?2 AS INTEGER) ORDER BY until LIMIT ${PURGED_MAX})`

/** ?1 org, ?2 {until, name, max, others, ceiling}: the count before it is raised must be below both. */
const countSql = `INSERT INTO throttle (org, until, name, count)
  SELECT ?1, ?2 ->> 'until', ?2 ->> 'name', 1 WHERE coalesce((SELECT t.count FROM throttle t
    WHERE t.org = ?1 AND t.until = ?2 ->> 'until' AND t.name = ?2 ->> 'others'), 0) < ?2 ->> 'ceiling'
  ON CONFLICT (org, until, name) DO UPDATE SET count = count + 1 WHERE count < ?2 ->> 'max'
  RETURNING count`

/**
 * Takes one turn. @returns 0 where it may go on, else the seconds until the count begins anew. A batch that ran twice
 * because its answer was lost counts twice.
 */
export const takeTurn = async (database: Database, turn: Turn, now: number): Promise<number> => {
  const { org, what, who, mine, all, windowMs } = turn
  const until = (Math.floor(now / windowMs) + 1) * windowMs
  const others = what
  const count = (name: string, max: number) => ({
    sql: countSql,
    values: [org, JSON.stringify({ until, name, max, others, ceiling: all })],
  })
  const [, own] = await database.runBatch([
    { sql: purgeSql, values: [org, String(now)] },
    count(`${what}/${who}`, mine),
  ])
  const isMine = numberOf(own?.[0] ?? {}, 'count') > 0
  const [total] = isMine ? await database.runBatch([count(others, all)]) : []
  return numberOf(total?.[0] ?? {}, 'count') > 0 ? 0 : Math.ceil((until - now) / 1_000)
}
