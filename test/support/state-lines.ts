// The state sheet as plain lines, for ports that only play one.
import type { StateCell, StateLines } from '../../shared/sync/sheet.ts'

/** The lines with some cells said anew. */
export const withCells = (lines: StateLines, cells: readonly StateCell[]): StateLines => {
  const now = lines.map((line) => [...line])
  for (const { row, column, text } of cells) {
    while (now.length <= row) now.push([])
    const line = now[row] ?? []
    while (line.length <= column) line.push('')
    line[column] = text
  }
  return now
}
