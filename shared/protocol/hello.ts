// hello: who am I, what may I write, how much may I send at once.
import * as z from 'zod'

import { tableName, ulid } from './cell.ts'

export const helloRequest = z.strictObject({
  workbook: ulid,
  client: z.strictObject({ protocol: z.int(), build: z.string().max(40) }),
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
  limits: z.object({ rows: z.int(), bytes: z.int(), page: z.int() }),
})
export type HelloReply = z.infer<typeof helloReply>
