// Rows gathered into customers: links are taken from the strongest, and two groups become one only when the
// average over all their cross pairs is above zero and none of them is vetoed. Never transitive closure.

export interface Link {
  readonly a: number
  readonly b: number
  readonly score: number
}

/** Scores are bounded in averages, so that one certain pair does not outweigh several doubtful ones. */
const BOUND = 12
/** At or below, a pair can never stand in one cluster. */
export const VETO = -12

/**
 * The cluster of each of `size` rows, named by its first row. `links` are the pairs that score above zero;
 * `scoreOf` scores any pair; `nameOf` orders links of equal score by content, so that row order is no matter.
 */
export const clusterRows = (
  size: number,
  links: readonly Link[],
  scoreOf: (a: number, b: number) => number,
  nameOf: (row: number) => number,
): readonly number[] => {
  const clusterOf = Array.from({ length: size }, (_, i) => i)
  const members: number[][] = clusterOf.map((i) => [i])
  const known = new Map<number, number>()
  const keyOf = (a: number, b: number) => (a < b ? a * size + b : b * size + a)
  for (const link of links) known.set(keyOf(link.a, link.b), link.score)
  const score = (a: number, b: number): number => {
    const key = keyOf(a, b)
    const held = known.get(key)
    if (held !== undefined) return held
    const value = scoreOf(a, b)
    known.set(key, value)
    return value
  }
  const canJoin = (left: readonly number[], right: readonly number[]): boolean => {
    let sum = 0
    for (const a of left)
      for (const b of right) {
        const value = score(a, b)
        if (value <= VETO) return false
        sum += Math.max(-BOUND, Math.min(BOUND, value))
      }
    return sum > 0
  }
  for (const link of links.toSorted(byStrength(nameOf))) {
    const [a, b] = [clusterOf[link.a] ?? link.a, clusterOf[link.b] ?? link.b]
    const [left, right] = [members[a] ?? [], members[b] ?? []]
    if (a === b || !canJoin(left, right)) continue
    const [to, from] = a < b ? [a, b] : [b, a]
    members[to] = [...left, ...right].toSorted((x, y) => x - y)
    for (const row of members[from] ?? []) clusterOf[row] = to
    members[from] = []
  }
  return clusterOf
}

const byStrength =
  (nameOf: (row: number) => number) =>
  (x: Link, y: Link): number => {
    if (x.score !== y.score) return y.score - x.score
    const [xa, xb] = [nameOf(x.a), nameOf(x.b)]
    const [ya, yb] = [nameOf(y.a), nameOf(y.b)]
    return Math.min(xa, xb) - Math.min(ya, yb) || Math.max(xa, xb) - Math.max(ya, yb)
  }
