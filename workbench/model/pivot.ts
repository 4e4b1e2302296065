// PivotTables of a sheet: kept as plain records that are replaced when they change, drawn into cells from their cache.
// Choosing fields draws them anew from the cache; only a refresh reads the source.
import type { Origin } from './events.ts'
import { ExcelFailure, refuseArgument, refuseMissing } from './failure.ts'
import { type PivotCache, type PivotSource, readCache } from './pivot-cache.ts'
import { layOut, type PivotFields, type PivotLines, type PivotValue } from './pivot-layout.ts'
import { pivotWords, type PivotWords } from './pivot-words.ts'
import { columnEnd, intersect, type Rect, rectOf, rowEnd } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { shownText } from './show.ts'
import { PLAIN, restyle } from './style.ts'
import { requireUnprotected, type Workbook } from './workbook.ts'

export interface Pivot extends PivotFields {
  readonly id: string
  readonly name: string
  readonly source: PivotSource
  readonly filters: readonly string[]
  readonly cache: PivotCache
  /** The report without its filters, which stand above it with one empty row between. */
  readonly rect: Rect
  readonly headerRows: number
  readonly labelColumns: number
}

/** What Excel keeps free for a PivotTable without fields (known). */
const EMPTY_SIZE = { rows: 18, columns: 3 }

export interface PivotSpot {
  readonly sheet: Sheet
  readonly id: string
}

export const wordsOf = (book: Workbook): PivotWords => pivotWords(book.quirks.locale)

/** @throws ExcelFailure ItemNotFound when it was deleted */
export function pivotAt({ sheet, id }: PivotSpot): Pivot {
  return sheet.pivots.find((pivot) => pivot.id === id) ?? refuseMissing(`PivotTable ${id}`)
}

/** All of a workbook, sheet by sheet. */
export function pivotsOf(book: Workbook, sheet?: Sheet): readonly PivotSpot[] {
  const sheets = sheet === undefined ? book.sheets : [sheet]
  return sheets.flatMap((home) => home.pivots.map(({ id }) => ({ sheet: home, id })))
}

export function findPivot(book: Workbook, key: string, sheet?: Sheet): PivotSpot | undefined {
  const wanted = key.toLowerCase()
  return pivotsOf(book, sheet).find((spot) => {
    const { id, name } = pivotAt(spot)
    return id === key || name.toLowerCase() === wanted
  })
}

export interface PivotPlan {
  readonly name: string
  readonly source: PivotSource
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
}

/**
 * Makes a PivotTable without fields.
 * @throws ExcelFailure InvalidArgument for a name in use or a source without headers
 */
export function addPivot(book: Workbook, plan: PivotPlan, origin: Origin): PivotSpot {
  const { sheet, name, source } = plan
  requireUnprotected(sheet)
  if (name === '' || findPivot(book, name) !== undefined) {
    refuseArgument(`"${name}" is no free name for a PivotTable`)
  }
  const cache = readCache(book, source)
  const rect = rectOf(plan.row, plan.column, EMPTY_SIZE.rows, EMPTY_SIZE.columns)
  refuseOverlap(sheet, rect)
  sheet.touch()
  const none = { rows: [], columns: [], values: [], filters: [] }
  const made = { ...none, id: book.newId(), name, source, cache, rect }
  sheet.pivots = [...sheet.pivots, { ...made, headerRows: 0, labelColumns: 0 }]
  book.emit({ kind: 'changed', sheet, rect, changeType: 'RangeEdited', origin })
  return { sheet, id: made.id }
}

type Change = Partial<Pick<Pivot, 'name' | 'rows' | 'columns' | 'values' | 'filters' | 'cache'>>

/** Replaces the record; where more than the name changed, its cells are drawn anew. */
export function changePivot(book: Workbook, spot: PivotSpot, change: Change, origin: Origin): void {
  const { sheet } = spot
  const former = pivotAt(spot)
  requireUnprotected(sheet)
  sheet.touch()
  const isOnlyName = Object.keys(change).every((key) => key === 'name')
  const next = { ...former, ...change }
  replace(sheet, isOnlyName ? next : draw(book, sheet, former, next, origin))
}

function replace(sheet: Sheet, next: Pivot): void {
  sheet.pivots = sheet.pivots.map((pivot) => (pivot.id === next.id ? next : pivot))
}

/** Reads the source anew. A field whose header is gone leaves the report (known). */
export function refreshPivot(book: Workbook, spot: PivotSpot, origin: Origin): void {
  const pivot = pivotAt(spot)
  const cache = readCache(book, pivot.source, pivot.cache)
  const isThere = (field: string): boolean => cache.fields.includes(field)
  changePivot(
    book,
    spot,
    {
      cache,
      rows: pivot.rows.filter(isThere),
      columns: pivot.columns.filter(isThere),
      filters: pivot.filters.filter(isThere),
      values: pivot.values.filter(({ field }) => isThere(field)),
    },
    origin,
  )
}

export function deletePivot(book: Workbook, spot: PivotSpot, origin: Origin): void {
  const { sheet } = spot
  const pivot = pivotAt(spot)
  requireUnprotected(sheet)
  sheet.touch()
  clearDrawn(sheet, pivot)
  sheet.pivots = sheet.pivots.filter(({ id }) => id !== pivot.id)
  const rect = reachOf(pivot)
  book.emit({ kind: 'changed', sheet, rect, changeType: 'RangeEdited', origin })
}

