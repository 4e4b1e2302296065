// What a cell shows: a value under a number format, for the formats that this workbench meets.
// A format it cannot read shows the value as General would, never an error.
import { DAYS_1904, serialToDate } from './coerce-date.ts'
import type { CellValue } from './grid.ts'

/** The text that Excel displays, ignoring the column's width (no "####"). */
export function shownText(value: CellValue, numberFormat: string, date1904 = false): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return value
  const bare = numberFormat.replaceAll(/"[^"]*"|\\./g, '')
  if (numberFormat === 'General' || numberFormat === '@') return general(value)
  if (/[yd]|h|s/i.test(bare) || /m/i.test(bare)) {
    return dateText(date1904 ? value + DAYS_1904 : value, numberFormat)
  }
  if (/0E\+0/i.test(bare)) return exponent(value, decimals(bare))
  if (bare.includes('%')) return `${fixed(value * 100, decimals(bare), bare)}%`
  if (/[0#]/.test(bare)) return around(numberFormat, fixed(value, decimals(bare), bare))
  return general(value)
}

/** General shows 11 significant digits, and powers of ten from 12 digits on. */
function general(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e11 || size < 1e-9) return exponent(value, 5).replace(/\.?0+E/, 'E')
  const whole = String(Math.trunc(size)).length
  return String(Number(value.toFixed(Math.max(0, Math.min(9, 10 - whole)))))
}

function exponent(value: number, places: number): string {
  const [mantissa = '0', power = '+0'] = value.toExponential(places).split('e')
  return `${mantissa}E${power[0] ?? '+'}${power.slice(1).padStart(2, '0')}`
}

function decimals(format: string): number {
  return /\.(0+)/.exec(format)?.[1]?.length ?? 0
}

function fixed(value: number, places: number, format: string): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(places).split('.')
  const grouped = format.includes(',') ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') : whole
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Literal text in quotes before and after the digits: a currency sign. */
function around(format: string, digits: string): string {
  const before = /^"([^"]*)"/.exec(format)?.[1] ?? ''
  const after = /"([^"]*)"$/.exec(format.slice(before.length))?.[1] ?? ''
  return `${before}${digits}${after}`
}

const TOKEN = /"([^"]*)"|\\(.)|y+|m+|d+|h+|s+|AM\/PM|./gi

function dateText(serial: number, format: string): string {
  if (serial < 0) return general(serial)
  const date = serialToDate(serial)
  const twelve = /AM\/PM/i.test(format)
  let afterHour = false
  return format.replaceAll(TOKEN, (token: string, quoted?: string, escaped?: string) => {
    if (quoted !== undefined || escaped !== undefined) return quoted ?? escaped ?? ''
    const kind = token[0]?.toLowerCase() ?? ''
    const isMinute = kind === 'm' && afterHour
    if (/[ymds]/.test(kind)) afterHour = false
    if (kind === 'h') afterHour = true
    return datePart(date, kind, token, { isMinute, twelve })
  })
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function datePart(
  date: Date,
  kind: string,
  token: string,
  how: { readonly isMinute: boolean; readonly twelve: boolean },
): string {
  const two = (part: number): string => String(part).padStart(token.length > 1 ? 2 : 1, '0')
  if (kind === 'y') return String(date.getUTCFullYear()).slice(token.length > 2 ? 0 : 2)
  if (kind === 'd') return two(date.getUTCDate())
  if (kind === 's') return two(date.getUTCSeconds())
  if (kind === 'h') return two(how.twelve ? date.getUTCHours() % 12 || 12 : date.getUTCHours())
  if (how.isMinute) return two(date.getUTCMinutes())
  if (kind === 'm') {
    return token.length === 3 ? (MONTHS[date.getUTCMonth()] ?? '') : two(date.getUTCMonth() + 1)
  }
  if (/^AM\/PM$/i.test(token)) return date.getUTCHours() < 12 ? 'AM' : 'PM'
  return token
}
