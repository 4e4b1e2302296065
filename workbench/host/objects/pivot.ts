// PivotTables through the API: made from a table or a range, refreshed, read, deleted.
import { ExcelFailure, refuseMissing } from '../../model/failure.ts'
import type { PivotSource } from '../../model/pivot-cache.ts'
import {
  addPivot,
  changePivot,
  deletePivot,
  findPivot,
  type Pivot,
  pivotAt,
  pivotsOf,
  type PivotSpot,
  refreshPivot,
} from '../../model/pivot.ts'
import { quoteSheet, type Rect, rectOf, rectToAddress } from '../../model/rect.ts'
import { RangeSpot } from '../range-spot.ts'
import type { PivotsSpot } from '../selves.ts'
import type { Session } from '../session.ts'
import { asText, describe, selfOf, wire, type WireObject, wireOrNull } from '../wire.ts'

/** A table, a range, or a text that names either. */
function sourceOf(spot: PivotsSpot, value: unknown, { book }: Session): PivotSource {
  const table =
    selfOf(value, 'Table') ?? (typeof value === 'string' ? book.findTable(value) : undefined)
  if (table !== undefined) return { kind: 'table', id: table.id }
  const range = selfOf(value, 'Range')
  const { sheet, rect } = range ?? book.locate(asText(value, 'source'), spot.sheet)
  // A range that is just a table's is taken as a range: it does not grow.
  return { kind: 'range', sheetId: sheet.id, rect }
}

function add(spot: PivotsSpot, args: readonly unknown[], session: Session): WireObject {
  const [name, source, destination] = args
  const { pivotAdd } = session.quirks
  if (pivotAdd !== 'works') {
    throw new ExcelFailure(pivotAdd, 'You cannot perform the requested operation.')
  }
  const place =
    selfOf(destination, 'Range') ??
    session.book.locate(asText(destination, 'destination'), spot.sheet)
  const { row, column } = place.rect
  const made = addPivot(
    session.book,
    {
      name: asText(name, 'name'),
      source: sourceOf(spot, source, session),
      sheet: place.sheet,
      row,
      column,
    },
    'addin',
  )
  return wire('PivotTable', made)
}

function find({ sheet }: PivotsSpot, key: unknown, { book }: Session): PivotSpot | undefined {
  return findPivot(book, asText(key, 'the key of a PivotTable'), sheet)
}

export const PIVOT_TABLE_COLLECTION = describe('PivotTableCollection', {
  properties: {},
  methods: {
    Add: add,
    GetCount: ({ sheet }, _args, { book }) => pivotsOf(book, sheet).length,
    GetItemOrNullObject: (spot, [key], session) =>
      wireOrNull('PivotTable', find(spot, key, session)),
    RefreshAll: ({ sheet }, _args, { book }) => {
      for (const spot of pivotsOf(book, sheet)) refreshPivot(book, spot, 'addin')
    },
  },
  items: ({ sheet }, { book }) => pivotsOf(book, sheet).map((spot) => wire('PivotTable', spot)),
  item: (spot, key, session) =>
    wire('PivotTable', find(spot, key, session) ?? refuseMissing(`PivotTable ${String(key)}`)),
})

/** D: Excel.PivotTable.getDataSourceString names tables and ranges; in what form was not to be found. */
function sourceText({ source }: Pivot, session: Session): string {
  session.requireApi(15)
  const { book } = session
  if (source.kind === 'table') return book.findTable(source.id)?.name ?? ''
  const sheet = book.findSheet(source.sheetId)
  return sheet === undefined ? '' : `${quoteSheet(sheet.name)}!${rectToAddress(source.rect)}`
}

export const PIVOT_TABLE = describe('PivotTable', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Name: {
      get: (spot) => pivotAt(spot).name,
      set: (spot, value, { book }) =>
        changePivot(book, spot, { name: asText(value, 'name') }, 'addin'),
    },
  },
  links: {
    ColumnHierarchies: (pivot) =>
      wire('RowColumnPivotHierarchyCollection', { pivot, axis: 'columns' }),
    DataHierarchies: (pivot) => wire('DataPivotHierarchyCollection', pivot),
    FilterHierarchies: (pivot) => wire('FilterPivotHierarchyCollection', pivot),
    Hierarchies: (pivot) => wire('PivotHierarchyCollection', pivot),
    Layout: (pivot) => wire('PivotLayout', pivot),
    RowHierarchies: (pivot) => wire('RowColumnPivotHierarchyCollection', { pivot, axis: 'rows' }),
    Worksheet: ({ sheet }) => wire('Worksheet', sheet),
  },
  methods: {
    Delete: (spot, _args, { book }) => deletePivot(book, spot, 'addin'),
    GetDataSourceString: (spot, _args, session) => sourceText(pivotAt(spot), session),
    GetDataSourceType: (spot, _args, session) => {
      session.requireApi(15)
      return pivotAt(spot).source.kind === 'table' ? 'LocalTable' : 'LocalRange'
    },
    Refresh: (spot, _args, { book }) => refreshPivot(book, spot, 'addin'),
  },
})

function part(spot: PivotSpot, cut: (pivot: Pivot) => Rect): WireObject {
  return wire('Range', new RangeSpot(spot.sheet, cut(pivotAt(spot))))
}

/** Without values there is no body; Excel itself fails badly then (#2926). */
function bodyOf({ rect, headerRows, labelColumns, values }: Pivot): Rect {
  if (values.length === 0) {
    throw new ExcelFailure('GeneralException', 'The PivotTable has no values.')
  }
  return rectOf(
    rect.row + headerRows,
    rect.column + labelColumns,
    rect.rows - headerRows,
    rect.columns - labelColumns,
  )
}

export const PIVOT_LAYOUT = describe('PivotLayout', {
  properties: {
    // The other two forms are not drawn here, so that there is nothing to set.
    LayoutType: { get: () => 'Compact' },
  },
  methods: {
    GetDataBodyRange: (spot) => part(spot, bodyOf),
    GetRange: (spot) => part(spot, ({ rect }) => rect),
    GetRowLabelRange: (spot) =>
      part(spot, ({ rect, headerRows }) =>
        rectOf(
          rect.row + Math.max(0, headerRows - 1),
          rect.column,
          rect.rows - Math.max(0, headerRows - 1),
          1,
        ),
      ),
  },
})
