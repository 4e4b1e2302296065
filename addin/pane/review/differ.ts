// What differs between values, character by character: what is in the one and not in the other is marked on both.

export interface Part {
  readonly text: string
  readonly isMarked: boolean
}

/** Longer texts are marked whole: nobody compares them letter by letter. */
const LONGEST = 120
/** Texts that share less than this part of the longer one are different as a whole. */
const ALIKE_MIN = 0.3

/** Places of `a` and of `b` that are in both, in order: the longest common subsequence. */
const commonOf = (a: readonly string[], b: readonly string[]) => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint8Array(b.length + 1))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row === undefined) continue
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const inA = new Set<number>()
  const inB = new Set<number>()
  for (let i = 0, j = 0; i < a.length && j < b.length;)
    if (a[i] === b[j]) {
      inA.add(i++)
      inB.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  return { inA, inB }
}

const toParts = (
  letters: readonly string[],
  isMarked: (at: number) => boolean,
): readonly Part[] => {
  const parts: { text: string; isMarked: boolean }[] = []
  for (const [at, letter] of letters.entries()) {
    const last = parts.at(-1)
    if (last?.isMarked === isMarked(at)) last.text += letter
    else parts.push({ text: letter, isMarked: isMarked(at) })
  }
  return parts
}

const whole = (text: string, isMarked: boolean): readonly Part[] =>
  text === '' ? [] : [{ text, isMarked }]

/**
 * The texts in parts. Each is compared with `texts[base]`; of that one is marked what any other lacks.
 * A single text, or one that is empty, has no mark.
 */
export const markDifferences = (
  texts: readonly string[],
  base: number,
): readonly (readonly Part[])[] => {
  const letters = texts.map((text) => Array.from(text))
  const own = letters[base] ?? []
  const missed = new Set<number>()
  const marked = texts.map((text, at): readonly Part[] => {
    const other = letters[at] ?? []
    if (at === base || text === '' || own.length === 0) return whole(text, false)
    const isLong = Math.max(own.length, other.length) > LONGEST
    const { inA, inB } = isLong
      ? { inA: new Set<number>(), inB: new Set<number>() }
      : commonOf(own, other)
    if (inA.size < ALIKE_MIN * Math.max(own.length, other.length)) {
      for (const place of own.keys()) missed.add(place)
      return whole(text, true)
    }
    for (const place of own.keys()) if (!inA.has(place)) missed.add(place)
    return toParts(other, (place) => !inB.has(place))
  })
  return marked.map((parts, at) =>
    at === base ? toParts(own, (place) => missed.has(place)) : parts,
  )
}
