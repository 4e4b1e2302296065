// The way back in for an administrator without a valid key: a new one, and the SQL that makes the database know its
// hash. The key itself goes nowhere.
import { properName } from '../../shared/protocol/sign-in.ts'
import { mintKey } from '../../worker/service/key.ts'
import { UsageError } from './command.ts'

export interface Recovery {
  readonly key: string
  readonly sql: string
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * @param name an admin's, as it stands in cells
 * @param now UTC, milliseconds
 * @throws UsageError
 */
export const issueRecoveryKey = async (
  name: string,
  days: number,
  now: number,
): Promise<Recovery> => {
  if (!properName.safeParse(name).success)
    throw new UsageError(`--admin takes a name of at most 60 characters, not "${name}".`)
  if (days > 90) throw new UsageError(`--days takes at most 90, not "${days}".`)
  const { key, row } = await mintKey(now, days)
  const facts = [row.hash, row.last4].map(quoted)
  return {
    key,
    // Only for somebody who is an admin and may come in; the second statement shows whose key it is, or nothing.
    sql: `INSERT INTO access_key (org, user, hash, last4, created_at, expires_at)
  SELECT org, id, ${facts.join(', ')}, ${row.now}, ${row.expires} FROM user
  WHERE name = ${quoted(name)} AND role = 'admin' AND disabled_at IS NULL;
SELECT u.name, u.role, k.last4 FROM access_key k JOIN user u ON u.org = k.org AND u.id = k.user
  WHERE k.hash = ${quoted(row.hash)};
`,
  }
}
