// Keys: one's own, and those that scripts come in with. A script's key does only what its scopes name.
import * as z from 'zod'

export const scopes = ['read:tiers', 'read:customers', 'sync'] as const
export type Scope = (typeof scopes)[number]
export const KEY_DAYS_MAX = 90

export const keyInfo = z.object({
  /** Not the key, and no way to it. */
  id: z.string(),
  last4: z.string(),
  user: z.string(),
  /** What its owner calls a script's key; null for a personal one. */
  name: z.string().nullable(),
  /** null: whatever its user may. */
  scopes: z.array(z.enum(scopes)).nullable(),
  /** UTC, milliseconds. */
  created: z.int(),
  expires: z.int(),
  /** The day, UTC; null for never. */
  lastUsed: z.string().nullable(),
  /** Did this request come in with it? */
  current: z.boolean(),
})
export type KeyInfo = z.infer<typeof keyInfo>

/** POST /v1/keys/list: valid keys. `all` is for those who manage their owners; others get their own. */
export const keysRequest = z.strictObject({ whose: z.enum(['mine', 'all']) })
export type KeysRequest = z.infer<typeof keysRequest>
export const keysReply = z.object({ keys: z.array(keyInfo) })
export type KeysReply = z.infer<typeof keysReply>

/** POST /v1/keys/create: for a script that speaks for the caller. */
export const createKeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  days: z.int().min(1).max(KEY_DAYS_MAX),
})
export type CreateKeyRequest = z.infer<typeof createKeyRequest>
/** The key is shown this once. */
export const createKeyReply = z.object({ id: z.string(), key: z.string(), expires: z.int() })
export type CreateKeyReply = z.infer<typeof createKeyReply>

/** POST /v1/keys/revoke */
export const revokeKeyRequest = z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/u) })
