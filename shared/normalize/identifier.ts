// Official numbers, dates of birth and postcodes made comparable.
import { isCreditCode } from '../schema/kinds/credit-code.ts'

export interface Code {
  readonly code: string
  /** true: the check character of GB 32100 holds. */
  readonly isValid: boolean
}

const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', Z: '2' }

/** A unified social credit code, look-alike letters read as digits; null for less than nine characters. */
export const creditCodeIn = (cell: string): Code | null => {
  const code = cell
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '')
    .replace(/[OISZ]/gu, (letter) => lookalikes[letter] ?? letter)
  if (code.length < 9 || code.length > 20 || /^(.)\1+$/u.test(code)) return null
  return { code, isValid: code.length === 18 && isCreditCode(code) }
}

/** An identity, licence or account number; null for less than five characters or one digit over and over. */
export const numberIn = (cell: string): string | null => {
  const text = cell
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '')
  return text.length < 5 || !/\d/u.test(text) || /^(.)\1+$/u.test(text) ? null : text
}

export const postcodeIn = (cell: string): string | null => {
  const text = cell
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(?<=\d{5})-\d{4}$/u, '')
  const bare = text.replace(/[^0-9A-Z]/gu, '')
  return bare.length < 3 || bare.length > 8 || /^0+$/u.test(bare) ? null : bare
}

const two = (digits: string): string => digits.padStart(2, '0')
const isDay = (month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31

/** A date of birth as yyyymmdd; where day and month can be told apart they are, else the day is first. */
export const bornIn = (cell: string): string | null => {
  const text = cell.normalize('NFKC').trim()
  const plain = /^(\d{4})(\d{2})(\d{2})$/u.exec(text)
  const yearFirst = plain ?? /^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?/u.exec(text)
  if (yearFirst) {
    const [, year = '', month = '', day = ''] = yearFirst
    return year === '0000' || (year === '1900' && month === '01' && day === '01')
      ? null
      : year + two(month) + two(day)
  }
  const yearLast = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/u.exec(text)
  if (!yearLast) return null
  const [, first = '', second = '', year = ''] = yearLast
  return isDay(second, first) ? year + two(second) + two(first) : year + two(first) + two(second)
}
