// Organisations, users and keys for scripts that stand beside the database. People come in by setup.ts and join.ts.
import type { Organisation } from '../auth/actor.ts'
import { keyHash, newKey } from '../auth/key.ts'
import { openDatabase } from '../db/database.ts'
import {
  keyStatement,
  type NewUser,
  organisationStatements,
  userStatement,
} from '../db/member-rows.ts'

export const DAY_MS = 86_400_000

/** Creates an organisation with its counter. */
export const createOrganisation = async (
  db: D1Database,
  organisation: Organisation,
): Promise<void> => {
  await openDatabase(db).runBatch(organisationStatements(organisation))
}

export const createUser = async (db: D1Database, user: NewUser): Promise<void> => {
  await openDatabase(db).runBatch([userStatement(user)])
}

/** Issues a personal key, valid for `days`; the answer is the only time that it is seen. */
export const issueKey = async (
  db: D1Database,
  owner: { readonly org: string; readonly user: string },
  now: number,
  days = 90,
): Promise<string> => {
  const key = newKey()
  const row = {
    hash: await keyHash(key),
    last4: key.slice(-4),
    name: null,
    scopes: null,
    now,
    expires: now + days * DAY_MS,
  }
  await openDatabase(db).runBatch([keyStatement(owner, row)])
  return key
}
