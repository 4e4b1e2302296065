// Plans the Excel table of a binding as data: which columns are added, how ours and the user's are dressed.
import type { Cell, Locale } from '../../shared/schema/kind.ts'
import { locales } from '../../shared/schema/kind.ts'
import type { AnyField } from '../../shared/schema/table.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import {
  fieldList,
  headerCells,
  IDENTITY_KEY,
  isEntered,
  newSheetKeys,
  STATUS_KEY,
} from '../../shared/sheet/column.ts'
import { typedNumber } from '../../shared/sheet/typed-number.ts'
import { markFormula } from '../../shared/sync/marks.ts'
import type { ColumnList, TablePlan } from '../excel/port.ts'
import { say } from '../text/say.ts'
import type { List } from './list.ts'
import { widthsOf } from './widths.ts'

const TEXT = '@'

export interface TableWork {
  readonly table: TableKey
  readonly locale: Locale
  /** The key of each column of the finished table; null is the user's own. */
  readonly keys: readonly (string | null)[]
  /** Text columns of the list, in which Excel may have taken a number with a plus for a formula. */
  readonly typed: readonly number[]
  readonly plan: TablePlan
}

export interface ListWishes {
  /** Field keys that this user may write. */
  readonly writable: ReadonlySet<string>
  /** null: the language of the headers. */
  readonly locale: Locale | null
  /** Where the headers speak no language more than another. */
  readonly fallback: Locale
}

const fieldOf = (table: TableKey, key: string | null): AnyField | null =>
  key === null ? null : (sheetFields(table)[key] ?? null)

const localeOf = (list: List, fallback: Locale): Locale => {
  const score = (locale: Locale): number =>
    list.keys.filter((key, at) => fieldOf(list.table, key)?.label[locale] === list.headers[at])
      .length
  const best = Math.max(...locales.map(score))
  if (best === 0 || score(fallback) === best) return fallback
  return locales.find((locale) => score(locale) === best) ?? fallback
}

const column = (lines: readonly (readonly Cell[])[], at: number): readonly Cell[] =>
  lines.map((line) => line[at] ?? '')

const isBlankColumn = (list: List, at: number): boolean =>
  column(list.samples, at).every((cell) => cell === '')

/**
 * A column of ours that stands in the list already is taken again only where the list was ours before or the
 * column is blank: what a user typed under "level" is his, and the server's answer gets a column beside it.
 */
const keepKey = (list: List, writable: ReadonlySet<string>) => {
  const wasOurs = list.keys.includes(IDENTITY_KEY)
  return (key: string | null, at: number): string | null => {
    if (key === null || key === IDENTITY_KEY) return key
    const field = fieldOf(list.table, key)
    if (field !== null && isEntered(field)) return writable.has(key) ? key : null
    return wasOurs || isBlankColumn(list, at) ? key : null
  }
}

const missingKeys = (table: TableKey, present: readonly (string | null)[]): readonly string[] => {
  const ours = fieldList(table)
    .filter(({ field }) => !isEntered(field) && field.show === 'shown')
    .map(({ key }) => key)
  return [STATUS_KEY, ...ours, IDENTITY_KEY].filter((key) => !present.includes(key))
}

const formatOf = (table: TableKey, key: string): string =>
  fieldOf(table, key)?.kind.numberFormat ?? TEXT

/** Text columns become text where nothing the user sees changes by it: no format of his own, no formulas. */
const mayBecomeText = (list: List, at: number): boolean =>
  list.formats.every((line) => line[at] === 'General' || line[at] === TEXT) &&
  column(list.formulas, at).every(
    (cell) => typeof cell !== 'string' || !cell.startsWith('=') || typedNumber(cell) !== null,
  )

/** An amount in a text cell is a text, which no sum and no PivotTable counts: numbers must be able to come in. */
const mustBecomeNumber = (list: List, at: number, key: string): boolean => {
  const storage = fieldOf(list.table, key)?.kind.storage
  const isNumber = storage === 'integer' || storage === 'real'
  return isNumber && list.formats.length > 0 && list.formats.every((line) => line[at] === TEXT)
}

const isTyped = (table: TableKey, key: string | null): boolean => {
  const field = fieldOf(table, key)
  return field !== null && isEntered(field) && field.kind.numberFormat === TEXT
}

const listFormats = (list: List, keys: readonly (string | null)[]): TablePlan['formats'] =>
  keys.flatMap((key, index) => {
    if (key === null) return []
    const format = formatOf(list.table, key)
    const isAdded = index >= list.headers.length
    const isFit =
      isAdded || (format === TEXT ? mayBecomeText(list, index) : mustBecomeNumber(list, index, key))
    return isFit ? [{ index, format }] : []
  })

const choiceLists = (
  table: TableKey,
  keys: readonly (string | null)[],
  locale: Locale,
): readonly ColumnList[] =>
  keys.flatMap((key, index): readonly ColumnList[] => {
    const field = fieldOf(table, key)
    if (field === null || !isEntered(field)) return []
    const items = field.kind.offers(locale)
    return items.length === 0 ? [] : [{ index, items, message: say(locale)('choice.other', {}) }]
  })

interface Place {
  readonly headerRow: number
  readonly firstColumn: number
}

const formulaFor = (keys: readonly (string | null)[], { headerRow, firstColumn }: Place): string =>
  markFormula(headerRow, firstColumn, firstColumn + keys.indexOf(IDENTITY_KEY))

export const planList = (list: List, wishes: ListWishes): TableWork => {
  const { table } = list
  const locale = wishes.locale ?? localeOf(list, wishes.fallback)
  const own = list.keys.map(keepKey(list, wishes.writable))
  const added = missingKeys(table, own)
  const keys = [...own, ...added]
  const headers = headerCells(table, added, locale)
  return {
    table,
    locale,
    keys,
    typed: own.flatMap((key, index) => (isTyped(table, key) ? [index] : [])),
    plan: {
      sheet: list.sheet,
      source: list.source,
      headers: null,
      append: headers,
      formats: listFormats(list, keys),
      lists: choiceLists(table, keys, locale),
      hidden: [keys.indexOf(IDENTITY_KEY)],
      widths: widthsOf(keys, [...list.headers, ...headers], list.headers.length),
      markFormula: formulaFor(keys, list),
    },
  }
}

export const planEmpty = (
  sheet: string,
  table: TableKey,
  locale: Locale,
  more: readonly string[],
): TableWork => {
  const keys = newSheetKeys(table, more)
  const headers = headerCells(table, keys, locale)
  return {
    table,
    locale,
    keys,
    typed: [],
    plan: {
      sheet,
      source: { kind: 'area', area: { top: 0, left: 0, rows: 2, columns: keys.length } },
      headers,
      append: [],
      formats: keys.map((key, index) => ({ index, format: formatOf(table, key) })),
      lists: choiceLists(table, keys, locale),
      hidden: [keys.indexOf(IDENTITY_KEY)],
      widths: widthsOf(keys, headers, 0),
      markFormula: formulaFor(keys, { headerRow: 0, firstColumn: 0 }),
    },
  }
}
