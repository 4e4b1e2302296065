// What a cell shows for a value under a format.
import { expect, test } from 'vitest'

import { dayToSerial, serialToDate } from '../../workbench/model/coerce-date.ts'
import { shownText } from '../../workbench/model/show.ts'

const DAY = dayToSerial(2026, 3, 5) ?? 0

test.each([
  ['', 'General', ''],
  ['甲', '@', '甲'],
  [true, 'General', 'TRUE'],
  [42, 'General', '42'],
  [0.1, 'General', '0.1'],
  [13_800_138_000, 'General', '13800138000'],
  [110_101_199_003_071_000, 'General', '1.10101E+17'],
  [1 / 3, 'General', '0.333333333'],
  [0.5, '0%', '50%'],
  [0.125, '0.00%', '12.50%'],
  [1234.5, '#,##0.00', '1,234.50'],
  [-1234, '#,##0', '-1,234'],
  [1234, '"¥"#,##0', '¥1,234'],
  [100_000, '0.00E+00', '1.00E+05'],
  [DAY, 'yyyy/m/d', '2026/3/5'],
  [DAY, 'yyyy-mm-dd', '2026-03-05'],
  [DAY, 'yyyy"年"m"月"d"日"', '2026年3月5日'],
  [DAY, 'm"月"d"日"', '3月5日'],
  [DAY + 0.5625, 'yyyy/m/d h:mm', '2026/3/5 13:30'],
  [0.75, 'h:mm AM/PM', '6:00 PM'],
])('%s under %s shows %s', (value, format, text) => {
  expect(shownText(value, format)).toBe(text)
})

test('serials count a leap day that 1900 never had', () => {
  expect(dayToSerial(1900, 2, 28)).toBe(59)
  expect(dayToSerial(1900, 3, 1)).toBe(61)
  expect(serialToDate(61).toISOString()).toBe('1900-03-01T00:00:00.000Z')
  expect(serialToDate(59).toISOString()).toBe('1900-02-28T00:00:00.000Z')
})
