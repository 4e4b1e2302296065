// A 64-bit hash of text for telling "as last synced" from "edited". Not for secrets.

const mix = (h: number, constant: number): number => Math.imul(h ^ (h >>> 16), constant)

const lanesOf = (text: string): readonly [number, number] => {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
    a ^= a >>> 15
    b ^= b >>> 13
  }
  const first = mix(mix(a, 0x85ebca6b) ^ (b >>> 13), 0xc2b2ae35) ^ (b >>> 16)
  const second = mix(mix(b, 0x85ebca6b) ^ (first >>> 13), 0xc2b2ae35) ^ (first >>> 16)
  return [first >>> 0, second >>> 0]
}

const hex = (lane: number): string => lane.toString(16).padStart(8, '0')

/**
 * Two 32-bit lanes over UTF-16 units (multipliers of MurmurHash2/3 and their final mixing), as 16 hex digits.
 * Collisions: about n²/2^65 for n texts.
 */
export const hash64 = (text: string): string => {
  const [first, second] = lanesOf(text)
  return hex(first) + hex(second)
}

/** The first 52 bits of the same hash, for integer keys that JSON and SQLite both keep exactly. */
export const hash52 = (text: string): number => {
  const [first, second] = lanesOf(text)
  return first * 2 ** 20 + (second >>> 12)
}