const isWithoutFields = ({ rows, columns, values }: Pivot): boolean =>
  rows.length + columns.length + values.length === 0

/** The room of a report without fields is only spoken for: what stands there is not its own. */
function clearDrawn(sheet: Sheet, pivot: Pivot): void {
  const { rect } = pivot
  const above = { ...reachOf(pivot), rows: filterRows(pivot) }
  sheet.grid.clear(above, 'All')
  if (!isWithoutFields(pivot)) sheet.grid.clear(rect, 'All')
}

const filterRows = ({ filters }: Pick<Pivot, 'filters'>): number =>
  filters.length === 0 ? 0 : filters.length + 1

/** The report with its filters. */
export function reachOf(pivot: Pick<Pivot, 'filters' | 'rect'>): Rect {
  const above = filterRows(pivot)
  const { rect } = pivot
  return { ...rect, row: rect.row - above, rows: rect.rows + above }
}

/** A name that another value or a field of the source has is refused (known: "已有相同数据透视表字段名存在"). */
export function requireFreeValueName(pivot: Pivot, name: string, self: PivotValue): void {
  const others = pivot.values.filter((value) => value !== self).map((value) => value.name)
  const taken = [...pivot.cache.fields, ...others].map((other) => other.toLowerCase())
  if (name === '' || taken.includes(name.toLowerCase())) {
    refuseArgument(`"${name}" is the name of another PivotTable field`)
  }
}

/** @throws ExcelFailure InvalidOperation where a table or another PivotTable stands (ONLYOFFICE#3323 has the words) */
function refuseOverlap(sheet: Sheet, rect: Rect, self?: string): void {
  const isHit = (other: Rect): boolean => intersect(other, rect) !== undefined
  if (sheet.tables.some((table) => isHit(table.rect))) {
    throw new ExcelFailure('InvalidOperation', 'A PivotTable report cannot overlap a table.')
  }
  if (sheet.pivots.some((pivot) => pivot.id !== self && isHit(reachOf(pivot)))) {
    throw new ExcelFailure(
      'InvalidOperation',
      'A PivotTable report cannot overlap another PivotTable report.',
    )
  }
}

/** Draws `next` where `former` stood. Other cells in its way are overwritten: an add-in is not asked (known). */
function draw(book: Workbook, sheet: Sheet, former: Pivot, next: Pivot, origin: Origin): Pivot {
  const words = wordsOf(book)
  const top = reachOf(former).row + filterRows(next)
  const { column } = former.rect
  const isEmpty = isWithoutFields(next)
  const laid: PivotLines = isEmpty
    ? { lines: [], headerRows: 0, labelColumns: 0 }
    : layOut(next.cache, next, words)
  const rect = isEmpty
    ? rectOf(top, column, EMPTY_SIZE.rows, EMPTY_SIZE.columns)
    : rectOf(top, column, laid.lines.length, Math.max(1, laid.lines[0]?.length ?? 1))
  const drawn = { ...next, rect, headerRows: laid.headerRows, labelColumns: laid.labelColumns }
  refuseOverlap(sheet, reachOf(drawn), next.id)
  clearDrawn(sheet, former)
  sheet.grid.clear(reachOf(drawn), 'All')
  next.filters.forEach((field, at) => {
    const row = top - filterRows(next) + at
    sheet.grid.setValue(row, column, field)
    sheet.grid.setValue(row, column + 1, words.all)
  })
  putLines(sheet, rect, laid)
  fitColumns(book, sheet, rect)
  book.emit({ kind: 'changed', sheet, rect, changeType: 'RangeEdited', origin })
  return drawn
}

function putLines(sheet: Sheet, rect: Rect, { lines }: PivotLines): void {
  for (const [down, line] of lines.entries()) {
    for (const [right, { value, isBold, indent, numberFormat }] of line.entries()) {
      sheet.grid.setValue(rect.row + down, rect.column + right, value)
      const bold = restyle(PLAIN, 'bold', isBold)
      const style = restyle(restyle(bold, 'indentLevel', indent), 'numberFormat', numberFormat)
      sheet.grid.setStyle(rect.row + down, rect.column + right, style)
    }
  }
}

/** Excel fits the widths at each update unless told otherwise: 6 points a narrow character, 12 a wide one. */
function fitColumns(book: Workbook, sheet: Sheet, rect: Rect): void {
  for (let column = rect.column; column < columnEnd(rect); column += 1) {
    let widest = 0
    for (let row = rect.row; row < rowEnd(rect); row += 1) {
      const { numberFormat } = sheet.grid.style(row, column)
      const text = shownText(sheet.grid.value(row, column), numberFormat, book.date1904)
      const indent = sheet.grid.style(row, column).indentLevel * 9
      widest = Math.max(widest, indent + text.replaceAll(/[^\u0020-\u00FF]/g, 'xx').length * 6)
    }
    if (widest > 0) sheet.setLook(column, { width: widest + 12 })
  }
}

/** @throws ExcelFailure InvalidOperation: cells of a report are not written one by one (known) */
export function requireNoPivot(sheet: Sheet, rect: Rect): void {
  const hit = sheet.pivots.find((pivot) => intersect(reachOf(pivot), rect) !== undefined)
  if (hit !== undefined) {
    throw new ExcelFailure(
      'InvalidOperation',
      `A part of the PivotTable ${hit.name} cannot change.`,
    )
  }
}
