// A bound sheet as tools see it: which field stands in which column under which header, and the cells of some columns.
// Reads only, and only while nobody syncs.
import type { Cell } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { WorkbookState } from '../../shared/sync/binding.ts'
import { Stopped } from '../../shared/sync/session/stop.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { WorkbookPort } from '../excel/port.ts'

/** Excel on the web answers at most 5 MB. */
const READ_ROWS = 5_000

export interface SheetColumn {
  readonly key: string
  /** As it stands in the sheet now. */
  readonly header: string
}

export interface SheetView {
  readonly tableId: string
  readonly sheet: string
  /** Of the body's first row, as Excel counts, from 1. */
  readonly firstRow: number
  readonly columns: readonly SheetColumn[]
  /** All rows, with the cells of these fields in this order; '' where there is no such column. */
  readonly read: (keys: readonly string[]) => Promise<readonly (readonly Cell[])[]>
}

const readAll = async (
  workbook: WorkbookPort,
  shape: TableShape,
  columns: readonly (number | undefined)[],
): Promise<readonly (readonly Cell[])[]> => {
  const present = columns.filter((index) => index !== undefined)
  const lines: (readonly Cell[])[] = []
  for (let first = 0; first < shape.rowCount; first += READ_ROWS) {
    const count = Math.min(READ_ROWS, shape.rowCount - first)
    const part = await workbook.readRows(shape, present, first, count)
    for (const line of part)
      lines.push(
        columns.map((index) => (index === undefined ? '' : (line[present.indexOf(index)] ?? ''))),
      )
  }
  return lines
}

/** @throws Stopped not_bound */
export const openSheetView = async (
  workbook: WorkbookPort,
  state: WorkbookState,
  table: TableKey,
): Promise<SheetView> => {
  const binding = state.bindings.find((one) => one.table === table)
  const shape = binding === undefined ? null : await workbook.shape(binding.tableId)
  if (binding === undefined || shape === null)
    throw new Stopped('not_bound', `No sheet of this workbook holds ${table}.`)
  const found = binding.columns.flatMap(({ key, id }) => {
    const column = shape.columns.find((one) => one.id === id)
    return column === undefined ? [] : [{ key, header: column.name, index: column.index }]
  })
  const indexOf = (key: string) => found.find((column) => column.key === key)?.index
  return {
    tableId: shape.id,
    sheet: shape.sheet,
    firstRow: shape.headerRow + 2,
    columns: found.map(({ key, header }) => ({ key, header })),
    read: (keys) => readAll(workbook, shape, keys.map(indexOf)),
  }
}
