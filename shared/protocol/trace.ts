// The trace: who did what with other people's data, how many rows went to whom, and the rights of the people in it:
// found, exported, erased. All of it is for managers and admins; all of it leaves an entry in the audit itself.
import * as z from 'zod'

/** What the audit knows: a closed list. Changes of rows stand in their history, not here. */
export const auditDeeds = [
  'setup',
  'sign_in',
  'member.invite',
  'member.cancel_invite',
  'member.join',
  'member.change',
  'member.disable',
  'member.enable',
  'member.stand_in',
  'key.create',
  'key.rotate',
  'key.revoke',
  'policy.change',
  'report.read',
  'merge',
  'unmerge',
  'value.reveal',
  'delivery.warned',
  'delivery.stopped',
  'delivery.approve',
  'person.find',
  'person.export',
  'person.erase',
  'retention.erase',
] as const
export const auditDeed = z.enum(auditDeeds)
export type AuditDeed = z.infer<typeof auditDeed>

const day = z.iso.date()
const id = z.string().min(1).max(64)

export const AUDIT_PAGE_MAX = 200
/** POST /v1/audit/list, newest first. */
export const auditRequest = z.strictObject({
  /** 0: from the newest on; else what is older than this entry. */
  before: z.int().min(0),
  limit: z.int().min(1).max(AUDIT_PAGE_MAX),
  /** Only these deeds; absent: all. */
  what: z.array(auditDeed).min(1).max(auditDeeds.length).optional(),
  /** Only what this user did. */
  by: id.optional(),
  /** Only of this day, in the organisation's time zone. */
  day: day.optional(),
})
export type AuditRequest = z.infer<typeof auditRequest>

export const auditEntry = z.object({
  seq: z.int(),
  /** UTC, milliseconds. */
  at: z.int(),
  by: z.string(),
  /** '' for who is no user of the organisation: the server itself. */
  byName: z.string(),
  what: z.string(),
  ids: z.array(z.string()),
  count: z.int(),
  /** Roles, days, names of policies; never a value of a row. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type AuditEntry = z.infer<typeof auditEntry>
export const auditReply = z.object({ entries: z.array(auditEntry), more: z.boolean() })
export type AuditReply = z.infer<typeof auditReply>

/** POST /v1/audit/verify: are the sealed entries what they were? A piece a call. */
export const auditVerifyRequest = z.strictObject({
  /** Seals up to here are known to be good; 0 from the beginning. */
  after: z.int().min(0),
})
export type AuditVerifyRequest = z.infer<typeof auditVerifyRequest>
export const auditVerifyReply = z.object({
  /** The last seal looked at, and entries looked at in this call. */
  through: z.int(),
  entries: z.int(),
  /** Of seals whose entries are not what was sealed, or some are missing: their days, as entries' numbers. */
  broken: z.array(z.object({ seal: z.int(), from: z.int(), to: z.int() })),
  /** Entries that no seal covers yet. */
  unsealed: z.int(),
  more: z.boolean(),
})
export type AuditVerifyReply = z.infer<typeof auditVerifyReply>

/** The policy `delivery`: a user's rows a day. The greater of both counts. */
export const deliveryPolicy = z.strictObject({
  /** Past it the audit says so. */
  soft: z.strictObject({ times: z.number().min(1).max(100), rows: z.int().min(100) }),
  /** Past it nothing is told before a manager approves. Managers and admins have none. */
  hard: z.strictObject({ times: z.number().min(1).max(1_000), rows: z.int().min(100) }),
})
export type DeliveryPolicy = z.infer<typeof deliveryPolicy>
export const standardDelivery: DeliveryPolicy = {
  soft: { times: 2, rows: 5_000 },
  hard: { times: 10, rows: 20_000 },
}

export const APPROVE_DAYS_MAX = 31
/** POST /v1/delivery/approve: the user goes on beyond his limit up to and with a day; null takes it back. */
export const approveRequest = z.strictObject({
  user: id,
  until: day.nullable(),
  /** Stays in the audit. */
  reason: z.string().trim().min(5).max(200).optional(),
})
export type ApproveRequest = z.infer<typeof approveRequest>

/** POST /v1/delivery/list: what went to whom, the newest day first. */
export const deliveryRequest = z.strictObject({ days: z.int().min(1).max(92) })
export type DeliveryRequest = z.infer<typeof deliveryRequest>
export const deliveryReply = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      user: z.string(),
      name: z.string(),
      rows: z.int(),
      requests: z.int(),
      /** By the policy of today and what was his own when it was counted last; null: he has no limit. */
      limits: z.object({ soft: z.int(), hard: z.int() }).nullable().optional(),
      /** Past the soft limit; stopped at the hard one. */
      warned: z.boolean(),
      stopped: z.boolean(),
    }),
  ),
  approved: z.array(z.object({ user: z.string(), until: z.string() })),
})
export type DeliveryReply = z.infer<typeof deliveryReply>

