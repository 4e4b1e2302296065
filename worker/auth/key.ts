// Personal access keys: 256 random bits behind the prefix kehu_; only their SHA-256 is stored.
// The prefix makes a leaked key findable; a fast hash is enough because the key is random.

const PREFIX = 'kehu_'
const BYTES = 32

const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export const newKey = (): string => PREFIX + toHex(crypto.getRandomValues(new Uint8Array(BYTES)))

export const isKey = (text: string): boolean => /^kehu_[0-9a-f]{64}$/u.test(text)

/** SHA-256 in hex: what the table keeps. */
export const keyHash = async (key: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))))

/** 64 bits of the hash of 256 random ones: enough to name a key, useless to come in with. */
export const keyId = (hash: string): string => hash.slice(0, 16)
