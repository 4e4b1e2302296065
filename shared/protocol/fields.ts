// Field rights: which fields an organisation collects, who sees them whole, masked or not at all, and the one value
// that a reader asks for with a reason. Sensitive fields (P3) are off until a manager writes what for and how long.
import * as z from 'zod'

import { tableName, ulid, wireValue } from './cell.ts'

/** full: as stored. masked: only that there is something, and its last part. none: not at all, nor may he write it. */
export const sights = ['full', 'masked', 'none'] as const
export const sight = z.enum(sights)
export type FieldSight = z.infer<typeof sight>

export const PURPOSE_MIN = 10
export const PURPOSE_MAX = 300
export const DAYS_MIN = 1
export const DAYS_MAX = 3_650
export const REASON_MIN = 5
export const REASON_MAX = 200
/** Values that one user reveals a day, where nobody decided otherwise, and what may be decided. */
export const REVEALS_STANDARD = 50
export const REVEALS_MAX = 1_000

const byRole = <T extends z.ZodType>(of: T) =>
  z.strictObject({ rep: of, manager: of, finance: of, admin: of })
const sightByRole = byRole(sight)
export type SightByRole = z.infer<typeof sightByRole>
const sightOfRoles = z.strictObject({
  rep: sight.optional(),
  manager: sight.optional(),
  finance: sight.optional(),
  admin: sight.optional(),
})

/** What an organisation decided about one field. */
export const fieldRule = z.strictObject({
  isOn: z.boolean(),
  /** What a sensitive field is collected for, and for how many days a value is kept; null for the others. */
  purpose: z.string().max(PURPOSE_MAX).nullable(),
  days: z.int().min(DAYS_MIN).max(DAYS_MAX).nullable(),
  sight: sightByRole,
})
export type FieldRule = z.infer<typeof fieldRule>

/** The policy `fields`. Rules by `table.key`; a field without one is as its privacy class says. */
export const fieldPolicy = z.strictObject({
  rules: z.record(z.string(), fieldRule),
  reveals: z.int().min(0).max(REVEALS_MAX),
  /** The version that last changed what a role sees: it is part of the revisions that sheets are told. */
  turns: byRole(z.int().min(0)),
})
export type FieldPolicy = z.infer<typeof fieldPolicy>
export const standardFields: FieldPolicy = {
  rules: {},
  reveals: REVEALS_STANDARD,
  turns: { rep: 0, manager: 0, finance: 0, admin: 0 },
}

const key = z.string().min(1).max(60)

/** POST /v1/fields/list: the fields about which something can be decided or has been; all others are as ever. */
export const fieldsRequest = z.strictObject({})

export const listedField = z.object({
  table: tableName,
  /** In its own table: a contact's mobile is `mobile`, which a customer's sheet shows as `contact.mobile`. */
  key: z.string(),
  privacy: z.enum(['B0', 'B1', 'P1', 'P2', 'P3']),
  isOn: z.boolean(),
  /** Of the caller. */
  mine: sight,
  /** Managers only; null for the others. */
  byRole: sightByRole.nullable(),
  /** What `byRole` may be. */
  bounds: z.array(sight),
  /** Switched on and off: the sensitive ones. The others are on. */
  isSwitched: z.boolean(),
  purpose: z.string().nullable(),
  days: z.int().nullable(),
})
export type ListedField = z.infer<typeof listedField>

const listed = {
  /** 0: nobody decided anything yet. */
  version: z.int(),
  mayChange: z.boolean(),
  fields: z.array(listedField),
  /** Values that the caller may reveal a day, and those that he has today. */
  reveals: z.object({ limit: z.int(), used: z.int() }),
}
export const fieldsReply = z.object(listed)
export type FieldsReply = z.infer<typeof fieldsReply>

/** What is wrong with a change: said beside its part, nothing is written. */
export const fieldFaults = [
  'field.unknown',
  /** Not one that is switched. */
  'field.always',
  'purpose.missing',
  'purpose.short',
  'purpose.long',
  'days.missing',
  'days.range',
  /** A sight outside of the field's bounds. */
  'sight.bounds',
] as const
export const fieldFault = z.enum(fieldFaults)
export type FieldFault = z.infer<typeof fieldFault>

/** POST /v1/fields/change: managers, on top of the version that they saw. What is absent stays. */
export const changeFieldRequest = z.union([
  z.strictObject({
    seen: z.int().min(0),
    table: tableName,
    key,
    isOn: z.boolean().optional(),
    purpose: z.string().max(2_000).optional(),
    days: z.number().optional(),
    sight: sightOfRoles.optional(),
  }),
  z.strictObject({ seen: z.int().min(0), reveals: z.int().min(0).max(REVEALS_MAX) }),
])
export type ChangeFieldRequest = z.infer<typeof changeFieldRequest>
export type FieldChange = Extract<ChangeFieldRequest, { readonly key: string }>

/** As it stands now. */
export const changeFieldReply = z.object({
  ...listed,
  /** false: see `faults`. Somebody else's change since `seen` is a refusal: `changed`. */
  saved: z.boolean(),
  faults: z.array(fieldFault),
})
export type ChangeFieldReply = z.infer<typeof changeFieldReply>

/** So many versions a history tells. */
export const FIELD_VERSIONS_MAX = 100
/** POST /v1/fields/history: managers; who decided what, newest first. */
export const fieldHistoryRequest = z.strictObject({})
export const fieldHistoryReply = z.object({
  entries: z.array(
    z.object({
      version: z.int(),
      /** UTC, milliseconds. */
      at: z.int(),
      by: z.string(),
      byName: z.string(),
      /** A field's rule before and after; null: as its class says. */
      changes: z.array(
        z.object({
          table: tableName,
          key: z.string(),
          from: fieldRule.nullable(),
          to: fieldRule.nullable(),
        }),
      ),
      reveals: z.object({ from: z.int(), to: z.int() }).nullable(),
    }),
  ),
})
export type FieldHistoryReply = z.infer<typeof fieldHistoryReply>

/**
 * POST /v1/fields/reveal: one value of a row that the caller sees, in a field that is masked for him. The audit notes
 * who, which row, which field and why, never the value. `field` as in the table's sheet, such as `contact.mobile`.
 */
export const revealRequest = z.strictObject({
  table: tableName,
  id: ulid,
  field: key,
  reason: z.string().trim().min(REASON_MIN).max(REASON_MAX),
})
export type RevealRequest = z.infer<typeof revealRequest>
/** As it is stored; null: empty. `left`: so many more today. */
export const revealReply = z.object({ value: wireValue, left: z.int() })
export type RevealReply = z.infer<typeof revealReply>
