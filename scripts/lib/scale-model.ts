// From what one rep's day costs to what a firm pays, and where Cloudflare's limits are met. Pure arithmetic; prices and
// limits are those of Cloudflare's pages as read in November 2026.
import type { Measured } from './scale-measure.ts'

/** developers.cloudflare.com/workers/platform/pricing and /d1/platform/pricing; US dollars. */
const paid = {
  base: 5,
  requests: { free: 10e6, each: 0.3 / 1e6 },
  cpuMs: { free: 30e6, each: 0.02 / 1e6 },
  read: { free: 25e9, each: 0.001 / 1e6 },
  written: { free: 50e6, each: 1 / 1e6 },
  storageGb: { free: 5, each: 0.75 },
} as const
/** A day on the free plan. */
const free = { requests: 100_000, read: 5e6, written: 100_000, gb: 0.5 } as const
/** Of one database on the paid plan. */
const DATABASE_GB = 10
const DAYS = 21

/** What a rep does on a working day; the assumptions of the whole table. */
export interface Habits {
  readonly idleSyncs: number
  readonly editSyncs: number
  /** Imports of figures a day in the whole firm; each ranks it anew. */
  readonly imports: number
}
export const habits: Habits = { idleSyncs: 5, editSyncs: 3, imports: 2 }

export interface Line {
  readonly reps: number
  readonly customersEach: number
  readonly customers: number
  readonly requests: number
  readonly read: number
  readonly written: number
  readonly gb: number
  readonly databases: number
  /** Dollars a month: all that goes on, and once for bringing the customers in. */
  readonly dollars: number
  readonly firstDollars: number
  /** Limits of the free plan that are passed on a working day. */
  readonly beyondFree: readonly string[]
}

const priceOf = (what: { readonly free: number; readonly each: number }, amount: number): number =>
  Math.max(0, amount - what.free) * what.each

/** A firm of `reps`, each with as many customers. */
export const scaleLine = (cost: Measured, reps: number, customersEach: number): Line => {
  const customers = reps * customersEach
  const gb = (customers * cost.bytesPerCustomer) / 1e9
  const databases = Math.max(1, Math.ceil(gb / DATABASE_GB))
  const { idleSyncs, editSyncs, imports } = habits
  const day = (of: 'requests' | 'read' | 'written' | 'cpu') =>
    reps * (idleSyncs * cost.idle[of] + editSyncs * cost.edit[of]) +
    (of === 'requests' ? 0 : imports * customers * cost.rank[of])
  const month = (of: 'requests' | 'read' | 'written' | 'cpu') => day(of) * DAYS
  const beyondFree = [
    ...(day('requests') > free.requests ? ['requests'] : []),
    ...(day('read') > free.read ? ['rows read'] : []),
    ...(day('written') > free.written ? ['rows written'] : []),
    ...(gb > free.gb ? ['size'] : []),
  ]
  return {
    reps,
    customersEach,
    customers,
    requests: month('requests'),
    read: month('read'),
    written: month('written'),
    gb,
    databases,
    dollars:
      paid.base +
      priceOf(paid.requests, month('requests')) +
      priceOf(paid.cpuMs, month('cpu')) +
      priceOf(paid.read, month('read')) +
      priceOf(paid.written, month('written')) +
      priceOf(paid.storageGb, gb),
    firstDollars:
      priceOf(paid.written, customers * cost.customer.written) +
      priceOf(paid.read, customers * cost.customer.read),
    beyondFree,
  }
}

/** Days that the free plan takes for bringing the customers in: its rows written a day are the narrowest. */
export const freeDays = (cost: Measured, customers: number): number =>
  Math.ceil((customers * cost.customer.written) / free.written)

/** Customers that one database holds. */
export const customersInDatabase = (cost: Measured): number =>
  Math.floor((DATABASE_GB * 1e9) / cost.bytesPerCustomer)
