// Columns of tables, and their filters, through the API.
import { writeValues } from '../../model/edit.ts'
import { refuseArgument, refuseMissing } from '../../model/failure.ts'
import { clearFilter, filterColumn } from '../../model/filter.ts'
import type { Rect } from '../../model/rect.ts'
import { deleteCells, insertCells } from '../../model/shift.ts'
import type { Table } from '../../model/table.ts'
import { columnIndex, headerName, tidyHeaders } from '../../model/tables.ts'
import { RangeSpot } from '../range-spot.ts'
import type { ColumnSpot } from '../selves.ts'
import type { Session } from '../session.ts'
import {
  asList,
  asNumber,
  asRecord,
  asText,
  describe,
  wire,
  type WireObject,
  wireOrNull,
} from '../wire.ts'
import { blockOf } from './block.ts'

/** @throws ExcelFailure ItemNotFound when the column was deleted */
function indexOf({ table, id }: ColumnSpot): number {
  const index = table.columns.findIndex((column) => column.id === id)
  return index < 0 ? refuseMissing(`column ${id}`) : index
}

function rectIn(spot: ColumnSpot, rows: Rect): Rect {
  return { ...rows, column: spot.table.rect.column + indexOf(spot), columns: 1 }
}

function rangeOf(spot: ColumnSpot, rows: Rect, session: Session): WireObject {
  return wire('Range', new RangeSpot(session.book.sheetOf(spot.table), rectIn(spot, rows)))
}

function findColumn(table: Table, key: unknown, session: Session): ColumnSpot | undefined {
  if (typeof key !== 'string' && typeof key !== 'number') refuseArgument('a header or an id')
  const index = columnIndex(session.book.sheetOf(table), table, key)
  const column = table.columns[index]
  return column === undefined ? undefined : { table, id: column.id }
}

function rename(spot: ColumnSpot, name: string, session: Session): void {
  const sheet = session.book.sheetOf(spot.table)
  const { row, column } = rectIn(spot, spot.table.headerRect)
  writeValues(session.book, sheet, { row, column, rows: 1, columns: 1 }, [[`'${name}`]])
}

function addColumn(
  table: Table,
  [index, values, name]: readonly unknown[],
  session: Session,
): WireObject {
  const sheet = session.book.sheetOf(table)
  const { row, rows, column } = table.rect
  const given = typeof index === 'number' && index >= 0 ? index : table.columns.length
  if (given > table.columns.length) refuseArgument(`no place ${given} for a column`)
  const band: Rect = { row, rows, column: column + given, columns: 1 }
  insertCells(session.book, sheet, band, 'right', 'addin', table)
  tidyHeaders(session.book, sheet, table)
  const added = table.columns[given]
  if (added === undefined) return refuseMissing(`column ${given}`)
  if (values !== null && values !== undefined) {
    writeValues(session.book, sheet, band, blockOf(values, band))
  }
  const spot: ColumnSpot = { table, id: added.id }
  if (typeof name === 'string') rename(spot, name, session)
  return wire('TableColumn', spot)
}

export const TABLE_COLUMNS = describe('TableColumnCollection', {
  properties: { Count: { get: ({ columns }) => columns.length } },
  methods: {
    Add: addColumn,
    GetCount: ({ columns }) => columns.length,
    GetItemAt: (table, [index]) => {
      const column = table.columns[asNumber(index, 'index')]
      const { id } = column ?? refuseMissing(`column ${String(index)}`)
      return wire('TableColumn', { table, id })
    },
    GetItemOrNullObject: (table, [key], session) =>
      wireOrNull('TableColumn', findColumn(table, key, session)),
  },
  items: (table) => table.columns.map(({ id }) => wire('TableColumn', { table, id })),
  item: (table, key, session) =>
    wire('TableColumn', findColumn(table, key, session) ?? refuseMissing(`column ${String(key)}`)),
})

export const TABLE_COLUMN = describe('TableColumn', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Index: { get: indexOf },
    Name: {
      get: (spot, session) =>
        headerName(session.book.sheetOf(spot.table), spot.table, indexOf(spot)),
      set: (spot, value, session) => rename(spot, asText(value, 'name'), session),
    },
    Values: {
      get: (spot, session) =>
        session.book.sheetOf(spot.table).grid.values(rectIn(spot, spot.table.rect)),
      set: (spot, value, session) => {
        const rect = rectIn(spot, spot.table.rect)
        writeValues(session.book, session.book.sheetOf(spot.table), rect, blockOf(value, rect))
      },
    },
  },
  links: { Filter: (spot) => wire('Filter', spot) },
  methods: {
    GetRange: (spot, _args, session) => rangeOf(spot, spot.table.rect, session),
    GetHeaderRowRange: (spot, _args, session) => rangeOf(spot, spot.table.headerRect, session),
    GetDataBodyRange: (spot, _args, session) => rangeOf(spot, spot.table.bodyRect, session),
    Delete: (spot, _args, session) => {
      const sheet = session.book.sheetOf(spot.table)
      deleteCells(session.book, sheet, rectIn(spot, spot.table.rect), 'left', 'addin')
    },
  },
})

function applyValues(spot: ColumnSpot, values: unknown, session: Session): void {
  const texts = asList(values, 'values').map((value) => asText(value, 'a value of a filter'))
  filterColumn(session.book, spot.table, indexOf(spot), texts, 'addin')
}

export const FILTER = describe('Filter', {
  properties: {
    Criteria: {
      get: (spot) => {
        const shown = spot.table.columns[indexOf(spot)]?.shown
        return shown === undefined ? null : { filterOn: 'Values', values: [...shown] }
      },
    },
  },
  methods: {
    Apply: (spot, [criteria], session) => {
      const { filterOn, values } = asRecord(criteria, 'criteria')
      if (filterOn !== 'Values') throw session.missing(`Filter.Apply(${String(filterOn)})`)
      applyValues(spot, values, session)
    },
    ApplyValuesFilter: (spot, [values], session) => applyValues(spot, values, session),
    Clear: (spot, _args, session) => clearFilter(session.book, spot.table, 'addin', indexOf(spot)),
  },
})
