// The same table as a PivotTable of ours would show, as rows of ordinary cells: for an Excel that has none. Pure; each
// row field has a column of its own, so that it can be sorted and filtered.
import { assert } from '../../shared/assert.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import type { PivotPlan, PivotValuePlan, SpillCell } from './report-port.ts'

export interface PivotWords {
  readonly grandTotal: string
  readonly blank: string
}

interface Group {
  readonly labels: readonly string[]
  readonly records: readonly (readonly Cell[])[]
}

const labelOf = (cell: Cell | undefined, words: PivotWords): string =>
  cell === undefined || cell === '' ? words.blank : String(cell)

const groupBy = (
  records: Group['records'],
  labelsOf: (record: readonly Cell[]) => readonly string[],
): ReadonlyMap<string, Group> => {
  const groups = new Map<string, { labels: readonly string[]; records: (readonly Cell[])[] }>()
  for (const record of records) {
    const labels = labelsOf(record)
    const key = JSON.stringify(labels)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { labels, records: [record] })
    else group.records.push(record)
  }
  return groups
}

/** Blank comes last; the others as the reader's language orders them. */
const inOrder = (groups: Iterable<Group>, words: PivotWords, locale: string): readonly Group[] => {
  const collator = new Intl.Collator(locale, { numeric: true })
  const rank = (label: string): number => (label === words.blank ? 1 : 0)
  return [...groups].sort((a, b) => {
    for (const [at, label] of a.labels.entries()) {
      const other = b.labels[at] ?? ''
      const order = rank(label) - rank(other) || collator.compare(label, other)
      if (order !== 0) return order
    }
    return 0
  })
}

/** What is empty is not counted, and texts add nothing, as in Excel; null where there is nothing at all. */
const summarize = (records: Group['records'], at: number, value: PivotValuePlan): SpillCell => {
  const filled = records.map((record) => record[at] ?? '').filter((cell) => cell !== '')
  if (filled.length === 0) return null
  const sum = filled.reduce<number>((all, cell) => all + (typeof cell === 'number' ? cell : 0), 0)
  const figure = value.summarize === 'Count' ? filled.length : Number(sum.toPrecision(15))
  return { kind: 'number', value: figure, format: value.format }
}

export interface PivotCells {
  readonly rows: readonly (readonly SpillCell[])[]
  /** The header and the grand total. */
  readonly bold: readonly number[]
}

/**
 * @param headers of the columns that `records` hold, in their order
 * @param locale of the reader, for the order of names
 */
export const pivotCells = (
  plan: Pick<PivotPlan, 'rows' | 'columns' | 'values'>,
  headers: readonly string[],
  records: readonly (readonly Cell[])[],
  words: PivotWords,
  locale: string,
): PivotCells => {
  const indexOf = (header: string): number => {
    const at = headers.indexOf(header)
    assert(at >= 0, `no column ${header}`)
    return at
  }
  const rowFields = plan.rows.map(indexOf)
  const columnFields = plan.columns.map(indexOf)
  const values = plan.values.map((value) => ({ value, at: indexOf(value.header) }))
  const labels = (fields: readonly number[]) => (record: readonly Cell[]) =>
    fields.map((at) => labelOf(record[at], words))
  const byColumn = labels(columnFields)
  const lanes =
    columnFields.length === 0 ? [] : inOrder(groupBy(records, byColumn).values(), words, locale)
  const figures = (part: Group['records']): readonly SpillCell[] => {
    const parts = groupBy(part, byColumn)
    const sides = lanes.map((lane) => parts.get(JSON.stringify(lane.labels))?.records ?? [])
    return [...sides, part].flatMap((side) =>
      values.map(({ value, at }) => summarize(side, at, value)),
    )
  }
  const names = [
    ...lanes.flatMap((lane) => plan.values.map(({ name }) => `${lane.labels[0] ?? ''} ${name}`)),
    ...plan.values.map(({ name }) => (lanes.length === 0 ? name : `${words.grandTotal} ${name}`)),
  ]
  const groups = inOrder(groupBy(records, labels(rowFields)).values(), words, locale)
  const total = plan.rows.map((_, at) => (at === 0 ? words.grandTotal : ''))
  const rows = [
    [...plan.rows, ...names],
    ...groups.map((group) => [...group.labels, ...figures(group.records)]),
    [...total, ...figures(records)],
  ]
  return { rows, bold: [0, rows.length - 1] }
}
