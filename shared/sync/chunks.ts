// Cuts rows into pushes: a small first one, so that the first answer comes early, then as the server allows.
import type { Cell } from '../schema/kind.ts'

export interface ChunkLimits {
  /** At most so many rows in a push. */
  readonly rows: number
  /** At most so many bytes of its body. */
  readonly bytes: number
  /** At most so many rows in the first push. */
  readonly firstRows: number
}

/** Bytes of the text in UTF-8 as JSON, never too few: quotes, and two for what may be escaped. */
export const jsonBytesAtMost = (text: string): number => {
  let bytes = 2
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x20) bytes += 6
    else if (unit === 0x22 || unit === 0x5c) bytes += 2
    else if (unit < 0x80) bytes += 1
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? 6 : 3
  }
  return bytes
}

/** Bytes of a row of cells in the body, with its id, base and hash, never too few. */
export const rowBytesAtMost = (cells: readonly Cell[]): number =>
  cells.reduce<number>(
    (sum, cell) => sum + (typeof cell === 'string' ? jsonBytesAtMost(cell) : 24) + 1,
    80,
  )

/** Room for the envelope: table, workbook, epoch and up to 200 field keys. */
const ENVELOPE_BYTES = 10_000

/**
 * @param bytesOf the bytes of an item in the body, at most
 * @returns chunk by chunk, each planned when it is asked for: every item once, in order; an item that alone is over the limit travels alone
 */
export function* toChunks<T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  limits: ChunkLimits,
): Generator<readonly T[], void> {
  let isFirst = true
  let chunk: T[] = []
  let bytes = ENVELOPE_BYTES
  for (const item of items) {
    const size = bytesOf(item) + 1
    const rows = isFirst ? Math.min(limits.firstRows, limits.rows) : limits.rows
    if (chunk.length > 0 && (chunk.length >= rows || bytes + size > limits.bytes)) {
      yield chunk
      isFirst = false
      chunk = []
      bytes = ENVELOPE_BYTES
    }
    chunk.push(item)
    bytes += size
  }
  if (chunk.length > 0) yield chunk
}
