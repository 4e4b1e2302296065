// Amounts as people write them, in ten-thousandths of the currency so that no digit of an export is lost: 1,200.5 ·
// 3.5万 · (1,200) · 1,200- · -¥1,200 · １２００元. What is no amount is a fault, never 0.
import { foldWidth, plainText, readCommon } from '../../shared/schema/kinds/cell-text.ts'
import { money } from '../../shared/schema/kinds/money.ts'
import { parseDigits } from '../../shared/schema/kinds/number.ts'
import { plainSetting } from './tier-setting.ts'

/** So many units make one of the currency. */
export const UNIT = 10_000
const PER_HUNDREDTH = UNIT / 100

export type Amount = { readonly units: number | null } | { readonly fault: string }

export const currencies = [
  'CNY',
  'USD',
  'TWD',
  'HKD',
  'EUR',
  'JPY',
  'GBP',
  'SGD',
  'MOP',
  'KRW',
] as const

const scaled = (value: number): number => {
  const text = String(Math.abs(value))
  const units = text.includes('e') ? Math.abs(value) * UNIT : Number(`${text}e4`)
  return Math.sign(value) * Math.round(units) + 0
}

/** Signs and spaces that ERP exports have and people do not: 1,200-, 负1200, △1200, 1 200 000. */
const levelled = (text: string): string => {
  const folded = foldWidth(plainText(text))
    .replace(/(?<=\d)[\s'’_](?=\d{3}(?:\D|$))/gu, '')
    .replace(/^(?:负|負|[△▲▼–—﹣])\s*(?=[\d¥￥$€£.])/u, '-')
  const trailing = /^([^-()]*\d[^-()]*?)\s*-$/u.exec(folded)
  return trailing?.[1] === undefined ? folded : `-${trailing[1]}`
}

const exponent = /^[-+]?\d+(?:\.\d+)?e[-+]?\d{1,2}$/iu
const bracketed = /^\(\s*([\d,.]+)\s*\)$/u

const plainValue = (text: string): number | null => {
  if (exponent.test(text)) return Number(text)
  const inner = bracketed.exec(text)?.[1]
  const value = parseDigits(inner ?? text.replace(/^([-+])\s+/u, '$1').replace(/^−/u, '-'))
  return value !== null && inner !== undefined ? -value : value
}

/** A cell that names its unit means it, whatever unit its column has. */
const hasOwnUnit = (text: string): boolean => /[元圆圓千万萬亿億]|\d\s*[kmw]\b/iu.test(text)

/**
 * Reads one cell. An empty one (also 无, -, N/A) has no units; `columnFactor` is the unit of its column, so many of
 * the currency.
 */
export const readAmount = (text: string, currency: string, columnFactor = 1): Amount => {
  const factor = hasOwnUnit(text) ? 1 : columnFactor
  const level = levelled(text)
  const common = readCommon(level)
  if (common) return common.flaw ? { fault: text } : { units: null }
  const plain = plainValue(level)
  if (plain !== null) return withinReach(scaled(plain) * factor, text)
  const read = money.read(level, plainSetting(currency))
  return read.value === null
    ? { fault: text }
    : withinReach(read.value * PER_HUNDREDTH * factor, text)
}

const withinReach = (units: number, text: string): Amount =>
  Math.abs(units) <= Number.MAX_SAFE_INTEGER ? { units: Math.round(units) + 0 } : { fault: text }

const isRead = (text: string, currency: string): boolean => 'units' in readAmount(text, currency)

/** Is the cell an amount in any currency? */
export const isAmount = (text: string): boolean => currencies.some((c) => isRead(text, c))

/** Does the cell say more than a number: a currency or a unit? */
export const isMarked = (text: string): boolean =>
  /[\p{L}\p{Sc}]/u.test(text) && plainValue(levelled(text)) === null && isAmount(text)

const SAMPLES = 300

/** The currency that most of the cells are written in; CNY where they do not say. */
export const currencyOf = (cells: readonly string[]): string => {
  const marked = cells.filter((cell) => plainValue(levelled(cell)) === null).slice(0, SAMPLES)
  const count = (currency: string) => marked.filter((cell) => isRead(cell, currency)).length
  const counts = currencies.map((currency) => ({ currency, count: count(currency) }))
  const most = Math.max(...counts.map((c) => c.count))
  return counts.find((c) => c.count === most)?.currency ?? 'CNY'
}

const names: readonly (readonly [RegExp, string])[] = [
  [/^(?:cny|rmb|cn¥|人民币|人民幣|¥|￥|元)$/iu, 'CNY'],
  [/^(?:twd|ntd|nt\$|新台币|新臺幣|新台幣|台币|台幣|臺幣)$/iu, 'TWD'],
  [/^(?:hkd|hk\$|港币|港幣|港元)$/iu, 'HKD'],
  [/^(?:usd|us\$|\$|美元|美金)$/iu, 'USD'],
  [/^(?:eur|€|欧元|歐元)$/iu, 'EUR'],
  [/^(?:jpy|日元|日圆|日圓)$/iu, 'JPY'],
  [/^(?:gbp|£|英镑|英鎊)$/iu, 'GBP'],
  [/^(?:mop|澳门元|澳門元|葡币|葡幣)$/iu, 'MOP'],
]

/** The code of a currency's cell; '' for an empty one; a word that is none of the known ones in capitals. */
export const currencyCode = (text: string): string => {
  const folded = text.normalize('NFKC').trim()
  return names.find(([pattern]) => pattern.test(folded))?.[1] ?? folded.toUpperCase()
}
