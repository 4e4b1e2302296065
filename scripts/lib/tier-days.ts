// Days of a column as exports write them. 3/5/2017 alone says nothing; the column it stands in mostly does.
import { day } from '../../shared/schema/kinds/day.ts'
import { yearLastDays } from '../../shared/schema/kinds/calendar-text.ts'
import { plainSetting } from './tier-setting.ts'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const pad = (n: number | string): string => String(n).padStart(2, '0')

const yearLast = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/u
const dayFirstWord = /^(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s,-]+(\d{2}|\d{4})$/iu
const monthFirstWord = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})$/iu

const withoutTime = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|[+-]\d{2}:?\d{2})?$/iu, '')

const century = (year: string): string => (year.length === 2 ? `20${year}` : year)

/** Day-first where a first number is no month; else month-first. */
const isDayFirst = (cells: readonly string[]): boolean => {
  const found = cells.flatMap((cell) => {
    const match = yearLast.exec(withoutTime(cell))
    return match ? [[Number(match[1]), Number(match[2])] as const] : []
  })
  const dayFirst = found.filter(([a, b]) => a > 12 && b <= 12).length
  const monthFirst = found.filter(([a, b]) => b > 12 && a <= 12).length
  return dayFirst > monthFirst
}

const named = (text: string): string | null => {
  const [, d = '', word = '', year = ''] = dayFirstWord.exec(text) ?? []
  const [, word2 = '', d2 = '', year2 = ''] = monthFirstWord.exec(text) ?? []
  const month = months.indexOf((word || word2).toLowerCase()) + 1
  return month === 0 ? null : `${century(year || year2)}-${pad(month)}-${pad(d || d2)}`
}

/** A reader for one column: YYYY-MM-DD, or null where a cell is no day. */
export const dayReader = (cells: readonly string[]): ((cell: string) => string | null) => {
  const isFirst = isDayFirst(cells)
  const setting = plainSetting('CNY')
  const readPlain = (text: string): string | null => {
    const { value, flaw } = day.read(text, setting)
    return flaw === null ? value : null
  }
  return (cell) => {
    const text = withoutTime(cell)
    const last = yearLast.exec(text)
    if (!last) return readPlain(named(text) ?? text)
    const [, a = '', b = '', year = ''] = last
    const days = yearLastDays(`${a}/${b}/${century(year)}`)
    if (days.length < 2) return days[0] ?? null
    return (isFirst ? days[1] : days[0]) ?? null
  }
}
