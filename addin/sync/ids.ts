// New ULIDs on an injected clock and injected randomness.
import { ulid } from '../../shared/sync/ulid.ts'

export interface IdOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Fills the bytes with random ones. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

export const createIds =
  ({ now, random }: IdOptions): (() => string) =>
  () =>
    ulid(now(), random(new Uint8Array(10)))
