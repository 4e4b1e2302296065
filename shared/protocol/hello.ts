// hello: who am I, what may I write, how much may I send at once; does my copy of the log still hold; who syncs.
import * as z from 'zod'

import { tableName, ulid } from './cell.ts'
import { reset } from './pull.ts'

/** A lease ends by itself after so long without a hello or a push of its session. */
export const LEASE_MS = 60_000

export const helloRequest = z.strictObject({
  workbook: ulid,
  client: z.strictObject({ protocol: z.int(), build: z.string().max(40) }),
  /** Made by the pane when it starts: asks for the lease of this workbook, or renews it. */
  session: ulid.optional(),
  /** The cursors that the workbook holds. Ask before pushing: see `resets`. */
  cursors: z.array(z.string().max(200)).max(100).optional(),
})
export type HelloRequest = z.infer<typeof helloRequest>

export const helloReply = z.object({
  protocol: z.object({ min: z.int(), max: z.int() }),
  /** Changes when the server was restored to an earlier day. */
  epoch: z.string(),
  /** A cursor that stands at this moment: for a sheet that holds only the rows that its user puts there. */
  head: z.string(),
  /** UTC, milliseconds. Shown, never used to order anything. */
  now: z.int(),
  me: z.object({
    id: z.string(),
    name: z.string(),
    role: z.enum(['rep', 'manager', 'finance', 'admin']),
  }),
  org: z.object({
    id: z.string(),
    name: z.string(),
    country: z.enum(['CN', 'TW', 'HK', 'MO']),
    currency: z.string(),
    timeZone: z.string(),
  }),
  users: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Field keys that I may write, by table. */
  writable: z.partialRecord(tableName, z.array(z.string())),
  /**
   * Field keys of each table's sheets that I do not see whole. masked: told as masks (schema/kinds/masked.ts). off: not
   * collected here; hidden: not for me. The latter two are not writable; what stands in such a column is passed over.
   */
  masked: z.partialRecord(tableName, z.array(z.string())).optional(),
  off: z.partialRecord(tableName, z.array(z.string())).optional(),
  hidden: z.partialRecord(tableName, z.array(z.string())).optional(),
  limits: z.object({ rows: z.int(), bytes: z.int(), page: z.int() }),
  /** Names the fields that this server knows: another one than last time, and the columns are mapped anew. */
  schema: z.string().optional(),
  /** Names what I may see: it is part of every cursor. */
  scope: z.string().optional(),
  /** In the order of `cursors`: null for one that still holds; else nothing is pushed before a digest. */
  resets: z.array(reset.nullable()).optional(),
  /**
   * Of the session that asked. Not granted: another pane syncs this workbook until then (UTC, milliseconds, by the
   * server's clock). Losing it is harmless: revisions and intentions guard each row.
   */
  lease: z.object({ granted: z.boolean(), until: z.int(), by: z.string() }).optional(),
})
export type HelloReply = z.infer<typeof helloReply>
