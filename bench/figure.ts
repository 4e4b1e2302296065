// One figure of a bench: what was measured, beside its budget (design §12) and a peer or the physical limit.

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'rows/s' | 'count' | 'ratio' | 'KB' | 'rows'
  readonly budget: number | null
  readonly peer: { readonly name: string; readonly value: number } | null
  readonly within: boolean
}

interface Extras {
  readonly budget?: number
  readonly peer?: { readonly name: string; readonly value: number }
}

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100

/** A figure that is within its budget when it is at most the budget. */
export const figure = (
  name: string,
  value: number,
  unit: Figure['unit'],
  extras: Extras = {},
): Figure => ({
  name,
  value: rounded(value),
  unit,
  budget: extras.budget ?? null,
  peer: extras.peer ? { name: extras.peer.name, value: rounded(extras.peer.value) } : null,
  within: extras.budget === undefined || value <= extras.budget,
})

export const timeMs = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

export const leastOf = (values: readonly number[]): number => Math.min(...values)

/** The smallest value that is at least as large as the share of all of them; NaN of none. */
export const percentileOf = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const medianOf = (values: readonly number[]): number => percentileOf(values, 0.5)
