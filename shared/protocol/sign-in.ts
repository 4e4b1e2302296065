// Coming in: how this server lets people in, the first run, a one-time code, one's own key, and who I am.
import * as z from 'zod'

export const roles = ['rep', 'manager', 'finance', 'admin'] as const
export const role = z.enum(roles)

/** A person's or an organisation's name as it stands in cells: one line without edges of white space. */
export const properName = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\s\p{C}])?$/u)

/** The reply of GET /v1/sign-in, for everybody. */
export const signInReply = z.object({
  /** null: this server knows no Microsoft accounts. `scope` is what the pane asks a token for, in full. */
  account: z.object({ authority: z.string(), clientId: z.string(), scope: z.string() }).nullable(),
  /** Does the server wait for its first organisation? */
  setup: z.boolean(),
})
export type SignInReply = z.infer<typeof signInReply>

export const organisationProfile = z.object({
  name: z.string(),
  country: z.enum(['CN', 'TW', 'HK', 'MO']),
  currency: z.string(),
  timeZone: z.string(),
})

/** POST /v1/setup, once in the life of a server. */
export const setupRequest = z.strictObject({
  /** What whoever deployed the server keeps in SETUP_SECRET. */
  secret: z.string().min(1).max(200),
  org: z.strictObject({
    name: properName,
    country: z.enum(['CN', 'TW', 'HK', 'MO']),
    /** ISO 4217. */
    currency: z.string().regex(/^[A-Z]{3}$/u),
    /** A name of the time zone database: Asia/Shanghai. */
    timeZone: z.string().min(1).max(60),
  }),
  admin: properName,
})
export type SetupRequest = z.infer<typeof setupRequest>

/** A personal key; no other answer ever shows it. */
export const newKey = z.object({
  key: z.string(),
  /** UTC, milliseconds. */
  expires: z.int(),
})
export type NewKey = z.infer<typeof newKey>

export const meReply = z.object({
  me: z.object({ id: z.string(), name: z.string(), role, team: z.string().nullable() }),
  org: organisationProfile.extend({ id: z.string() }),
  /** How this request came in. A key has an end: turn it in before that. */
  via: z.enum(['key', 'account']),
  expires: z.int().nullable(),
  /** Whose customers are mine too for a while, and the last day of it. */
  standsInFor: z.array(z.object({ name: z.string(), until: z.string() })),
})
export type MeReply = z.infer<typeof meReply>

export const setupReply = z.object({
  ...newKey.shape,
  me: z.object({ id: z.string(), name: z.string(), role }),
  org: z.object({ id: z.string(), name: z.string() }),
})
export type SetupReply = z.infer<typeof setupReply>

/** POST /v1/join: with a bearer token of a Microsoft account it links that account, without one it gives a key. */
export const joinRequest = z.strictObject({ code: z.string().min(1).max(60) })
export type JoinRequest = z.infer<typeof joinRequest>

export const joinReply = z.object({
  /** null where an account was linked: it is the key. */
  key: z.string().nullable(),
  expires: z.int().nullable(),
  me: z.object({ id: z.string(), name: z.string(), role }),
  org: z.object({ id: z.string(), name: z.string() }),
})
export type JoinReply = z.infer<typeof joinReply>

/** POST /v1/session/me, /v1/session/rotate, /v1/session/end. */
export const sessionRequest = z.strictObject({})

/** What an organisation decides about signing in; the policy `sign-in`. */
export const signInPolicy = z.strictObject({
  /** Microsoft Entra tenants whose accounts may be linked. */
  tenants: z.array(z.guid().toLowerCase()).max(20),
  /** How long a personal key lives. */
  keyDays: z.int().min(1).max(365),
})
export type SignInPolicy = z.infer<typeof signInPolicy>
export const defaultSignIn: SignInPolicy = { tenants: [], keyDays: 90 }

export const signInPolicyReply = z.object({
  /** 0: nobody decided yet, the default holds. */
  version: z.int(),
  value: signInPolicy,
})
export type SignInPolicyReply = z.infer<typeof signInPolicyReply>

/** POST /v1/sign-in/change-policy; `seen` is the version that its author looked at. */
export const changeSignInRequest = z.strictObject({ seen: z.int().min(0), value: signInPolicy })
export type ChangeSignInRequest = z.infer<typeof changeSignInRequest>
