// From the header Authorization to a caller: a key, or a Microsoft account's token. Every no looks alike, except to
// whoever proved to be an account of an allowed tenant.
import type { Database } from '../db/database.ts'
import { Refusal } from '../refusal.ts'
import { type AccountFacts, type Caller, findByKey, noteAccount, readAccount } from './caller.ts'
import { isKey, keyHash } from './key.ts'
import type { KeySets } from './key-sets.ts'
import { type Expectations, readClaimed, verifyToken } from './token.ts'

export interface SignIn {
  readonly database: Database
  readonly authorization: string | undefined
  /** null: no Microsoft accounts here. */
  readonly entra: Expectations | null
  readonly keySets: KeySets
  readonly now: number
}

const refused = () =>
  new Refusal('unauthenticated', 'Send a valid access key or token: Authorization: Bearer …')

/** What follows `Bearer`; '' where there is nothing like it. */
export const bearerOf = (authorization: string | undefined): string =>
  /^Bearer (\S+)$/iu.exec(authorization ?? '')?.[1] ?? ''

export interface Account extends AccountFacts {
  readonly tid: string
  readonly oid: string
}

/** A proven account of a tenant that some organisation here allows. @throws Refusal */
export const proveAccount = async (
  { database, entra, keySets, now }: SignIn,
  token: string,
): Promise<Account> => {
  const claimed = entra === null ? null : readClaimed(token)
  if (entra === null || claimed === null) throw refused()
  // The read comes first: nobody makes us ask for the keys of a tenant that is none of ours.
  const facts = await readAccount(database, claimed, now)
  if (facts.orgs.length === 0) throw refused()
  const answer = await verifyToken(token, keySets, entra, now)
  if (answer.kind === 'unavailable')
    throw new Refusal('unavailable', 'The issuer of this token does not answer.', answer.wait)
  if (answer.kind === 'invalid') throw refused()
  return { ...facts, tid: answer.tid, oid: answer.oid }
}

/** @throws Refusal unauthenticated, not_invited, unavailable */
export const signIn = async (ask: SignIn): Promise<Caller> => {
  const bearer = bearerOf(ask.authorization)
  if (isKey(bearer)) {
    const caller = await findByKey(ask.database, await keyHash(bearer), ask.now)
    if (caller === null) throw refused()
    return caller
  }
  const account = await proveAccount(ask, bearer)
  const { caller, isLinked } = account
  if (caller !== null) {
    await noteAccount(ask.database, caller, account, ask.now)
    return caller
  }
  if (isLinked) throw refused()
  throw new Refusal('not_invited', 'Ask for an invitation and send its code to /v1/join.')
}
