// What a PivotTable knows of its source: a copy, taken when it is made and at each refresh and never in between
// (OfficeDev/office-js-docs-pr#3464: "Office JavaScript APIs do not automatically refresh PivotTables").
import { ExcelFailure, refuseArgument } from './failure.ts'
import type { CellValue } from './grid.ts'
import { boundingRect, type Rect } from './rect.ts'
import type { Sheet } from './sheet.ts'
import { compareValues } from './sort.ts'
import type { Workbook } from './workbook.ts'

/** A table is found by its id and grows; a range stays as large as it was (OfficeDev/office-js-snippets#654). */
export type PivotSource =
  | { readonly kind: 'table'; readonly id: string }
  | { readonly kind: 'range'; readonly sheetId: string; readonly rect: Rect }

export interface PivotCache {
  /** The headers, in their order. */
  readonly fields: readonly string[]
  readonly records: readonly (readonly CellValue[])[]
  /** For each field its items as they are listed, "" for blank: sorted at first, later ones at the end. */
  readonly items: readonly (readonly CellValue[])[]
}

/** Texts that differ in case only are one item (known). */
export const itemKey = (value: CellValue): string =>
  `${typeof value} ${String(value).toLowerCase()}`

function cellsOf(book: Workbook, source: PivotSource): readonly (readonly CellValue[])[] {
  const place = placeOf(book, source)
  if (place === undefined) {
    throw new ExcelFailure('InvalidReference', 'The source of the PivotTable is gone.')
  }
  return place.sheet.grid.values(place.rect)
}

function placeOf(book: Workbook, source: PivotSource): { sheet: Sheet; rect: Rect } | undefined {
  if (source.kind === 'range') {
    const sheet = book.findSheet(source.sheetId)
    return sheet === undefined ? undefined : { sheet, rect: source.rect }
  }
  const table = book.findTable(source.id)
  if (table === undefined) return undefined
  return { sheet: book.sheetOf(table), rect: boundingRect(table.headerRect, table.bodyRect) }
}

function listItems(records: PivotCache['records'], field: number, known: readonly CellValue[]) {
  const seen = new Set(known.map(itemKey))
  const fresh: CellValue[] = []
  for (const record of records) {
    const value = record[field] ?? ''
    if (seen.has(itemKey(value))) continue
    seen.add(itemKey(value))
    fresh.push(value)
  }
  return [...known, ...fresh.toSorted(compareValues)]
}

/**
 * Reads the source. Items that were known keep their places, new ones come behind them (known).
 * @throws ExcelFailure InvalidReference when the source is gone, InvalidArgument for an empty header
 */
export function readCache(book: Workbook, source: PivotSource, former?: PivotCache): PivotCache {
  const [header = [], ...records] = cellsOf(book, source)
  if (header.some((name) => name === '')) refuseArgument('a PivotTable field has no name')
  const fields = header.map(String)
  const items = fields.map((name, field) => {
    const before = former?.fields.indexOf(name) ?? -1
    return listItems(records, field, former?.items[before] ?? [])
  })
  return { fields, records, items }
}
