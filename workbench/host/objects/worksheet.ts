// Sheets through the API.
import { ExcelFailure, refuseMissing } from '../../model/failure.ts'
import { MAX_COLUMNS, MAX_ROWS, rectOf, type Rect } from '../../model/rect.ts'
import type { Sheet, Visibility } from '../../model/sheet.ts'
import type { Workbook } from '../../model/workbook.ts'
import { RangeSpot } from '../range-spot.ts'
import type { Session } from '../session.ts'
import {
  asNumber,
  asText,
  asWord,
  describe,
  selfOf,
  wire,
  type WireObject,
  wireOrNull,
} from '../wire.ts'
import { eventMethods } from './event-methods.ts'

const SHEET_EVENTS = {
  DataChanged: 10,
  Activated: 11,
  Deactivated: 12,
  SelectionChanged: 14,
  RowSorted: 19,
  RowHiddenChanged: 22,
}

const ONE_CELL: Rect = { row: 0, column: 0, rows: 1, columns: 1 }
const WHOLE_SHEET: Rect = { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS }

function range(sheet: Sheet, rect: Rect): WireObject {
  return wire('Range', new RangeSpot(sheet, rect))
}

function locate(sheet: Sheet, address: unknown, session: Session): WireObject {
  if (address === null || address === undefined || address === '') return range(sheet, WHOLE_SHEET)
  const place = session.book.locate(asText(address, 'address'), sheet)
  return range(place.sheet, place.rect)
}

/** Hiding the sheet in view shows the next one; the last visible sheet stays. */
function setVisibility(sheet: Sheet, visibility: Visibility, book: Workbook): void {
  const next = book.sheets.find((other) => other !== sheet && other.visibility === 'Visible')
  if (visibility !== 'Visible' && next === undefined) {
    throw new ExcelFailure('InvalidOperation', 'A workbook needs at least one visible sheet.')
  }
  sheet.visibility = visibility
  if (visibility !== 'Visible' && book.active === sheet && next !== undefined) book.activate(next)
}

function find(book: Workbook, key: unknown): Sheet | undefined {
  return book.findSheet(asText(key, 'the key of a sheet'))
}

export const WORKSHEETS = describe('WorksheetCollection', {
  properties: {},
  methods: {
    Add: (book, [name]) =>
      wire('Worksheet', book.addSheet(typeof name === 'string' ? name : undefined, 'addin')),
    GetActiveWorksheet: (book) => wire('Worksheet', book.active),
    GetCount: (book, [visibleOnly]) =>
      book.sheets.filter(({ visibility }) => visibleOnly !== true || visibility === 'Visible')
        .length,
    GetItemOrNullObject: (book, [key]) => wireOrNull('Worksheet', find(book, key)),
    ...eventMethods<Workbook>({ ...SHEET_EVENTS, Added: 13, Deleted: 15 }, () => 'Workbook'),
  },
  items: (book) => book.sheets.map((sheet) => wire('Worksheet', sheet)),
  item: (book, key) => wire('Worksheet', find(book, key) ?? refuseMissing(`sheet ${String(key)}`)),
})

/** Every access to a sheet that was deleted says so. */
function alive(sheet: Sheet, session: Session): Sheet {
  return session.book.sheets.includes(sheet) ? sheet : refuseMissing(`sheet ${sheet.name}`)
}

export const WORKSHEET = describe('Worksheet', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Name: {
      get: (sheet, session) => alive(sheet, session).name,
      set: (sheet, value, session) => session.book.renameSheet(sheet, asText(value, 'name')),
    },
    Position: {
      get: (sheet, session) => session.book.sheets.indexOf(sheet),
      set: (sheet, value, session) => {
        const others = session.book.sheets.filter((other) => other !== sheet)
        session.book.sheets = others.toSpliced(asNumber(value, 'position'), 0, sheet)
      },
    },
    Visibility: {
      get: ({ visibility }) => visibility,
      set: (sheet, value, session) => {
        const words = ['Visible', 'Hidden', 'VeryHidden'] as const
        setVisibility(sheet, asWord(value, words, 'visibility'), session.book)
      },
    },
  },
  links: {
    // The filter of a sheet outside of tables; the workbench's person sets none.
    AutoFilter: () => wire('AutoFilter', undefined),
    Charts: (sheet) => wire('ChartCollection', sheet),
    FreezePanes: (sheet) => wire('WorksheetFreezePanes', sheet),
    PivotTables: (sheet) => wire('PivotTableCollection', { sheet }),
    Protection: (sheet) => wire('WorksheetProtection', sheet),
    Tables: (sheet) => wire('TableCollection', { sheet }),
  },
  methods: {
    Activate: (sheet, _args, session) => session.book.activate(alive(sheet, session)),
    Delete: (sheet, _args, session) => session.book.deleteSheet(alive(sheet, session), 'addin'),
    GetCell: (sheet, [row, column]) =>
      range(sheet, rectOf(asNumber(row, 'row'), asNumber(column, 'column'), 1, 1)),
    GetRange: (sheet, [address], session) => locate(alive(sheet, session), address, session),
    GetRangeByIndexes: (sheet, args, session) => {
      const [row = 0, column = 0, rows = 0, columns = 0] = args.map((arg) => asNumber(arg, 'index'))
      return range(alive(sheet, session), rectOf(row, column, rows, columns))
    },
    GetUsedRange: (sheet, [valuesOnly]) =>
      range(sheet, sheet.grid.usedRect(valuesOnly === true) ?? ONE_CELL),
    GetUsedRangeOrNullObject: (sheet, [valuesOnly]) => {
      const rect = sheet.grid.usedRect(valuesOnly === true)
      return wireOrNull('Range', rect === undefined ? undefined : new RangeSpot(sheet, rect))
    },
    ...eventMethods<Sheet>(SHEET_EVENTS, ({ id }) => id),
  },
})

export const PROTECTION = describe('WorksheetProtection', {
  properties: { Protected: { get: ({ isProtected }) => isProtected } },
})

export const FREEZE_PANES = describe('WorksheetFreezePanes', {
  properties: {},
  methods: {
    FreezeAt: (sheet, [value], session) => {
      const spot = selfOf(value, 'Range')
      const rect = spot?.rect ?? session.book.locate(asText(value, 'range'), sheet).rect
      sheet.frozenRows = rect.row + rect.rows
      sheet.frozenColumns = rect.column + rect.columns
    },
    FreezeRows: (sheet, [count]) => {
      sheet.frozenRows = asNumber(count ?? 1, 'count')
      sheet.frozenColumns = 0
    },
    FreezeColumns: (sheet, [count]) => {
      sheet.frozenColumns = asNumber(count ?? 1, 'count')
      sheet.frozenRows = 0
    },
    Unfreeze: (sheet) => {
      sheet.frozenRows = 0
      sheet.frozenColumns = 0
    },
    GetLocationOrNullObject: (sheet) => {
      if (sheet.frozenRows === 0 && sheet.frozenColumns === 0) return null
      const rows = sheet.frozenRows || MAX_ROWS
      return range(sheet, { row: 0, column: 0, rows, columns: sheet.frozenColumns || MAX_COLUMNS })
    },
  },
})
