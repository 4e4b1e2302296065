// A table looked through piece by piece, by id: the next rows after a mark, and where the piece ends.
import type { TableName } from '../../shared/protocol/cell.ts'
import { LOOKED_MAX } from '../service/retention.ts'
import { quoted } from './sql.ts'

/** ?1 org. `after` is a scalar subquery for the last row that was looked at; NULL where none was. */
export const pieceOf = (
  table: TableName,
  after: string,
): string => `(SELECT * FROM ${quoted(table)} r WHERE r.org = ?1
  AND r.id > coalesce(${after}, '') ORDER BY r.id LIMIT ${LOOKED_MAX})`

/** '' at the end of the table. */
export const endSql = (piece: string): string =>
  `SELECT CASE WHEN count(*) = ${LOOKED_MAX} THEN max(t.id) ELSE '' END AS next FROM ${piece} t`
