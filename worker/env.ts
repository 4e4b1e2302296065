// What Cloudflare hands to the Worker, and what a request carries along inside it.
import type { Actor } from './auth/actor.ts'
import type { Caller } from './auth/caller.ts'
import type { Database } from './db/database.ts'

export interface Env {
  readonly DB: D1Database
  /** What runs: version and commit; said by /v1/health. Missing on a developer's machine. */
  readonly VERSION?: string
  /** staging or production: what was deployed. Missing on a developer's machine. */
  readonly ENVIRONMENT?: string
  /**
   * Counts a user's requests of a route, place by place and roughly: it keeps a pane that runs wild from D1. What must
   * be exact is counted in D1 (auth/limits.ts). Missing: nothing is counted.
   */
  readonly RATE?: RateLimit
  /** on: a line a request goes into the log. */
  readonly LOG?: string
  /** Rows a push that clients are asked to send at most: 40 fit into the free plan's CPU time. */
  readonly PUSH_ROWS?: string
  /** Opens the first run: POST /v1/setup. Missing: closed. */
  readonly SETUP_SECRET?: string
  /** The application's client id at Microsoft Entra ID. Missing: no Microsoft accounts. */
  readonly ENTRA_CLIENT_ID?: string
  /** https://login.partner.microsoftonline.cn for 21Vianet. */
  readonly ENTRA_AUTHORITY?: string
  /** The permission that a token must name: access_as_user where missing. */
  readonly ENTRA_SCOPE?: string
  /** The application ID URI; api:// and the client id where missing. */
  readonly ENTRA_APP_URI?: string
}

/** The type that Hono knows the app by. */
export interface App {
  readonly Bindings: Env
  readonly Variables: {
    readonly requestId: string
    readonly database: Database
    readonly actor: Actor
    readonly caller: Caller
  }
}
