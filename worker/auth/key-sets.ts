// The public keys of issuers, as this isolate last saw them: fetched seldom, kept while an issuer is down, and never
// fetched because a stranger asks often. An entry is replaced, not awaited by others: in Workers a request must not
// wait for what another request fetches.
import * as z from 'zod'

/** Keys are looked at again after so long, and trusted without a look for so long at most. */
const FRESH_MS = 3_600_000
const KEEP_MS = 24 * 3_600_000
/** Between two tries, whether or not the first went well: unknown key ids cost the issuer nothing. */
const COOLDOWN_MS = 30_000
const TIMEOUT_MS = 3_000
const BYTES_MAX = 100_000
const KEYS_MAX = 30
const SETS_MAX = 50

/** Entra's keys say no `alg`; some say whose tokens they sign, with {tenantid} for any tenant's. */
const publicKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1).max(200),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  issuer: z.string().optional(),
})
type PublicKey = z.infer<typeof publicKey>
const keyDocument = z.object({ keys: z.array(z.unknown()).max(KEYS_MAX) })

interface KeySet {
  readonly keys: ReadonlyMap<string, PublicKey>
  readonly fetchedAt: number
  readonly triedAt: number
}

/** By address. Kept between requests of an isolate. */
export type KeySets = Map<string, KeySet>

export type KeyAnswer =
  | { readonly kind: 'key'; readonly key: PublicKey }
  /** The issuer has no such key. */
  | { readonly kind: 'none' }
  /** Nobody can say now; seconds until it is worth asking again. */
  | { readonly kind: 'unavailable'; readonly wait: number }

const toKeys = (document: unknown): ReadonlyMap<string, PublicKey> | null => {
  const parsed = keyDocument.safeParse(document)
  if (!parsed.success) return null
  const keys = parsed.data.keys.flatMap((key) => publicKey.safeParse(key).data ?? [])
  return keys.length === 0 ? null : new Map(keys.map((key) => [key.kid, key]))
}

const fetchKeys = async (url: string): Promise<ReadonlyMap<string, PublicKey> | null> => {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
    })
    const text = response.status === 200 ? await response.text() : ''
    return text.length === 0 || text.length > BYTES_MAX ? null : toKeys(JSON.parse(text))
  } catch {
    return null
  }
}

const remember = (sets: KeySets, url: string, set: KeySet): KeySet => {
  sets.delete(url)
  const [oldest] = sets.keys()
  if (sets.size >= SETS_MAX && oldest !== undefined) sets.delete(oldest)
  sets.set(url, set)
  return set
}

/** The set after at most one fetch: where it is stale, or lacks `kid`, and the last try is long enough ago. */
const refresh = async (
  sets: KeySets,
  url: string,
  kid: string,
  now: number,
): Promise<KeySet | null> => {
  const old = sets.get(url) ?? null
  const isStale = old === null || now - old.fetchedAt >= FRESH_MS
  if (!isStale && old.keys.has(kid)) return old
  if (old !== null && now - old.triedAt < COOLDOWN_MS) return old
  const known = old?.keys ?? new Map<string, PublicKey>()
  const fetchedAt = old?.fetchedAt ?? Number.NEGATIVE_INFINITY
  const tried = remember(sets, url, { keys: known, fetchedAt, triedAt: now })
  const keys = await fetchKeys(url)
  return keys === null ? tried : remember(sets, url, { keys, fetchedAt: now, triedAt: now })
}

/** The key that signs as `kid` at this address. While the issuer is down, keys of the last day still work. */
export const findKey = async (
  sets: KeySets,
  url: string,
  kid: string,
  now: number,
): Promise<KeyAnswer> => {
  const set = await refresh(sets, url, kid, now)
  const isKept = set !== null && now - set.fetchedAt < KEEP_MS
  const key = isKept ? set.keys.get(kid) : undefined
  if (key !== undefined) return { kind: 'key', key }
  if (isKept && set.fetchedAt >= set.triedAt) return { kind: 'none' }
  const wait = Math.ceil((COOLDOWN_MS - (now - (set?.triedAt ?? now))) / 1_000)
  return { kind: 'unavailable', wait: Math.max(1, wait) }
}
