// Tables through the API.
import { refuseArgument, refuseMissing } from '../../model/failure.ts'
import { clearFilter } from '../../model/filter.ts'
import type { Rect } from '../../model/rect.ts'
import { deleteCells } from '../../model/shift.ts'
import { sortRows } from '../../model/sort.ts'
import type { Table } from '../../model/table.ts'
import { convertToRange, createTable, renameTable, resizeTable } from '../../model/tables.ts'
import { RangeSpot } from '../range-spot.ts'
import type { TablesSpot } from '../selves.ts'
import type { Session } from '../session.ts'
import {
  asFlag,
  asNumber,
  asText,
  describe,
  selfOf,
  wire,
  type WireObject,
  wireOrNull,
} from '../wire.ts'
import { eventMethods } from './event-methods.ts'
import { sortKeys } from './range.ts'

function tablesOf({ sheet }: TablesSpot, session: Session): readonly Table[] {
  return sheet?.tables ?? session.book.tables
}

/** By name or id, among the tables of the collection only. */
function findIn(spot: TablesSpot, key: unknown, session: Session): Table | undefined {
  const table = session.book.findTable(asText(key, 'the key of a table'))
  return table !== undefined && tablesOf(spot, session).includes(table) ? table : undefined
}

function rangeOf(table: Table, rect: Rect, session: Session): WireObject {
  return wire('Range', new RangeSpot(session.book.sheetOf(table), rect))
}

function argumentRange(spot: TablesSpot, value: unknown, session: Session): RangeSpot {
  const range = selfOf(value, 'Range')
  if (range !== undefined) return range
  const { sheet, rect } = session.book.locate(asText(value, 'address'), spot.sheet)
  return new RangeSpot(sheet, rect)
}

export const TABLE_COLLECTION = describe('TableCollection', {
  properties: { Count: { get: (spot, session) => tablesOf(spot, session).length } },
  methods: {
    Add: (spot, [address, hasHeaders], session) => {
      const { sheet, rect } = argumentRange(spot, address, session)
      const table = createTable(
        session.book,
        sheet,
        rect,
        asFlag(hasHeaders, 'hasHeaders'),
        'addin',
      )
      return wire('Table', table)
    },
    GetCount: (spot, _args, session) => tablesOf(spot, session).length,
    GetItemAt: (spot, [index], session) => {
      const table = tablesOf(spot, session)[asNumber(index, 'index')]
      return wire('Table', table ?? refuseMissing(`table ${String(index)}`))
    },
    GetItemOrNullObject: (spot, [key], session) => wireOrNull('Table', findIn(spot, key, session)),
    ...eventMethods<TablesSpot>({ DataChanged: 101, Added: 102, Deleted: 103 }, () => 'Workbook'),
  },
  items: (spot, session) => tablesOf(spot, session).map((table) => wire('Table', table)),
  item: (spot, key, session) =>
    wire('Table', findIn(spot, key, session) ?? refuseMissing(`table ${String(key)}`)),
})

/** Every access to a table that is gone says so. */
function alive(table: Table, session: Session): Table {
  session.book.sheetOf(table)
  return table
}

export const TABLE = describe('Table', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Name: {
      get: (table, session) => alive(table, session).name,
      set: (table, value, session) => renameTable(session.book, table, asText(value, 'name')),
    },
    ShowHeaders: { get: () => true },
    ShowTotals: {
      get: ({ showTotals }) => showTotals,
      set: (table, value, session) => setTotals(table, asFlag(value, 'showTotals'), session),
    },
    Style: {
      get: ({ style }) => style,
      set: (table, value, session) => {
        session.book.sheetOf(table).touch()
        table.style = asText(value, 'style')
      },
    },
    ShowFilterButton: {
      get: ({ showFilterButton }) => showFilterButton,
      set: (table, value, session) => {
        session.book.sheetOf(table).touch()
        table.showFilterButton = asFlag(value, 'showFilterButton')
      },
    },
  },
  links: {
    AutoFilter: (table) => wire('AutoFilter', table),
    Columns: (table, session) => wire('TableColumnCollection', alive(table, session)),
    Rows: (table, session) => wire('TableRowCollection', alive(table, session)),
    Sort: (table) => wire('TableSort', table),
    Worksheet: (table, session) => wire('Worksheet', session.book.sheetOf(table)),
  },
  methods: {
    GetRange: (table, _args, session) => rangeOf(table, table.rect, session),
    GetHeaderRowRange: (table, _args, session) => rangeOf(table, table.headerRect, session),
    GetDataBodyRange: (table, _args, session) => rangeOf(table, table.bodyRect, session),
    ClearFilters: (table, _args, session) => clearFilter(session.book, table, 'addin'),
    ConvertToRange: (table, _args, session) => {
      const { rect } = table
      return wire('Range', new RangeSpot(convertToRange(session.book, table, 'addin'), rect))
    },
    Delete: (table, _args, session) => {
      deleteCells(session.book, session.book.sheetOf(table), table.rect, 'up', 'addin')
    },
    Resize: (table, [value], session) => {
      const sheet = session.book.sheetOf(table)
      const range = argumentRange({ sheet }, value, session)
      if (range.sheet !== sheet) refuseArgument('a table stays on its sheet')
      resizeTable(session.book, sheet, table, range.rect)
    },
    ...eventMethods<Table>({ DataChanged: 101, SelectionChanged: 100 }, ({ id }) => id),
  },
})

function setTotals(table: Table, show: boolean, session: Session): void {
  if (show === table.showTotals) return
  session.book.sheetOf(table).touch()
  table.showTotals = show
  table.rect = { ...table.rect, rows: table.rect.rows + (show ? 1 : -1) }
}

export const TABLE_ROWS = describe('TableRowCollection', {
  properties: { Count: { get: (table) => table.bodyRows } },
  methods: { GetCount: (table) => table.bodyRows },
})

export const TABLE_SORT = describe('TableSort', {
  properties: {},
  methods: {
    Apply: (table, [fields, matchCase], session) => {
      if (matchCase === true) throw session.missing('TableSort.Apply(matchCase)')
      const keys = sortKeys(fields, table.rect.columns)
      sortRows(session.book, session.book.sheetOf(table), table.bodyRect, keys, 'addin')
    },
  },
})

export const AUTO_FILTER = describe('AutoFilter', {
  properties: {
    Enabled: { get: (table) => table?.showFilterButton ?? false },
    IsDataFiltered: { get: (table) => table?.isFiltered ?? false },
  },
})
