// Rows that show the name of another row, which has a new one: they come again, by crev, so that no cell keeps the old
// name. Nothing that anybody typed changes, and no history is written.
import type { TableName } from '../../shared/protocol/cell.ts'
import { type Referring, referencesTo } from '../../shared/schema/references.ts'
import { namedTables, type Renamed } from '../service/renamed.ts'
import type { Statement } from './database.ts'
import { forRows } from './parameter.ts'
import { quoted } from './sql.ts'

/** After a statement that gave rows seqs from the counter on, one by one. ?1 org */
const countOnSql = 'UPDATE counter SET seq = seq + changes() WHERE changes() > 0 AND org = ?1'

/** @param source rows `t` of the table; ?2 org */
const raiseSql = (name: TableName, source: string): string => {
  const table = quoted(name)
  return `UPDATE ${table} SET crev = crev + 1, seq = (SELECT seq FROM counter WHERE org = ?2) + r.n
  FROM (SELECT t.rowid AS rid, row_number() OVER (ORDER BY t.id) AS n FROM ${source}
    AND t.archived_at IS NULL AND t.merged_into IS NULL) r
  WHERE ${table}.rowid = r.rid`
}

/** Found by an index of their own, or, for a contact, among the rows of his customer. ?1 ids, ?2 org */
const sourceOf = {
  customer: ({ table, field }: Referring) => `jsonb_each(jsonb(?1)) j
    CROSS JOIN ${quoted(table)} t ON t.org = ?2 WHERE t.${quoted(field)} = j.value`,
  contact: ({ table, field }: Referring) => `jsonb_each(jsonb(?1)) j
    CROSS JOIN contact p ON p.org = ?2 AND p.id = j.value
    CROSS JOIN ${quoted(table)} t ON t.org = p.org AND t.customer_id = p.customer_id
    WHERE t.${quoted(field)} = p.id`,
}

/**
 * To stand behind everything that counts from the counter before the batch. Not behind the gate: a row that comes again
 * without news does no harm.
 */
export const renameStatements = (renamed: readonly Renamed[], org: string): readonly Statement[] =>
  namedTables.flatMap((target) => {
    const named = renamed.flatMap(({ table, id }) => (table === target ? [id] : []))
    return referencesTo(target).flatMap((referring) =>
      forRows(raiseSql(referring.table, sourceOf[target](referring)), named, [org]).flatMap(
        (raise) => [raise, { sql: countOnSql, values: [org] }],
      ),
    )
  })
