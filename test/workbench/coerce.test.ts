// What becomes of what enters a cell. Sources: D is Microsoft's documentation, # an issue of
// OfficeDev/office-js, "known" what is generally known of Excel and was not checked here.
import { describe, expect, test } from 'vitest'

import { dayToSerial } from '../../workbench/model/coerce-date.ts'
import { coercePasted, coerceTyped, coerceWritten } from '../../workbench/model/coerce.ts'
import { ExcelFailure } from '../../workbench/model/failure.ts'
import { Workbook } from '../../workbench/model/workbook.ts'

const RULES = new Workbook().coerceRules
const day = (year: number, month: number, date: number): number | undefined =>
  dayToSerial(year, month, date)

describe('a General cell', () => {
  test.each<[string, string, string | number | boolean, string]>([
    ['leading zeros go', '007', 7, 'D Range.values'],
    ['a mobile becomes a number', '13800138000', 13_800_138_000, 'known'],
    ['a plus in front of digits goes', '+8613800000000', 8_613_800_000_000, 'D Range.values'],
    [
      'an ID number loses what is beyond 15 digits',
      '110101199003071234',
      110_101_199_003_071_000,
      'known',
    ],
    ['15 digits are kept', '123456789012345', 123_456_789_012_345, 'known'],
    ['an E reads as a power of ten', '1E5', 100_000, 'known'],
    ['a house number such as 9121E3 as well', '9121E3', 9_121_000, 'known'],
    ['percent', '12.5%', 0.125, 'known'],
    ['thousands', '1,234.5', 1234.5, 'known'],
    ['brackets are a minus', '(12)', -12, 'known'],
    ['blanks around a number do not count', ' 42 ', 42, 'known'],
    ['true is a boolean', 'true', true, 'known'],
    ['text stays', '上海甲公司', '上海甲公司', 'known'],
    ['a broken group of thousands is text', '1,23', '1,23', 'known'],
    ['an empty text empties the cell', '', '', 'D blank-null-values'],
    ['a lone minus is text', '-', '-', 'known'],
  ])('%s, typed, pasted and written', (_what, text, value) => {
    expect(coerceTyped(text, 'General', RULES).value).toBe(value)
    expect(coercePasted(text, 'General', RULES).value).toBe(value)
    expect(coerceWritten(text, 'General', RULES)?.value).toBe(value)
  })

  test.each([
    ['ISO', '2026-03-05', day(2026, 3, 5)],
    ['slashes', '2026/3/5', day(2026, 3, 5)],
    ['Chinese', '2026年3月5日', day(2026, 3, 5)],
    ['month and day mean this year', '3-5', day(2026, 3, 5)],
    ['month and day in Chinese', '3月5日', day(2026, 3, 5)],
    ['a year and a month', '2026-03', day(2026, 3, 1)],
    ['a time', '9:30', 9.5 / 24],
    ['a day and a time', '2026/3/5 12:00', (day(2026, 3, 5) ?? 0) + 0.5],
    ['no day of the calendar', '2026-02-30', '2026-02-30'],
    ['points are not read', '2026.3.5', '2026.3.5'],
    ['before 1900', '1899-12-31', '1899-12-31'],
  ])('dates, typed and pasted: %s', (_what, text, value) => {
    expect(coerceTyped(text, 'General', RULES).value).toBe(value)
    expect(coercePasted(text, 'General', RULES).value).toBe(value)
  })

  test('an add-in writes ISO dates only; local shapes stay text (D Range.values)', () => {
    expect(coerceWritten('2026-03-05', 'General', RULES)?.value).toBe(day(2026, 3, 5))
    expect(coerceWritten('2026/3/5', 'General', RULES)?.value).toBe('2026/3/5')
    expect(coerceWritten('2026年3月5日', 'General', RULES)?.value).toBe('2026年3月5日')
  })

  test('a workbook of 1904 counts from another day (D ranges-dates)', () => {
    const rules = new Workbook({ date1904: true }).coerceRules
    expect(coerceTyped('2026-03-05', 'General', rules).value).toBe((day(2026, 3, 5) ?? 0) - 1462)
  })

  test.each([
    ['=1+1', '=1+1'],
    ['+abc', '=+abc'],
    ['-abc', '=-abc'],
    ['@abc', '=@abc'],
    ['=HYPERLINK("http://x")', '=HYPERLINK("http://x")'],
  ])('%s is a formula (D Range.values)', (text, formula) => {
    expect(coerceWritten(text, 'General', RULES)).toEqual({ value: '#NAME?', formula })
    expect(coerceTyped(text, 'General', RULES).formula).toBe(formula)
  })

  test('numbers bring their format along (known)', () => {
    expect(coerceTyped('50%', 'General', RULES).numberFormat).toBe('0%')
    expect(coerceTyped('1E5', 'General', RULES).numberFormat).toBe('0.00E+00')
    expect(coerceTyped('1,234', 'General', RULES).numberFormat).toBe('#,##0')
    expect(coerceTyped('2026/3/5', 'General', RULES).numberFormat).toBe('yyyy/m/d')
  })
})

