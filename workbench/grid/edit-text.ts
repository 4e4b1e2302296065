// The text that a cell offers for editing, in the cell itself and in the formula bar: the formula,
// the whole number behind a shortened one, a date in the short form that typing reads back.
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'

const isDateFormat = (format: string): boolean => {
  const bare = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
  return format !== 'General' && /[ydhs]/i.test(bare)
}

export function editText(sheet: Sheet, row: number, column: number, date1904: boolean): string {
  const formula = sheet.grid.formula(row, column)
  if (formula !== undefined) return formula
  const value = sheet.grid.value(row, column)
  const { numberFormat, quoted } = sheet.grid.style(row, column)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return quoted ? `'${value}` : value
  if (isDateFormat(numberFormat)) {
    if (value < 1) return shownText(value, 'h:mm:ss', date1904)
    const isWhole = Number.isInteger(value)
    return shownText(value, isWhole ? 'yyyy/m/d' : 'yyyy/m/d h:mm:ss', date1904)
  }
  if (numberFormat.includes('%')) return `${Number((value * 100).toPrecision(15))}%`
  return String(value)
}
