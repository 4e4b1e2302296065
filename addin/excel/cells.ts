// The two places where Excel's types say less, or ask for more, than what travels.
import type { Cell } from '../../shared/schema/kind.ts'

/** Excel types cells as any[][]; what stands in `values` is text, numbers and booleans. */
export const asCells = (values: unknown[][]): Cell[][] => values as Cell[][]

/** Excel takes one value for all cells of a range; its types know arrays only. */
export const forAllCells = (value: string): string[][] => {
  const one: unknown = value
  return one as string[][]
}
