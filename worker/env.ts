// What Cloudflare hands to the Worker, and what a request carries along inside it.
import type { Actor } from './auth/actor.ts'
import type { Database } from './db/database.ts'

export interface Env {
  readonly DB: D1Database
  /** What runs: version and commit; said by /v1/health. Missing on a developer's machine. */
  readonly VERSION?: string
}

/** The type that Hono knows the app by. */
export interface App {
  readonly Bindings: Env
  readonly Variables: {
    readonly requestId: string
    readonly database: Database
    readonly actor: Actor
  }
}
