// An access token of Microsoft Entra ID, checked: the one module that knows jose. What may be read before the
// signature is checked (header, tenant, object id) only chooses which key to check with.
import { importJWK, jwtVerify } from 'jose'
import * as z from 'zod'

import { hasTwice } from './duplicate-keys.ts'
import { findKey, type KeySets } from './key-sets.ts'

/** Entra's own tokens have 1 to 4 KB; a header of more would not reach a Worker. */
const TOKEN_LENGTH_MAX = 12_000
const CLOCK_TOLERANCE_S = 60

export interface Expectations {
  /** The pane's client id: tokens for anybody else are none of ours. */
  readonly audience: string
  /** Without a slash at the end: https://login.microsoftonline.com, or that of 21Vianet. */
  readonly authority: string
  /** The permission that a token must name, without the address before it. */
  readonly scope: string
}

/** What a token says of itself, believed by nobody yet. */
export interface Claimed {
  readonly tid: string
  readonly oid: string
  readonly kid: string
}

export type TokenAnswer =
  | { readonly kind: 'valid'; readonly tid: string; readonly oid: string }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unavailable'; readonly wait: number }

/** Nothing that points elsewhere for a key, and no extension that must be understood. Graph's tokens have a nonce. */
const header = z.strictObject({
  alg: z.literal('RS256'),
  typ: z.literal('JWT'),
  kid: z.string().min(1).max(200),
  x5t: z.string().max(200).optional(),
})
const guid = z.guid().regex(/^[0-9a-f-]+$/u)
const seconds = z.int().min(0)
const claims = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  tid: guid,
  oid: guid,
  ver: z.literal('2.0'),
  scp: z.string(),
  iat: seconds,
  nbf: seconds,
  exp: seconds,
  /** 'app' where no user signed in. */
  idtyp: z.literal('user').optional(),
  /** 1 for a guest of the tenant. */
  acct: z.literal(0).optional(),
  idp: z.string().optional(),
})

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const base64ToJson = (part: string): unknown => {
  const base64 = part.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))
  const text = decoder.decode(bytes)
  const value: unknown = JSON.parse(text)
  // Two readers of one token could each take another of the two.
  if (hasTwice(text)) throw new SyntaxError('a name stands twice')
  return value
}

const readParts = (token: string) => {
  const parts = /^([\w-]+)\.([\w-]+)\.[\w-]+$/u.exec(token)
  if (parts === null || token.length > TOKEN_LENGTH_MAX) return null
  try {
    const head = header.safeParse(base64ToJson(parts[1] ?? ''))
    const body = claims.safeParse(base64ToJson(parts[2] ?? ''))
    return head.success && body.success ? { head: head.data, body: body.data } : null
  } catch {
    return null
  }
}

/** null: not even of the right shape. */
export const readClaimed = (token: string): Claimed | null => {
  const parts = readParts(token)
  return parts && { tid: parts.body.tid, oid: parts.body.oid, kid: parts.head.kid }
}

const isFor = ({ aud, scp, idp, iss }: z.infer<typeof claims>, issuer: string, e: Expectations) =>
  iss === issuer &&
  aud === e.audience &&
  scp.split(' ').includes(e.scope) &&
  // A guest's account lives with another issuer.
  (idp === undefined || idp === iss)

/** A key may be for one tenant only. */
const signsFor = (keyIssuer: string | undefined, issuer: string, tid: string): boolean =>
  keyIssuer === undefined || keyIssuer.replace('{tenantid}', tid) === issuer

/** Of a tenant that somebody here allows: `readClaimed` told which. `now` is UTC, milliseconds. */
export const verifyToken = async (
  token: string,
  sets: KeySets,
  expected: Expectations,
  now: number,
): Promise<TokenAnswer> => {
  const parts = readParts(token)
  const { authority, audience } = expected
  if (parts === null) return { kind: 'invalid' }
  const { tid, oid } = parts.body
  const issuer = `${authority}/${tid}/v2.0`
  if (!isFor(parts.body, issuer, expected)) return { kind: 'invalid' }
  const answer = await findKey(sets, `${authority}/${tid}/discovery/v2.0/keys`, parts.head.kid, now)
  if (answer.kind === 'unavailable') return answer
  if (answer.kind === 'none' || !signsFor(answer.key.issuer, issuer, tid))
    return { kind: 'invalid' }
  try {
    const { kty, n, e } = answer.key
    const key = await importJWK({ kty, n, e }, 'RS256')
    await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer,
      audience,
      typ: 'JWT',
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'nbf', 'iat', 'tid', 'oid', 'scp', 'ver'],
    })
    return { kind: 'valid', tid, oid }
  } catch {
    return { kind: 'invalid' }
  }
}
