// What a typed birthday says: whole, without its year, a month only, by the lunar calendar. It is kept as typed; who
// reads it wants its year (is he a child?) or all but its year (its mask).
import { serialToDay } from './calendar-text.ts'
import { foldWidth } from './cell-text.ts'

/** What a birthday says. Lunar months and days are words, not numbers: `rest` has them. */
export interface BirthdayParts {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  readonly isLunar: boolean
  /** What is left without the year. */
  readonly rest: string
}

const digits = '〇零一二三四五六七八九'
const valueOf = (digit: string): string => {
  const at = digits.indexOf(digit)
  return at < 0 ? digit : String(Math.max(0, at - 1))
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthOf = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1

const isDate = (month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31
const isYear = (year: number): boolean => year >= 1900 && year <= 2099

const parts = (
  year: number | null,
  month: number | null,
  day: number | null,
  isLunar = false,
  rest = '',
): BirthdayParts => ({ year, month, day, isLunar, rest })

const yearFirst =
  /^(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*[日号號]?|月)?|年)?$/u
const compact = /^(\d{4})(\d{2})(\d{2})$/u
const roc = /^(?:民国|民國)\s*(\d{1,3})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号號])?)?$/u
const monthDay = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?$/u
const yearLast = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/u
const wordFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$/iu
const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?$/iu
const lunar = /^(?:农历|農曆|阴历|陰曆)/u
const spelledYear = /([〇零一二三四五六七八九]{4}|\d{4})\s*年?/u

const at = (found: RegExpExecArray, group: number): number | null =>
  found[group] === undefined ? null : Number(found[group])

const lunarParts = (said: string): BirthdayParts => {
  const found = spelledYear.exec(said)
  const year = found ? Number((found[1] ?? '').replace(/./gu, valueOf)) : Number.NaN
  if (!found || !isYear(year)) return parts(null, null, null, true, said)
  return parts(year, null, null, true, said.replace(found[0], ''))
}

const worded = (
  word: string | undefined,
  day: number | null,
  year: number | null,
): BirthdayParts | null => {
  const month = monthOf(word ?? '')
  return month > 0 && day !== null && isDate(month, day) ? parts(year, month, day) : null
}

/** 8/15/2015 and 15.8.2015: which is the month does not matter where one of them can be none. */
const yearLastParts = (found: RegExpExecArray): BirthdayParts => {
  const [a, b, year] = [Number(found[1]), Number(found[2]), Number(found[3])]
  if (isDate(a, b) && !isDate(b, a)) return parts(year, a, b)
  if (isDate(b, a) && !isDate(a, b)) return parts(year, b, a)
  return parts(year, null, null)
}

const whole = (year: number | null, month: number | null, day: number | null) => {
  if (year !== null && !isYear(year)) return null
  return isDate(month ?? 1, day ?? 1) ? parts(year, month, day) : null
}

/** @returns null where nothing of it can be read */
export const readBirthday = (typed: string): BirthdayParts | null => {
  const said = foldWidth(typed)
    .replace(/(?:出生|生)$/u, '')
    .trim()
  if (lunar.test(said)) return lunarParts(said)
  const serial = /^\d{5}$/u.test(said) ? serialToDay(Number(said)) : null
  if (serial !== null) return readBirthday(serial)
  const first = compact.exec(said) ?? yearFirst.exec(said)
  if (first) return whole(at(first, 1), at(first, 2), at(first, 3))
  const republic = roc.exec(said)
  if (republic) return whole(Number(republic[1]) + 1911, at(republic, 2), at(republic, 3))
  const short = monthDay.exec(said)
  if (short) return whole(null, at(short, 1), at(short, 2))
  const last = yearLast.exec(said)
  if (last) return yearLastParts(last)
  const [named, counted] = [wordFirst.exec(said), dayFirst.exec(said)]
  if (named) return worded(named[1], at(named, 2), at(named, 3))
  return counted ? worded(counted[2], at(counted, 1), at(counted, 3)) : null
}
