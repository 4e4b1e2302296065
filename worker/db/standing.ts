// Whether a user was disabled, for a pane that nobody is signed in to. It is the request's first read, so that the
// primary answers it.
import type { StandingRequest } from '../../shared/protocol/standing.ts'
import type { Database } from './database.ts'

const outSql = `SELECT 1 AS found FROM user WHERE org = ?1 AND id = ?2 AND disabled_at IS NOT NULL`

/** false also where there is no such user. */
export const isDisabled = async (
  database: Database,
  { org, user }: StandingRequest,
): Promise<boolean> => {
  const [rows] = await database.runBatch([{ sql: outSql, values: [org, user] }])
  return rows?.length === 1
}
