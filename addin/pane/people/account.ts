// A Microsoft account at the pane's door: its token is kept in memory only, renewed without a word before it ends, and
// asked for anew once where the server refused it.
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { EntranceApi } from '../../api/session.ts'
import type { AccountDoor, Entered } from '../pass.ts'
import { askOnce, openEntrance } from './entrance.ts'
import { dialogIdentity, nestedIdentity, toAuthOptions } from './identity.ts'
import type { AccountWay, Identity, Token, TokenAnswer } from './identity.ts'

/** So long before its end a token is renewed. */
const MARGIN_MS = 300_000

export interface AccountTools {
  readonly entrance: EntranceApi
  readonly openIdentity: (way: AccountWay) => Promise<Identity>
  /** UTC, milliseconds. */
  readonly now: () => number
}

const noAccounts: Stop = { code: 'forbidden', detail: 'This server knows no Microsoft accounts.' }
const away: Stop = { code: 'offline', detail: 'The sign-in service was not reached.' }

const toEntered = (answer: TokenAnswer): Entered => {
  switch (answer.kind) {
    case 'token':
      return 'in'
    case 'ask':
      return 'left'
    case 'away':
      return away
    case 'refused':
      return { code: 'forbidden', detail: answer.detail }
  }
}

export const createDoor = ({ entrance, openIdentity, now }: AccountTools): AccountDoor => {
  let identity: Identity | null = null
  let token: Token | null = null
  let pending: Promise<TokenAnswer> | null = null

  const keep = (answer: TokenAnswer): TokenAnswer => {
    if (answer.kind === 'token') token = answer.token
    return answer
  }

  /** Several calls at once wait for one renewal. */
  const renew = async (from: Identity, isFresh: boolean): Promise<TokenAnswer> => {
    pending ??= from.silent(isFresh)
    try {
      return keep(await pending)
    } finally {
      pending = null
    }
  }

  const open = async (): Promise<Identity | Stop> => {
    if (identity !== null) return identity
    const ways = await askOnce(() => entrance.ways())
    if (!ways.ok) return ways.error
    if (ways.value.account === null) return noAccounts
    try {
      identity = await openIdentity(ways.value.account)
      return identity
    } catch (error) {
      // What it needs could not be loaded.
      return { ...away, detail: String(error) }
    }
  }

  const enter = async (isAsked: boolean): Promise<Entered> => {
    const opened = await open()
    if ('code' in opened) return opened
    const silent = await renew(opened, false)
    const answer = silent.kind === 'ask' && isAsked ? keep(await opened.ask()) : silent
    return toEntered(answer)
  }

  const bearer = async (isRefused: boolean): Promise<string | null> => {
    const held = token
    if (held !== null && !isRefused && now() < held.expires - MARGIN_MS) return held.text
    if (identity === null) return null
    const answer = await renew(identity, isRefused)
    if (answer.kind === 'token') return answer.token.text
    if (held !== null && !isRefused && now() < held.expires) return held.text
    if (answer.kind === 'away') throw new Error(away.detail)
    return null
  }

  return {
    enter,
    bearer,
    link: async (code) => {
      const joined = await askOnce(() => entrance.join(code, bearer))
      return joined.ok ? null : joined.error
    },
  }
}

/** By Excel itself where it can; else by our dialog. */
const openIdentity = async (way: AccountWay): Promise<Identity> => {
  const { askInDialog, hasNestedAuth } = await import('../../excel/sign-in.ts')
  if (!hasNestedAuth())
    return dialogIdentity(() => askInDialog(new URL('sign-in.html', document.baseURI).href))
  const { createNestablePublicClientApplication } = await import('@azure/msal-browser')
  const broker = await createNestablePublicClientApplication({
    auth: toAuthOptions(way),
    cache: { cacheLocation: 'memoryStorage' },
  })
  return nestedIdentity(broker, way, () => Date.now())
}

/** One for the life of the pane: who signed in is still there when he signs in again. */
let door: AccountDoor | null = null

/** @param baseUrl without a slash at the end */
export const openDoor = (baseUrl: string): AccountDoor => {
  door ??= createDoor({ entrance: openEntrance(baseUrl), openIdentity, now: () => Date.now() })
  return door
}