describe('a Text cell', () => {
  test.each(['007', '110101199003071234', '=1+1', '+86', '@x', '2026-03-05', '1E5', 'TRUE', '-'])(
    'keeps %s as it is (D Range.values, known)',
    (text) => {
      expect(coerceTyped(text, '@', RULES)).toEqual({ value: text })
      expect(coercePasted(text, '@', RULES)).toEqual({ value: text })
      expect(coerceWritten(text, '@', RULES)).toEqual({ value: text })
    },
  )
})

describe('a number that an add-in writes under Text', () => {
  test.each([
    [0, '0'],
    [-0.5, '-0.5'],
    [13_912_345_678, '13912345678'],
    [999_999_999_999_999, '999999999999999'],
    [1_234_567_890_123_456, '1.23456789012346E+15'],
    [1e21, '1E+21'],
    [1e-10, '1E-10'],
    [2e-7, '2E-07'],
  ])('%d becomes the text %s (known of COM, not of Office.js)', (value, text) => {
    expect(coerceWritten(value, '@', RULES)).toEqual({ value: text })
  })

  test('stays a number when the quirk is off, and under any other format', () => {
    const rules = { ...RULES, numbersUnderText: false }
    expect(coerceWritten(123, '@', rules)).toEqual({ value: 123 })
    expect(coerceWritten(123, 'General', RULES)).toEqual({ value: 123 })
  })

  test('what no cell can hold is refused there too', () => {
    expect(() => coerceWritten(Number.NaN, '@', RULES)).toThrow(ExcelFailure)
  })
})

describe('an apostrophe in front', () => {
  test('hides itself when typed or written (known)', () => {
    expect(coerceTyped("'007", 'General', RULES)).toEqual({ value: '007', quoted: true })
    expect(coerceWritten("'=1", 'General', RULES)).toEqual({ value: '=1', quoted: true })
    expect(coerceWritten("'=1", '@', RULES)).toEqual({ value: '=1', quoted: true })
  })

  test('stays visible when it comes as plain text from the clipboard (known)', () => {
    expect(coercePasted("'007", 'General', RULES)).toEqual({ value: "'007" })
    expect(coercePasted("'007", '@', RULES)).toEqual({ value: "'007" })
  })

  test('stays under the format Text when the quirk is off', () => {
    const rules = { ...RULES, apostropheUnderText: false }
    expect(coerceWritten("'=1", '@', rules)).toEqual({ value: "'=1" })
  })
})

describe('limits of a write', () => {
  test('null leaves the cell (D blank-null-values)', () => {
    expect(coerceWritten(null, 'General', RULES)).toBeUndefined()
  })

  test('32,767 characters are kept, one more is refused; a person loses the rest (D limits)', () => {
    const longest = 'x'.repeat(32_767)
    expect(coerceWritten(longest, 'General', RULES)?.value).toBe(longest)
    expect(() => coerceWritten(`${longest}x`, 'General', RULES)).toThrow(ExcelFailure)
    expect(coercePasted(`${longest}x`, 'General', RULES).value).toBe(longest)
  })

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [{}], [[]]])('%s is refused', (value) => {
    expect(() => coerceWritten(value, 'General', RULES)).toThrow(ExcelFailure)
  })

  test('a number keeps 15 digits', () => {
    expect(coerceWritten(0.1 + 0.2, 'General', RULES)?.value).toBe(0.3)
  })
})
