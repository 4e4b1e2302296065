// An organisation's policies as the services see them: named values with a version, each parsed by its owner.
// A port like service/store.ts: worker/db/policy.ts is the real one.
import type { Actor } from '../auth/actor.ts'

/** One version of a policy; `value` is untrusted until its owner's schema has parsed it. */
export interface PolicyEntry {
  readonly name: string
  readonly version: number
  readonly value: unknown
  /** UTC, milliseconds. */
  readonly at: number
  readonly by: string
}

/** A change on top of the version that its author saw, 0 for none. */
export interface PolicyWrite {
  readonly name: string
  readonly seen: number
  readonly value: unknown
  readonly now: number
}

export interface PolicyStore {
  /** Versions of one policy, newest first, at most `limit`. */
  readonly readPolicy: (
    actor: Actor,
    name: string,
    limit: number,
  ) => Promise<readonly PolicyEntry[]>
  /** false: somebody else changed it since, nothing was written. */
  readonly writePolicy: (actor: Actor, write: PolicyWrite) => Promise<boolean>
}
