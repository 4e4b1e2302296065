// Who refers to whom, as the tables themselves say it.
import type { AnyField } from './table.ts'
import { tables } from './tables.ts'
import { type TableKey, tableKeys } from './table-keys.ts'

export interface Referring {
  readonly table: TableKey
  readonly field: string
}

/** The fields that hold ids of `target`, over all tables: whose a row is, and who is merely named in it. */
export const referencesTo = (target: TableKey): readonly Referring[] =>
  tableKeys.flatMap((table) =>
    Object.entries<AnyField>(tables[table].fields).flatMap(([field, { kind, filled }]) =>
      kind.refersTo === target && filled !== 'computed' ? [{ table, field }] : [],
    ),
  )
