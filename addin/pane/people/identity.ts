// Who gives tokens of Microsoft accounts, as the pane needs it: without asking anybody, or by asking. Two of them: the
// host's own broker (nested app authentication), and a dialog of ours where a host has none. The library that both
// use is loaded with them.
import * as z from 'zod'

import type { SignInReply } from '../../../shared/protocol/sign-in.ts'

export type AccountWay = NonNullable<SignInReply['account']>

export interface Token {
  readonly text: string
  /** UTC, milliseconds. */
  readonly expires: number
}

/** ask: its user must be asked, or did not want to. away: the service was not reached. refused: it said no. */
export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'ask' }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly detail: string }

export interface Identity {
  /** Without asking anybody. `isFresh`: not the one that is at hand. */
  readonly silent: (isFresh: boolean) => Promise<TokenAnswer>
  /** Asks the user, who has just pressed a button. */
  readonly ask: () => Promise<TokenAnswer>
}

/** What we use of the library's answer. */
export interface Acquired {
  readonly accessToken: string
  readonly expiresOn: Date | null
}

export interface TokenRequest {
  readonly scopes: string[]
  readonly forceRefresh?: boolean
}

/** What we use of the library. */
export interface Broker {
  readonly acquireTokenSilent: (request: TokenRequest) => Promise<Acquired>
  readonly acquireTokenPopup: (request: TokenRequest) => Promise<Acquired>
}

/** Where the library does not say when a token ends: Entra's live 60 to 90 minutes. */
const LIFE_MS = 3_600_000

export const toToken = ({ accessToken, expiresOn }: Acquired, now: number): Token => ({
  text: accessToken,
  expires: expiresOn?.getTime() ?? now + LIFE_MS,
})

const codeOf = (error: unknown): string =>
  error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'string'
    ? error.errorCode
    : ''

/** Of @azure/msal-browser 5: what needs its user, and what the line is to blame for. */
const needsUser = new Set([
  'interaction_required',
  'login_required',
  'consent_required',
  'no_account_error',
  'no_account_found',
  'no_tokens_found',
  'native_account_unavailable',
  'refresh_token_expired',
  'bad_token',
  'user_cancelled',
])
const isLine = new Set([
  'no_network_connectivity',
  'network_error',
  'get_request_failed',
  'post_request_failed',
  'timed_out',
  'endpoints_resolution_error',
  'temporarily_unavailable',
])

/** The library's error as an answer. */
export const toTokenAnswer = (error: unknown): TokenAnswer => {
  const code = codeOf(error)
  const isInteraction = error instanceof Error && error.name === 'InteractionRequiredAuthError'
  if (isInteraction || needsUser.has(code)) return { kind: 'ask' }
  if (isLine.has(code)) return { kind: 'away' }
  return { kind: 'refused', detail: code === '' ? String(error) : code }
}

/** Nested app authentication: Excel signs in, its user is mostly asked nothing. */
export const nestedIdentity = (
  broker: Broker,
  { scope }: AccountWay,
  now: () => number,
): Identity => {
  const acquire = async (work: () => Promise<Acquired>): Promise<TokenAnswer> => {
    try {
      return { kind: 'token', token: toToken(await work(), now()) }
    } catch (error) {
      return toTokenAnswer(error)
    }
  }
  return {
    silent: (isFresh) =>
      acquire(() => broker.acquireTokenSilent({ scopes: [scope], forceRefresh: isFresh })),
    ask: () => acquire(() => broker.acquireTokenPopup({ scopes: [scope] })),
  }
}

/** What our dialog says to the pane. */
export const dialogWord = z.union([
  z.strictObject({ token: z.string().min(1), expires: z.int() }),
  z.strictObject({ refused: z.string() }),
])
export type DialogWord = z.infer<typeof dialogWord>

const textToWord = (text: string): DialogWord | null => {
  try {
    return dialogWord.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * A dialog of ours, which lives only as long as it takes: its tokens are not renewed without it, so that whoever comes
 * in by it is asked once more when a token has ended.
 *
 * @param open shows the dialog; what it said, null where it was closed
 */
export const dialogIdentity = (open: () => Promise<string | null>): Identity => ({
  silent: async () => ({ kind: 'ask' }),
  ask: async () => {
    const said = await open().catch((error: unknown) => JSON.stringify({ refused: String(error) }))
    if (said === null) return { kind: 'ask' }
    const word = textToWord(said)
    if (word === null) return { kind: 'refused', detail: 'The dialog said something else.' }
    return 'refused' in word
      ? { kind: 'refused', detail: word.refused }
      : { kind: 'token', token: { text: word.token, expires: word.expires } }
  },
})

/** As the library is set up in pane and dialog. The tenants that may come in are the server's to choose. */
export const toAuthOptions = ({ clientId, authority }: AccountWay) => ({
  clientId,
  authority: `${authority}/organizations`,
  // Else the library asks Microsoft's public cloud whether it knows the authority; 21Vianet's stands on its own.
  knownAuthorities: [new URL(authority).host],
})
