// How alike two words are: Jaro-Winkler, edit distance with transpositions, and a cosine of weighted words.
// All are symmetric in their arguments.

const LONGEST = 255
const takenA = new Uint8Array(LONGEST + 1)
const takenB = new Uint8Array(LONGEST + 1)

/** Jaro similarity, 0 to 1 (Jaro 1989). Texts of more than 255 units are only compared for equality. */
const jaro = (a: string, b: string): number => {
  if (a === b) return 1
  if (a === '' || b === '' || a.length > LONGEST || b.length > LONGEST) return 0
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  takenA.fill(0, 0, a.length)
  takenB.fill(0, 0, b.length)
  let common = 0
  for (let i = 0; i < a.length; i++) {
    const unit = a.charCodeAt(i)
    const end = Math.min(b.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (takenB[j] === 1 || b.charCodeAt(j) !== unit) continue
      takenA[i] = 1
      takenB[j] = 1
      common++
      break
    }
  }
  if (common === 0) return 0
  let swaps = 0
  for (let i = 0, j = 0; i < a.length; i++) {
    if (takenA[i] !== 1) continue
    while (takenB[j] !== 1) j++
    if (a.charCodeAt(i) !== b.charCodeAt(j)) swaps++
    j++
  }
  return (common / a.length + common / b.length + (common - swaps / 2) / common) / 3
}

/** Jaro-Winkler (Winkler 1990): a common beginning of up to four units counts more. */
export const jaroWinkler = (a: string, b: string): number => {
  if (a === b) return 1
  const base = jaro(a, b)
  if (base < 0.7) return base
  const most = Math.min(4, a.length, b.length)
  let prefix = 0
  while (prefix < most && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
  return base + prefix * 0.1 * (1 - base)
}

let before = new Uint16Array(LONGEST + 2)
let last = new Uint16Array(LONGEST + 2)
let row = new Uint16Array(LONGEST + 2)

/** Edits between two texts, neighbours swapped counting one; `max + 1` as soon as it is more than `max`. */
export const editDistance = (a: string, b: string, max: number): number => {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > max || a.length > LONGEST || b.length > LONGEST)
    return max + 1
  let start = 0
  while (a.charCodeAt(start) === b.charCodeAt(start)) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  // One edit touches one character, or two neighbours that are swapped.
  if (max === 1 && Math.max(endA, endB) - start > 2) return 2
  return restDistance(a.slice(start, endA), b.slice(start, endB), max)
}

/** The same for texts that begin and end differently. */
const restDistance = (a: string, b: string, max: number): number => {
  for (let j = 0; j <= b.length; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const isEqual = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let value = Math.min(
        (last[j - 1] ?? 0) + (isEqual ? 0 : 1),
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
      )
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (isSwap) value = Math.min(value, (before[j - 2] ?? 0) + 1)
      row[j] = value
      if (value < least) least = value
    }
    if (least > max) return max + 1
    const spare = before
    before = last
    last = row
    row = spare
  }
  return Math.min(last[b.length] ?? max + 1, max + 1)
}

const hasDigit = (word: string): boolean => /\d/u.test(word)

/** How well one word can stand for another: 1 equal, 0 not at all. */
const wordAgreement = (a: string, b: string): number => {
  if (a === b) return 1
  if (hasDigit(a) || hasDigit(b)) return 0
  if (a.length > 3 && b.length > 3) {
    const alike = jaroWinkler(a, b)
    if (alike >= 0.9) return alike
    if (Math.min(a.length, b.length) > 4 && editDistance(a, b, 1) <= 1) return 0.9
  }
  const isShortened = Math.min(a.length, b.length) > 1 && (a.startsWith(b) || b.startsWith(a))
  return isShortened ? 0.8 : 0
}

interface WordSimilarity {
  /** SoftTFIDF (Cohen, Ravikumar, Fienberg 2003), 0 to 1. */
  readonly cosine: number
  /** The weight of the common words by the weight of the lighter side: 1 when one holds the other. */
  readonly containment: number
}

/** Words compared as weighted sets; each word is used once, best partners first. */
export const compareWords = (
  a: readonly string[],
  b: readonly string[],
  weightOf: (word: string) => number,
): WordSimilarity => {
  // The pairing is greedy: a fixed order of the two sides keeps it symmetric.
  if (a.length > b.length || (a.length === b.length && a.join(' ') > b.join(' '))) [a, b] = [b, a]
  const weightsB = b.map(weightOf)
  let squareA = 0
  let dot = 0
  const used = new Set<number>()
  for (const word of a) {
    const weight = weightOf(word)
    squareA += weight * weight
    let best = 0
    let at = -1
    for (const [j, other] of b.entries()) {
      if (used.has(j)) continue
      const alike = wordAgreement(word, other)
      if (alike > best) {
        best = alike
        at = j
      }
    }
    if (at < 0) continue
    used.add(at)
    dot += best * weight * (weightsB[at] ?? 0)
  }
  const squareB = weightsB.reduce((sum, w) => sum + w * w, 0)
  if (squareA === 0 || squareB === 0) return { cosine: 0, containment: 0 }
  return {
    cosine: Math.min(1, dot / Math.sqrt(squareA * squareB)),
    containment: Math.min(1, dot / Math.min(squareA, squareB)),
  }
}
