// From the one definition to D1: a field is one physical column, stored as its kind says.
import { integer, real, text } from 'drizzle-orm/sqlite-core'

import type { Storage } from '../../shared/schema/kind.ts'
import type { Fields, Table } from '../../shared/schema/table.ts'

const builders = { text: () => text(), integer: () => integer(), real: () => real() }

type ColumnOf<S extends Storage> = ReturnType<(typeof builders)[S]>
type Columns<F extends Fields> = {
  [K in keyof F]: ColumnOf<F[K]['kind']['storage']>
}

/**
 * The columns of a table's fields, all nullable: what is required may become optional, and D1 cannot drop a
 * NOT NULL without rebuilding the table. The cast is safe: each entry keeps its key and its kind's storage.
 */
export const fieldColumns = <F extends Fields>(table: Table<string, F>): Columns<F> =>
  Object.fromEntries(
    Object.entries(table.fields).map(([key, field]) => [key, builders[field.kind.storage]()]),
  ) as Columns<F>
