// What Excel makes of a value that is written into a cell (facts of Range.values): in a text column numbers
// become text; elsewhere text that looks like a number, a date or TRUE becomes one; one apostrophe is eaten.
import type { Cell } from '../../shared/schema/kind.ts'

const DAY_MS = 86_400_000

const asText = (cell: number | boolean): string =>
  typeof cell === 'boolean'
    ? cell
      ? 'TRUE'
      : 'FALSE'
    : String(Number(cell.toPrecision(15))).toUpperCase()

const asDate = (text: string): number | null => {
  const match = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?$/u.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  const ms = Date.UTC(year, month - 1, day)
  const isReal = new Date(ms).getUTCMonth() === month - 1 && new Date(ms).getUTCDate() === day
  const serial = ms / DAY_MS + 25_569
  return isReal && year >= 1901 ? serial : null
}

const asNumber = (text: string): number | null => {
  const match = /^([-+]?)[¥$]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(%?)$/u.exec(text)
  const digits = text.replace(/\D/gu, '')
  if (!match || digits.length > 15 || /^0\d/u.test(match[2] ?? '')) return null
  const n = Number(`${match[1]}${match[2]?.replaceAll(',', '')}${match[3] ?? ''}`)
  return match[4] === '%' ? n / 100 : n
}

/** The cell as it reads back after `cell` was written under a number format. */
export const coerced = (cell: Cell, numberFormat: string): Cell => {
  if (numberFormat === '@') return typeof cell === 'string' ? cell.replace(/^'/u, '') : asText(cell)
  if (typeof cell !== 'string') return cell
  if (cell.startsWith("'")) return cell.slice(1)
  const text = cell.trim()
  if (/^(?:true|false)$/iu.test(text)) return text.toLowerCase() === 'true'
  return asDate(text) ?? asNumber(text) ?? cell
}
