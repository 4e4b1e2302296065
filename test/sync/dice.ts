// The simulator's only source of chance: sfc32, seeded from a whole number below 2^53. The same seed, the same dice.
// sfc32 is Chris Doty-Humphrey's small fast chaotic generator (PractRand), 128 bits of state.

export interface Dice {
  /** A whole number from 0 to n - 1. */
  readonly int: (n: number) => number
  readonly chance: (p: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

/** Rounds after which two neighbouring seeds have nothing in common. */
const WARM_UP = 15

export const createDice = (seed: number): Dice => {
  let a = seed >>> 0
  let b = Math.floor(seed / 2 ** 32) >>> 0
  let c = 0x9e3779b9
  let count = 1
  const next = (): number => {
    const t = (((a + b) | 0) + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < WARM_UP; i++) next()
  const int = (n: number): number => Math.floor((next() / 2 ** 32) * n)
  return {
    int,
    chance: (p) => next() / 2 ** 32 < p,
    pick: (list) => {
      const found = list[int(list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}
