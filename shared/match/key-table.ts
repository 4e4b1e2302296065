// Integer keys and a number each, in typed arrays: for a list of 100,000 rows a Map of numbers and arrays costs
// several times the memory and the look-ups.

const EMPTY = -1

export interface KeyTable {
  /** The number of a key; 0 where it never was added. */
  readonly get: (key: number) => number
  /** Adds to the number of a key and gives what it was before. */
  readonly add: (key: number, amount: number) => number
}

/** Open addressing with linear probing; keys are integers from 0 to 2^52. Grows when half full. */
export const createKeyTable = (expected: number): KeyTable => {
  let size = 2 ** Math.max(4, Math.ceil(Math.log2(expected * 2 + 1)))
  let keys = new Float64Array(size).fill(EMPTY)
  let numbers = new Int32Array(size)
  let used = 0
  const slotOf = (key: number): number => {
    // The keys are hashes: their low bits are as good as any. A number above 2^32 loses its high ones here.
    let slot = (key ^ (key / 0x1_0000_0000)) & (size - 1)
    while (keys[slot] !== EMPTY && keys[slot] !== key) slot = (slot + 1) & (size - 1)
    return slot
  }
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers]
    size *= 2
    keys = new Float64Array(size).fill(EMPTY)
    numbers = new Int32Array(size)
    for (const [i, key] of oldKeys.entries()) {
      if (key === EMPTY) continue
      const slot = slotOf(key)
      keys[slot] = key
      numbers[slot] = oldNumbers[i] ?? 0
    }
  }
  return {
    get: (key) => numbers[slotOf(key)] ?? 0,
    add: (key, amount) => {
      if (used * 2 >= size) grow()
      const slot = slotOf(key)
      if (keys[slot] === EMPTY) {
        keys[slot] = key
        used++
      }
      const before = numbers[slot] ?? 0
      numbers[slot] = before + amount
      return before
    },
  }
}
