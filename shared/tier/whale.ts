// Who makes the profit and who eats it: the whale curve, the shares of the top and the bottom, ABC by cumulation.
// Shares are fractions of the total; where the total is not above zero they say nothing and are null.

export interface WhalePoint {
  /** The first `at` customers, best first. */
  readonly at: number
  /** What they make together, as a fraction of the total. */
  readonly share: number
}

export interface Shares {
  readonly n: number
  readonly total: number
  /** Of the smallest number of customers that is at least a fifth. */
  readonly top20: number | null
  /** Of the smallest number, from the bottom, that is at least 30 percent; negative where it eats profit. */
  readonly bottom30: number | null
  /** Where the curve is highest: all who come after add nothing or take away. */
  readonly peak: WhalePoint | null
  /** Customers below zero. */
  readonly lossMakers: number
}

const bestFirst = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => b - a)
const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0)

/** What the first k customers make, for k from 1 to n, in the values' own unit. */
export const cumulated = (values: readonly number[]): readonly number[] => {
  let total = 0
  return bestFirst(values).map((value) => (total += value))
}

const peakOf = (curve: readonly number[], total: number): WhalePoint | null => {
  let at = 0
  for (const [i, value] of curve.entries()) if (value > (curve[at] ?? value)) at = i
  const highest = curve[at]
  return highest === undefined ? null : { at: at + 1, share: highest / total }
}

/** The 80/20/30 figures of a list (W. Sherden); the whale curve is Kaplan and Narayanan's. */
export const sharesOf = (values: readonly number[]): Shares => {
  const n = values.length
  const sorted = bestFirst(values)
  const curve = cumulated(values)
  const total = curve.at(-1) ?? 0
  const isMeant = total > 0
  const top = sorted.slice(0, Math.ceil((n * 20) / 100))
  const bottom = sorted.slice(Math.floor((n * 70) / 100))
  return {
    n,
    total,
    top20: isMeant ? sum(top) / total : null,
    bottom30: isMeant ? sum(bottom) / total : null,
    peak: isMeant ? peakOf(curve, total) : null,
    lossMakers: sorted.filter((value) => value < 0).length,
  }
}

/** The ranks that a curve of n customers shows: evenly spaced, first, peak and last always among them. */
export const whalePlaces = (n: number, peak: number, count: number): readonly number[] => {
  const steps = Math.max(2, count - 1)
  const even = Array.from({ length: steps }, (_, i) => Math.round((i * (n - 1)) / (steps - 1)) + 1)
  return [...new Set([...even, peak])].toSorted((a, b) => a - b)
}

/** The whale curve in at most `count` points, evenly spaced, first, peak and last always among them. */
export const whalePoints = (values: readonly number[], count = 101): readonly WhalePoint[] => {
  const curve = cumulated(values)
  const n = curve.length
  const total = curve.at(-1) ?? 0
  if (total <= 0) return []
  return whalePlaces(n, peakOf(curve, total)?.at ?? 1, count).map((at) => ({
    at,
    share: (curve[at - 1] ?? 0) / total,
  }))
}

/**
 * How many customers, best first, it takes to make a share of the total (Pareto's cut-off): the one that crosses
 * the line is counted. null where the total is not above zero.
 */
export const cutOff = (values: readonly number[], share: number): number | null => {
  const curve = cumulated(values)
  const total = curve.at(-1) ?? 0
  if (total <= 0) return null
  return curve.findIndex((value) => value >= total * share) + 1
}
