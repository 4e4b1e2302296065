// Everything that a database keeps, read and put back as a whole: what a restore to an earlier moment brings back.
import type { D1Database } from '@cloudflare/workers-types'

export type Row = Readonly<Record<string, string | number | null>>
/** All rows of each table. */
export type Dump = ReadonlyMap<string, readonly Row[]>

const columnsSql = `SELECT t.name AS "table", c.name AS "column" FROM sqlite_master t, pragma_table_info(t.name) c
  WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite^_%' ESCAPE '^' AND t.name NOT LIKE '^_cf^_%' ESCAPE '^'
    AND t.name <> 'd1_migrations' ORDER BY 1, c.cid`

/** A function of D1 takes at most 32 arguments. */
const ARGUMENTS_MAX = 30

export interface Tables {
  readonly read: () => Promise<Dump>
  readonly put: (dump: Dump) => Promise<void>
}

/** A table's rows as one JSON text: lists of lists of columns. A statement for each table takes far longer. */
const selectSql = (table: string, columns: readonly string[]): string => {
  const parts = Array.from({ length: Math.ceil(columns.length / ARGUMENTS_MAX) }, (_, at) =>
    columns.slice(at * ARGUMENTS_MAX, (at + 1) * ARGUMENTS_MAX).map((column) => `"${column}"`),
  )
  const lists = parts.map((part) => `json_array(${part.join(', ')})`).join(', ')
  return `(SELECT json_group_array(json_array(${lists})) FROM "${table}") AS "${table}"`
}

type Parts = readonly (readonly (string | number | null)[])[]

const toRow = (columns: readonly string[], parts: Parts): Row => {
  const values = parts.flat()
  return Object.fromEntries(columns.map((column, at) => [column, values[at] ?? null]))
}

const insertSql = (table: string, columns: readonly string[]): string => {
  const values = columns.map((_, at) => `j.value ->> ${at}`).join(', ')
  const into = columns.map((column) => `"${column}"`).join(', ')
  return `INSERT INTO "${table}" (${into}) SELECT ${values} FROM json_each(?1) j`
}

export const openTables = async (d1: D1Database): Promise<Tables> => {
  const { results } = await d1.prepare(columnsSql).all<{ table: string; column: string }>()
  const columns = new Map<string, readonly string[]>()
  for (const { table, column } of results)
    columns.set(table, [...(columns.get(table) ?? []), column])
  const tables = [...columns]
  const select = `SELECT ${tables.map(([table, names]) => selectSql(table, names)).join(', ')}`
  return {
    read: async () => {
      const all = await d1.prepare(select).first<Readonly<Record<string, string>>>()
      return new Map(
        tables.map(([table, names]) => {
          // As selectSql wrote it.
          const rows = JSON.parse(all?.[table] ?? '[]') as readonly Parts[]
          return [table, rows.map((parts) => toRow(names, parts))]
        }),
      )
    },
    put: async (dump) => {
      const inserts = tables.flatMap(([table, names]) => {
        const rows = (dump.get(table) ?? []).map((row) => names.map((name) => row[name] ?? null))
        if (rows.length === 0) return []
        return [d1.prepare(insertSql(table, names)).bind(JSON.stringify(rows))]
      })
      await d1.batch([...tables.map(([table]) => d1.prepare(`DELETE FROM "${table}"`)), ...inserts])
    },
  }
}
