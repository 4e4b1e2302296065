// The different texts that a table's column shows, with how often each occurs, for its filter.
import { rowEnd } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'
import type { Table } from '../model/table.ts'

export interface ColumnValue {
  readonly text: string
  readonly count: number
  readonly isShown: boolean
}

const collator = new Intl.Collator('zh-Hans-CN', { numeric: true })

/** Sorted, the blanks last; texts that differ in case only are one, as in Excel. */
export function columnValues(
  sheet: Sheet,
  table: Table,
  index: number,
  date1904: boolean,
): readonly ColumnValue[] {
  const found = new Map<string, { text: string; count: number }>()
  const body = table.bodyRect
  const column = body.column + index
  for (let row = body.row; row < rowEnd(body); row += 1) {
    const { numberFormat } = sheet.grid.style(row, column)
    const text = shownText(sheet.grid.value(row, column), numberFormat, date1904)
    const known = found.get(text.toLowerCase())
    if (known === undefined) found.set(text.toLowerCase(), { text, count: 1 })
    else known.count += 1
  }
  const shown = table.columns[index]?.shown
  return [...found]
    .map(([key, { text, count }]) => ({ text, count, isShown: shown?.has(key) ?? true }))
    .sort((a, b) => {
      if (a.text === '' || b.text === '') return a.text === '' ? 1 : -1
      return collator.compare(a.text, b.text)
    })
}
