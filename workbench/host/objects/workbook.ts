// The workbook itself through the API, with what hangs on it: settings, application, runtime and
// the one worksheet function that tells which epoch the workbook counts from.
import { DAYS_1904, dayToSerial } from '../../model/coerce-date.ts'
import { refuseArgument, refuseMissing } from '../../model/failure.ts'
import type { Workbook } from '../../model/workbook.ts'
import { RangeSpot } from '../range-spot.ts'
import type { Session } from '../session.ts'
import {
  asFlag,
  asNumber,
  asText,
  asWord,
  describe,
  wire,
  type WireObject,
  wireOrNull,
} from '../wire.ts'

/** The cells that an event speaks of: "event:<sheet id>!<address>", written by host/events.ts. */
function eventRange(book: Workbook, reference: unknown): WireObject | null {
  const [id = '', address = ''] = asText(reference, 'reference')
    .replace(/^event:/, '')
    .split('!')
  const sheet = book.findSheet(id)
  if (sheet === undefined) return null
  return wire('Range', new RangeSpot(sheet, book.locate(address, sheet).rect))
}

export const WORKBOOK = describe('Workbook', {
  properties: { Name: { get: ({ name }) => name } },
  links: {
    Application: (book) => wire('Application', book),
    Functions: (book) => wire('Functions', book),
    PivotTables: () => wire('PivotTableCollection', { sheet: undefined }),
    Protection: (book) => wire('WorkbookProtection', book),
    Settings: (book) => wire('SettingCollection', book),
    Tables: () => wire('TableCollection', { sheet: undefined }),
    Worksheets: (book) => wire('WorksheetCollection', book),
    _Runtime: (book) => wire('Runtime', book),
  },
  methods: {
    GetSelectedRange: ({ selection }) =>
      wire('Range', new RangeSpot(selection.sheet, selection.rect)),
    _GetRangeForEventByReferenceId: (book, [reference]) =>
      eventRange(book, reference) ?? refuseMissing('the sheet of the event'),
    _GetRangeOrNullObjectForEventByReferenceId: (book, [reference]) => eventRange(book, reference),
    _RemoveReference: (_book, [reference], session) => {
      session.references.delete(asText(reference, 'reference'))
    },
  },
})

export const WORKBOOK_PROTECTION = describe('WorkbookProtection', {
  properties: { Protected: { get: ({ isStructureProtected }) => isStructureProtected } },
})

export const APPLICATION = describe('Application', {
  properties: {
    CalculationMode: {
      get: (book) => book.calculationMode,
      set: (book, value) => {
        const words = ['Automatic', 'AutomaticExceptTables', 'Manual'] as const
        book.calculationMode = asWord(value, words, 'calculationMode')
      },
    },
  },
  methods: {
    // Nothing is calculated and nothing drawn here, so that there is nothing to suspend.
    SuspendApiCalculationUntilNextSync: () => null,
    SuspendScreenUpdatingUntilNextSync: () => null,
  },
})

export const RUNTIME = describe('Runtime', {
  properties: {
    EnableEvents: {
      get: (_book, session) => session.eventsEnabled,
      set: (_book, value, session) => {
        session.eventsEnabled = asFlag(value, 'enableEvents')
      },
    },
  },
})

export const FUNCTIONS = describe('Functions', {
  properties: {},
  methods: {
    Date: (book, args) => {
      const [year = 0, month = 0, day = 0] = args.map((arg) => asNumber(arg, 'a part of a date'))
      const serial = dayToSerial(year, month, day) ?? refuseArgument('no such day')
      return wire('FunctionResult', { value: book.date1904 ? serial - DAYS_1904 : serial })
    },
  },
})

export const FUNCTION_RESULT = describe('FunctionResult', {
  properties: { Value: { get: ({ value }) => value }, Error: { get: () => null } },
})

export const SETTINGS = describe('SettingCollection', {
  properties: {},
  methods: {
    Add: (book, [key, value]) => {
      book.settings.set(asText(key, 'key'), value)
      return wire('Setting', { key: asText(key, 'key') })
    },
    GetItemOrNullObject: (book, [key]) => {
      const name = asText(key, 'key')
      return wireOrNull('Setting', book.settings.has(name) ? { key: name } : undefined)
    },
  },
  items: (book) => [...book.settings.keys()].map((key) => wire('Setting', { key })),
  item: (book, key) => {
    const name = asText(key, 'key')
    return book.settings.has(name)
      ? wire('Setting', { key: name })
      : refuseMissing(`setting ${name}`)
  },
})

function settingValue({ book }: Session, key: string): unknown {
  return book.settings.has(key) ? book.settings.get(key) : refuseMissing(`setting ${key}`)
}

export const SETTING = describe('Setting', {
  identity: ({ key }) => ({ _Id: key }),
  properties: {
    Key: { get: ({ key }) => key },
    Value: {
      get: ({ key }, session) => settingValue(session, key),
      set: ({ key }, value, { book }) => {
        book.settings.set(key, value)
      },
    },
  },
  methods: {
    Delete: ({ key }, _args, { book }) => {
      book.settings.delete(key)
    },
  },
})
