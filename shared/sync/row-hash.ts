// The hashes that travel in a row's identity: of what its user typed, and of what the server computed.
// Both over canonical text of cells (schema order, empty cells left out), never over values read from them.
import type { Cell } from '../schema/kind.ts'
import type { TableKey } from '../schema/table-keys.ts'
import { placesOf } from '../sheet/place.ts'
import type { Keys, Place } from '../sheet/place.ts'
import { hash64 } from './hash.ts'

const SEPARATOR = '\u001e'

const hashOf = (places: readonly Place[], cells: readonly Cell[]): string => {
  const parts: string[] = []
  for (const { key, field, index } of places) {
    const canon = field.kind.canon(cells[index] ?? '')
    if (canon !== '') parts.push(`${key}=${canon}`)
  }
  return parts.length === 0 ? '' : hash64(parts.join(SEPARATOR))
}

/** Of the entered cells: 16 hex digits, '' for an empty row. Order of columns and own columns do not matter. */
export const rowHash = (table: TableKey, keys: Keys, cells: readonly Cell[]): string =>
  hashOf(placesOf(table, keys).entered, cells)

/** Of the computed cells. */
export const computedHash = (table: TableKey, keys: Keys, cells: readonly Cell[]): string =>
  hashOf(placesOf(table, keys).computed, cells)
