// /v1/tiers: lists for a manager's own sheets. The three saved views, all customers that one may see in chosen columns,
// what each rep did by month, and the runs of the engine with the proof that an old one comes out the same again.
import * as z from 'zod'

import { savedViews } from '../tier/views.ts'
import { labels, wireValue } from './cell.ts'
import { tierRun } from './tiers.ts'

export const VIEW_ROWS_MAX = 200
export const REPORT_PAGE_MAX = 1_000
export const REPORT_COLUMNS_MAX = 40
export const ACTIVITY_MONTHS_MAX = 24
export const RUNS_MAX = 50

const tier = z.enum(['A', 'B', 'C', 'N', 'X'])

export const viewRequest = z.strictObject({
  epoch: z.string(),
  view: z.enum(savedViews),
  limit: z.int().min(1).max(VIEW_ROWS_MAX),
})
export type ViewRequest = z.infer<typeof viewRequest>

export const viewReply = z.object({
  /** In the order in which to act. */
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      city: z.string().nullable(),
      owner: z.string(),
      tier: tier.nullable(),
      /** A receipt: `k` names the text receipt.<k>, all else its figures. */
      why: z.object({ k: z.string() }).catchall(z.union([z.string(), z.number()])),
    }),
  ),
  /** Were there more candidates than were looked at? */
  isPart: z.boolean(),
})
export type ViewReply = z.infer<typeof viewReply>

export const reportRequest = z.strictObject({
  epoch: z.string(),
  /** Field keys of the customer, or `id`; an unknown or hidden one is left out of the answer's columns. */
  columns: z.array(z.string().max(60)).min(1).max(REPORT_COLUMNS_MAX),
  /** Opaque; '' from the beginning. */
  cursor: z.string().max(200),
  limit: z.int().min(1).max(REPORT_PAGE_MAX),
})
export type ReportRequest = z.infer<typeof reportRequest>

/** All that the caller may see, by id; stored values in the order of `columns`. */
export const reportReply = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(wireValue)),
  /** Labels of the rows that references of this page point to, by table and id. */
  labels,
  cursor: z.string(),
  more: z.boolean(),
})
export type ReportReply = z.infer<typeof reportReply>

const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u)
/** A rep is shown his own. Both months included, in the organisation's zone. */
export const activityRequest = z.strictObject({ epoch: z.string(), from: month, to: month })
export type ActivityRequest = z.infer<typeof activityRequest>

export const activityReply = z.object({
  /** By month, then rep. Who did nothing in a month has no row. */
  rows: z.array(
    z.object({
      month: z.string(),
      rep: z.string(),
      repName: z.string(),
      /** Visits done. */
      visits: z.int(),
      /** Customers entered. */
      customers: z.int(),
      /** Orders of his customers. */
      orders: z.int(),
    }),
  ),
})
export type ActivityReply = z.infer<typeof activityReply>

/** Managers only. `check`: a run to be computed again from its frozen inputs. */
export const runsRequest = z.strictObject({
  epoch: z.string(),
  check: z.int().min(1).nullable(),
})
export type RunsRequest = z.infer<typeof runsRequest>

export const runsReply = z.object({
  /** Newest first. */
  runs: z.array(tierRun).max(RUNS_MAX),
  check: z
    .object({
      run: z.int(),
      customers: z.int(),
      /** Customers whose tier does not come out as it did then. */
      differ: z.int(),
      /** Of the recomputed result's text: the same every time. */
      hash: z.string(),
    })
    .nullable(),
})
export type RunsReply = z.infer<typeof runsReply>
