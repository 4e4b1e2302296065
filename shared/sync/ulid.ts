// ULIDs from an injected time and injected randomness: 48 bits of milliseconds, 80 random bits, base 32.
import { assert } from '../assert.ts'

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_DIGITS = 10
const RANDOM_BYTES = 10

const timeToText = (time: number): string => {
  let rest = time
  let text = ''
  for (let i = 0; i < TIME_DIGITS; i++) {
    text = digits.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** 5 bytes are 8 digits. */
const fiveBytesToText = (bytes: Uint8Array, from: number): string => {
  let rest = 0
  for (let i = from; i < from + 5; i++) rest = rest * 256 + (bytes[i] ?? 0)
  let text = ''
  for (let i = 0; i < 8; i++) {
    text = digits.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/**
 * @param time milliseconds since 1970, below 2^48
 * @param random 10 random bytes
 */
export const ulid = (time: number, random: Uint8Array): string => {
  assert(random.length === RANDOM_BYTES, 'a ULID needs 10 random bytes; see the caller of ulid')
  return timeToText(time) + fiveBytesToText(random, 0) + fiveBytesToText(random, 5)
}
