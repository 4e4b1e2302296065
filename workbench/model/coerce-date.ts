// Reads the dates and times that Excel recognises in typed text, and turns days into serials.
// Serials count days from 1900-01-01 = 1 with the leap day 1900-02-29 that never was.

/** A number and the format that Excel gives to a General cell along with it. */
export interface Recognised {
  readonly value: number
  readonly numberFormat: string
}

export interface DateRules {
  readonly locale: 'zh-CN' | 'en-US'
  /** The year that "3-5" means. */
  readonly currentYear: number
  /** Days count from 1904-01-01 = 0, as in workbooks made on old Macs. */
  readonly date1904: boolean
}

const DAY_MS = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30)
const PHANTOM_LEAP_DAY = 60

/** The serial of a day, or undefined for one that the calendar lacks or Excel cannot hold. */
export function dayToSerial(year: number, month: number, day: number): number | undefined {
  if (year < 1900 || year > 9999) return undefined
  const time = Date.UTC(year, month - 1, day)
  const back = new Date(time)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return undefined
  const serial = Math.round((time - EPOCH) / DAY_MS)
  return serial > PHANTOM_LEAP_DAY ? serial : serial - 1
}

/** The moment of a serial in UTC arithmetic; hours and minutes come from its fraction. */
export function serialToDate(serial: number): Date {
  const days = serial < PHANTOM_LEAP_DAY ? serial + 1 : serial
  return new Date(EPOCH + Math.round(days * 86_400) * 1_000)
}

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AP])M)?$/i
const YEAR_FIRST = /^(\d{4}|\d{2})([-/])(\d{1,2})\2(\d{1,2})$/
const YEAR_LAST = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})$/
const MONTH_DAY = /^(\d{1,2})[-/](\d{1,2})$/
const YEAR_MONTH = /^(\d{4})[-/](\d{1,2})$/
const CHINESE_DAY = /^(?:(\d{4}|\d{2})年)?(\d{1,2})月(\d{1,2})日$/
const CHINESE_MONTH = /^(\d{4})年(\d{1,2})月$/

/** The days by which 1904 workbooks count later. */
export const DAYS_1904 = 1462

/** Reads a day, a time, or both with a blank between; undefined when Excel would keep text. */
export function recogniseDate(text: string, rules: DateRules): Recognised | undefined {
  const day = recogniseDay(text, rules)
  if (day !== undefined) return day
  const time = recogniseTime(text)
  if (time !== undefined) return time
  const blank = text.lastIndexOf(' ')
  if (blank < 0) return undefined
  const [before, after] = [
    recogniseDay(text.slice(0, blank), rules),
    recogniseTime(text.slice(blank + 1)),
  ]
  if (before === undefined || after === undefined) return undefined
  return { value: before.value + after.value, numberFormat: 'yyyy/m/d h:mm' }
}

/** "2026-03-05" only: what a write through the API recognises in every locale. D: Range.values */
export function recogniseIsoDate(text: string): Recognised | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  return match === null
    ? undefined
    : recognised(Number(match[1]), Number(match[2]), Number(match[3]), 'yyyy/m/d')
}

function recogniseDay(text: string, rules: DateRules): Recognised | undefined {
  const chinese = CHINESE_DAY.exec(text)
  if (chinese !== null) {
    const format = chinese[1] === undefined ? 'm"月"d"日"' : 'yyyy"年"m"月"d"日"'
    const year = chinese[1] === undefined ? rules.currentYear : fullYear(chinese[1])
    return recognised(year, Number(chinese[2]), Number(chinese[3]), format)
  }
  const chineseMonth = CHINESE_MONTH.exec(text)
  if (chineseMonth !== null) {
    return recognised(Number(chineseMonth[1]), Number(chineseMonth[2]), 1, 'yyyy"年"m"月"')
  }
  const first = YEAR_FIRST.exec(text)
  if (first !== null && (rules.locale === 'zh-CN' || first[1]?.length === 4)) {
    return recognised(fullYear(first[1] ?? ''), Number(first[3]), Number(first[4]), 'yyyy/m/d')
  }
  const last = YEAR_LAST.exec(text)
  if (last !== null && rules.locale === 'en-US') {
    return recognised(fullYear(last[4] ?? ''), Number(last[1]), Number(last[3]), 'm/d/yyyy')
  }
  const yearMonth = YEAR_MONTH.exec(text)
  if (yearMonth !== null) {
    return recognised(Number(yearMonth[1]), Number(yearMonth[2]), 1, 'mmm-yy')
  }
  const monthDay = MONTH_DAY.exec(text)
  if (monthDay === null) return undefined
  const format = rules.locale === 'zh-CN' ? 'm"月"d"日"' : 'd-mmm'
  return recognised(rules.currentYear, Number(monthDay[1]), Number(monthDay[2]), format)
}

function recogniseTime(text: string): Recognised | undefined {
  const match = TIME.exec(text)
  if (match === null) return undefined
  const half = match[4]?.toUpperCase()
  const hour =
    half === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (half === 'P' ? 12 : 0)
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)]
  if (hour > 24 || minute > 59 || second > 59) return undefined
  const numberFormat = match[3] === undefined ? 'h:mm' : 'h:mm:ss'
  return { value: (hour * 3600 + minute * 60 + second) / 86_400, numberFormat }
}

function recognised(
  year: number,
  month: number,
  day: number,
  numberFormat: string,
): Recognised | undefined {
  const value = dayToSerial(year, month, day)
  return value === undefined ? undefined : { value, numberFormat }
}

/** Two digits are 1930 to 2029, Excel's window. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  return year < 30 ? 2000 + year : 1900 + year
}
