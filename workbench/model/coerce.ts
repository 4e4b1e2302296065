// What becomes of a text or value that enters a cell. Three doors: typed by a person, pasted as
// plain text, written by an add-in. Each knows the cell's number format: under "@" text stays text.
import {
  DAYS_1904,
  type DateRules,
  recogniseDate,
  recogniseIsoDate,
  type Recognised,
} from './coerce-date.ts'
import { refuseArgument } from './failure.ts'
import type { CellValue } from './grid.ts'

export const MAX_TEXT = 32_767

/** Placeholder for the value of a formula: formulas in cells are kept, never calculated. */
export const UNKNOWN_RESULT = '#NAME?'

export interface CoerceRules extends DateRules {
  readonly apostropheUnderText: boolean
  readonly numbersUnderText: boolean
}

/** What the cell is to hold; numberFormat is set only when the cell was General. */
export interface Entry {
  readonly value: CellValue
  readonly formula?: string
  readonly quoted?: boolean
  readonly numberFormat?: string
}

const CLEARED: Entry = { value: '' }

/** A person types `text` and presses Enter. Longer texts are cut at 32,767 characters. */
export function coerceTyped(text: string, format: string, rules: CoerceRules): Entry {
  const kept = text.slice(0, MAX_TEXT)
  if (kept.startsWith("'") && (format !== '@' || rules.apostropheUnderText)) {
    return { value: kept.slice(1), quoted: true }
  }
  return coercePasted(kept, format, rules)
}

/** Plain text comes from the clipboard: like typing, but an apostrophe in front stays visible. */
export function coercePasted(text: string, format: string, rules: CoerceRules): Entry {
  const kept = text.slice(0, MAX_TEXT)
  if (kept === '') return CLEARED
  if (format === '@') return { value: kept }
  return (
    asFormula(kept) ??
    asLogical(kept) ??
    asNumber(kept) ??
    asDate(kept, rules) ??
    asSigned(kept) ?? {
      value: kept,
    }
  )
}

/**
 * An add-in writes `value`. null leaves the cell alone (undefined is returned), '' clears it.
 * Only ISO dates are recognised: "locale-shaped strings are stored as text" (D: Range.values).
 * @throws ExcelFailure InvalidArgument for what no cell can hold
 */
export function coerceWritten(
  value: unknown,
  format: string,
  rules: CoerceRules,
): Entry | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'boolean') return { value }
  if (typeof value === 'number') {
    const entry = writtenNumber(value)
    return format === '@' && rules.numbersUnderText ? { value: digitsOf(entry.value) } : entry
  }
  if (typeof value !== 'string') refuseArgument('a cell takes text, a number or a boolean')
  if (value === '') return CLEARED
  if (value.length > MAX_TEXT) refuseArgument(`text of ${value.length} characters`)
  if (value.startsWith("'") && (format !== '@' || rules.apostropheUnderText)) {
    return { value: value.slice(1), quoted: true }
  }
  if (format === '@' || !mayChange(value)) return { value }
  return (
    asFormula(value) ??
    asLogical(value) ??
    asNumber(value) ??
    asIsoDate(value, rules) ??
    asSigned(value) ?? {
      value,
    }
  )
}

function writtenNumber(value: number): { readonly value: number } {
  if (!Number.isFinite(value)) refuseArgument('a cell takes finite numbers')
  return { value: fifteenDigits(value) }
}

/** As Excel writes a number out in full: 15 digits, beyond them with a power. */
function digitsOf(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e-5 && size < 1e15) return String(value)
  return value
    .toExponential()
    .toUpperCase()
    .replace(/E([+-])(\d)$/, 'E$10$2')
}

/** Excel keeps 15 significant digits; the rest become zeros. */
function fifteenDigits(value: number): number {
  return Number.isSafeInteger(value) && Math.abs(value) < 1e15
    ? value
    : Number(value.toPrecision(15))
}

/** Cheap first look: most texts begin with a letter that starts nothing special. */
function mayChange(text: string): boolean {
  return /^[\s\d=+\-@.,(¥￥$€£tTfF]/.test(text)
}

function asFormula(text: string): Entry | undefined {
  return text.startsWith('=') && text.length > 1
    ? { value: UNKNOWN_RESULT, formula: text }
    : undefined
}

/** "+", "-" and "@" begin a formula when no number follows. */
function asSigned(text: string): Entry | undefined {
  return /^[+\-@]./s.test(text) ? { value: UNKNOWN_RESULT, formula: `=${text}` } : undefined
}

function asLogical(text: string): Entry | undefined {
  const word = text.trim().toUpperCase()
  return word === 'TRUE' || word === 'FALSE' ? { value: word === 'TRUE' } : undefined
}

const NUMBER =
  /^(?<sign>[+-]?)(?<currency>[¥￥$]?)(?<whole>\d+|\d{1,3}(?:,\d{3})+)?(?<fraction>\.\d*)?(?<power>[eE][+-]?\d+)?(?<percent>%?)$/

function asNumber(text: string): Entry | undefined {
  const trimmed = text.trim()
  const inner = /^\((.+)\)$/.exec(trimmed)?.[1]
  const groups = NUMBER.exec(inner ?? trimmed)?.groups
  if (groups === undefined || (groups.whole === undefined && !/\d/.test(groups.fraction ?? ''))) {
    return undefined
  }
  if (inner !== undefined && groups.sign !== '') return undefined
  const digits = `${(groups.whole ?? '0').replaceAll(',', '')}${groups.fraction ?? ''}`
  const plain = Number(`${digits === '.' ? '0' : digits}${groups.power ?? ''}`)
  if (!Number.isFinite(plain)) return undefined
  const size = groups.percent === '%' ? plain / 100 : plain
  const value = fifteenDigits(groups.sign === '-' || inner !== undefined ? -size : size)
  const numberFormat = formatOfNumber(groups)
  return numberFormat === undefined ? { value } : { value, numberFormat }
}

function formatOfNumber(groups: Record<string, string | undefined>): string | undefined {
  const hasFraction = /\d/.test(groups.fraction ?? '')
  if (groups.percent === '%') return hasFraction ? '0.00%' : '0%'
  if (groups.power !== undefined) return '0.00E+00'
  if (groups.currency !== '') return `"${groups.currency}"#,##0${hasFraction ? '.00' : ''}`
  if (groups.whole?.includes(',') === true) return hasFraction ? '#,##0.00' : '#,##0'
  return undefined
}

function asDate(text: string, rules: DateRules): Entry | undefined {
  return inEpoch(recogniseDate(text.trim(), rules), rules)
}

function asIsoDate(text: string, rules: DateRules): Entry | undefined {
  return inEpoch(recogniseIsoDate(text.trim()), rules)
}

function inEpoch(found: Recognised | undefined, rules: DateRules): Entry | undefined {
  if (found === undefined || !rules.date1904 || found.value < 1) return found
  return { ...found, value: found.value - DAYS_1904 }
}
