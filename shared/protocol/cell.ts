// Cells, problems and ids as they travel.
import * as z from 'zod'

import { flawCodes } from '../problem.ts'

/** A ULID: 26 digits of Crockford's base 32. */
export const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/u)
export const tableName = z.enum(['customer', 'contact', 'visit', 'transaction'])
export type TableName = z.infer<typeof tableName>

/** Excel's own limit of a cell is 32,767 characters. */
export const wireCell = z.union([z.string().max(32_767), z.number(), z.boolean()])
/** A stored value; null is empty. Absent keys of a values object are empty too. */
export const wireValue = z.union([z.string(), z.number(), z.null()])
export const wireValues = z.record(z.string(), wireValue)
export type WireValues = z.infer<typeof wireValues>
/** Of rows that references point to, by table and id: what a cell shows in their place. */
export const labels = z.record(z.string(), z.record(z.string(), z.string()))

export const problem = z.object({
  field: z.string(),
  code: z.enum(flawCodes),
  level: z.enum(['error', 'warning']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
