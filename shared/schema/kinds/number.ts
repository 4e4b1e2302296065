// Whole numbers, decimals and percentages. Stored as numbers, so what cannot be read is an error, never 0.
import * as z from 'zod'

import type { Cell, Kind, Reading } from '../kind.ts'
import { canonText, foldWidth, numberText, plainText, readShort, said, wrong } from './cell-text.ts'

const grouped = /^([-+]?)(?:(\d{1,3}(?:,\d{3})+)|(\d+))?(\.\d*)?$/u

/** Digits with or without thousands separators; null for anything else. */
export const parseDigits = (text: string): number | null => {
  const match = grouped.exec(text)
  if (!match || !/\d/u.test(text)) return null
  const [, sign = '', thousands, plain, fraction = ''] = match
  const whole = thousands?.replaceAll(',', '') ?? plain ?? '0'
  const n = Number(`${sign}${whole}${fraction === '.' ? '' : fraction}`)
  return Number.isFinite(n) ? n + 0 : null
}

/** Of a percentage, to Excel's 15 digits. */
const hundredth = (n: number): number => Number((n / 100).toPrecision(15)) + 0

// What Excel itself takes for a number when it is typed: separators, a currency sign, a percent sign.
const excelNumber = /^([-+]?)\s*[¥￥$]?\s*([\d,.]+)\s*(%?)$/u

/** The canonical text of a number's cell: 1,234.50, ¥1,234.5 and 1234.5 are one; 85% is 0.85. */
export const canonNumber = (cell: Cell): string => {
  if (typeof cell !== 'string') return canonText(cell)
  const text = canonText(cell)
  const match = excelNumber.exec(text)
  if (!match) return text
  const [, sign = '', digits = '', percent = ''] = match
  const n = parseDigits(`${sign}${digits}`)
  if (n === null || digits.replace(/\D/gu, '').length > 15) return text
  return numberText(percent === '' ? n : hundredth(n))
}

// Words that stand around a count: 约50人, 30 days, 8名.
const countWords =
  /^(?:约|約|大约|大約|approx\.?|about|~)\s*|\s*(?:人|名|位|天|日|分钟|分鐘|分|次|个|個|家|days?|people|staff|min(?:utes)?\.?)\s*(?:左右)?$/giu

const readNumber = (cell: Cell): Reading<number> => {
  if (typeof cell === 'number') return said(cell + 0)
  const text = plainText(cell)
  const common = readShort(text)
  if (common) return common
  const folded = foldWidth(text).replace(countWords, '')
  const percent = /^(.*?)\s*%$/u.exec(folded)
  const n = parseDigits(percent?.[1] ?? folded)
  if (n === null) return wrong('number.form', { shown: text.slice(0, 40) })
  return said(percent ? hundredth(n) : n)
}

const inRange = (reading: Reading<number>, min: number, max: number): Reading<number> =>
  reading.value !== null && (reading.value < min || reading.value > max)
    ? wrong('number.range', { min, max, shown: reading.value })
    : reading

const numeric = <S extends 'integer' | 'real'>(
  name: string,
  storage: S,
  numberFormat: string,
  schema: z.ZodType<number>,
  read: (cell: Cell) => Reading<number>,
): Kind<number, S> => ({
  name,
  storage,
  numberFormat,
  schema,
  read,
  write: (value) => value,
  canon: canonNumber,
  isUsable: () => true,
  offers: () => [],
  refersTo: null,
})

/** A whole number from min to max, both included. */
export const integer = (min: number, max: number): Kind<number, 'integer'> =>
  numeric('integer', 'integer', '0', z.int().min(min).max(max), (cell) => {
    const reading = readNumber(cell)
    return reading.value !== null && !Number.isInteger(reading.value)
      ? wrong('number.whole', { shown: reading.value })
      : inRange(reading, min, max)
  })

/** A number from min to max; Excel's 15 digits are kept. */
export const decimal = (min: number, max: number): Kind<number, 'real'> =>
  numeric('decimal', 'real', 'General', z.number().min(min).max(max), (cell) =>
    inRange(readNumber(cell), min, max),
  )

/** A share, stored as a fraction from 0 to 1: 85%, 0.85 and a bare 85 are one. */
export const percent: Kind<number, 'real'> = numeric(
  'percent',
  'real',
  '0%',
  z.number().min(0).max(1),
  (cell) => {
    const reading = readNumber(cell)
    const share = reading.value
    return share !== null && share > 1 && share <= 100
      ? said(hundredth(share))
      : inRange(reading, 0, 1)
  },
)
