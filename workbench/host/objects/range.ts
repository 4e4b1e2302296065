// The Range of the API: values and looks of a rectangle, and what can be done to its cells.
import { clearCells, type ClearWhat, formatCells, writeValues } from '../../model/edit.ts'
import { ExcelFailure, refuseArgument } from '../../model/failure.ts'
import {
  cellCount,
  intersect,
  isWholeColumns,
  isWholeRows,
  quoteSheet,
  rectToAddress,
} from '../../model/rect.ts'
import { deleteCells, insertCells } from '../../model/shift.ts'
import { shownText } from '../../model/show.ts'
import { sortRows } from '../../model/sort.ts'
import { RangeSpot } from '../range-spot.ts'
import type { Session } from '../session.ts'
import {
  asFlag,
  asList,
  asNumber,
  asRecord,
  asText,
  asWord,
  describe,
  wire,
  wireOrNull,
  type WireProperty,
} from '../wire.ts'
import { blockOf, readBlock, uniform, valueType } from './block.ts'
import { RANGE_MOVES } from './range-moves.ts'

const VALUES: WireProperty<RangeSpot> = {
  get: (spot, session) => readBlock(spot, session, (rect) => spot.sheet.grid.values(rect)),
  set: write,
}

const FORMULAS: WireProperty<RangeSpot> = {
  get: (spot, session) => readBlock(spot, session, (rect) => spot.sheet.grid.formulas(rect)),
  set: write,
}

function write({ sheet, rect }: RangeSpot, value: unknown, session: Session): void {
  session.cellsWritten += cellCount(rect)
  writeValues(session.book, sheet, rect, blockOf(value, rect))
}

const NUMBER_FORMAT: WireProperty<RangeSpot> = {
  get: (spot, session) =>
    readBlock(spot, session, (rect) =>
      spot.sheet.grid.map(rect, (row, column) => spot.sheet.grid.style(row, column).numberFormat),
    ),
  set: ({ sheet, rect }, value, { book }) => {
    if (typeof value === 'string') {
      formatCells(book, sheet, rect, 'numberFormat', () => value)
      return
    }
    const block = blockOf(value, rect)
    formatCells(book, sheet, rect, 'numberFormat', (down, right) => {
      const format = block[down]?.[right]
      return format === null || format === undefined ? undefined : asText(format, 'numberFormat')
    })
  },
}

const TEXT: WireProperty<RangeSpot> = {
  get: (spot, session) =>
    readBlock(spot, session, (rect) =>
      spot.sheet.grid.map(rect, (row, column) => {
        const { numberFormat } = spot.sheet.grid.style(row, column)
        return shownText(spot.sheet.grid.value(row, column), numberFormat, session.book.date1904)
      }),
    ),
}

const VALUE_TYPES: WireProperty<RangeSpot> = {
  get: (spot, session) =>
    readBlock(spot, session, (rect) =>
      spot.sheet.grid.map(rect, (row, column) => valueType(spot.sheet, row, column)),
    ),
}

const ROW_HIDDEN: WireProperty<RangeSpot> = {
  get: ({ sheet, rect }) => uniform(rowsOf(rect).map((row) => sheet.grid.hiding(row) !== 0)),
  set: ({ sheet, rect }, value) => {
    sheet.touch()
    const hiding = asFlag(value, 'rowHidden') ? 1 : 0
    for (const row of rowsOf(rect)) sheet.grid.setHiding(row, hiding)
  },
}

const COLUMN_HIDDEN: WireProperty<RangeSpot> = {
  get: ({ sheet, rect }) => uniform(columnsOf(rect).map((column) => sheet.look(column).hidden)),
  set: ({ sheet, rect }, value) => {
    sheet.touch()
    const hidden = asFlag(value, 'columnHidden')
    for (const column of columnsOf(rect)) sheet.setLook(column, { hidden })
  },
}

type RectOf = RangeSpot['rect']

export function columnsOf(rect: RectOf): readonly number[] {
  return Array.from({ length: rect.columns }, (_, index) => rect.column + index)
}

function rowsOf(rect: RectOf): readonly number[] {
  return Array.from({ length: rect.rows }, (_, index) => rect.row + index)
}

export function addressOf({ sheet, rect }: RangeSpot): string {
  return `${quoteSheet(sheet.name)}!${rectToAddress(rect)}`
}

function deleteRange({ sheet, rect }: RangeSpot, direction: 'up' | 'left', session: Session): void {
  const isFiltered = sheet.tables.some(
    (table) => table.isFiltered && intersect(table.bodyRect, rect) !== undefined,
  )
  if (isFiltered && direction === 'up' && session.book.quirks.deleteUnderFilter) {
    throw new ExcelFailure('InsertDeleteConflict', 'Rows of a filtered table cannot be deleted.')
  }
  deleteCells(session.book, sheet, rect, direction, 'addin')
}

