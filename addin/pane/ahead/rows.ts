// The rows of the customer sheet that no sync has sent yet, as a push would send them.
import { toChunks, rowBytesAtMost } from '../../../shared/sync/chunks.ts'
import { CHECK_ROWS_MAX } from '../../../shared/protocol/matches.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { PushRow } from '../../../shared/protocol/push.ts'
import type { Cell } from '../../../shared/schema/kind.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import { IDENTITY_KEY, isEntered } from '../../../shared/sheet/column.ts'
import { labelOf, namingColumns } from '../../../shared/sync/session/shown.ts'
import { rowHash } from '../../../shared/sync/row-hash.ts'
import type { SheetView } from '../../sync/sheet-view.ts'

export interface NewRow {
  /** Zero-based in the table's body. */
  readonly index: number
  readonly label: string
  readonly cells: readonly Cell[]
  readonly hash: string
}

export interface NewRows {
  readonly fields: readonly string[]
  readonly rows: readonly NewRow[]
}

/** Rows without an identity in which something is entered. */
export const readNewRows = async (view: SheetView, hello: HelloReply): Promise<NewRows> => {
  const writable = new Set(hello.writable['customer'] ?? [])
  const known = sheetFields('customer')
  const fields = view.columns
    .map(({ key }) => key)
    .filter((key) => {
      const field = known[key]
      return field !== undefined && isEntered(field) && writable.has(key)
    })
    .toSorted()
  const naming = namingColumns({
    entered: fields.map((key) => ({
      key,
      index: view.columns.findIndex((column) => column.key === key),
    })),
  })
  const lines = await view.read([...fields, IDENTITY_KEY])
  const rows = lines.flatMap((line, index): readonly NewRow[] => {
    if (String(line[fields.length] ?? '') !== '') return []
    const cells = line.slice(0, fields.length)
    const hash = rowHash('customer', fields, cells)
    if (hash === '') return []
    return [{ index, label: labelOf({ entered: cells }, naming), cells, hash }]
  })
  return { fields, rows }
}

/** Blocks of rows, each of which the server takes at once. */
export const toBlocks = (
  rows: readonly NewRow[],
  { limits }: HelloReply,
): Iterable<readonly NewRow[]> => {
  const most = Math.min(CHECK_ROWS_MAX, limits.rows)
  const size = { rows: most, bytes: limits.bytes, firstRows: most }
  return toChunks(rows, ({ cells }) => rowBytesAtMost(cells), size)
}

export const toPushRow = ({ cells, hash }: NewRow, id: string): PushRow => [id, 0, hash, [...cells]]
