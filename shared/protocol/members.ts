// The people of an organisation, for managers and admins: who is in, who is invited, who stands in for whom.
import * as z from 'zod'

import { properName, role } from './sign-in.ts'

const userId = z.string().min(1).max(60)
/** Teams exist by having members. */
const team = z.string().trim().min(1).max(40).nullable()
/** YYYY-MM-DD in the organisation's time zone. */
const day = z.iso.date()

export const INVITE_DAYS_MAX = 7
/** A stand-in ends by itself after so many days at most. */
export const STAND_IN_DAYS_MAX = 92

export const member = z.object({
  id: z.string(),
  name: z.string(),
  role,
  team: z.string().nullable(),
  /** UTC, milliseconds; null while he may come in. */
  disabled: z.int().nullable(),
  /** Is a Microsoft account linked? */
  hasAccount: z.boolean(),
  /** How many personal keys are valid. */
  keys: z.int(),
  /** The last day that a key or the account of his was used, UTC; null for never. */
  lastUsed: z.string().nullable(),
  /** May the caller change him? */
  mine: z.boolean(),
})
export type Member = z.infer<typeof member>

/** POST /v1/members/list */
export const membersRequest = z.strictObject({})
export const membersReply = z.object({
  members: z.array(member),
  /** Open ones only. */
  invites: z.array(
    z.object({
      id: z.string(),
      /** null: for somebody new. */
      user: z.string().nullable(),
      name: z.string(),
      role,
      team: z.string().nullable(),
      by: z.string(),
      expires: z.int(),
    }),
  ),
  /** Those that have not ended. */
  standIns: z.array(z.object({ user: z.string(), for: z.string(), until: z.string() })),
})
export type MembersReply = z.infer<typeof membersReply>

/** POST /v1/members/invite: somebody new, or a user who needs a new key or another account. */
export const inviteRequest = z.union([
  z.strictObject({ name: properName, role, team, days: z.int().min(1).max(INVITE_DAYS_MAX) }),
  z.strictObject({ user: userId, days: z.int().min(1).max(INVITE_DAYS_MAX) }),
])
export type InviteRequest = z.infer<typeof inviteRequest>

/** The code is shown this once. */
export const inviteReply = z.object({ id: z.string(), code: z.string(), expires: z.int() })
export type InviteReply = z.infer<typeof inviteReply>

/** POST /v1/members/cancel-invite */
export const cancelInviteRequest = z.strictObject({ id: z.string().min(1).max(20) })

/** POST /v1/members/change: what is absent stays. */
export const changeMemberRequest = z.strictObject({
  id: userId,
  role: role.optional(),
  team: team.optional(),
})
export type ChangeMemberRequest = z.infer<typeof changeMemberRequest>

/** POST /v1/members/disable: keys end at once. /v1/members/enable: a new invitation gives a new key. */
export const memberRequest = z.strictObject({ id: userId })

/** POST /v1/members/stand-in: `user` sees and edits the customers of `for` up to and with that day; null ends it. */
export const standInRequest = z.strictObject({ user: userId, for: userId, until: day.nullable() })
export type StandInRequest = z.infer<typeof standInRequest>

/** The reply of what only has to be done. */
export const doneReply = z.object({ done: z.literal(true) })
export type DoneReply = z.infer<typeof doneReply>
