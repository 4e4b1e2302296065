// The cells of a PivotTable in its default form, "compact": all row fields in one column, each group's sum in its own
// row, grand totals below and at the right. Pure: from the cache and the chosen fields to lines of cells.
import type { CellValue } from './grid.ts'
import { itemKey, type PivotCache } from './pivot-cache.ts'
import type { PivotWords } from './pivot-words.ts'

export interface PivotValue {
  /** Stays with the value through renames. */
  readonly id: string
  readonly field: string
  readonly summarize: 'Sum' | 'Count'
  readonly name: string
  readonly numberFormat: string
}

export interface PivotFields {
  readonly rows: readonly string[]
  /** At most one is played. */
  readonly columns: readonly string[]
  readonly values: readonly PivotValue[]
}

export interface PivotCell {
  readonly value: CellValue
  readonly isBold: boolean
  readonly indent: number
  readonly numberFormat: string
}

export interface PivotLines {
  readonly lines: readonly (readonly PivotCell[])[]
  readonly headerRows: number
  /** 0 or 1. */
  readonly labelColumns: number
}

type Records = PivotCache['records']

const label = (value: CellValue, isBold = true, indent = 0): PivotCell => ({
  value,
  isBold,
  indent,
  numberFormat: 'General',
})

interface Group {
  readonly item: CellValue
  readonly records: Records
}

/** Records by the item that they have in a field. */
function split(records: Records, field: number): ReadonlyMap<string, Records> {
  const found = new Map<string, (readonly CellValue[])[]>()
  for (const record of records) {
    const key = itemKey(record[field] ?? '')
    const group = found.get(key)
    if (group === undefined) found.set(key, [record])
    else group.push(record)
  }
  return found
}

function groupBy(cache: PivotCache, records: Records, name: string): readonly Group[] {
  const field = cache.fields.indexOf(name)
  const found = split(records, field)
  const items = cache.items[field] ?? []
  // What is blank stands at the end, whenever it came.
  const ordered = [...items.filter((item) => item !== ''), ...items.filter((item) => item === '')]
  return ordered.flatMap((item) => {
    const group = found.get(itemKey(item))
    return group === undefined ? [] : [{ item, records: group }]
  })
}

/** "" where nothing is to be summed or counted; texts add nothing to a sum (known). */
function summarize(cache: PivotCache, records: Records, value: PivotValue): CellValue {
  const field = cache.fields.indexOf(value.field)
  const filled = records.map((record) => record[field] ?? '').filter((cell) => cell !== '')
  if (filled.length === 0) return ''
  if (value.summarize === 'Count') return filled.length
  const sum = filled.reduce<number>((all, cell) => all + (typeof cell === 'number' ? cell : 0), 0)
  return Number(sum.toPrecision(15))
}

/** The parts that stand side by side: each item of the column field, then the total of all. */
interface Lane {
  readonly title: string | undefined
  readonly key: string | undefined
}

function lanesOf(cache: PivotCache, fields: PivotFields, words: PivotWords): readonly Lane[] {
  const [name] = fields.columns
  const total: Lane = { title: undefined, key: undefined }
  if (name === undefined) return [total]
  const lanes = groupBy(cache, cache.records, name).map(({ item }) => ({
    title: item === '' ? words.blank : String(item),
    key: itemKey(item),
  }))
  return [...lanes, total]
}

function headerLines(
  fields: PivotFields,
  lanes: readonly Lane[],
  words: PivotWords,
): readonly (readonly PivotCell[])[] {
  const names = fields.values.map(({ name }) => name)
  const corner = fields.rows.length > 0 ? words.rowLabels : ''
  if (fields.columns.length === 0) {
    return [[...(corner === '' ? [] : [label(corner)]), ...names.map((name) => label(name))]]
  }
  const wide = Math.max(1, names.length)
  const pad = (line: readonly string[]) =>
    Array.from({ length: 1 + lanes.length * wide }, (_, at) => label(line[at] ?? ''))
  const titles = lanes.map(({ title }) => title)
  if (names.length <= 1) {
    const first = fields.rows.length > 0 ? (names[0] ?? '') : ''
    return [
      pad([first, words.columnLabels]),
      pad([corner, ...titles.map((title) => title ?? words.grandTotal)]),
    ]
  }
  const over = titles.flatMap((title) =>
    names.map((name, at) => (title === undefined ? words.totalOf(name) : at === 0 ? title : '')),
  )
  const under = titles.flatMap((title) => names.map((name) => (title === undefined ? '' : name)))
  return [pad(['', words.columnLabels]), pad(['', ...over]), pad([corner, ...under])]
}

/** Lines of the cells from the pivot's corner on; a single empty one where no field is chosen. */
export function layOut(cache: PivotCache, fields: PivotFields, words: PivotWords): PivotLines {
  const lanes = lanesOf(cache, fields, words)
  const laneField = cache.fields.indexOf(fields.columns[0] ?? '')
  const laneRecords = (records: Records): readonly Records[] => {
    const parts = laneField < 0 ? undefined : split(records, laneField)
    return lanes.map(({ key }) => (key === undefined ? records : (parts?.get(key) ?? [])))
  }
  const dataOf = (records: Records, isBold: boolean): readonly PivotCell[] =>
    laneRecords(records).flatMap((kept) => {
      if (fields.values.length === 0) return fields.columns.length === 0 ? [] : [label('')]
      return fields.values.map((value) => ({
        value: summarize(cache, kept, value),
        isBold,
        indent: 0,
        numberFormat: value.numberFormat,
      }))
    })
  const linesBelow = (records: Records, depth: number): readonly (readonly PivotCell[])[] => {
    const name = fields.rows[depth]
    if (name === undefined) return []
    const isOuter = depth + 1 < fields.rows.length
    return groupBy(cache, records, name).flatMap(({ item, records: part }) => [
      [label(item === '' ? words.blank : item, isOuter, depth), ...dataOf(part, isOuter)],
      ...linesBelow(part, depth + 1),
    ])
  }
  const hasLabels = fields.rows.length > 0 || fields.columns.length > 0
  const header = headerLines(fields, lanes, words)
  const [only] = fields.values
  const totalLabel = fields.rows.length > 0 ? words.grandTotal : (only?.name ?? '')
  const total = [...(hasLabels ? [label(totalLabel)] : []), ...dataOf(cache.records, true)]
  return {
    lines: [...header, ...linesBelow(cache.records, 0), total],
    headerRows: header.length,
    labelColumns: hasLabels ? 1 : 0,
  }
}
