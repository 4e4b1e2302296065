// What the pane comes in with: a key, which may be turned in for another while the pane is open, or a Microsoft
// account, whose tokens are asked for when they are needed and kept nowhere.
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { Bearer } from '../api/call.ts'

/** Stands where a key would: whoever comes in with an account. No key looks like it. */
export const ACCOUNT = 'account'

/** left: nobody signed in, and that is no failure. */
export type Entered = 'in' | 'left' | Stop

/** A Microsoft account; what it needs is loaded when somebody comes in with one. */
export interface AccountDoor {
  /** `isAsked`: its user is there and pressed a button, so that he may be asked to sign in. */
  readonly enter: (isAsked: boolean) => Promise<Entered>
  readonly bearer: Bearer
  /** A code makes this account somebody's of an organisation. null: done. */
  readonly link: (code: string) => Promise<Stop | null>
}

/** One sign-in; the next one has another. */
export interface Pass {
  key: string
  readonly door: AccountDoor | null
}

export const bearerOf =
  (pass: Pass): Bearer =>
  (isRefused) =>
    pass.door === null ? Promise.resolve(pass.key) : pass.door.bearer(isRefused)
