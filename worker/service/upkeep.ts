// upkeep: what nobody needs any longer goes, a bounded piece a call. What left somebody's sight is remembered for 400
// days, then older cursors are answered by a comparison of all rows; fences, settled conflicts and ended leases have
// shorter or longer lives. Rows and their history are never touched.

const DAY_MS = 86_400_000
/** Longer than any pause that a workbook is expected to take (R22). */
export const EVENTS_MS = 400 * DAY_MS
/** No request is under way for so long. */
export const FENCES_MS = 30 * DAY_MS
/** As long as bases are promised: both values of a settled conflict can be looked up until then. */
export const SETTLED_MS = 730 * DAY_MS
export const LEASES_MS = DAY_MS
/** Rows of each kind that one call takes away at most. */
export const PURGE_ROWS_MAX = 2_000

/** All times are UTC, milliseconds: what is older than the one of its kind goes. */
export interface PurgeAsk {
  readonly org: string
  readonly eventsBefore: number
  readonly fencesBefore: number
  readonly settledBefore: number
  readonly leasesBefore: number
  /** Of each kind. */
  readonly rowsMax: number
}

/** How many rows of each kind went. */
export interface Purged {
  readonly marks: number
  readonly events: number
  readonly fences: number
  readonly conflicts: number
  readonly leases: number
}

export interface UpkeepStore {
  /** One atomic batch; the counter's `purged` rises with what it takes away. */
  readonly purge: (ask: PurgeAsk) => Promise<Purged>
}

export interface Upkeep extends Purged {
  /** Call again: there may be more of something. */
  readonly more: boolean
}

/** Safe to repeat and to interrupt anywhere: what is left goes with the next call. */
export const upkeep = async (store: UpkeepStore, org: string, now: number): Promise<Upkeep> => {
  const purged = await store.purge({
    org,
    eventsBefore: now - EVENTS_MS,
    fencesBefore: now - FENCES_MS,
    settledBefore: now - SETTLED_MS,
    leasesBefore: now - LEASES_MS,
    rowsMax: PURGE_ROWS_MAX,
  })
  return { ...purged, more: Object.values(purged).some((count) => count >= PURGE_ROWS_MAX) }
}
