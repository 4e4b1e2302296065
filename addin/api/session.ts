// Coming in and being in: one call per endpoint; see shared/protocol/sign-in.ts. What a stranger asks has a caller of
// its own, so that no key travels with it.
import { doneReply, type DoneReply } from '../../shared/protocol/members.ts'
import {
  joinReply,
  type JoinReply,
  meReply,
  type MeReply,
  newKey,
  type NewKey,
  setupReply,
  type SetupReply,
  type SetupRequest,
  signInReply,
  type SignInReply,
} from '../../shared/protocol/sign-in.ts'
import { type Answer, type ApiOptions, type Bearer, type Call, createCaller } from './call.ts'

export interface SessionApi {
  readonly me: () => Answer<MeReply>
  /** A new key for the one that this came in with, which goes on for a day. */
  readonly rotate: () => Answer<NewKey>
  /** The key that this came in with is worth nothing any more. */
  readonly end: () => Answer<DoneReply>
}

export const createSessionApi = (call: Call): SessionApi => ({
  me: () => call('session/me', {}, meReply),
  rotate: () => call('session/rotate', {}, newKey),
  end: () => call('session/end', {}, doneReply),
})

export interface EntranceApi {
  readonly ways: () => Answer<SignInReply>
  /** `account` null: the code gives a key; else it links that account. */
  readonly join: (code: string, account: Bearer | null) => Answer<JoinReply>
  readonly setUp: (request: SetupRequest) => Answer<SetupReply>
}

export const createEntranceApi = (options: Omit<ApiOptions, 'key'>): EntranceApi => {
  const stranger = createCaller({ ...options, key: null })
  return {
    ways: () => stranger.read('sign-in', signInReply),
    join: (code, account) =>
      (account === null ? stranger : createCaller({ ...options, key: account })).call(
        'join',
        { code },
        joinReply,
      ),
    setUp: (request) => stranger.call('setup', request, setupReply),
  }
}
