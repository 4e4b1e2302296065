// What an organisation decides about signing in, as versions of the policy `sign-in`.
import {
  type ChangeSignInRequest,
  defaultSignIn,
  signInPolicy,
  type SignInPolicy,
  type SignInPolicyReply,
} from '../../shared/protocol/sign-in.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { PolicyStore } from './policies.ts'

const NAME = 'sign-in'

/** One that cannot be read lets no account in. */
export const toSignInPolicy = (value: unknown): SignInPolicy =>
  signInPolicy.safeParse(value).data ?? defaultSignIn

export const readSignIn = async (store: PolicyStore, actor: Actor): Promise<SignInPolicyReply> => {
  const [entry] = await store.readPolicy(actor, NAME, 1)
  return { version: entry?.version ?? 0, value: toSignInPolicy(entry?.value) }
}

export const changeSignIn = async (
  store: PolicyStore,
  actor: Actor,
  { seen, value }: ChangeSignInRequest,
  now: number,
): Promise<SignInPolicyReply> => {
  if (!(await store.writePolicy(actor, { name: NAME, seen, value, now })))
    throw new Refusal('changed', 'Somebody else changed this policy: read it again.')
  return { version: seen + 1, value }
}
