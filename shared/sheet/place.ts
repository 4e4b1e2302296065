// Where the fields of a table stand among a sheet's columns, in schema order, worked out once for a list of keys.
import type { AnyField } from '../schema/table.ts'
import type { TableKey } from '../schema/table-keys.ts'
import { fieldList, isEntered } from './column.ts'

/** The field of each column; null is the user's own. The same list may be asked for again and again. */
export type Keys = readonly (string | null)[]

export interface Place {
  readonly key: string
  readonly field: AnyField
  readonly index: number
}

interface Places {
  readonly entered: readonly Place[]
  readonly computed: readonly Place[]
}

const known = new WeakMap<Keys, Map<TableKey, Places>>()

const workOut = (table: TableKey, keys: Keys): Places => {
  const columns = new Map(keys.map((key, index) => [key, index]))
  const places = fieldList(table).flatMap(({ key, field }): Place[] => {
    const index = columns.get(key)
    return index === undefined ? [] : [{ key, field, index }]
  })
  return {
    entered: places.filter(({ field }) => isEntered(field)),
    computed: places.filter(({ field }) => !isEntered(field)),
  }
}

/**
 * Schema order matters: a row's customer is read before his contact, and hashes do not depend on how the user
 * arranged the columns.
 */
export const placesOf = (table: TableKey, keys: Keys): Places => {
  const tables = known.get(keys) ?? new Map<TableKey, Places>()
  known.set(keys, tables)
  const places = tables.get(table) ?? workOut(table, keys)
  tables.set(table, places)
  return places
}