/** Whose rows speak of a person: a contact's, or a customer's who is one. */
export const personTable = z.enum(['customer', 'contact'])
export type PersonTable = z.infer<typeof personTable>

/** POST /v1/person/find: by one of the three. Phones and addresses as they are stored, names by a part. */
export const findPersonRequest = z.union([
  z.strictObject({ phone: z.string().min(3).max(40) }),
  z.strictObject({ email: z.string().min(3).max(254) }),
  z.strictObject({ name: z.string().min(1).max(120) }),
])
export type FindPersonRequest = z.infer<typeof findPersonRequest>
export const findPersonReply = z.object({
  people: z.array(
    z.object({
      table: personTable,
      id: z.string(),
      name: z.string(),
      /** The customer he belongs to. */
      customer: z.string().nullable(),
      customerName: z.string().nullable(),
      isArchived: z.boolean(),
    }),
  ),
  more: z.boolean(),
})
export type FindPersonReply = z.infer<typeof findPersonReply>

export const exportPersonRequest = z.strictObject({ table: personTable, id })
export type ExportPersonRequest = z.infer<typeof exportPersonRequest>
/** All that is held on him, by the table that it stands in, as it stands there. */
export const exportPersonReply = z.object({
  table: personTable,
  id: z.string(),
  at: z.int(),
  parts: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  /** A part had more than it tells. */
  isCut: z.boolean(),
})
export type ExportPersonReply = z.infer<typeof exportPersonReply>

export const eraseReasons = ['asked', 'consent', 'purpose', 'unlawful'] as const
export const erasePersonRequest = z.strictObject({
  table: personTable,
  id,
  reason: z.enum(eraseReasons),
  /** His name as it stands, typed by whoever erases. */
  confirm: z.string().max(200),
})
export type ErasePersonRequest = z.infer<typeof erasePersonRequest>
export const erasePersonReply = z.object({
  /** wrong_name: what was typed is not his name. forbidden: there is no such person. erased: now or before. */
  outcome: z.enum(['erased', 'wrong_name', 'forbidden']),
  /** Rows whose values are gone, by table. */
  rows: z.record(z.string(), z.int()),
})
export type ErasePersonReply = z.infer<typeof erasePersonReply>

/** The policy `retention`: months after a row's last change; null, the standard: kept. */
const months = z.int().min(1).max(1_200).nullable()
export const retentionPolicy = z.strictObject({
  /** Customers who are persons; firms are kept. */
  customer: months,
  contact: months,
  visit: months,
})
export type RetentionPolicy = z.infer<typeof retentionPolicy>
export const standardRetention: RetentionPolicy = { customer: null, contact: null, visit: null }

/** POST /v1/trace/policy: delivery and retention, shown, or changed on top of the version seen. */
export const tracePolicyRequest = z.union([
  z.strictObject({ name: z.enum(['delivery', 'retention']) }),
  z.strictObject({ name: z.literal('delivery'), seen: z.int().min(0), value: deliveryPolicy }),
  z.strictObject({ name: z.literal('retention'), seen: z.int().min(0), value: retentionPolicy }),
])
export type TracePolicyRequest = z.infer<typeof tracePolicyRequest>
export const tracePolicyReply = z.object({
  version: z.int(),
  value: z.union([deliveryPolicy, retentionPolicy]),
})
export type TracePolicyReply = z.infer<typeof tracePolicyReply>
