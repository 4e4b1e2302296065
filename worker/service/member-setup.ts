// The first run: whoever deployed the server proves it with the secret that he gave it, once. Without a secret there
// is no way in, and there is never a second time.
import type { SetupReply, SetupRequest, SignInReply } from '../../shared/protocol/sign-in.ts'
import { ulid } from '../../shared/sync/ulid.ts'
import { entraOf, fullScope } from '../auth/entra.ts'
import { keyHash } from '../auth/key.ts'
import type { Database } from '../db/database.ts'
import { hasOrganisation, writeFirst } from '../db/member-setup.ts'
import type { Env } from '../env.ts'
import { Refusal } from '../refusal.ts'
import { mintKey } from './key.ts'

/** A shorter secret counts as none: it could be guessed. */
const SECRET_LENGTH_MIN = 24
const FIRST_KEY_DAYS = 90

export const newId = (now: number): string => ulid(now, crypto.getRandomValues(new Uint8Array(10)))

const secretOf = (env: Env): string | null =>
  (env.SETUP_SECRET ?? '').length >= SECRET_LENGTH_MIN ? (env.SETUP_SECRET ?? null) : null

/** Hashes are compared, so that the time it takes tells nothing. */
const isSecret = async (env: Env, said: string): Promise<boolean> => {
  const secret = secretOf(env)
  return secret !== null && (await keyHash(secret)) === (await keyHash(said))
}

const isZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** How one signs in here; a stranger may know it. */
export const readSignInWays = async (database: Database, env: Env): Promise<SignInReply> => {
  const entra = entraOf(env)
  return {
    account: entra && {
      authority: entra.authority,
      clientId: entra.audience,
      scope: fullScope(env, entra),
    },
    setup: secretOf(env) !== null && !(await hasOrganisation(database)),
  }
}

export const setup = async (
  database: Database,
  env: Env,
  { secret, org, admin }: SetupRequest,
  now: number,
): Promise<SetupReply> => {
  if (!(await isSecret(env, secret)))
    throw new Refusal('forbidden', 'This is not the set-up secret, or set-up is closed.')
  if (!isZone(org.timeZone))
    throw new Refusal('malformed', 'The time zone is not one of the time zone database.')
  const organisation = { ...org, id: newId(now), epoch: String(now), createdAt: now }
  const user = { id: newId(now), name: admin }
  const { key, row } = await mintKey(now, FIRST_KEY_DAYS)
  if (!(await writeFirst(database, { org: organisation, admin: user, key: row })))
    throw new Refusal('set_up_already', 'This server has its organisation.')
  return {
    key,
    expires: row.expires,
    me: { ...user, role: 'admin' },
    org: { id: organisation.id, name: org.name },
  }
}
