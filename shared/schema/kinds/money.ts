// An amount of the organisation's currency, stored in hundredths as a whole number, in cells a plain number.
// Chinese units, separators, signs and accountants' brackets are read; another currency or a text that is
// no amount is an error, never 0.
import * as z from 'zod'

import type { Kind, Reading } from '../kind.ts'
import { foldWidth, numberText, plainText, readShort, said, wrong } from './cell-text.ts'
import { canonNumber, parseDigits } from './number.ts'

/** Stored amounts count hundredths, whatever the currency's own minor unit is. */
const HUNDREDTHS = 100
const LARGEST = Number.MAX_SAFE_INTEGER / HUNDREDTHS

// Marks of money, longest first, and the currencies that they can stand for.
const marks: readonly (readonly [RegExp, readonly string[]])[] = [
  [/人民币|人民幣|rmb|cny|cn¥/giu, ['CNY']],
  [/新台币|新臺幣|新台幣|台币|臺幣|台幣|nt\$|ntd|twd/giu, ['TWD']],
  [/港币|港幣|港元|港纸|hk\$|hkd/giu, ['HKD']],
  [/澳门元|澳門元|澳门币|澳門幣|葡币|葡幣|mop\$?|mop/giu, ['MOP']],
  [/美元|美金|us\$|usd/giu, ['USD']],
  [/欧元|歐元|eur|€/giu, ['EUR']],
  [/日元|日圆|日圓|日币|日幣|jpy|円/giu, ['JPY']],
  [/英镑|英鎊|gbp|£/giu, ['GBP']],
  [/韩元|韓元|韩币|krw|₩/giu, ['KRW']],
  [/新加坡元|新币|sgd|s\$/giu, ['SGD']],
  [/[¥￥]/gu, ['CNY', 'JPY']],
  [/\$/gu, ['TWD', 'HKD', 'MOP', 'USD', 'SGD']],
  [/元整?|圆整?|圓整?|块钱?|塊錢?|蚊/gu, ['CNY', 'TWD', 'HKD', 'MOP']],
]

interface Unmarked {
  readonly rest: string
  /** A mark of money that is not this currency's. */
  readonly foreign: string | null
}

const withoutMarks = (text: string, currency: string): Unmarked => {
  let rest = text
  let foreign: string | null = null
  for (const [mark, currencies] of marks) {
    rest = rest.replace(mark, (found) => {
      if (!currencies.includes(currency)) foreign ??= found
      return ''
    })
  }
  return { rest: rest.trim(), foreign }
}

const unitValue: Readonly<Record<string, number>> = {
  千: 3,
  k: 3,
  万: 4,
  萬: 4,
  w: 4,
  百万: 6,
  百萬: 6,
  m: 6,
  千万: 7,
  千萬: 7,
  亿: 8,
  億: 8,
}
const united = /^([\d,.]+)\s*(百万|百萬|千万|千萬|千|万|萬|亿|億|[kwm])\s*/iu

/** 1.2亿, 3万5千, 1億2,000萬: units must fall; a number after them must be whole, below the last unit. */
const parseUnits = (text: string): number | null => {
  let rest = text
  let total = 0
  let last = Number.POSITIVE_INFINITY
  while (rest !== '') {
    const match = united.exec(rest)
    const power = match?.[2] === undefined ? 0 : (unitValue[match[2].toLowerCase()] ?? 0)
    const n = parseDigits(match?.[1] ?? rest)
    // "3万5" is 35,000 to some and 30,005 to others: it is not read at all.
    const isLoose = power === 0 && total > 0 && rest.length < last
    if (n === null || n < 0 || power >= last || isLoose) return null
    total += Number(`${n}e${power}`)
    last = power
    rest = match ? rest.slice(match[0].length) : ''
  }
  return total
}

const parseAmount = (text: string): number | null => {
  const bracketed = /^\((.*)\)$/u.exec(text)
  const signed = /^([-+−])?\s*(.*)$/u.exec(bracketed?.[1] ?? text)
  const amount = parseUnits((signed?.[2] ?? '').trim())
  if (amount === null || text === '') return null
  const isNegative = bracketed !== null || signed?.[1] === '-' || signed?.[1] === '−'
  return isNegative ? -amount : amount
}

const toHundredths = (amount: number): Reading<number> => {
  if (Math.abs(amount) > LARGEST)
    return wrong('number.range', { min: -LARGEST, max: LARGEST, shown: amount })
  // Half a hundredth is rounded away from zero, on the decimal digits that Excel shows.
  const digits = numberText(Math.abs(amount))
  const scaled = digits.includes('E') ? 0 : Math.round(Number(`${digits}e2`))
  return said(amount < 0 && scaled > 0 ? -scaled : scaled)
}

export const money: Kind<number, 'integer'> = {
  name: 'money',
  storage: 'integer',
  numberFormat: '#,##0.00',
  schema: z.int(),
  read: (cell, { currency }) => {
    if (typeof cell === 'number') return toHundredths(cell)
    const text = plainText(cell)
    const common = readShort(text)
    if (common) return common
    const spoken = foldWidth(text)
      .toLowerCase()
      .replace(/^(?:约|約|大约|大約)|左右$/gu, '')
    const { rest, foreign } = withoutMarks(spoken, currency)
    const amount = parseAmount(rest)
    if (foreign !== null) return wrong('money.currency', { shown: foreign, currency })
    return amount === null
      ? wrong('money.form', { shown: text.slice(0, 40) })
      : toHundredths(amount)
  },
  write: (value) => value / HUNDREDTHS,
  canon: canonNumber,
  isUsable: () => true,
  offers: () => [],
  refersTo: null,
}
