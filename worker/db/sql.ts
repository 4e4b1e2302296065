// Pieces of SQL that several statements share. Table and column names come from the schema only.
import type { TableName } from '../../shared/protocol/cell.ts'
import type { Fields } from '../../shared/schema/table.ts'
import { tables } from '../../shared/schema/tables.ts'
import type { Row } from './database.ts'

/** For every name of a table too: TRANSACTION is a word of SQL's own. */
export const quoted = (name: string): string => `"${name}"`

const fieldsOf = (table: TableName): Fields => tables[table].fields

/** Fields that the server computes; all others are entered and stand in `history.fields`. */
export const computedKeys = (table: TableName): readonly string[] =>
  Object.entries(fieldsOf(table))
    .filter(([, field]) => field.filled === 'computed')
    .map(([key]) => key)

export const enteredKeys = (table: TableName): readonly string[] =>
  Object.entries(fieldsOf(table))
    .filter(([, field]) => field.filled !== 'computed')
    .map(([key]) => key)

/**
 * The content of a row at a revision. Each history row holds the whole content; a base is always older than
 * what it led to, so the intention's index finds it, newest base first. The table is named: whoever gives a row of
 * his the id of a row that he must not see does not read that one's content.
 */
export const contentAt = (table: TableName, row: string, rev: string): string =>
  `(SELECT h.fields FROM history h WHERE h.org = ${row}.org AND h.row_id = ${row}.id
    AND h.base_rev < ${rev} AND h.rev = ${rev} AND h."table" = '${table}' ORDER BY h.base_rev DESC LIMIT 1)`

/** The revision that one in history followed. */
export const priorRev = (revision: string): string =>
  `coalesce(${revision}.prior_rev, ${revision}.rev - 1)`

/** A row's revision, 0 for none, in a statement whose ?2 is the organisation. Scalar, not joined: a row that does not exist then costs no read. */
export const revNow = (table: TableName, id: string): string =>
  `coalesce((SELECT t.rev FROM ${quoted(table)} t WHERE t.org = ?2 AND t.id = ${id}), 0)`

/** From a key `k` to the live customer `c` that it leads to: a merged one's keys lead to the one that stands for him. */
export const keyJoin = `CROSS JOIN customer bearer ON bearer.org = k.org AND bearer.id = k.row_id
  CROSS JOIN customer c ON c.org = bearer.org AND c.id = coalesce(bearer.merged_into, bearer.id)`

/** How a table's rows find the customer whose scope is theirs. */
export const customerJoin = (table: TableName, alias: string): string =>
  table === 'customer'
    ? ''
    : `JOIN customer ${alias} ON ${alias}.org = t.org AND ${alias}.id = t.customer_id`

/** The alias of the row that owner and visibility stand in. */
export const scopeAlias = (table: TableName): string => (table === 'customer' ? 't' : 'p')

/** What a statement of ours selected as text, integer or JSON; its column types are fixed by the schema. */
export const textOf = (row: Row, column: string): string | null => {
  const value = row[column]
  return typeof value === 'string' ? value : null
}
export const numberOf = (row: Row, column: string): number => {
  const value = row[column]
  return typeof value === 'number' ? value : 0
}
/** null: empty, which is not zero. */
export const amountOf = (row: Row, column: string): number | null => {
  const value = row[column]
  return typeof value === 'number' ? value : null
}
export const flagOf = (row: Row, column: string): boolean => row[column] === 1

/** JSON that our own SQL built or that we stored: its shape is the caller's promise. */
export const jsonOf = <T>(row: Row, column: string, empty: T): T => {
  const text = textOf(row, column)
  return text === null ? empty : (JSON.parse(text) as T)
}

/** The selected columns as a values object without empty ones. */
export const valuesOf = (
  row: Row,
  keys: readonly string[],
): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = row[key]
      return typeof value === 'string' || typeof value === 'number' ? [[key, value]] : []
    }),
  )
