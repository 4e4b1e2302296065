// Keys: a personal one is turned in for another before its end; a script's key does what its scopes name, in the
// name of whoever made it, and nothing that its user may not.
import type {
  CreateKeyReply,
  CreateKeyRequest,
  KeysReply,
  KeysRequest,
} from '../../shared/protocol/keys.ts'
import type { NewKey } from '../../shared/protocol/sign-in.ts'
import { type Actor, managedRoles } from '../auth/actor.ts'
import type { Caller } from '../auth/caller.ts'
import { keyHash, keyId, newKey } from '../auth/key.ts'
import { Refusal } from '../refusal.ts'
import type { KeyStore, NewKeyRow } from './member-store.ts'
import { DAY_MS } from './provision.ts'

/** So many valid script keys a user. */
const SCRIPT_KEYS_MAX = 20

export interface Minted {
  /** Shown once. */
  readonly key: string
  readonly row: NewKeyRow
}

/** A key and the row that is kept of it. */
export const mintKey = async (
  now: number,
  days: number,
  script: Pick<NewKeyRow, 'name' | 'scopes'> = { name: null, scopes: null },
): Promise<Minted> => {
  const key = newKey()
  const hash = await keyHash(key)
  return { key, row: { hash, last4: key.slice(-4), ...script, now, expires: now + days * DAY_MS } }
}

export const listKeys = async (
  store: KeyStore,
  { actor, key }: Caller,
  { whose }: KeysRequest,
  now: number,
): Promise<KeysReply> => {
  const keys = await store.readKeys(actor, whose === 'all' ? managedRoles(actor.role) : [], now)
  return {
    keys: keys.map(({ hash, ...each }) => ({
      ...each,
      scopes: each.scopes === null ? null : [...each.scopes],
      current: hash === key?.hash,
    })),
  }
}

export const createKey = async (
  store: KeyStore,
  actor: Actor,
  { name, scopes, days }: CreateKeyRequest,
  now: number,
): Promise<CreateKeyReply> => {
  const held = await store.readKeys(actor, [], now)
  if (held.filter((key) => key.scopes !== null).length >= SCRIPT_KEYS_MAX)
    throw new Refusal(
      'too_many',
      `At most ${SCRIPT_KEYS_MAX} keys for scripts: revoke one first.`,
      null,
      'script_keys',
    )
  const { key, row } = await mintKey(now, days, { name, scopes: [...new Set(scopes)] })
  await store.writeKey(actor, row)
  return { id: keyId(row.hash), key, expires: row.expires }
}

/** One's own, and those of whom one manages. */
export const revokeKey = async (
  store: KeyStore,
  actor: Actor,
  id: string,
  now: number,
): Promise<void> => {
  const keys = await store.readKeys(actor, managedRoles(actor.role), now)
  const key = keys.find((each) => each.id === id)
  if (key === undefined) throw new Refusal('not_found', 'There is no such valid key.')
  await store.revokeKey(actor, key.hash, now)
}

/** A new personal key for the one that the request came in with, which works for a day more. */
export const rotateKey = async (
  store: KeyStore,
  { actor, key }: Caller,
  days: number,
  now: number,
): Promise<NewKey> => {
  if (key === null) throw new Refusal('forbidden', 'You came in with an account: there is no key.')
  const minted = await mintKey(now, days)
  const old = { hash: key.hash, ends: now + DAY_MS }
  if (!(await store.replaceKey(actor, old, minted.row)))
    throw new Refusal('changed', 'This key was turned in before.')
  return { key: minted.key, expires: minted.row.expires }
}