/** @throws ExcelFailure InvalidArgument when a key is no column of the sorted width */
export function sortKeys(fields: unknown, columns: number) {
  return asList(fields, 'fields').map((field) => {
    const { key, ascending } = asRecord(field, 'a sort field')
    const column = asNumber(key, 'key')
    if (column < 0 || column >= columns) refuseArgument(`no column ${column} to sort by`)
    return { column, ascending: ascending !== false }
  })
}

export const RANGE = describe('Range', {
  properties: {
    Values: VALUES,
    Formulas: FORMULAS,
    NumberFormat: NUMBER_FORMAT,
    Text: TEXT,
    ValueTypes: VALUE_TYPES,
    RowHidden: ROW_HIDDEN,
    ColumnHidden: COLUMN_HIDDEN,
    Address: { get: addressOf },
    RowIndex: { get: ({ rect }) => rect.row },
    ColumnIndex: { get: ({ rect }) => rect.column },
    RowCount: { get: ({ rect }) => rect.rows },
    ColumnCount: { get: ({ rect }) => rect.columns },
    CellCount: { get: ({ rect }) => cellCount(rect) },
    IsEntireRow: { get: ({ rect }) => isWholeRows(rect) },
    IsEntireColumn: { get: ({ rect }) => isWholeColumns(rect) },
  },
  links: {
    ConditionalFormats: (spot) => wire('ConditionalFormatCollection', spot),
    DataValidation: (spot) => wire('DataValidation', spot),
    Format: (spot) => wire('RangeFormat', spot),
    Sort: (spot) => wire('RangeSort', spot),
    Worksheet: ({ sheet }) => wire('Worksheet', sheet),
  },
  methods: {
    ...RANGE_MOVES,
    _ValidateArraySize: ({ rect }, [rows, columns]) => {
      if (rows !== rect.rows || columns !== rect.columns) {
        refuseArgument(`the array does not have ${rect.rows} x ${rect.columns} values`)
      }
    },
    Clear: ({ sheet, rect }, [applyTo], session) => {
      const words = ['All', 'Contents', 'Formats'] as const
      const what: ClearWhat = asWord(applyTo ?? 'All', words, 'applyTo')
      clearCells(session.book, sheet, rect, what, 'addin')
    },
    Select: ({ sheet, rect }, _args, session) => session.book.select(sheet, rect),
    Insert: (spot, [shift], session) => {
      const direction = asWord(shift, ['Down', 'Right'], 'shift') === 'Down' ? 'down' : 'right'
      const { sheet, rect } = spot
      insertCells(session.book, sheet, rect, direction, 'addin')
      return wire('Range', new RangeSpot(sheet, rect))
    },
    Delete: (spot, [shift], session) => {
      deleteRange(spot, asWord(shift, ['Up', 'Left'], 'shift') === 'Up' ? 'up' : 'left', session)
    },
    GetMergedAreasOrNullObject: ({ sheet, rect }) => {
      const merges = sheet.merges.filter((merge) => intersect(merge, rect) !== undefined)
      const areas = merges.map((merge) => new RangeSpot(sheet, merge))
      return wireOrNull('RangeAreas', areas.length > 0 ? { areas } : undefined)
    },
  },
})

export const RANGE_SORT = describe('RangeSort', {
  properties: {},
  methods: {
    Apply: ({ sheet, rect }, [fields, matchCase, hasHeaders], session) => {
      if (matchCase === true) throw session.missing('RangeSort.Apply(matchCase)')
      const skip = hasHeaders === true ? 1 : 0
      const body = { ...rect, row: rect.row + skip, rows: rect.rows - skip }
      sortRows(session.book, sheet, body, sortKeys(fields, rect.columns), 'addin')
    },
  },
})

export const RANGE_AREAS = describe('RangeAreas', {
  properties: {
    Address: { get: ({ areas }) => areas.map(addressOf).join(',') },
    AreaCount: { get: ({ areas }) => areas.length },
    CellCount: { get: ({ areas }) => areas.reduce((sum, { rect }) => sum + cellCount(rect), 0) },
  },
  links: { Areas: (self) => wire('RangeCollection', self) },
})

export const RANGE_COLLECTION = describe('RangeCollection', {
  properties: {},
  methods: { GetCount: ({ areas }) => areas.length },
  items: ({ areas }) => areas.map((spot) => wire('Range', spot)),
})
