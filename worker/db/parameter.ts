// Rows as JSON parameters: D1 takes at most 2 MB a string, and its local runtime would not tell, so we cut at 1 MB.
import { Refusal } from '../refusal.ts'
import type { Statement } from './database.ts'

export const PARAMETER_BYTES_MAX = 1_000_000

/** An upper bound of UTF-8 bytes without encoding: a UTF-16 unit never takes more than three. */
const bytesAtMost = (text: string): number => text.length * 3

const encoder = new TextEncoder()
const bytesOf = (text: string): number =>
  bytesAtMost(text) <= PARAMETER_BYTES_MAX ? bytesAtMost(text) : encoder.encode(text).byteLength

/** Halves the rows until each JSON text fits. A single row that does not fit is refused. */
export const toParameters = (rows: readonly unknown[]): readonly string[] => {
  if (rows.length === 0) return []
  const text = JSON.stringify(rows)
  if (bytesOf(text) <= PARAMETER_BYTES_MAX) return [text]
  if (rows.length === 1) throw new Refusal('too_large', 'A row is larger than 1 MB.')
  const half = Math.ceil(rows.length / 2)
  return [...toParameters(rows.slice(0, half)), ...toParameters(rows.slice(half))]
}

/** The statement once for each parameter that the rows need; ?1 is the rows. None for no rows. */
export const forRows = (
  sql: string,
  rows: readonly unknown[],
  values: readonly (string | null)[] = [],
): readonly Statement[] =>
  toParameters(rows).map((parameter) => ({ sql, values: [parameter, ...values] }))
