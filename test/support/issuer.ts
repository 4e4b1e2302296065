// An issuer of tokens like Microsoft Entra ID, for tests: RS256 keys without `alg`, one signing key at a time, a key
// document at the tenant's address. It signs whatever it is told to; it can be down, and change its key.
import { base64url, exportJWK, generateKeyPair } from 'jose'

export type Claims = Readonly<Record<string, unknown>>

export interface IssuerKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  /** As the key document shows it. */
  readonly jwk: Readonly<Record<string, unknown>>
}

export interface Issuer {
  readonly authority: string
  isDown: boolean
  /** How often the key document was asked for. */
  asked: number
  /** Answers what Entra answers at an address; null for an address that is not the issuer's. */
  readonly answer: (url: string) => Response | null
  readonly key: () => IssuerKey
  /** The next key signs; the old one is withdrawn. */
  readonly rotate: () => Promise<void>
}

let made = 0
/** `more` stands in the key document beside what Entra shows of every key. */
export const makeKey = async (more: Claims = {}): Promise<IssuerKey> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const { kty, n, e } = await exportJWK(publicKey)
  const kid = `key-${(made += 1)}`
  return { kid, privateKey, jwk: { kty, use: 'sig', kid, n, e, ...more } }
}

const encoder = new TextEncoder()
export const encodePart = (json: string): string => base64url.encode(encoder.encode(json))

/** A token of any two texts, signed with RS256. */
export const signText = async (
  header: string,
  payload: string,
  key: Pick<IssuerKey, 'privateKey'>,
): Promise<string> => {
  const input = `${encodePart(header)}.${encodePart(payload)}`
  const signature = await crypto.subtle.sign(
    'RSASSA-PKCS1-v1_5',
    key.privateKey,
    encoder.encode(input),
  )
  return `${input}.${base64url.encode(new Uint8Array(signature))}`
}

export const signToken = async (
  claims: Claims,
  key: IssuerKey,
  header: Claims = {},
): Promise<string> =>
  await signText(
    JSON.stringify({ typ: 'JWT', alg: 'RS256', kid: key.kid, ...header }),
    JSON.stringify(claims),
    key,
  )

/** `tenants` have a key document each; `now` is UTC, milliseconds. */
export const startIssuer = async (
  authority: string,
  tenants: readonly string[],
): Promise<Issuer> => {
  let key = await makeKey({ issuer: `${authority}/{tenantid}/v2.0` })
  const addresses = tenants.map((tid) => `${authority}/${tid}/discovery/v2.0/keys`)
  const issuer: Issuer = {
    authority,
    isDown: false,
    asked: 0,
    answer: (url) => {
      if (!addresses.includes(url)) return null
      issuer.asked += 1
      return issuer.isDown
        ? new Response('down', { status: 503 })
        : Response.json({ keys: [key.jwk] })
    },
    key: () => key,
    rotate: async () => {
      key = await makeKey()
    },
  }
  return issuer
}

export interface TokenOf {
  readonly tid: string
  readonly oid: string
  readonly audience: string
  readonly authority: string
  /** UTC, milliseconds. */
  readonly now: number
}

/** What Entra says of a user in an access token of version 2.0. */
export const userClaims = ({ tid, oid, audience, authority, now }: TokenOf): Claims => {
  const seconds = Math.floor(now / 1_000)
  return {
    aud: audience,
    iss: `${authority}/${tid}/v2.0`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3_600,
    aio: 'AXQAi/8IAAAA',
    azp: audience,
    azpacr: '0',
    name: '李雷',
    oid,
    preferred_username: 'li@example.cn',
    rh: '0.AXXX',
    scp: 'access_as_user',
    sub: 'pairwise-subject',
    tid,
    uti: 'Fz6E2XXX',
    ver: '2.0',
  }
}
